import type { IpFamily } from '../../ground/ip.ts'
import { HEADER_BYTES, innerIndex, ipHeader, portHeader, tunnelPort } from './headers.ts'
import type { Header, Packet } from './walk.ts'

/**
 * A way to carry a packet in another between two nodes. `port`: the UDP port it goes to; null: it has none. `vni`: what
 * its header says of the network; null: its header says nothing, or something else each time. `carriesEthernet`: what
 * is inside has a hardware address header. `reserved`: what the plugin takes off the MTU for it, in bytes, by the
 * family of the outer header.
 */
export interface Tunnel {
  readonly device: string
  readonly layer: 'VXLAN' | 'Geneve' | 'WireGuard' | 'IPIP'
  readonly port: number | null
  readonly vni: string | null
  readonly carriesEthernet: boolean
  readonly reserved: Readonly<Record<IpFamily, number>>
}

/**
 * Every tunnel of the plugins.
 * Source: https://github.com/flannel-io/flannel/blob/master/Documentation/backends.md, pkg/backend/wireguard/device.go
 * (overhead 80 for both families), https://docs.tigera.io/calico/latest/networking/configuring/mtu,
 * https://docs.tigera.io/calico/latest/reference/felix/configuration (VXLANPort, VXLANVNI), felix/bpf-gpl/nat.h
 * (CALI_VXLAN_VNI), https://github.com/cilium/cilium/blob/main/pkg/mtu/mtu.go,
 * https://docs.cilium.io/en/stable/operations/system_requirements/#firewall-rules
 */
export const TUNNELS = {
  'flannel-vxlan': {
    device: 'flannel.1',
    layer: 'VXLAN',
    port: 8472,
    vni: '1',
    carriesEthernet: true,
    reserved: { 4: 50, 6: 70 },
  },
  'flannel-wireguard': {
    device: 'flannel-wg',
    layer: 'WireGuard',
    port: 51820,
    vni: null,
    carriesEthernet: false,
    reserved: { 4: 80, 6: 80 },
  },
  'calico-ipip': {
    device: 'tunl0',
    layer: 'IPIP',
    port: null,
    vni: null,
    carriesEthernet: false,
    reserved: { 4: 20, 6: 40 },
  },
  'calico-vxlan': {
    device: 'vxlan.calico',
    layer: 'VXLAN',
    port: 4789,
    vni: '4096',
    carriesEthernet: true,
    reserved: { 4: 50, 6: 70 },
  },
  'calico-node-port': {
    device: 'vxlan.calico',
    layer: 'VXLAN',
    port: 4789,
    vni: '0xca11c0',
    carriesEthernet: true,
    reserved: { 4: 50, 6: 70 },
  },
  'cilium-vxlan': {
    device: 'cilium_vxlan',
    layer: 'VXLAN',
    port: 8472,
    vni: null,
    carriesEthernet: true,
    reserved: { 4: 50, 6: 70 },
  },
  'cilium-geneve': {
    device: 'cilium_geneve',
    layer: 'Geneve',
    port: 6081,
    vni: null,
    carriesEthernet: true,
    reserved: { 4: 50, 6: 70 },
  },
} as const satisfies Readonly<Record<string, Tunnel>>

/**
 * The network between machines, in bytes. Source: IEEE 802.3; inside a VPC
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html
 */
export const ETHERNET_MTU = 1500
/** The largest packet inside a VPC, in bytes. */
export const VPC_MTU = 9001

/** The largest packet that fits into the tunnel, in bytes. `underlay`: what fits on the wire. */
export function tunnelMtu({ reserved }: Tunnel, underlay: number, family: IpFamily = 4): number {
  return underlay - reserved[family]
}

/**
 * The addresses of the two nodes, and what differs from packet to packet. `option`: something more in the tunnel's
 * header, with its size in bytes.
 */
export interface Wrapping {
  readonly family: IpFamily
  readonly src: string
  readonly dst: string
  readonly vni?: string
  readonly option?: { readonly text: string; readonly bytes: number }
}

/** The packet inside another. */
export function wrapped(packet: Packet, tunnel: Tunnel, wrapping: Wrapping): Packet {
  const { family, src, dst } = wrapping
  if (tunnel.layer === 'IPIP') return [ipHeader(family, src, dst, '4 (IPIP)'), ...packet]
  const inner = [...tunnelHeaders(tunnel, wrapping, packet), ...packet]
  // WireGuard sends from the port that it listens on.
  return [
    ipHeader(family, src, dst, 'UDP'),
    portHeader('UDP', tunnel.layer === 'WireGuard' ? tunnel.port! : tunnelPort(packet), tunnel.port),
    ...inner,
  ]
}

function tunnelHeaders({ layer, vni, carriesEthernet }: Tunnel, wrapping: Wrapping, packet: Packet): readonly Header[] {
  if (layer === 'IPIP') return []
  const number = wrapping.vni ?? vni
  const fields = [
    ...(number === null ? [] : [{ name: 'VNI', value: number }]),
    ...(wrapping.option ? [{ name: 'option', value: wrapping.option.text }] : []),
    ...(layer === 'WireGuard' ? [{ name: 'payload', value: 'encrypted' }] : []),
  ]
  return [
    { layer, bytes: HEADER_BYTES[layer] + (wrapping.option?.bytes ?? 0), fields },
    ...(carriesEthernet
      ? [
          {
            layer: 'Ethernet' as const,
            bytes: HEADER_BYTES.Ethernet,
            fields: [{ name: 'type', value: packet[0]!.bytes < HEADER_BYTES.IPv6 ? 'IPv4' : 'IPv6' }],
          },
        ]
      : []),
  ]
}

/** What was inside. */
export function unwrapped(packet: Packet): Packet {
  return packet.slice(innerIndex(packet))
}
