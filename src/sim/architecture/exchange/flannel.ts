import type { CniSetting } from '../../cni/choice.ts'
import { rangeOf, type Prefixes } from './block.ts'
import { bridgeExec, vethName } from './bridge.ts'
import type { AddFor, CniExec, Conflist, PluginExchange } from './exchange.ts'
import { passingExec, PORTMAP_SOURCE, stdinOf } from './stdin.ts'

/** Source: https://github.com/flannel-io/flannel/blob/master/Documentation/kube-flannel.yml (cni-conf.json). */
const CONFLIST: Conflist = {
  path: '/etc/cni/net.d/10-flannel.conflist',
  cniVersion: '0.3.1',
  name: 'cbr0',
  source: 'https://github.com/flannel-io/flannel/blob/master/Documentation/kube-flannel.yml',
  plugins: [
    { type: 'flannel', delegate: { hairpinMode: true, isDefaultGateway: true } },
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
}

const PLUGIN = 'https://github.com/flannel-io/cni-plugin/blob/main/flannel_linux.go'
const NODE: Prefixes = { 4: 24, 6: 64 }
const CLUSTER: Prefixes = { 4: 16, 6: 48 }

/** What is left of 1500 bytes. Source: https://github.com/flannel-io/flannel/blob/master/Documentation/backends.md */
const MTU: Readonly<Record<string, number>> = { vxlan: 1450, 'host-gw': 1500, wireguard: 1420 }

/**
 * Flannel's plugin makes no interface itself. It reads what flanneld wrote down about this node, and hands the work on
 * to `bridge`, which asks `host-local` for the address. Nobody is asked over a network.
 */
export function flannelExchange(add: AddFor, { mode }: CniSetting): PluginExchange {
  const mtu = MTU[mode] ?? MTU.vxlan!
  const networks = add.pod.addresses.map((address) => rangeOf(address, CLUSTER).cidr)
  const delegated = bridgeExec(add, {
    network: CONFLIST.name,
    prefixes: NODE,
    routes: networks,
    version: CONFLIST.cniVersion,
    stdin: {
      cniVersion: CONFLIST.cniVersion,
      hairpinMode: true,
      ipMasq: false,
      ipam: {
        ranges: add.pod.addresses.map((address) => [{ subnet: rangeOf(address, NODE, add.nodeRange).cidr }]),
        routes: networks.map((dst) => ({ dst })),
        type: 'host-local',
      },
      isDefaultGateway: true,
      isGateway: true,
      mtu,
      name: CONFLIST.name,
      type: 'bridge',
    },
  })
  const first: CniExec = {
    call: 'exec',
    plugin: 'flannel',
    source: PLUGIN,
    stdin: stdinOf(CONFLIST, CONFLIST.plugins[0]!, null, add.capabilities),
    stdout: delegated.stdout,
    inside: [
      {
        call: 'file',
        id: 'flannel-subnet',
        access: 'read',
        path: '/run/flannel/subnet.env',
        of: 'cni-agent',
        text: subnetFile(add, mtu),
        source: 'https://github.com/flannel-io/cni-plugin/blob/main/flannel.go',
      },
      delegated,
    ],
  }
  return {
    conflist: CONFLIST,
    execs: [first, passingExec(CONFLIST, 'portmap', first.stdout, add.capabilities, PORTMAP_SOURCE)],
    hostInterface: vethName(add.madeUp),
    failure: {
      plugin: 'flannel',
      source: 'https://github.com/flannel-io/cni-plugin/blob/main/flannel.go',
      msg: "failed to load flannel 'subnet.env' file: open /run/flannel/subnet.env: no such file or directory. Check the flannel pod log for this node.",
    },
  }
}

function subnetFile({ pod, nodeRange }: AddFor, mtu: number): string {
  const lines = pod.addresses.flatMap((address) => {
    const family = address.includes(':') ? 'IPV6_' : ''
    const node = rangeOf(address, NODE, nodeRange)
    return [
      `FLANNEL_${family}NETWORK=${rangeOf(address, CLUSTER).cidr}`,
      `FLANNEL_${family}SUBNET=${node.first}/${node.prefix}`,
    ]
  })
  return [...lines, `FLANNEL_MTU=${mtu}`, 'FLANNEL_IPMASQ=true'].join('\n')
}
