import type { LabelRequirement } from '../../../ground/labels.ts'
import type { Cluster, Pod } from '../../../model/cluster.ts'
import type { Condition, IdentityMatcher, PortMatcher, Rule } from '../../../policy/form.ts'
import { identityKey } from './identity.ts'
import { podIdentityLabels } from './identity-labels.ts'

/**
 * The rule as releases from 1.20 on read the names of ports on the way out: looked up at each identity that the rule
 * means. Pods with the same labels share one; where they have different numbers for a name, as while a new version of
 * a workload rolls out, it stands for nothing at any of them.
 * Source: cilium, pkg/types/portmap.go (GetNamedPorts, 1.20); pkg/policy/distillery_test.go (TestGetEgressNamedPorts)
 */
export function withoutTornNames(rule: Rule, cluster: Cluster): readonly Rule[] {
  const torn = tornNames(cluster)
  const port = rule.when.find((condition): condition is PortCondition => condition.aspect === 'port')
  if (rule.section !== 'egress' || torn.size === 0 || !port) return [rule]
  const names = port.anyOf.flatMap((matcher) => byProtocol(matcher, torn))
  const whole = names.filter((matcher) => !pairOf(matcher, torn))
  if (whole.length === names.length) return [rule]
  const withPorts = (anyOf: readonly PortMatcher[], more: readonly Condition[]): Rule => ({
    ...rule,
    when: [...rule.when.map((condition) => (condition === port ? { ...port, anyOf } : condition)), ...more],
  })
  return [
    ...(whole.length > 0 ? [withPorts(whole, [])] : []),
    ...names.flatMap((matcher): readonly Rule[] => {
      const pods = pairOf(matcher, torn)
      const anyOf = pods?.map((pod) => identityMatcher(pod, matcher, cluster))
      return anyOf ? [withPorts([matcher], [{ aspect: 'peer', anyOf, negate: true }])] : []
    }),
  ]
}

/** Whether a name of a port stands for different numbers at pods that have this one's identity. */
export function isTorn(cluster: Cluster, pod: Pod, name: string): boolean {
  const identity = identityKey(pod)
  return [...tornNames(cluster)].some(
    ([pair, pods]) => pair.startsWith(`${name}/`) && pods.some((each) => identityKey(each) === identity),
  )
}

type PortCondition = Extract<Condition, { aspect: 'port' }>

/** By `name/protocol`: one pod of each identity whose pods disagree about it. */
type TornNames = ReadonlyMap<string, readonly Pod[]>

const known = new WeakMap<Cluster, TornNames>()

function tornNames(cluster: Cluster): TornNames {
  let names = known.get(cluster)
  if (!names) known.set(cluster, (names = findTorn(cluster)))
  return names
}

function findTorn({ pods }: Cluster): TornNames {
  const first = new Map<string, { readonly pod: Pod; readonly port: number; isTorn: boolean }>()
  for (const pod of pods) {
    if (pod.endpoint?.kind !== 'pod') continue
    for (const { name, protocol, port } of pod.ports) {
      if (name === null) continue
      const key = `${name}/${protocol} ${identityKey(pod)}`
      const before = first.get(key)
      if (!before) first.set(key, { pod, port, isTorn: false })
      else if (before.port !== port) before.isTorn = true
    }
  }
  const torn = new Map<string, Pod[]>()
  for (const [key, { pod, isTorn }] of first) {
    if (!isTorn) continue
    const pair = key.slice(0, key.indexOf(' '))
    const pods = torn.get(pair)
    if (pods) pods.push(pod)
    else torn.set(pair, [pod])
  }
  return torn
}

function pairOf({ name, protocol }: PortMatcher, torn: TornNames): readonly Pod[] | undefined {
  return name === null ? undefined : torn.get(`${name}/${protocol}`)
}

/** A name for any protocol is one for each, where they differ. */
function byProtocol(matcher: PortMatcher, torn: TornNames): readonly PortMatcher[] {
  const { name, protocol } = matcher
  if (name === null || protocol !== null) return [matcher]
  const each = ['TCP', 'UDP', 'SCTP'].map((protocol) => ({ ...matcher, protocol }))
  return each.some((one) => pairOf(one, torn)) ? each : [matcher]
}

/** Exactly the pods that have this one's identity: those with its labels, and none of the others that there are. */
function identityMatcher(pod: Pod, { path }: PortMatcher, { pods }: Cluster): IdentityMatcher {
  const own = podIdentityLabels(pod)
  const keys = new Set(
    pods.flatMap((each) => Object.keys(podIdentityLabels(each)).filter((key) => !key.startsWith('any:'))),
  )
  const requirements = [...keys].map((key): LabelRequirement =>
    Object.hasOwn(own, key)
      ? { key, operator: 'Equals', values: [own[key]!], path }
      : { key, operator: 'DoesNotExist', values: [], path },
  )
  return { kind: 'identity', namespace: pod.namespace.name, selector: { requirements, path }, word: null, path }
}
