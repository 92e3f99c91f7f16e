import { listAt } from '../../manifests/fields.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Pod } from '../../model/cluster.ts'
import type { PodPolicy, Direction, PeerMatcher, PodsMatcher, PortMatcher, Rule } from '../../policy/form.ts'
import type { ClusterFacts } from './cluster-facts.ts'

/** One NetworkPolicy in its cluster, as a finder sees it. */
export interface PolicyView {
  readonly facts: ClusterFacts
  readonly object: KubernetesObject
  readonly namespace: string
  readonly name: string
  readonly directions: readonly PodPolicy[]
  readonly subject: PodsMatcher
  /** The pods it holds; finished ones and those on the host network are never among them. */
  readonly selected: readonly Pod[]
  readonly rules: readonly RuleView[]
}

/** A rule with its conditions apart. Empty `peers` or `ports`: the rule asks for none. */
export interface RuleView {
  readonly rule: Rule
  readonly section: Direction
  readonly index: number
  readonly peers: readonly PeerMatcher[]
  readonly ports: readonly PortMatcher[]
}

/** `directions` are those that one NetworkPolicy was compiled to; at least one. */
export function policyView(directions: readonly PodPolicy[], facts: ClusterFacts): PolicyView {
  const { object, namespace, name, subject } = directions[0]!
  let selected: readonly Pod[] | null = null
  return {
    facts,
    object,
    name,
    directions,
    subject,
    namespace: namespace ?? 'default',
    get selected() {
      return (selected ??= facts.podsOf(subject))
    },
    rules: directions.flatMap(({ rules }) => rules.map(ruleView)),
  }
}

/** A rule, with its peers and ports at hand. */
export function ruleView(rule: Rule): RuleView {
  return {
    rule,
    section: rule.section,
    index: rule.index,
    peers: rule.when.flatMap((condition) => (condition.aspect === 'peer' ? condition.anyOf : [])),
    ports: rule.when.flatMap((condition) => (condition.aspect === 'port' ? condition.anyOf : [])),
  }
}

/** The field of a rule that lists its peers. */
export const sideOf = (section: Direction): 'from' | 'to' => (section === 'ingress' ? 'from' : 'to')

/** Rules of a section as they are written, also those that the policy's types leave out. */
export function writtenRules({ value }: KubernetesObject, section: Direction): readonly unknown[] {
  return listAt(value, 'spec', section)
}
