import type { JsonObject } from '../../../ground/json-object.ts'
import { everywhere, rangeOf, type Prefixes, type Range } from './block.ts'
import type { AddFor, CniAddress, CniExec, CniFile, CniKernel, CniResult } from './exchange.ts'
import { IFNAME } from './exchange.ts'

const BRIDGE = 'https://github.com/containernetworking/plugins/blob/main/plugins/main/bridge/bridge.go'
const HOST_LOCAL = 'https://github.com/containernetworking/plugins/tree/main/plugins/ipam/host-local'

/**
 * The plugin `bridge` with the address plugin `host-local`, as the runtime or another plugin executes it. `routes`:
 * what `host-local` is told to answer. `version`: of the list; before 1.0 an address says its family.
 */
export function bridgeExec(
  { pod, madeUp, nodeRange }: AddFor,
  {
    stdin,
    network,
    prefixes,
    routes,
    version,
  }: {
    readonly stdin: JsonObject
    readonly network: string
    readonly prefixes: Prefixes
    readonly routes: readonly string[]
    readonly version: string
  },
): CniExec {
  const blocks = pod.addresses.map((address) => rangeOf(address, prefixes, nodeRange))
  const found = addresses(pod.addresses, blocks, version)
  const old = version.startsWith('0.')
  const allocated: CniResult = {
    cniVersion: version,
    ips: found,
    routes: routes.map((dst) => ({ dst })),
    ...(old && { dns: {} }),
  }
  const defaults =
    stdin.isDefaultGateway === true
      ? pod.addresses.map((address, index) => ({ dst: everywhere(address), gw: blocks[index]!.first }))
      : []
  const result: CniResult = {
    cniVersion: version,
    interfaces: [
      { name: 'cni0', mac: madeUp.mac('cni0') },
      { name: vethName(madeUp), mac: madeUp.mac('host') },
      { name: IFNAME, mac: madeUp.mac(IFNAME), sandbox: madeUp.netns },
    ],
    ips: found.map((address) => ({ ...address, interface: 2 })),
    routes: [...allocated.routes!, ...defaults],
    ...(old && { dns: {} }),
  }
  return {
    call: 'exec',
    plugin: 'bridge',
    stdin,
    stdout: result,
    source: BRIDGE,
    inside: [
      {
        call: 'exec',
        plugin: 'host-local',
        stdin,
        stdout: allocated,
        source: HOST_LOCAL,
        inside: files(pod.addresses, network, madeUp.sandbox),
      },
      plumbing(pod.addresses, blocks, vethName(madeUp), stdin.hairpinMode === true, result),
    ],
  }
}

/**
 * `veth` and eight digits. Source: https://github.com/containernetworking/plugins/blob/main/pkg/ip/link_linux.go
 * (RandomVethName)
 */
export function vethName(madeUp: AddFor['madeUp']): string {
  return `veth${madeUp.digits('veth', 8)}`
}

function addresses(texts: readonly string[], blocks: readonly Range[], version: string): readonly CniAddress[] {
  return texts.map((address, index) => ({
    ...(version.startsWith('0.') && { version: blocks[index]!.family }),
    address: `${address}/${blocks[index]!.prefix}`,
    gateway: blocks[index]!.first,
  }))
}

/** One file for each address, whose name is the address: that is the whole of the book-keeping. */
function files(texts: readonly string[], network: string, sandbox: string): readonly CniFile[] {
  return texts.map((address) => ({
    call: 'file',
    id: 'host-local-file',
    access: 'write',
    path: `/var/lib/cni/networks/${network}/${address}`,
    of: null,
    text: `${sandbox}\n${IFNAME}`,
    source: HOST_LOCAL,
  }))
}

function plumbing(
  texts: readonly string[],
  blocks: readonly Range[],
  veth: string,
  hairpin: boolean,
  { routes }: CniResult,
): CniKernel {
  return {
    call: 'kernel',
    source: BRIDGE,
    commands: [
      'ip link add cni0 type bridge        # if it is not there yet',
      ...blocks.map(({ first, prefix }) => `ip addr add ${first}/${prefix} dev cni0`),
      `ip link add ${veth} type veth peer name ${IFNAME} netns POD`,
      `ip link set ${veth} master cni0 up`,
      ...(hairpin ? [`bridge link set dev ${veth} hairpin on`] : []),
      ...texts.map((address, index) => `ip -n POD addr add ${address}/${blocks[index]!.prefix} dev ${IFNAME}`),
      ...(routes ?? []).map(
        ({ dst, gw }) =>
          `ip -n POD route add ${dst} via ${gw ?? blocks.find(({ family }) => (family === '6') === dst.includes(':'))?.first ?? 'GATEWAY'}`,
      ),
    ],
  }
}
