import type { ValueMatcher } from '../../proxy/form.ts'

/**
 * What names are made of. `controlPlane`: the namespace that Linkerd itself runs in.
 * Source: linkerd2, policy-controller/k8s/index/src/cluster_info.rs
 */
export interface IdentityNames {
  readonly controlPlane: string
  readonly trustDomain: string
}

/** The name in the certificate of every proxy of this service account. */
export function accountIdentity(
  namespace: string,
  account: string,
  { controlPlane, trustDomain }: IdentityNames,
): string {
  return `${account}.${namespace}.serviceaccount.identity.${controlPlane}.${trustDomain}`
}

/**
 * Reads what `identities` holds: a name, `*` for every name, or `*.` before the end of one. Only DNS names fit a star,
 * a SPIFFE id is compared as a whole.
 * Source: linkerd2, policy-controller/core/src/identity_match.rs; linkerd2-proxy, linkerd/app/inbound/src/policy.rs
 * (is_tls_authorized)
 */
export function identityMatcher(text: string): ValueMatcher {
  if (text !== '*' && !text.startsWith('*.')) return { form: 'exact', text: text.replace(/^spiffe:\/\//, '') }
  const end = text.slice(1)
  return { form: 'pattern', text, matches: (identity) => !identity.includes('/') && identity.endsWith(end) }
}

const DNS = /^(\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?)(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const DNS_TEXT = String.raw`^(\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?)(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`

/**
 * What is wrong with a written identity, in the webhook's words; null: nothing.
 * Source: linkerd2, policy-controller/src/validation.rs
 */
export function identityFault(text: string): string | null {
  if (!text.startsWith('spiffe://'))
    return DNS.test(text) ? null : `identity must be a valid SPIFFE id or a DNS SAN, matching the regex: ${DNS_TEXT}`
  const rest = text.slice('spiffe://'.length)
  const slash = rest.indexOf('/')
  const domain = slash < 0 ? rest : rest.slice(0, slash)
  if (domain === '') return 'SPIFFE trust domain is missing'
  if (!/^[-a-z0-9._]+$/.test(domain))
    return 'SPIFFE trust domain characters are limited to lowercase letters, numbers, dots, dashes, and underscores'
  return slash < 0 ? null : pathFault(rest.slice(slash + 1).split('/'))
}

function pathFault(segments: readonly string[]): string | null {
  for (const [index, segment] of segments.entries()) {
    if (segment === '')
      return index === segments.length - 1
        ? 'SPIFFE path cannot have a trailing slash'
        : 'SPIFFE path cannot contain empty segments'
    if (segment === '.' || segment === '..') return 'SPIFFE path cannot contain dot segments'
    if (!/^[-a-zA-Z0-9._]+$/.test(segment))
      return 'SPIFFE path segment characters are limited to letters, numbers, dots, dashes, and underscores'
  }
  return null
}
