import type { CniSetting } from '../../cni/choice.ts'
import { hashedInterface } from '../host-interface.ts'
import { everywhere, familyOf, single } from './block.ts'
import type { AddFor, CniCall, CniExec, CniResult, Conflist, PluginExchange } from './exchange.ts'
import { IFNAME } from './exchange.ts'
import { passingExec, PORTMAP_SOURCE, stdinOf } from './stdin.ts'

const CODE = 'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/cmd/routed-eni-cni-plugin/cni.go'
const MTU = '9001'

/**
 * The network interface that has the pod's address: `device` 0 is the node's first. `branch`: one of the pod's own, a
 * VLAN on the node's trunk; null: it has none.
 */
export interface AwsLink {
  readonly device: number
  readonly branch: {
    readonly vlan: number
    readonly device: string
    readonly table: number
    readonly gateway: string
    readonly isStrict: boolean
  } | null
}

/**
 * The Amazon VPC CNI's plugin asks `ipamd` on its own node, which has addresses of the VPC in stock, and, when policies
 * are enforced, the network policy agent, without whose yes ADD fails. The dummy interface is none: it keeps for DEL
 * what an answer has no field for (`mac` a VLAN, `sandbox` the number of the network interface).
 */
export function awsExchange(add: AddFor, { options }: CniSetting, { device, branch }: AwsLink): PluginExchange {
  const { pod, madeUp } = add
  const conflist = conflistFor(options.podSecurityGroups === 'standard' ? 'standard' : 'strict')
  const host = hashedInterface(branch?.isStrict ? 'vlan' : 'eni', pod.namespace, pod.name)
  const dummy = hashedInterface('dummy', pod.namespace, pod.name)
  const enforcing = options.networkPolicy ?? 'off'
  const result: CniResult = {
    cniVersion: conflist.cniVersion,
    interfaces: [
      { name: host },
      { name: IFNAME, sandbox: madeUp.netns },
      branch ? { name: dummy, mac: String(branch.vlan) } : { name: dummy, mac: '0', sandbox: String(device) },
    ],
    ips: pod.addresses.map((address) => ({
      version: familyOf(address),
      interface: 1,
      address: single(address),
      ...(branch && { gateway: branch.gateway }),
    })),
    dns: {},
  }
  const inside: readonly CniCall[] = [
    {
      call: 'request',
      id: 'aws-add-network',
      to: 'cni-agent',
      verb: 'AddNetwork',
      target: 'rpc.CNIBackend',
      source: CODE,
      request: {
        K8S_POD_NAME: pod.name,
        K8S_POD_NAMESPACE: pod.namespace,
        K8S_POD_INFRA_CONTAINER_ID: madeUp.sandbox,
        ContainerID: madeUp.sandbox,
        Netns: madeUp.netns,
        NetworkName: conflist.name,
        IfName: IFNAME,
      },
      reply: {
        Success: true,
        IPAddress: pod.addresses.map((address) => ({
          [`IPv${familyOf(address)}Addr`]: address,
          ...(!branch && { DeviceNumber: device, RouteTableId: device === 0 ? MAIN_TABLE : device + 1 }),
        })),
        PodVlanId: branch?.vlan ?? 0,
        ...(branch && { PodENIMAC: madeUp.mac('branch'), PodENISubnetGW: branch.gateway }),
        NetworkPolicyMode: enforcing === 'off' ? '' : enforcing,
      },
    },
    {
      call: 'kernel',
      source: DRIVER,
      commands: [
        ...pairCommands(pod.addresses, host),
        ...(branch ? branchCommands(pod.addresses, host, branch) : routeCommands(pod.addresses, host, device)),
      ],
    },
    ...(enforcing === 'off'
      ? []
      : [
          {
            call: 'request' as const,
            id: 'aws-enforce' as const,
            to: 'policy-agent' as const,
            verb: 'EnforceNpToPod',
            target: 'rpc.NPBackend',
            source: CODE,
            request: {
              K8S_POD_NAME: pod.name,
              K8S_POD_NAMESPACE: pod.namespace,
              NETWORK_POLICY_MODE: enforcing,
              InterfaceCount: 1,
            },
            reply: { Success: true },
          },
        ]),
  ]
  const first: CniExec = {
    call: 'exec',
    plugin: 'aws-cni',
    stdin: stdinOf(conflist, conflist.plugins[0]!, null, add.capabilities),
    inside,
    stdout: result,
    source: CODE,
  }
  const passing = (type: string, source: string) => passingExec(conflist, type, result, add.capabilities, source)
  return {
    conflist,
    execs: [
      first,
      passing('egress-cni', 'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/cmd/egress-cni-plugin/cni.go'),
      passing('portmap', PORTMAP_SOURCE),
    ],
    hostInterface: host,
    failure: { plugin: 'aws-cni', msg: 'add cmd: failed to assign an IP address to container', source: CODE },
  }
}

/**
 * Source: `misc/10-aws.conflist`, filled in as `cmd/aws-vpc-cni/main.go` does it by default. In a cluster of IPv4
 * `egress-cni` is switched off.
 */
function conflistFor(podSGEnforcingMode: string): Conflist {
  return {
    path: '/etc/cni/net.d/10-aws.conflist',
    cniVersion: '0.4.0',
    name: 'aws-cni',
    disableCheck: true,
    source: 'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/misc/10-aws.conflist',
    plugins: [
      {
        name: 'aws-cni',
        type: 'aws-cni',
        vethPrefix: 'eni',
        mtu: MTU,
        podSGEnforcingMode,
        pluginLogFile: '/var/log/aws-routed-eni/plugin.log',
        pluginLogLevel: 'DEBUG',
        capabilities: { 'io.kubernetes.cri.pod-annotations': true },
      },
      {
        name: 'egress-cni',
        type: 'egress-cni',
        mtu: MTU,
        enabled: 'false',
        randomizeSNAT: 'prng',
        nodeIP: '',
        ipam: {
          type: 'host-local',
          ranges: [[{ subnet: 'fd00::ac:00/118' }]],
          routes: [{ dst: '::/0' }],
          dataDir: '/run/cni/v4pd/egress-v6-ipam',
        },
        pluginLogFile: '/var/log/aws-routed-eni/egress-v6-plugin.log',
        pluginLogLevel: 'DEBUG',
      },
      { type: 'portmap', capabilities: { portMappings: true }, snat: true },
    ],
  }
}

/** The kernel's own number for the table `main`. */
const MAIN_TABLE = 254
const DRIVER = 'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/cmd/routed-eni-cni-plugin/driver/driver.go'

/** The pair, and what is inside the pod: its gateway is on no device, and its hardware address is told for good. */
function pairCommands(addresses: readonly string[], host: string): readonly string[] {
  return [
    `ip link add ${host} type veth peer name ${IFNAME} netns POD`,
    `ip link set ${host} up`,
    ...addresses.flatMap((address) => {
      const gateway = address.includes(':') ? 'fe80::1' : '169.254.1.1'
      return [
        `ip -n POD addr add ${single(address)} dev ${IFNAME}`,
        `ip -n POD route add ${gateway} dev ${IFNAME} scope link`,
        `ip -n POD route add ${everywhere(address)} via ${gateway} dev ${IFNAME}`,
        `ip -n POD neigh add ${gateway} lladdr MAC-OF-${host} dev ${IFNAME} nud permanent`,
      ]
    }),
  ]
}

/** A pod on a further network interface of the node sends through that one's own routing table. */
function routeCommands(addresses: readonly string[], host: string, device: number): readonly string[] {
  return addresses.flatMap((address) => [
    `ip route add ${single(address)} dev ${host}`,
    `ip rule add to ${single(address)} priority 512 lookup main`,
    ...(device > 0 ? [`ip rule add from ${single(address)} priority 1536 lookup ${device + 1}`] : []),
  ])
}

/**
 * Strict: all that the pod sends and gets goes by its own interface; standard: pods of the same node are reached
 * directly.
 */
function branchCommands(
  addresses: readonly string[],
  host: string,
  { vlan, device, table, gateway, isStrict }: NonNullable<AwsLink['branch']>,
): readonly string[] {
  return [
    `ip link add link TRUNK name ${device} type vlan id ${vlan}`,
    `ip route add default via ${gateway} dev ${device} table ${table}`,
    ...addresses.map((address) => `ip route add ${single(address)} dev ${host} table ${isStrict ? table : 'main'}`),
    ...(isStrict
      ? [`ip rule add iif ${device} priority 10 lookup ${table}`, `ip rule add iif ${host} priority 10 lookup ${table}`]
      : addresses.flatMap((address) => [
          `ip rule add to ${single(address)} priority 512 lookup main`,
          `ip rule add from ${single(address)} priority 1536 lookup ${table}`,
        ])),
  ]
}
