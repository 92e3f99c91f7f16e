import { blocksOverlap, blockCovers, type CidrBlock } from '../../ground/ip.ts'
import type { BlockMatcher, PortMatcher } from '../../policy/form.ts'
import type { Finding } from './finding.ts'
import type { NamespaceView } from './namespace-view.ts'
import type { PolicyView, RuleView } from './policy-view.ts'

/**
 * Exceptions that another rule takes back: `except` narrows its own peer and denies nothing.
 * Source: IPBlock.except; policies are a union.
 */
export function exceptFindings(view: NamespaceView): readonly Finding[] {
  return view.policies.flatMap((policy) =>
    policy.rules.flatMap((rule) =>
      rule.peers.flatMap((matcher, peer): readonly Finding[] => {
        if (matcher.kind !== 'block' || matcher.except.length === 0) return []
        const undone = findUndoing(matcher, rule, policy, view)
        return undone
          ? [
              {
                facts: {
                  code: 'except-undone',
                  section: rule.section,
                  rule: rule.index,
                  peer,
                  cidr: undone.hole.text,
                  by: undone.policy.name,
                  byRule: undone.rule.index,
                },
                severity: 'warning',
                object: policy.object,
                path: [...matcher.path, 'ipBlock', 'except'],
                part: 'key',
                fixes: [],
              },
            ]
          : []
      }),
    ),
  )
}

function findUndoing(
  { except }: BlockMatcher,
  rule: RuleView,
  policy: PolicyView,
  { policies, facts }: NamespaceView,
): { readonly hole: CidrBlock; readonly policy: PolicyView; readonly rule: RuleView } | null {
  const held = facts.groupsOf(policy.subject)
  for (const hole of except) {
    for (const other of policies) {
      if (other !== policy && !facts.groupsOf(other.subject).some((group) => held.includes(group))) continue
      const found = other.rules.find(
        (each) =>
          each.rule !== rule.rule &&
          each.section === rule.section &&
          admits(each, hole) &&
          sharesPort(each.ports, rule.ports),
      )
      if (found) return { hole, policy: other, rule: found }
    }
  }
  return null
}

function admits({ peers }: RuleView, hole: CidrBlock): boolean {
  return (
    peers.length === 0 ||
    peers.some(
      (matcher) =>
        matcher.kind === 'block' &&
        blocksOverlap(matcher.block, hole) &&
        !matcher.except.some((each) => blockCovers(each, hole)),
    )
  )
}

function sharesPort(a: readonly PortMatcher[], b: readonly PortMatcher[]): boolean {
  return (
    a.length === 0 ||
    b.length === 0 ||
    a.some((one) =>
      b.some(
        (other) =>
          one.protocol === other.protocol &&
          (one.name !== null || other.name !== null
            ? one.name === other.name
            : one.range === null ||
              other.range === null ||
              (one.range.from <= other.range.to && other.range.from <= one.range.to)),
      ),
    )
  )
}
