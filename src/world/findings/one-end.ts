import { isForPods } from '../../policy/form.ts'
import type { Pod } from '../../model/cluster.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import type { Direction } from '../../policy/form.ts'
import type { Finding } from './finding.ts'
import type { Gate, NamespaceView, OwnedRule } from './namespace-view.ts'
import type { PolicyView, RuleView } from './policy-view.ts'
import { fitsSomePort, portsOverlap } from './port-overlap.ts'

/** A rule that reaches more pairs than this is not looked through; one of them will be open. */
const PAIR_LIMIT = 2000

/**
 * Rules that open one end of flows whose other end stays shut, for all of them: the source's egress and the
 * destination's ingress must both let a flow pass.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
 */
export function oneEndFindings(view: NamespaceView): readonly Finding[] {
  return view.policies.flatMap((policy) =>
    policy.rules.flatMap((rule) => {
      const found = shutElsewhere(rule, policy, view)
      return found ? [found] : []
    }),
  )
}

/** One group of pods at the far end of a rule, and the gate there that shuts it out. */
interface Shut {
  readonly group: number
  readonly gate: Gate
}

function shutElsewhere(rule: RuleView, policy: PolicyView, view: NamespaceView): Finding | null {
  const { facts } = view
  // An address may be anybody's.
  if (rule.peers.length === 0 || rule.peers.some(({ kind }) => kind !== 'pods')) return null
  const far: Direction = rule.section === 'ingress' ? 'egress' : 'ingress'
  const others = [...new Set(rule.peers.flatMap((matcher) => (matcher.kind === 'pods' ? facts.groupsOf(matcher) : [])))]
  const own = facts.groupsOf(policy.subject)
  if (others.length * own.length > PAIR_LIMIT) return null
  const shut = new Map<number, Shut>()
  for (const other of others) {
    const otherView = view.viewOf(facts.groups.groups[other]!.pod.namespace.name)
    const gate = otherView.gate(other, far)
    for (const group of own) {
      const isItself = group === other && facts.members(group).length === 1
      const destination = facts.members(far === 'egress' ? group : other)[0]!
      if (isItself || !fitsSomePort(rule.ports, destination)) continue
      if (!gate || mayPass(gate, group, rule, destination, view) || isRuledFromAbove(other, far, view)) return null
      shut.set(other, { group: other, gate })
    }
  }
  const [first] = shut.values()
  if (!first) return null
  const names = [...shut.keys()].map((group) => {
    const { workload } = facts.members(group)[0]!
    return namespacedName(workload)
  })
  const distinct = [...new Set(names)].sort()
  return {
    facts: {
      code: 'one-end-opened',
      section: rule.section,
      rule: rule.index,
      at: far,
      of: distinct[0]!,
      peers: distinct.length - 1,
      by: first.gate.by.map(({ namespace, name }) => `${namespace}/${name}`).slice(0, 3),
    },
    severity: 'warning',
    object: policy.object,
    path: rule.rule.path,
    part: 'value',
    fixes: [],
  }
}

/**
 * Whether the far gate has a rule for this group on one of the near rule's ports. Where only a block might fit, it
 * counts.
 */
function mayPass({ rules }: Gate, group: number, near: RuleView, destination: Pod, { facts }: NamespaceView): boolean {
  return rules.some((rule) => fitsPeer(rule, group, facts) && portsOverlap(rule.ports, near.ports, destination))
}

function fitsPeer({ peers }: OwnedRule, group: number, facts: NamespaceView['facts']): boolean {
  return (
    peers.length === 0 ||
    peers.some((matcher) =>
      matcher.kind === 'pods'
        ? facts.groupsOf(matcher).includes(group)
        : matcher.kind !== 'block' || facts.holdsPods(matcher),
    )
  )
}

/** Policies of the whole cluster may open what NetworkPolicy shuts. */
function isRuledFromAbove(group: number, direction: Direction, { set, facts }: NamespaceView): boolean {
  return set.policies.some(
    (policy) =>
      policy.namespace === null &&
      isForPods(policy) &&
      policy.direction === direction &&
      facts.groupsOf(policy.subject).includes(group),
  )
}
