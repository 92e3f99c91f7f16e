import { parseAddress } from '../../../ground/ip.ts'
import type { Labels } from '../../../ground/labels.ts'
import { isPortProtocol } from '../../../ground/ports.ts'
import { labelsAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Cluster } from '../../../model/cluster.ts'
import type { CompiledPolicy, Direction, NodesMatcher, PortMatcher, Rule } from '../../../policy/form.ts'

/** A node's interface that Calico polices. */
export interface CalicoHostEndpoint {
  readonly object: KubernetesObject
  readonly node: string
  readonly labels: Labels
  /** Canonical addresses; it is known to rules by them. */
  readonly expectedIPs: readonly string[]
  /** Whether its profiles let through what no policy decides. */
  readonly isOpen: boolean
}

/** Source: https://docs.tigera.io/calico/latest/reference/resources/hostendpoint */
export function hostEndpointsOf({ definitions }: Cluster): readonly CalicoHostEndpoint[] {
  return definitions.filter(({ kind }) => kind === 'HostEndpoint').map((object) => ({
    object, node: textAt(object.value, 'spec', 'node') ?? '', labels: labelsAt(object.value, 'metadata', 'labels'),
    expectedIPs: listAt(object.value, 'spec', 'expectedIPs').flatMap((text) => parseAddress(String(text))?.text ?? []),
    isOpen: listAt(object.value, 'spec', 'profiles').some((profile) => profile === 'projectcalico-default-allow' || String(profile).startsWith('kns.')),
  }))
}

/** Felix accepts these before any policy of a host endpoint. Source: https://docs.tigera.io/calico/latest/reference/host-endpoints/failsafe, felix/config/config_params.go */
const FAILSAFES: Readonly<Record<Direction, readonly string[]>> = {
  ingress: ['TCP/22', 'UDP/68', 'TCP/179', 'TCP/2379', 'TCP/2380', 'TCP/5473', 'TCP/6443', 'TCP/6666', 'TCP/6667'],
  egress: ['UDP/53', 'UDP/67', 'TCP/179', 'TCP/2379', 'TCP/2380', 'TCP/5473', 'TCP/6443', 'TCP/6666', 'TCP/6667'],
}

/** Before all tiers: the failsafe ports of each host endpoint. */
export function failsafePolicies(hosts: readonly CalicoHostEndpoint[]): readonly CompiledPolicy[] {
  return hosts.flatMap((host) => (['egress', 'ingress'] as const).map((direction) => synthetic(host, direction, 'failsafe', false, [{
    section: direction, index: 0, name: 'failsafe ports', action: 'allow', path: ['spec'], when: [{ aspect: 'port', anyOf: FAILSAFES[direction].map(failsafePort) }],
  }])))
}

/** After all tiers: a host endpoint without a profile that allows is closed. */
export function profilePolicies(hosts: readonly CalicoHostEndpoint[]): readonly CompiledPolicy[] {
  return hosts.filter(({ isOpen }) => !isOpen).flatMap((host) => (['egress', 'ingress'] as const).map((direction) => synthetic(host, direction, 'profiles', true, [])))
}

function failsafePort(text: string): PortMatcher {
  const [protocol, port] = text.split('/') as [string, string]
  return { kind: 'ports', protocol: isPortProtocol(protocol) ? protocol : null, range: { from: Number(port), to: Number(port) }, name: null, path: ['spec'], protocolPath: ['spec'], portPath: ['spec'] }
}

function synthetic({ object, node }: CalicoHostEndpoint, direction: Direction, tier: string, isolates: boolean, rules: readonly Rule[]): CompiledPolicy {
  const subject: NodesMatcher = { kind: 'nodes', path: ['spec', 'node'], selector: { path: ['spec', 'node'], requirements: [{ key: 'kubernetes.io/hostname', operator: 'Equals', values: [node], path: ['spec', 'node'] }] } }
  return { kind: 'HostEndpoint', object, namespace: null, name: object.name, direction, subject, isolates, rules, rank: { tier, priority: null } }
}
