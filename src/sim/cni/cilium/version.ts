import { namePattern, type NamePattern } from '../../../ground/patterns.ts'
import type { PeerMatcher, RequestMatcher, Rule } from '../../../policy/form.ts'

/** Whether a release, `1.18`, is older than another. */
export function isBefore(version: string, other: string): boolean {
  const minor = (text: string) => Number(text.split('.')[1])
  return minor(version) < minor(other)
}

/**
 * The rule as this release reads it: before 1.19 a name that begins with `**.` stands for one label and not for any
 * number of them; server names begin with wildcards since 1.18 and have some inside since 1.20, and before that the
 * letters had to stand there.
 * Source: https://docs.cilium.io/en/stable/operations/upgrade/ (1.19),
 * https://docs.cilium.io/en/stable/security/policy/language/#limit-tls-sni of each release
 */
export function asReadBy(version: string, rule: Rule): Rule {
  const named =
    isBefore(version, '1.20') && rule.request
      ? { ...rule, request: rule.request.map((matcher) => withOldServerNames(matcher, version)) }
      : rule
  if (!isBefore(version, '1.19') || !hasLongNames(rule)) return named
  return {
    ...named,
    when: named.when.map((condition) =>
      condition.aspect === 'peer' ? { ...condition, anyOf: condition.anyOf.map(oldPeer) } : condition,
    ),
    ...(named.request && { request: named.request.map(oldRequest) }),
  }
}

function withOldServerNames(matcher: RequestMatcher, version: string): RequestMatcher {
  if (matcher.kind === 'sni')
    return { ...matcher, patterns: matcher.patterns.map((pattern) => oldServerName(pattern, version)) }
  return matcher.kind === 'http' && matcher.tls
    ? { ...matcher, tls: { names: matcher.tls.names.map((pattern) => oldServerName(pattern, version)) } }
    : matcher
}

function oldServerName(pattern: NamePattern, version: string): NamePattern {
  const since = wildcardsSince(pattern.text)
  return since !== null && isBefore(version, since)
    ? { ...pattern, everything: false, matches: (name) => name.toLowerCase() === pattern.text.toLowerCase() }
    : pattern
}

/**
 * The release since which such a server name is a pattern: one that begins with a wildcard, or one with a wildcard
 * inside. Null: it has none.
 */
export function wildcardsSince(name: string): '1.18' | '1.20' | null {
  if (!name.includes('*')) return null
  return name.replace(/^\*{1,2}\./, '').includes('*') ? '1.20' : '1.18'
}

function hasLongNames({ when, request }: Rule): boolean {
  const isLong = (text: string | undefined) => text?.startsWith('**.') === true
  return (
    when.some(
      (condition) =>
        condition.aspect === 'peer' &&
        condition.anyOf.some((matcher) => matcher.kind === 'fqdn' && isLong(matcher.pattern.text)),
    ) || request?.some((matcher) => matcher.kind === 'dns' && isLong(matcher.pattern?.text)) === true
  )
}

function oldPeer(matcher: PeerMatcher): PeerMatcher {
  return matcher.kind === 'fqdn' ? { ...matcher, pattern: namePattern(matcher.pattern.text, true) } : matcher
}

function oldRequest(matcher: RequestMatcher): RequestMatcher {
  return matcher.kind === 'dns' && matcher.pattern
    ? { ...matcher, pattern: namePattern(matcher.pattern.text, true) }
    : matcher
}
