import { exampleOf, matchesDomain, type DomainPattern } from '../ground/domain-name.ts'
import type { CompiledPolicy } from '../policy/form.ts'

/** The domain names of one condition; its other peers are left out. */
function domainsByCondition(policies: readonly CompiledPolicy[]): readonly (readonly DomainPattern[])[] {
  return policies.flatMap(({ rules }) => rules.flatMap(({ when }) => when.flatMap((condition) => {
    const domains = condition.aspect === 'peer' ? condition.anyOf.flatMap((matcher) => (matcher.kind === 'name' ? [matcher.domain] : [])) : []
    return domains.length > 0 ? [domains] : []
  })))
}

/**
 * One DNS name for each way in which rules can tell the names of an address outside apart; an address without a name is not
 * among them. None when no rule speaks of names.
 *
 * An address may be known under several names at once. The first rule that fits is then the first that fits one of them, so
 * with rules that allow by name (the only ones the API supports) no outcome is missing.
 */
export function sampleNames(policies: readonly CompiledPolicy[]): readonly string[] {
  const conditions = domainsByCondition(policies)
  const patterns = conditions.flat()
  const samples = new Map<string, string>()
  for (const pattern of patterns) {
    const name = exampleOf(pattern, patterns)
    const signature = conditions.map((domains) => (domains.some((domain) => matchesDomain(domain, name)) ? '1' : '0')).join('')
    if (!samples.has(signature)) samples.set(signature, name)
  }
  return [...samples.values()]
}
