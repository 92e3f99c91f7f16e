import { everywhere, familyOf, rangeOf, single } from './block.ts'
import type { AddFor, CniExec, CniKernel, CniRequest, CniResult, Conflist, PluginExchange } from './exchange.ts'
import { IFNAME } from './exchange.ts'
import { stdinOf } from './stdin.ts'

/** Source: https://github.com/cilium/cilium/blob/main/daemon/cmd/cni/config.go (cniConfigs, "none"). */
const CONFLIST: Conflist = {
  path: '/etc/cni/net.d/05-cilium.conflist',
  cniVersion: '0.3.1',
  name: 'cilium',
  source: 'https://github.com/cilium/cilium/blob/main/daemon/cmd/cni/config.go',
  plugins: [{ type: 'cilium-cni', 'enable-debug': false, 'log-file': '/var/run/cilium/cilium-cni.log' }],
}

const CODE = 'https://github.com/cilium/cilium/blob/main/plugins/cilium-cni/cmd/cmd.go'
const API = 'https://github.com/cilium/cilium/blob/main/api/v1/openapi.yaml'
const NODE = { 4: 24, 6: 64 }

/**
 * Cilium's plugin asks the agent on its own node over a unix socket: for the settings, for an address, and, when the
 * interfaces are there, for an endpoint. It waits until the agent has loaded the endpoint's eBPF programs
 * (`sync-build-endpoint`), then answers. The gateway is the address of `cilium_host`; which of the node's addresses
 * that is, a real node decides.
 */
export function ciliumExchange(add: AddFor): PluginExchange {
  const { pod, madeUp } = add
  const host = `lxc${madeUp.digits('lxc', 12)}`
  const gateways = pod.addresses.map((address) => rangeOf(address, NODE, add.nodeRange).first)
  const result: CniResult = {
    cniVersion: CONFLIST.cniVersion,
    interfaces: [
      { name: host, mac: madeUp.mac('host') },
      { name: IFNAME, mac: madeUp.mac(IFNAME), sandbox: madeUp.netns },
    ],
    ips: pod.addresses.map((address, index) => ({
      version: familyOf(address),
      interface: 1,
      address: single(address),
      gateway: gateways[index]!,
    })),
    routes: pod.addresses.flatMap((address, index) => [
      { dst: single(gateways[index]!) },
      { dst: everywhere(address), gw: gateways[index]! },
    ]),
    dns: {},
  }
  const exec: CniExec = {
    call: 'exec',
    plugin: 'cilium-cni',
    stdin: stdinOf(CONFLIST, CONFLIST.plugins[0]!, null, add.capabilities),
    stdout: result,
    source: CODE,
    inside: [settings(), allocation(add, gateways), plumbing(pod.addresses, gateways, host), endpoint(add, host)],
  }
  return {
    conflist: CONFLIST,
    execs: [exec],
    hostInterface: host,
    failure: {
      plugin: 'cilium-cni',
      msg: 'unable to allocate IP via local cilium agent: [POST /ipam][502] postIpamFailure range is full',
      source: CODE,
    },
  }
}

function settings(): CniRequest {
  return {
    call: 'request',
    id: 'cilium-config',
    to: 'cni-agent',
    verb: 'GET',
    target: '/v1/config',
    request: null,
    reply: null,
    source: CODE,
  }
}

function allocation({ pod, nodeRange }: AddFor, gateways: readonly string[]): CniRequest {
  const by = (family: '4' | '6') => pod.addresses.findIndex((address) => familyOf(address) === family)
  const parts = (['4', '6'] as const).flatMap((family) => {
    const index = by(family)
    return index < 0
      ? []
      : [
          {
            key: `ipv${family}`,
            address: pod.addresses[index]!,
            gateway: gateways[index]!,
            range: rangeOf(pod.addresses[index]!, NODE, nodeRange).cidr,
          },
        ]
  })
  return {
    call: 'request',
    id: 'cilium-ipam',
    to: 'cni-agent',
    verb: 'POST',
    target: `/v1/ipam?owner=${pod.namespace}/${pod.name}`,
    request: null,
    source: API,
    reply: {
      address: Object.fromEntries(parts.map(({ key, address }) => [key, address])),
      'host-addressing': Object.fromEntries(
        parts.map(({ key, gateway, range }) => [key, { enabled: true, ip: gateway, 'alloc-range': range }]),
      ),
    },
  }
}

function endpoint({ pod, madeUp }: AddFor, host: string): CniRequest {
  return {
    call: 'request',
    id: 'cilium-endpoint',
    to: 'cni-agent',
    verb: 'PUT',
    target: `/v1/endpoint/cni-attachment-id:${madeUp.sandbox}:${IFNAME}`,
    source: API,
    request: {
      'container-id': madeUp.sandbox,
      'container-interface-name': IFNAME,
      'interface-name': host,
      'k8s-namespace': pod.namespace,
      'k8s-pod-name': pod.name,
      addressing: Object.fromEntries(pod.addresses.map((address) => [`ipv${familyOf(address)}`, address])),
      'sync-build-endpoint': true,
    },
    reply: null,
  }
}

function plumbing(addresses: readonly string[], gateways: readonly string[], host: string): CniKernel {
  return {
    call: 'kernel',
    source: 'https://github.com/cilium/cilium/blob/main/pkg/datapath/connector/veth.go',
    commands: [
      `ip link add ${host} type veth peer name ${IFNAME} netns POD`,
      `ip link set ${host} up`,
      ...addresses.flatMap((address, index) => [
        `ip -n POD addr add ${single(address)} dev ${IFNAME}`,
        `ip -n POD route add ${single(gateways[index]!)} dev ${IFNAME} scope link`,
        `ip -n POD route add ${everywhere(address)} via ${gateways[index]!} dev ${IFNAME}`,
      ]),
    ],
  }
}
