import type { JsonObject } from '../../ground/json-object.ts'
import { fieldAt } from '../../manifests/fields.ts'
import type { Cluster, Pod } from '../../model/cluster.ts'
import type { CompiledPolicy, Direction, PeerMatcher, PortMatcher, Rule } from '../../policy/form.ts'
import { matchesPeer, peerAt, PLAIN_VIEW } from '../../policy/match.ts'
import type { JourneyPolicy } from './journey-policy.ts'

/**
 * The object in which the network policy controller of the Amazon VPC CNI keeps what a NetworkPolicy comes to: no
 * selectors any more but the addresses of the pods that fit, and for each pod that is selected its node. At most so
 * many of each are shown.
 * Source: https://github.com/aws/amazon-network-policy-controller-k8s/blob/main/api/v1alpha1/policyendpoint_types.go
 */
export function policyEndpoint(
  { pods }: Cluster,
  { object, namespace, name, parts, selected }: JourneyPolicy,
  nodeAddress: (node: string) => string,
): JsonObject {
  const live = pods.filter(({ endpoint }) => endpoint?.kind === 'pod')
  return {
    apiVersion: 'networking.k8s.aws/v1alpha1',
    kind: 'PolicyEndpoint',
    metadata: { generateName: `${name}-`, ...(namespace !== null && { namespace }) },
    spec: {
      podSelector: fieldAt(object.value, 'spec', 'podSelector') ?? {},
      policyRef: { name, namespace },
      podIsolation: parts
        .filter(({ isolates }) => isolates)
        .map(({ direction }) => (direction === 'ingress' ? 'Ingress' : 'Egress')),
      podSelectorEndpoints: selected.slice(0, SHOWN).map((pod) => ({
        hostIP: pod.node === null ? '' : nodeAddress(pod.node),
        podIP: pod.addresses[0]?.text ?? '',
        name: pod.name,
        namespace: pod.namespace.name,
      })),
      ...Object.fromEntries(
        (['ingress', 'egress'] as const).flatMap((direction) => {
          const found = endpointsOf(direction, parts, live)
          return found.length > 0 ? [[direction, found]] : []
        }),
      ),
    },
  }
}

const SHOWN = 5

function endpointsOf(
  direction: Direction,
  parts: readonly CompiledPolicy[],
  pods: readonly Pod[],
): readonly JsonObject[] {
  return parts
    .filter((part) => part.direction === direction)
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => ruleEndpoints(rule, pods))
    .slice(0, SHOWN)
}

function ruleEndpoints({ when }: Rule, pods: readonly Pod[]): readonly JsonObject[] {
  const peers = when.flatMap((condition) => (condition.aspect === 'peer' ? condition.anyOf : []))
  const ports = when.flatMap((condition) => (condition.aspect === 'port' ? condition.anyOf : [])).map(portOf)
  const withPorts = (cidr: JsonObject) => ({ ...cidr, ...(ports.length > 0 && { ports }) })
  // Without peers a rule means everybody.
  return peers.length === 0
    ? [withPorts({ cidr: '0.0.0.0/0' }), withPorts({ cidr: '::/0' })]
    : peers.flatMap((peer) => addressesOf(peer, pods)).map(withPorts)
}

function addressesOf(peer: PeerMatcher, pods: readonly Pod[]): readonly JsonObject[] {
  if (peer.kind === 'block')
    return [
      {
        cidr: peer.block.canonical,
        ...(peer.except.length > 0 && { except: peer.except.map(({ canonical }) => canonical) }),
      },
    ]
  return pods
    .filter(
      ({ endpoint, addresses }) =>
        endpoint && matchesPeer(peer, peerAt(endpoint, addresses[0] ?? null, null, PLAIN_VIEW)),
    )
    .flatMap(({ addresses }) => addresses.map(({ text }) => ({ cidr: text })))
}

function portOf({ protocol, range, name }: PortMatcher): JsonObject {
  return {
    ...(protocol !== null && { protocol }),
    ...(name !== null && { port: name }),
    ...(range && { port: range.from, ...(range.to !== range.from && { endPort: range.to }) }),
  }
}
