import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import { readPattern } from '../../../ground/patterns.ts'
import { isGranted } from '../../../model/entries/reference-grant.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { HttpRequest, Tri } from '../../../policy/request.ts'
import { namespaceOf } from './objects.ts'
import type { Route, Routing, RouteTarget } from './virtual-services.ts'

/** The routes of the Gateway API that are attached to a parent: a Gateway at one of its listeners, or a Service. */
export function routesOn(
  routes: readonly KubernetesObject[],
  parent: {
    readonly kind: 'Gateway' | 'Service'
    readonly namespace: string
    readonly name: string
    readonly section?: string | null
    readonly port: number | null
  },
): readonly KubernetesObject[] {
  return routes.filter((route) =>
    listAt(route.value, 'spec', 'parentRefs').some(
      (ref) =>
        (textAt(ref, 'kind') ?? 'Gateway') === parent.kind &&
        textAt(ref, 'name') === parent.name &&
        (textAt(ref, 'namespace') ?? namespaceOf(route)) === parent.namespace &&
        (numberAt(ref, 'port') ?? parent.port) === parent.port &&
        (parent.section === undefined || (textAt(ref, 'sectionName') ?? parent.section) === parent.section),
    ),
  )
}

/** A route of the Gateway API that speaks for the host of a request; `unknown`: it may. */
export interface HungRoute {
  readonly object: KubernetesObject
  readonly host: Exclude<Tri, 'no'>
}

/**
 * The rule that takes a request, the most specific first: by exact path, longest prefix, longest expression, method,
 * headers, queries, then age. Where the question does not tell enough, every rule that may. `grants`: what allows
 * Services of other namespaces; null: nothing has to, as inside the mesh.
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule;
 * pilot/pkg/config/kube/gateway/conversion.go, sortHTTPRoutes
 */
export function routeAmong(
  routes: readonly HungRoute[],
  request: HttpRequest | null,
  grants: readonly KubernetesObject[] | null = null,
): Routing {
  const candidates = routes
    .flatMap(({ object, host }) =>
      listAt(object.value, 'spec', 'rules').flatMap((rule, index) => {
        const matches = listAt(rule, 'matches')
        return (matches.length === 0 ? [{}] : matches).map((match) => ({
          object,
          rule,
          index,
          host,
          match,
          rank: rankOf(match, object.kind),
        }))
      }),
    )
    .sort((a, b) => compareRanks(b.rank, a.rank))
  const found: Candidate[] = []
  for (const each of candidates) {
    const fit = request ? fits(each.match, request) : asksNothing(each.match) || 'unknown'
    if (!fit) continue
    if (!found.some(({ rule }) => rule === each.rule)) found.push(each)
    if (fit === true && each.host === 'yes') return { routes: found.flatMap(read(request, grants)), open: false }
  }
  return { routes: found.flatMap(read(request, grants)), open: true }
}

interface Candidate {
  readonly object: KubernetesObject
  readonly rule: unknown
  readonly index: number
  readonly match: unknown
}

/** What a rule does with a request. Whatever should go to a backend that is none is answered. */
const read =
  (request: HttpRequest | null, grants: readonly KubernetesObject[] | null) =>
  ({ object, rule, index, match }: Candidate): readonly Route[] => {
    const redirect = listAt(rule, 'filters').find((filter) => textAt(filter, 'type') === 'RequestRedirect')
    const { targets, isWhole } = targetsOf(rule, object, grants)
    const route = {
      object,
      path: ['spec', 'rules', index],
      request: request && filtered(request, rule, match),
      targets,
      status: null,
    }
    const answered = (status: number): Route => ({ ...route, targets: [], status })
    if (redirect) return [answered(numberAt(redirect, 'requestRedirect', 'statusCode') ?? 302)]
    return [...(targets.length > 0 ? [route] : []), ...(isWhole ? [] : [answered(500)])]
  }

/**
 * Where a rule sends to. `isWhole`: all of it; else some of its requests have no backend that there could be, because
 * none has a weight, it is of another kind, or of another namespace where nothing allows it.
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule (`backendRefs`);
 * pilot/pkg/config/kube/gateway/conversion.go, buildDestination
 */
export function targetsOf(
  rule: unknown,
  object: KubernetesObject,
  grants: readonly KubernetesObject[] | null,
): { readonly targets: readonly RouteTarget[]; readonly isWhole: boolean } {
  const own = namespaceOf(object)
  const refs = listAt(rule, 'backendRefs').filter((ref) => numberAt(ref, 'weight') !== 0)
  const isOpen = (ref: unknown) => {
    const to = textAt(ref, 'namespace') ?? own
    return (
      grants === null ||
      to === own ||
      grants.some((grant) => isGranted(grant, { kind: object.kind, namespace: own }, to, textAt(ref, 'name') ?? ''))
    )
  }
  const targets = refs.flatMap((ref): readonly RouteTarget[] => {
    const host = backendHost(ref, own)
    return host !== null && isOpen(ref) ? [{ host, port: numberAt(ref, 'port'), subset: null }] : []
  })
  return { targets, isWhole: refs.length > 0 && targets.length === refs.length }
}

/** Null: Istio sends to nothing of this kind. */
function backendHost(ref: unknown, own: string): string | null {
  const name = textAt(ref, 'name') ?? ''
  switch (textAt(ref, 'kind') ?? 'Service') {
    case 'Service':
    case 'ServiceImport':
      return `${name}.${textAt(ref, 'namespace') ?? own}.svc.cluster.local`
    case 'Hostname':
      return name
    default:
      return null
  }
}

/** The request as it goes on. Source: https://gateway-api.sigs.k8s.io/reference/spec/#httpurlrewritefilter */
function filtered(request: HttpRequest, rule: unknown, match: unknown): HttpRequest {
  let { path = '/', host } = request
  let headers = Object.entries(request.headers ?? {})
  for (const filter of listAt(rule, 'filters')) {
    const rewrite = fieldAt(filter, 'urlRewrite')
    const change = fieldAt(filter, 'requestHeaderModifier')
    host = textAt(rewrite, 'hostname') ?? host
    const full = textAt(rewrite, 'path', 'replaceFullPath')
    const prefix = textAt(rewrite, 'path', 'replacePrefixMatch')
    const matched = (textAt(match, 'path', 'value') ?? '/').replace(/\/$/, '')
    if (full !== null) path = full + (/\?.*$/.exec(path)?.[0] ?? '')
    else if (prefix !== null) path = prefix.replace(/\/$/, '') + path.slice(matched.length) || '/'
    const named = (field: 'set' | 'add') =>
      listAt(change, field).map((each): [string, string] => [textAt(each, 'name') ?? '', textAt(each, 'value') ?? ''])
    const gone = new Set(
      [...listAt(change, 'remove').map(String), ...named('set').map(([name]) => name)].map((name) =>
        name.toLowerCase(),
      ),
    )
    headers = [...headers.filter(([name]) => !gone.has(name.toLowerCase())), ...named('set'), ...named('add')]
  }
  return {
    ...request,
    path,
    ...(host !== undefined && { host }),
    ...(headers.length > 0 || request.headers ? { headers: Object.fromEntries(headers) } : {}),
  }
}

/** Whether a match leaves nothing to ask of a request. */
function asksNothing(match: unknown): boolean {
  return (
    ['method', 'headers', 'queryParams'].every((field) => fieldAt(match, field) === undefined) &&
    (textAt(match, 'path', 'type') ?? 'PathPrefix') === 'PathPrefix' &&
    (textAt(match, 'path', 'value') ?? '/') === '/'
  )
}

/**
 * How exact a match is, what counts most first. A call of gRPC is a path, of which a part may be left out; one that
 * names none comes last, where HTTPRoutes have the path `/`.
 */
function rankOf(match: unknown, kind: string): readonly number[] {
  const call = objectAt(match, 'method')
  const headers = listAt(match, 'headers').length
  if (call) {
    const [service, method] = [textAt(call, 'service') ?? '', textAt(call, 'method') ?? '']
    const isPattern = textAt(call, 'type') === 'RegularExpression' || service === ''
    return [isPattern ? 1 : method === '' ? 2 : 3, service.length + method.length, 0, headers]
  }
  if (kind === 'GRPCRoute') return [0, 0, 0, headers]
  const type = textAt(match, 'path', 'type') ?? 'PathPrefix'
  const value = textAt(match, 'path', 'value') ?? '/'
  return [
    type === 'Exact' ? 3 : type === 'PathPrefix' ? 2 : 1,
    (type === 'PathPrefix' ? value.replace(/\/$/, '') : value).length,
    textAt(match, 'method') ? 1 : 0,
    headers,
    listAt(match, 'queryParams').length,
  ]
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  return a.map((part, index) => part - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0
}

function fits(match: unknown, request: HttpRequest): boolean {
  const [path, query = ''] = (request.path ?? '/').split('?', 2) as [string, string?]
  const params = new URLSearchParams(query)
  const method = textAt(match, 'method')
  return (
    fitsCall(objectAt(match, 'method'), path) &&
    fitsPath(textAt(match, 'path', 'type') ?? 'PathPrefix', textAt(match, 'path', 'value') ?? '/', path) &&
    (method === null || method === (request.method ?? 'GET')) &&
    listAt(match, 'headers').every((wanted) =>
      fitsValue(
        wanted,
        Object.entries(request.headers ?? {}).find(
          ([name]) => name.toLowerCase() === (textAt(wanted, 'name') ?? '').toLowerCase(),
        )?.[1],
      ),
    ) &&
    listAt(match, 'queryParams').every((wanted) =>
      fitsValue(wanted, params.get(textAt(wanted, 'name') ?? '') ?? undefined),
    )
  )
}

/** What a GRPCRoute asks for: the path of a call is its service and its method. */
function fitsCall(call: unknown, path: string): boolean {
  const [, service = '', method = ''] = path.split('/')
  const isPattern = textAt(call, 'type') === 'RegularExpression'
  const fitsPart = (wanted: string | null, given: string) =>
    wanted === null || (isPattern ? fitsPattern(wanted, given) : wanted === given)
  return call === null || (fitsPart(textAt(call, 'service'), service) && fitsPart(textAt(call, 'method'), method))
}

function fitsValue(wanted: unknown, value: string | undefined): boolean {
  return (
    value !== undefined &&
    (textAt(wanted, 'type') === 'RegularExpression'
      ? fitsPattern(textAt(wanted, 'value') ?? '', value)
      : fieldAt(wanted, 'value') === value)
  )
}

/** A prefix is of whole segments. */
function fitsPath(type: string, wanted: string, path: string): boolean {
  if (type === 'Exact') return path === wanted
  if (type === 'RegularExpression') return fitsPattern(wanted, path)
  const prefix = wanted.replace(/\/$/, '')
  return path === prefix || path.startsWith(`${prefix}/`)
}

function fitsPattern(text: string, value: string): boolean {
  const pattern = readPattern(text)
  return 'matches' in pattern && pattern.matches(value)
}
