import { fieldAt, objectAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Cluster } from '../../../model/cluster.ts'
import type { HeaderMatcher, RequestMatcher, Rule } from '../../../policy/form.ts'

/**
 * The rule with what Secrets hold in the place of their names, as the agent does for headers. One that the manifests do
 * not hold counts as unknown, or as the value that is written beside it.
 * Source: pkg/policy/api/http.go (HeaderMatch: a Secret with one entry, before Value), pkg/envoy/xds_server.go
 * (getHTTPRule)
 */
export function withSecrets(rule: Rule, { definitions }: Cluster): Rule {
  if (!rule.request?.some(hasSecret)) return rule
  return {
    ...rule,
    request: rule.request.map((matcher) =>
      matcher.kind === 'http'
        ? { ...matcher, headers: matcher.headers.map((header) => headerWith(header, definitions)) }
        : matcher,
    ),
  }
}

function hasSecret(matcher: RequestMatcher): boolean {
  return matcher.kind === 'http' && matcher.headers.some(({ secret }) => secret !== undefined)
}

function headerWith({ secret, ...header }: HeaderMatcher, definitions: readonly KubernetesObject[]): HeaderMatcher {
  if (!secret) return header
  const object = definitions.find(
    ({ group, kind, name, namespace }) =>
      group === '' &&
      kind === 'Secret' &&
      name === secret.name &&
      (namespace ?? 'default') === (secret.namespace ?? 'default'),
  )
  const value = object ? onlyEntry(object) : null
  return value !== null ? { ...header, value } : header.value !== null ? header : { ...header, secret }
}

/** The one value of a Secret, in plain letters; null: it has none or several, or one that is no base64. */
function onlyEntry({ value }: KubernetesObject): string | null {
  const plain = Object.entries(objectAt(value, 'stringData') ?? {})
  const encoded = Object.entries(objectAt(value, 'data') ?? {}).filter(
    ([key]) => fieldAt(value, 'stringData', key) === undefined,
  )
  const [entry, ...others] = [
    ...plain.map(([, text]) => String(text)),
    ...encoded.map(([, text]) => decoded(String(text))),
  ]
  return entry === undefined || others.length > 0 ? null : entry
}

function decoded(text: string): string | null {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0)))
  } catch {
    return null
  }
}
