import { rangeOf, type Prefixes } from './block.ts'
import { bridgeExec, vethName } from './bridge.ts'
import type { AddFor, Conflist, PluginExchange } from './exchange.ts'
import { passingExec, PORTMAP_SOURCE, stdinOf } from './stdin.ts'

/**
 * No network plugin in particular: the plugins that the CNI project itself keeps, `bridge`, `host-local` and `portmap`,
 * as the runtime containerd sets them up when nothing else does, with the range that the pods' addresses lie in.
 */
export function referenceExchange(add: AddFor): PluginExchange {
  const found = add.pod.addresses.map((address) => rangeOf(address, PREFIXES, add.nodeRange))
  const routes = add.pod.addresses.map((address) => (address.includes(':') ? '::/0' : '0.0.0.0/0'))
  const conflist: Conflist = {
    path: '/etc/cni/net.d/10-containerd-net.conflist',
    cniVersion: '1.0.0',
    name: 'containerd-net',
    source: SOURCE,
    plugins: [
      {
        type: 'bridge',
        bridge: 'cni0',
        isGateway: true,
        ipMasq: true,
        promiscMode: true,
        ipam: {
          type: 'host-local',
          ranges: found.map(({ cidr }) => [{ subnet: cidr }]),
          routes: routes.map((dst) => ({ dst })),
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  }
  const first = bridgeExec(add, {
    stdin: stdinOf(conflist, conflist.plugins[0]!, null, add.capabilities),
    network: conflist.name,
    prefixes: PREFIXES,
    routes,
    version: conflist.cniVersion,
  })
  return {
    conflist,
    execs: [first, passingExec(conflist, 'portmap', first.stdout, add.capabilities, PORTMAP_SOURCE)],
    hostInterface: vethName(add.madeUp),
    failure: {
      plugin: 'bridge',
      msg: `failed to allocate for range 0: no IP addresses available in range set: ${found[0]!.first}-${found[0]!.last}`,
      source: 'https://github.com/containernetworking/plugins/blob/main/plugins/ipam/host-local/main.go',
    },
  }
}

const PREFIXES: Prefixes = { 4: 16, 6: 64 }
const SOURCE = 'https://github.com/containerd/containerd/blob/main/script/setup/install-cni'
