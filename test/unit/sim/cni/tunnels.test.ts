import { describe, expect, test } from 'vitest'
import { firstPacket, turned } from '../../../../src/sim/cni/headers.ts'
import { ETHERNET_MTU, tunnelMtu, TUNNELS, unwrapped, VPC_MTU, wrapped } from '../../../../src/sim/cni/tunnels.ts'
import { overheadOf, packetLine } from '../../../suites/walk-lines.ts'

const packet = firstPacket({
  family: 4,
  src: '10.0.0.5',
  dst: '10.0.1.7',
  protocol: 'TCP',
  srcPort: 40_000,
  dstPort: 8080,
})

/**
 * What each tunnel adds to a packet, and what is left of the usual links.
 * Source: https://github.com/flannel-io/flannel/blob/master/Documentation/backends.md,
 * https://docs.tigera.io/calico/latest/networking/configuring/mtu,
 * https://github.com/cilium/cilium/blob/main/pkg/mtu/mtu.go
 */
const TABLE: readonly (readonly [
  name: keyof typeof TUNNELS,
  added: number,
  addedV6: number,
  of1500: number,
  of9001: number,
  outer: string,
])[] = [
  ['flannel-vxlan', 50, 70, 1450, 8951, 'UDP 8472, VXLAN 1, Ethernet'],
  // flanneld takes off 80 for both families; IPv4 needs 60.
  ['flannel-wireguard', 60, 80, 1420, 8921, 'UDP 51820, WireGuard'],
  ['calico-ipip', 20, 40, 1480, 8981, 'IPIP'],
  ['calico-vxlan', 50, 70, 1450, 8951, 'UDP 4789, VXLAN 4096, Ethernet'],
  ['calico-node-port', 50, 70, 1450, 8951, 'UDP 4789, VXLAN 0xca11c0, Ethernet'],
  ['cilium-vxlan', 50, 70, 1450, 8951, 'UDP 8472, VXLAN, Ethernet'],
  ['cilium-geneve', 50, 70, 1450, 8951, 'UDP 6081, Geneve, Ethernet'],
]

test('every tunnel is in the table', () => expect(TABLE.map(([name]) => name)).toEqual(Object.keys(TUNNELS)))

describe.each(TABLE)('%s', (name, added, addedV6, of1500, of9001, outer) => {
  const tunnel = TUNNELS[name]
  const inside = wrapped(packet, tunnel, { family: 4, src: '172.18.0.11', dst: '172.18.0.12' })
  test('adds its headers, byte by byte', () => {
    expect(overheadOf(inside)).toBe(added)
    expect(overheadOf(wrapped(packet, tunnel, { family: 6, src: 'fd00::11', dst: 'fd00::12' }))).toBe(addedV6)
    expect(packetLine(inside)).toBe(`[172.18.0.11 > 172.18.0.12 ${outer}] 10.0.0.5 > 10.0.1.7:8080`)
  })
  test('leaves room for them', () => {
    expect([tunnelMtu(tunnel, ETHERNET_MTU), tunnelMtu(tunnel, VPC_MTU)]).toEqual([of1500, of9001])
    expect(tunnelMtu(tunnel, ETHERNET_MTU, 6) + addedV6).toBeLessThanOrEqual(ETHERNET_MTU)
  })
  test('gives back what was put in', () => expect(unwrapped(inside)).toEqual(packet))
  test('is answered by the other node, on the port that it listens on', () => {
    const answer = turned(inside)
    expect(packetLine(answer)).toBe(`[172.18.0.12 > 172.18.0.11 ${outer}] 10.0.1.7:8080 > 10.0.0.5`)
    expect(turned(turned(inside)).map(({ layer }) => layer)).toEqual(inside.map(({ layer }) => layer))
  })
})

test('more in the tunnel’s header takes more room', () => {
  expect(
    overheadOf(
      wrapped(packet, TUNNELS['cilium-geneve'], {
        family: 4,
        src: '172.18.0.11',
        dst: '172.18.0.12',
        vni: '2',
        option: { text: 'DSR', bytes: 12 },
      }),
    ),
  ).toBe(62)
})

test('what a packet carries stands behind its addresses', () => {
  const lines = (['UDP', 'SCTP', 'ICMP', 47] as const).map((protocol) =>
    firstPacket({ family: 6, src: 'fd00::5', dst: 'fd00::7', protocol, srcPort: 40_000, dstPort: 53 })
      .map(({ layer, bytes }) => `${layer} ${bytes}`)
      .join(' '),
  )
  expect(lines).toEqual(['IP 40 UDP 8', 'IP 40 SCTP 12', 'IP 40 ICMP 8', 'IP 40'])
})
