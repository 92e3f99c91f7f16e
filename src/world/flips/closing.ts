import { fitsFlow } from '../../engine/fits.ts'
import type { FieldPath } from '../../ground/span.ts'
import type { YamlValue } from '../../manifests/print-yaml.ts'
import type { Cluster, Pod } from '../../model/cluster.ts'
import type { CompiledPolicy, Direction, Rule } from '../../policy/form.ts'
import { matchesPeer, matchesPort, peerAt, peerOf, PLAIN_VIEW, type Flow, type Viewpoint } from '../../policy/match.ts'
import type { FlipPlan } from './flip.ts'
import { freePolicyName, policyText } from './new-policy.ts'
import { peerEntry, selectorOf } from './selectors.ts'

const SIDE = { ingress: 'from', egress: 'to' } as const

/** One gate that lets a flow through; `policies` are those that isolate it, none: it is open. */
export interface OpenGate {
  readonly direction: Direction
  readonly pod: Pod
  readonly flow: Flow
  readonly view: Viewpoint
  readonly policies: readonly CompiledPolicy[]
  readonly cluster: Cluster
  readonly taken: ReadonlySet<string>
  /** Pods that pass this gate now, one of each workload, without the flow's own. */
  readonly guests: readonly Pod[]
}

/** Changes that may keep the flow from passing the gate. Whether they do, and what else they do, is found by trying. */
export function closingPlans(gate: OpenGate): readonly FlipPlan[] {
  const { flow, policies } = gate
  if (policies.length === 0) return newPolicies(gate)
  const admitting = policies.flatMap((policy) =>
    policy.rules.filter((rule) => fitsFlow(rule, flow, gate.view)).map((rule) => ({ policy, rule })),
  )
  // With two rules that let it through, taking one away changes nothing.
  const [only] = admitting
  return only && admitting.length === 1 ? rulePlans(only.policy, only.rule, gate) : []
}

function rulePlans(policy: CompiledPolicy, rule: Rule, { flow, view }: OpenGate): readonly FlipPlan[] {
  const name = `${policy.namespace ?? ''}/${policy.name}`
  const number = rule.index + 1
  const peer = peerOf(flow, rule.section, view)
  const peers = rule.when.find((condition) => condition.aspect === 'peer')?.anyOf ?? []
  const ports = rule.when.find((condition) => condition.aspect === 'port')?.anyOf ?? []
  const fittingPeers = peers.filter((matcher) => matchesPeer(matcher, peer))
  const fittingPorts = ports.filter((matcher) => matchesPort(matcher, flow))
  const plan = (flip: 'delete-rule' | 'delete-peer' | 'delete-port', path: FieldPath): FlipPlan => ({
    does: { flip, policy: name, rule: number },
    object: policy.object,
    changes: [{ change: 'delete', path }],
  })
  return [
    ...(peers.length > 1 && fittingPeers.length === 1
      ? [plan('delete-peer', [...rule.path, SIDE[rule.section], peers.indexOf(fittingPeers[0]!)])]
      : []),
    ...(ports.length > 1 && fittingPorts.length === 1 ? [plan('delete-port', fittingPorts[0]!.path)] : []),
    policy.rules.length > 1
      ? plan('delete-rule', rule.path)
      : {
          does: { flip: 'empty-rules', policy: name, direction: rule.section },
          object: policy.object,
          changes: [{ change: 'replace', path: ['spec', rule.section], value: [] }],
        },
  ]
}

function newPolicies({ direction, pod, cluster, taken, guests }: OpenGate): readonly FlipPlan[] {
  const namespace = pod.namespace.name
  const name = freePolicyName(`${direction === 'ingress' ? 'guard' : 'hold'}-${pod.workload.name}`, taken)
  const policy = `${namespace}/${name}`
  const selector = selectorOf(pod, cluster)
  const entries = guests.flatMap((guest): readonly YamlValue[] => {
    const entry = guest.endpoint && peerEntry(peerAt(guest.endpoint, null, null, PLAIN_VIEW), namespace, false, cluster)
    return entry ? [entry] : []
  })
  return [
    ...(entries.length > 0
      ? [
          {
            does: { flip: 'guest-list' as const, policy, direction },
            added: policyText(name, pod, selector, direction, [{ [SIDE[direction]]: entries }]),
          },
        ]
      : []),
    { does: { flip: 'close', policy, direction }, added: policyText(name, pod, selector, direction, []) },
  ]
}
