import { matcherKey } from '../../../engine/matcher-key.ts'
import type {
  CompiledPolicy,
  Condition,
  IdentityMatcher,
  PeerMatcher,
  PortMatcher,
  Rule,
} from '../../../policy/form.ts'

/**
 * Whose look-ups a proxy reads, on which ports and to whom, of a rule that allows some names only. `peers` null:
 * everybody.
 */
interface Restriction {
  readonly subject: IdentityMatcher
  readonly ports: readonly PortMatcher[]
  readonly peers: readonly PeerMatcher[] | null
}

/**
 * The policies as the DNS proxy leaves them. What it is handed it judges by the rules for that very port, with names
 * and without; one that allows every port, or a range of them, opens no name there, other than for HTTP. So such a rule
 * does not count where one with names is for the same pods, peers and port.
 * Source: pkg/fqdn/dnsproxy/proxy.go (CheckAllowed, GeneratePattern), pkg/proxy/dns.go (setRules: of one L4Filter),
 * https://github.com/cilium/cilium/issues/38676
 */
export function withDnsRestrictions(policies: readonly CompiledPolicy[]): readonly CompiledPolicy[] {
  const restrictions = policies.flatMap(restrictionsOf)
  if (restrictions.length === 0) return policies
  return policies.map((policy) =>
    policy.direction === 'egress' && policy.rank.tier === 'NetworkPolicy'
      ? { ...policy, rules: policy.rules.flatMap((rule) => restricted(rule, policy, restrictions)) }
      : policy,
  )
}

function restrictionsOf({ direction, rank, subject, rules }: CompiledPolicy): readonly Restriction[] {
  if (direction !== 'egress' || rank.tier !== 'NetworkPolicy' || subject.kind !== 'identity') return []
  return rules.flatMap(({ request, when }): readonly Restriction[] => {
    const names = request?.flatMap((matcher) => (matcher.kind === 'dns' ? [matcher] : [])) ?? []
    if (names.length === 0 || names.some(({ pattern }) => pattern?.everything)) return []
    return [{ subject, ports: portsOf(when) ?? [], peers: peersOf(when) }]
  })
}

/** A rule as it is beside the ports that are read, and at these to everybody whose look-ups are not. */
function restricted(rule: Rule, { subject }: CompiledPolicy, restrictions: readonly Restriction[]): readonly Rule[] {
  if (
    rule.action !== 'allow' ||
    rule.request ||
    rule.when.some(({ aspect }) => aspect === 'icmp' || aspect === 'protocol')
  )
    return [rule]
  const own = portsOf(rule.when)
  const read = restrictions.flatMap(({ ports }) => ports)
  const exact = own?.filter((port) => read.some((other) => isSamePort(port, other))) ?? []
  const wide = own?.filter((port) => !exact.includes(port)) ?? null
  if (wide?.every((port) => port.range !== null && port.range.from === port.range.to)) return [rule]
  const rest = wide === null ? rule : withPorts(rule, wide)
  return [
    ...(exact.length > 0 ? [withPorts(rule, exact)] : []),
    { ...rest, when: [{ aspect: 'port', anyOf: read, negate: true }, ...rest.when] },
    ...groupsByPort(restrictions).flatMap(([first, ...others]) =>
      [first!, ...others].reduce<readonly Rule[]>(
        (rules, each) => rules.flatMap((one) => besides(one, subject, each)),
        [{ ...rest, when: [{ aspect: 'port', anyOf: first!.ports }, ...rest.when] }],
      ),
    ),
  ]
}

/** The rule where the restriction is not for whom it is about: for other peers, and for other pods. */
function besides(
  rule: Rule,
  subject: CompiledPolicy['subject'],
  { subject: read, peers }: Restriction,
): readonly Rule[] {
  const isSame = subject.kind === 'identity' && matcherKey(subject) === matcherKey(read)
  return [
    ...(peers === null
      ? []
      : [{ ...rule, when: [...rule.when, { aspect: 'peer' as const, anyOf: peers, negate: true }] }]),
    ...(isSame ? [] : [{ ...rule, when: [...rule.when, { aspect: 'self' as const, anyOf: [read], negate: true }] }]),
  ]
}

function groupsByPort(restrictions: readonly Restriction[]): readonly (readonly Restriction[])[] {
  const groups = new Map<string, Restriction[]>()
  for (const each of restrictions) {
    const key = each.ports
      .map(({ protocol, name, range }) => `${protocol} ${name} ${range?.from}`)
      .sort()
      .join()
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()]
}

function withPorts(rule: Rule, ports: readonly PortMatcher[]): Rule {
  return {
    ...rule,
    when: rule.when.map((condition) => (condition.aspect === 'port' ? { ...condition, anyOf: ports } : condition)),
  }
}

/** Null: every port. */
function portsOf(when: readonly Condition[]): readonly PortMatcher[] | null {
  return when.find((condition) => condition.aspect === 'port')?.anyOf ?? null
}

function peersOf(when: readonly Condition[]): readonly PeerMatcher[] | null {
  return when.find((condition) => condition.aspect === 'peer')?.anyOf ?? null
}

/** Whether both are one port, by its number or its name, over a protocol that both have. */
function isSamePort(a: PortMatcher, b: PortMatcher): boolean {
  const overlaps = a.protocol === null || b.protocol === null || a.protocol === b.protocol
  const isOne = a.range !== null && a.range.from === a.range.to && a.range.from === b.range?.from
  return overlaps && (a.name === null ? isOne : a.name === b.name)
}
