import { exampleOf, matchesDomain, type DomainPattern } from '../ground/domain-name.ts'
import type { CompiledPolicy } from '../policy/form.ts'

/** A pattern of names, whichever grammar it is in. */
interface Names {
  readonly example: string
  matches(name: string): boolean
}

/** The patterns of names of one condition; its other peers are left out. */
function namesByCondition(policies: readonly CompiledPolicy[]): readonly (readonly Names[])[] {
  const conditions = policies.flatMap(({ rules }) =>
    rules.flatMap(({ when }) => when.flatMap((condition) => (condition.aspect === 'peer' ? [condition.anyOf] : []))),
  )
  const domains = conditions.flatMap((anyOf) =>
    anyOf.flatMap((matcher) => (matcher.kind === 'name' ? [matcher.domain] : [])),
  )
  return conditions.flatMap((anyOf) => {
    const names = anyOf.flatMap((matcher): readonly Names[] =>
      matcher.kind === 'name' ? [ofDomain(matcher.domain, domains)] : matcher.kind === 'fqdn' ? [matcher.pattern] : [],
    )
    return names.length > 0 ? [names] : []
  })
}

function ofDomain(domain: DomainPattern, others: readonly DomainPattern[]): Names {
  return { example: exampleOf(domain, others), matches: (name) => matchesDomain(domain, name) }
}

/**
 * One DNS name for each way in which rules can tell the names of an address outside apart; an address without a name is
 * not among them. None when no rule speaks of names.
 *
 * An address may be known under several names at once. The first rule that fits is then the first that fits one of
 * them, so with rules that allow by name (the only ones the API supports) no outcome is missing.
 */
export function sampleNames(policies: readonly CompiledPolicy[]): readonly string[] {
  const conditions = namesByCondition(policies)
  const samples = new Map<string, string>()
  for (const { example } of conditions.flat()) {
    const signature = conditions.map((names) => (names.some((each) => each.matches(example)) ? '1' : '0')).join('')
    if (!samples.has(signature)) samples.set(signature, example)
  }
  return [...samples.values()]
}
