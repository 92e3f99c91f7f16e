import { GATEWAY_GROUP } from '../../../manifests/gateway-group.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { readPattern } from '../../../ground/patterns.ts'
import { isTo } from './target-ref.ts'
import { LINKERD_GROUP } from './words.shape.ts'
import { written, type Written } from './written.ts'

/** The kinds of routes that Linkerd reads. */
export type RouteKind = 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute'

/** What a text must be: exactly this, or a pattern that it fits as a whole. */
export type Wanted =
  { readonly exactly: string } | { readonly pattern: string; readonly matches: (text: string) => boolean }

/** A path as a whole, or whole segments at its beginning. */
export type WantedPath = Wanted | { readonly prefix: string }

/**
 * One way in which a request may fit: every part that is not null must. Of a GRPCRoute `service` and `call` are the two
 * segments of the path.
 */
export interface RouteMatch {
  readonly requestPath: WantedPath | null
  readonly method: string | null
  readonly headers: readonly { readonly name: string; readonly value: Wanted }[]
  readonly query: readonly { readonly name: string; readonly value: Wanted }[]
  readonly service: string | null
  readonly call: string | null
  readonly path: FieldPath
}

/**
 * Where requests go on; to the EgressNetwork itself, which is where they were going, or to a Service in the cluster.
 */
export interface RouteBackend {
  readonly kind: 'service' | 'egress-network' | 'other'
  readonly namespace: string
  readonly name: string
  readonly port: number | null
  /** Its share of what the rule takes; 0: none. */
  readonly weight: number
  readonly path: FieldPath
}

/** `matches` empty: every request. `redirects`: it answers with another address and passes nothing on. */
export interface RouteRule {
  readonly matches: readonly RouteMatch[]
  readonly backends: readonly RouteBackend[]
  readonly redirects: boolean
  readonly path: FieldPath
}

/** What it is attached to. `port`: of an EgressNetwork or a Service; null: none is named. */
export interface RouteParent {
  readonly kind: 'server' | 'egress-network' | 'service'
  readonly namespace: string
  readonly name: string
  readonly port: number | null
  readonly path: FieldPath
}

/** A route of one of the four kinds. `group` in small letters, as policies name it. `hostnames` empty: every host. */
export interface Route extends Written {
  readonly kind: RouteKind
  readonly group: string
  readonly parents: readonly RouteParent[]
  readonly hostnames: readonly string[]
  readonly rules: readonly RouteRule[]
}

/** Whether it is a route that Linkerd reads, of either group. */
export function isRoute({ group, kind }: KubernetesObject): boolean {
  return (
    (group === GATEWAY_GROUP && ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'].includes(kind)) ||
    (group === LINKERD_GROUP && kind === 'HTTPRoute')
  )
}

/**
 * Reads what concerns Linkerd. A route that names a Server of another namespace, or a port or a section of one, is
 * passed over altogether; so is one with a pattern that cannot be read. Null: it is.
 * Source: linkerd2, policy-controller/k8s/index/src/inbound/routes.rs (ParentRef) and inbound/index/http.rs
 */
export function readRoute(object: KubernetesObject): Route | null {
  const base = written(object)
  const kind = object.kind as RouteKind
  const spec = fieldAt(object.value, 'spec')
  const refs = listAt(spec, 'parentRefs')
  const isServer = (ref: unknown) => parentKind(ref) === 'server'
  if (
    refs.some(
      (ref) =>
        isServer(ref) &&
        ((textAt(ref, 'namespace') ?? base.namespace) !== base.namespace ||
          numberAt(ref, 'port') !== null ||
          textAt(ref, 'sectionName') !== null),
    )
  )
    return null
  const parents = refs.flatMap((ref, index): readonly RouteParent[] => {
    const to = parentKind(ref)
    if (!to) return []
    return [
      {
        kind: to,
        namespace: textAt(ref, 'namespace') ?? base.namespace,
        name: textAt(ref, 'name') ?? '',
        port: numberAt(ref, 'port'),
        path: ['spec', 'parentRefs', index],
      },
    ]
  })
  try {
    // The API server gives an HTTPRoute without rules one that takes every request.
    const rules = (fieldAt(spec, 'rules') === undefined && kind === 'HTTPRoute' ? [{}] : listAt(spec, 'rules')).map(
      (rule, index) => readRule(rule, kind, base.namespace, ['spec', 'rules', index]),
    )
    return {
      ...base,
      kind,
      group: object.group.toLowerCase(),
      parents,
      hostnames: listAt(spec, 'hostnames').map(String),
      rules,
    }
  } catch (fault) {
    if (fault instanceof UnreadablePattern) return null
    throw fault
  }
}

/** Null: nothing that Linkerd knows. Of a Service the group may be written as nothing or as `core`. */
function parentKind(ref: unknown): RouteParent['kind'] | null {
  if (isTo(ref, LINKERD_GROUP, 'Server')) return 'server'
  if (isTo(ref, LINKERD_GROUP, 'EgressNetwork')) return 'egress-network'
  return isTo(ref, '', 'Service') || isTo(ref, 'core', 'Service') ? 'service' : null
}

class UnreadablePattern extends Error {}

function readRule(rule: unknown, kind: RouteKind, namespace: string, path: FieldPath): RouteRule {
  return {
    path,
    redirects: listAt(rule, 'filters').some((filter) => textAt(filter, 'type') === 'RequestRedirect'),
    matches: listAt(rule, 'matches').map((match, index) => readMatch(match, kind, [...path, 'matches', index])),
    backends: listAt(rule, 'backendRefs').map((ref, index) =>
      readBackend(ref, namespace, [...path, 'backendRefs', index]),
    ),
  }
}

function readMatch(match: unknown, kind: RouteKind, path: FieldPath): RouteMatch {
  const call = objectAt(match, 'method')
  const named = (list: string) =>
    listAt(match, list).map((each) => ({
      name: textAt(each, 'name') ?? '',
      value: wanted(textAt(each, 'type'), textAt(each, 'value') ?? ''),
    }))
  return {
    path,
    requestPath: kind === 'HTTPRoute' ? wantedPath(objectAt(match, 'path')) : null,
    method: kind === 'HTTPRoute' ? textAt(match, 'method') : null,
    headers: named('headers'),
    query: kind === 'HTTPRoute' ? named('queryParams') : [],
    service: (kind === 'GRPCRoute' && textAt(call, 'service')) || null,
    call: (kind === 'GRPCRoute' && textAt(call, 'method')) || null,
  }
}

/** An absent type is a prefix, an absent value `/`. */
function wantedPath(path: unknown): WantedPath | null {
  if (!path) return null
  const type = textAt(path, 'type') ?? 'PathPrefix'
  const value = textAt(path, 'value') ?? '/'
  return type === 'PathPrefix' ? { prefix: value } : wanted(type, value)
}

function wanted(type: string | null, value: string): Wanted {
  if (type !== 'RegularExpression') return { exactly: value }
  const pattern = readPattern(value)
  if ('fault' in pattern) throw new UnreadablePattern(pattern.fault)
  return { pattern: value, matches: (text) => pattern.matches(text) }
}

function readBackend(ref: unknown, namespace: string, path: FieldPath): RouteBackend {
  const group = textAt(ref, 'group') ?? ''
  const kind = textAt(ref, 'kind') ?? 'Service'
  const is =
    group === LINKERD_GROUP && kind === 'EgressNetwork'
      ? 'egress-network'
      : (group === '' || group === 'core') && kind === 'Service'
        ? 'service'
        : 'other'
  return {
    kind: is,
    namespace: textAt(ref, 'namespace') ?? namespace,
    name: textAt(ref, 'name') ?? '',
    port: numberAt(ref, 'port'),
    weight: numberAt(ref, 'weight') ?? 1,
    path,
  }
}
