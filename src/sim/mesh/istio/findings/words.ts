import type { FindingFacts } from '../../../../ground/finding.ts'
import type { FieldPath } from '../../../../ground/span.ts'
import { listAt, objectAt, textAt } from '../../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../../manifests/piece.ts'
import type { MeshFinding } from '../../mesh.ts'
import { namespaceOf } from '../objects.ts'
import type { View } from './view.ts'

/** A value of a field of an AuthorizationPolicy, or of a condition's key. `field`: without `not`. */
interface Value {
  readonly field: string
  readonly text: string
  readonly isNegative: boolean
  readonly path: FieldPath
}

/** Values that fit nothing, however the request looks. */
export function wordFindings(view: View): readonly MeshFinding[] {
  return view.istio.objects.authorizationPolicies.flatMap((object) =>
    valuesOf(object).flatMap((value): readonly MeshFinding[] => {
      const facts = neverFits(value) ?? (value.isNegative ? null : unknownCaller(value, namespaceOf(object), view))
      return facts
        ? [{ facts, severity: facts.code === 'istio-caller-unknown' ? 'note' : 'warning', object, path: value.path }]
        : []
    }),
  )
}

function valuesOf({ value }: KubernetesObject): readonly Value[] {
  return listAt(value, 'spec', 'rules').flatMap((rule, at) => {
    const path = ['spec', 'rules', at]
    const inside = (['from', 'to'] as const).flatMap((section) =>
      listAt(rule, section).flatMap((entry, index) => {
        const inner = section === 'from' ? 'source' : 'operation'
        return Object.entries(objectAt(entry, inner) ?? {}).flatMap(([name, values]) => {
          const isNegative = /^not[A-Z]/.test(name)
          const field = isNegative ? name[3]!.toLowerCase() + name.slice(4) : name
          return texts(values).map(([text, place]): Value => ({
            field,
            text,
            isNegative,
            path: [...path, section, index, inner, name, place],
          }))
        })
      }),
    )
    const conditions = listAt(rule, 'when').flatMap((condition, index) =>
      ['values', 'notValues'].flatMap((name) =>
        texts(listAt(condition, name)).map(([text, place]): Value => ({
          field: textAt(condition, 'key') ?? '',
          text,
          isNegative: name === 'notValues',
          path: [...path, 'when', index, name, place],
        })),
      ),
    )
    return [...inside, ...conditions]
  })
}

function texts(values: unknown): readonly (readonly [string, number])[] {
  return Array.isArray(values)
    ? values.flatMap((text, place) => (typeof text === 'string' ? [[text, place] as const] : []))
    : []
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'])

/** Fields whose values are a whole text, or one with a star at one of its ends. */
const STARRED = new Set([
  'principals',
  'requestPrincipals',
  'hosts',
  'methods',
  'paths',
  'trustDomains',
  'source.principal',
  'request.auth.principal',
  'request.auth.audiences',
  'request.auth.presenter',
  'connection.sni',
  'source.trustDomain',
])

/**
 * Source: https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation;
 * pilot/pkg/security/authz/matcher/string.go (a star inside is itself); pilot/pkg/security/authz/model/generator.go
 * (`spiffe://` is written before every principal)
 */
function neverFits({ field, text }: Value): FindingFacts | null {
  if (field === 'methods' && text !== text.toUpperCase() && METHODS.has(text.toUpperCase()))
    return { code: 'istio-method-case', was: text, is: text.toUpperCase() }
  if ((field === 'principals' || field === 'source.principal') && text.startsWith('spiffe://'))
    return { code: 'istio-spiffe-prefix', was: text, is: text.slice('spiffe://'.length) }
  if (field === 'paths' && text.includes('?')) return { code: 'istio-path-never', path: text, why: 'query' }
  if (field === 'paths' && !/^[/*{]/.test(text)) return { code: 'istio-path-never', path: text, why: 'slash' }
  const isTemplate = field === 'paths' && /\{\*\*?\}/.test(text)
  if (
    STARRED.has(field) &&
    !isTemplate &&
    (text.slice(1, -1).includes('*') || (text.length > 1 && text.startsWith('*') && text.endsWith('*')))
  )
    return { code: 'istio-star-inside', field, value: text }
  return null
}

/** Source: https://istio.io/latest/docs/reference/config/analysis/ist0101/ */
function unknownCaller({ field, text }: Value, home: string, { istio, accounts }: View): FindingFacts | null {
  const caller = callerIn(field, text, home, [
    istio.settings.trustDomain,
    ...istio.settings.trustDomainAliases,
    'cluster.local',
  ])
  if (!caller) return null
  const { namespace, account } = caller
  if (!istio.cluster.namespaces.has(namespace)) return { code: 'istio-caller-unknown', namespace, account: null }
  return account !== null && !accounts.has(`${namespace}/${account}`)
    ? { code: 'istio-caller-unknown', namespace, account }
    : null
}

/** Whom a value means; null: nobody in particular. */
function callerIn(
  field: string,
  text: string,
  home: string,
  domains: readonly string[],
): { readonly namespace: string; readonly account: string | null } | null {
  if (text.includes('*')) return null
  switch (field) {
    case 'namespaces':
    case 'source.namespace':
      return { namespace: text, account: null }
    case 'serviceAccounts':
    case 'source.serviceAccount': {
      const [first, second] = text.split('/', 2) as [string, string?]
      return second === undefined ? { namespace: home, account: first } : { namespace: first, account: second }
    }
    case 'principals':
    case 'source.principal': {
      const [domain = '', ns, namespace, sa, account, ...rest] = text.split('/')
      return domains.includes(domain) && ns === 'ns' && sa === 'sa' && namespace && account && rest.length === 0
        ? { namespace, account }
        : null
    }
    default:
      return null
  }
}
