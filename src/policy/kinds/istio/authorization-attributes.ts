import { accountProblem, addressProblem, portProblem } from './authorization-values.ts'

/** Attributes that take any text. */
const PLAIN = new Set([
  'source.namespace',
  'source.trustDomain',
  'source.principal',
  'request.auth.principal',
  'request.auth.audiences',
  'request.auth.presenter',
  'connection.sni',
])
/** Attributes that name one of several things in brackets. */
const KEYED = [
  'request.headers',
  'request.experimental.inline.headers',
  'request.auth.claims',
  'experimental.envoy.filters.',
]

/**
 * What is wrong with a condition on this attribute and these values, of which there may be none; null: nothing. `of`:
 * at which value, null: at the attribute itself.
 * Source: istio/istio pkg/config/security/security.go, ValidateAttribute
 */
export function attributeProblem(
  key: string,
  values: readonly string[],
): { readonly reason: string; readonly of: number | null } | null {
  const empty = values.indexOf('')
  const itself = (reason: string) => ({ reason, of: null })
  if (empty >= 0) return { reason: `empty value not allowed, found in ${key}`, of: empty }
  if (KEYED.some((prefix) => key.startsWith(prefix)))
    return isKeyed(key) ? null : itself(`bad key (${key}): should have format a[b]`)
  switch (key) {
    case 'source.ip':
    case 'remote.ip':
    case 'destination.ip':
      return firstOf(values, addressProblem)
    case 'destination.port':
      return firstOf(values, portProblem)
    case 'source.serviceAccount':
      return firstOf(values, (value) => accountProblem(value, key))
    case 'destination.namespace':
      return itself(`attribute ${key} is replaced by the metadata.namespace`)
    case 'destination.name':
    case 'destination.user':
      return itself(`deprecated attribute ${key}: only supported in v1alpha1`)
  }
  if (key.startsWith('destination.labels')) return itself(`attribute ${key} is replaced by the workload selector`)
  return PLAIN.has(key) ? null : itself(`unknown attribute: ${key}`)
}

function isKeyed(key: string): boolean {
  const open = key.indexOf('[')
  return key.endsWith(']') && open > 0 && open < key.length - 2
}

function firstOf(
  values: readonly string[],
  problem: (value: string) => string | null,
): { readonly reason: string; readonly of: number } | null {
  const found = values.map(problem)
  const of = found.findIndex((each) => each !== null)
  return of < 0 ? null : { reason: found[of]!, of }
}
