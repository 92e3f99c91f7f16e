import type { FieldPath } from '../../ground/span.ts'
import { matchesSelector } from '../../ground/labels.ts'
import { isPortProtocol } from '../../ground/ports.ts'
import { fieldAt, listAt } from '../../manifests/fields.ts'
import type { YamlObject, YamlValue } from '../../manifests/print-yaml.ts'
import type { Cluster, Pod } from '../../model/cluster.ts'
import type { CompiledPolicy, Direction, PodsMatcher, Rule } from '../../policy/form.ts'
import { matchesPeer, matchesPort, peerOf, type Flow, type Peer, type Viewpoint } from '../../policy/match.ts'
import type { FlipPlan } from './flip.ts'
import { freePolicyName, policyText } from './new-policy.ts'
import { peerEntry, selectorOf } from './selectors.ts'

const SIDE = { ingress: 'from', egress: 'to' } as const

/** One gate that keeps a flow out, with the policies that hold it. */
export interface ClosedGate {
  readonly direction: Direction
  readonly pod: Pod
  readonly flow: Flow
  readonly view: Viewpoint
  /** The other end stands for any public address. */
  readonly anywhere: boolean
  readonly policies: readonly CompiledPolicy[]
  readonly cluster: Cluster
  /** Names of the policies in the pod's namespace. */
  readonly taken: ReadonlySet<string>
}

/**
 * Changes that may let the flow through the gate, the nearest misses first. Whether they do, and what else they do, is
 * found by trying.
 */
export function openingPlans(gate: ClosedGate): readonly FlipPlan[] {
  const { direction, pod, flow, cluster, anywhere, policies } = gate
  const peer = peerOf(flow, direction, gate.view)
  const entry = peerEntry(peer, pod.namespace.name, anywhere, cluster)
  if (!entry) return []
  const port = portEntry(flow)
  const inRules = policies.flatMap((policy) =>
    policy.rules.flatMap((rule) => rulePlans(policy, rule, peer, entry, port, flow)),
  )
  const rule: YamlObject = { [SIDE[direction]]: [entry], ...(port && { ports: [port] }) }
  return [...inRules, ...policies.flatMap((policy) => newRule(policy, direction, rule)), newPolicy(gate, peer, rule)]
}

function rulePlans(
  policy: CompiledPolicy,
  rule: Rule,
  peer: Peer,
  entry: YamlValue,
  port: YamlValue | null,
  flow: Flow,
): readonly FlipPlan[] {
  const name = `${policy.namespace ?? ''}/${policy.name}`
  const number = rule.index + 1
  const peers = rule.when.find((condition) => condition.aspect === 'peer')
  const ports = rule.when.find((condition) => condition.aspect === 'port')
  const fitsPeer = !peers || peers.anyOf.some((matcher) => matchesPeer(matcher, peer))
  const fitsPort = !ports || ports.anyOf.some((matcher) => matchesPort(matcher, flow))
  if (fitsPeer && !fitsPort && port)
    return [
      {
        does: { flip: 'add-port', policy: name, rule: number, port: portWords(flow) },
        object: policy.object,
        changes: [{ change: 'append', path: [...rule.path, 'ports'], value: port }],
      },
    ]
  if (fitsPeer || !fitsPort || !peers) return []
  return [
    ...peers.anyOf.flatMap((matcher) => (matcher.kind === 'pods' ? labelPlans(policy, number, matcher, peer) : [])),
    {
      does: { flip: 'add-peer', policy: name, rule: number },
      object: policy.object,
      changes: [{ change: 'append', path: [...rule.path, SIDE[rule.section]], value: entry }],
    },
  ]
}

/** One label of the selector has another value on the pod, and everything else fits. */
function labelPlans(
  policy: CompiledPolicy,
  rule: number,
  matcher: PodsMatcher,
  { endpoint }: Peer,
): readonly FlipPlan[] {
  if (endpoint.kind !== 'pod' || !matcher.podSelector) return []
  const { pod } = endpoint
  if (matcher.namespace !== null && matcher.namespace !== pod.namespace.name) return []
  if (matcher.namespaceSelector && !matchesSelector(matcher.namespaceSelector, pod.namespace.labels)) return []
  const selector = valueAt(policy.object.value, [...matcher.path, 'podSelector'])
  const labels = Object.entries((fieldAt(selector, 'matchLabels') ?? {}) as Readonly<Record<string, unknown>>)
  const wrong = labels.filter(([key, value]) => pod.labels[key] !== value)
  const [only] = wrong
  if (
    wrong.length !== 1 ||
    !only ||
    pod.labels[only[0]] === undefined ||
    listAt(selector, 'matchExpressions').length > 0
  )
    return []
  const [key, was] = only
  const is = pod.labels[key]!
  return [
    {
      does: {
        flip: 'use-label',
        policy: `${policy.namespace ?? ''}/${policy.name}`,
        rule,
        was: { key, value: String(was) },
        is: { key, value: is },
      },
      object: policy.object,
      changes: [{ change: 'replace', path: [...matcher.path, 'podSelector', 'matchLabels', key], value: is }],
    },
  ]
}

function newRule(policy: CompiledPolicy, direction: Direction, rule: YamlValue): readonly FlipPlan[] {
  const hasList = fieldAt(policy.object.value, 'spec', direction) !== undefined
  return [
    {
      does: { flip: 'add-rule', policy: `${policy.namespace ?? ''}/${policy.name}`, direction },
      object: policy.object,
      changes: [
        hasList
          ? { change: 'append', path: ['spec', direction], value: rule }
          : {
              change: 'set',
              path: ['spec'],
              key: direction,
              value: [rule],
              after: ['ingress', 'policyTypes', 'podSelector'],
            },
      ],
    },
  ]
}

function newPolicy({ direction, pod, cluster, taken }: ClosedGate, { endpoint }: Peer, rule: YamlValue): FlipPlan {
  const other = endpoint.kind === 'pod' ? endpoint.pod.workload.name : 'outside'
  const name = freePolicyName(
    direction === 'ingress' ? `allow-${other}-to-${pod.workload.name}` : `allow-${pod.workload.name}-out-to-${other}`,
    taken,
  )
  return {
    does: { flip: 'new-policy', policy: `${pod.namespace.name}/${name}`, direction },
    added: policyText(name, pod, selectorOf(pod, cluster), direction, [rule]),
  }
}

function valueAt(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null ? (at as Readonly<Record<string | number, unknown>>)[step] : undefined,
    value,
  )
}

/** Null where the flow has no port. TCP goes without saying. */
function portEntry({ protocol, port }: Flow): YamlValue | null {
  if (typeof protocol !== 'string' || !isPortProtocol(protocol)) return null
  return {
    ...(port !== null && { port }),
    ...(protocol !== 'TCP' && { protocol }),
    ...(port === null && protocol === 'TCP' && { protocol }),
  }
}

function portWords({ protocol, port }: Flow): string {
  return `${port ?? 'every port'}${protocol === 'TCP' ? '' : ` ${protocol}`}`
}
