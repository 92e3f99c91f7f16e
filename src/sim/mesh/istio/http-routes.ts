import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import { readPattern } from '../../../ground/patterns.ts'
import { isGranted } from '../../../model/entries/reference-grant.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { HttpRequest } from '../../../policy/request.ts'
import { takesDialled, takesHost } from './hosts.ts'
import { namespaceOf } from './objects.ts'
import type { Route, Routing, RouteTarget } from './virtual-services.ts'

/** Of the routes of the Gateway API those that hang on a parent: a Gateway at one of its listeners, or a Service. */
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

/**
 * The rule that takes a request, the most specific first: by exact path, longest prefix, method, headers, then age.
 * Where the question does not tell enough, every rule that may. `dialled`: see `dialledHosts`. `grants`: what allows
 * Services of other namespaces; null: nothing has to, as inside the mesh.
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
 */
export function routeAmong(
  routes: readonly KubernetesObject[],
  request: HttpRequest | null,
  dialled: readonly string[],
  grants: readonly KubernetesObject[] | null = null,
): Routing {
  const candidates = routes
    .flatMap((object) => {
      const hosts = listAt(object.value, 'spec', 'hostnames')
      const host =
        hosts.length === 0
          ? 'yes'
          : takesDialled((name) => hosts.some((each) => takesHost(String(each), name)), request, dialled)
      return host === 'no'
        ? []
        : listAt(object.value, 'spec', 'rules').flatMap((rule, index) => {
            const matches = listAt(rule, 'matches')
            return (matches.length === 0 ? [{}] : matches).map((match) => ({
              object,
              rule,
              index,
              host,
              match,
              rank: rankOf(match),
            }))
          })
    })
    .sort((a, b) => compareRanks(b.rank, a.rank))
  const found: Candidate[] = []
  for (const each of candidates) {
    const fit = request ? fits(each.match, request) : each.rank.every((part) => part <= 1) || 'unknown'
    if (!fit) continue
    if (!found.some(({ rule }) => rule === each.rule)) found.push(each)
    if (fit === true && each.host === 'yes') return { routes: found.map(read(request, grants)), open: false }
  }
  return { routes: found.map(read(request, grants)), open: true }
}

interface Candidate {
  readonly object: KubernetesObject
  readonly rule: unknown
  readonly index: number
  readonly match: unknown
}

const read =
  (request: HttpRequest | null, grants: readonly KubernetesObject[] | null) =>
  ({ object, rule, index, match }: Candidate): Route => {
    const refs = listAt(rule, 'backendRefs')
    const redirect = listAt(rule, 'filters').find((filter) => textAt(filter, 'type') === 'RequestRedirect')
    const { targets, isRefused } = targetsOf(rule, object, grants)
    return {
      object,
      path: ['spec', 'rules', index],
      request: request && filtered(request, rule, match),
      targets,
      status: redirect
        ? (numberAt(redirect, 'requestRedirect', 'statusCode') ?? 302)
        : refs.length === 0 || isRefused
          ? 500
          : null,
    }
  }

/** Where a rule sends to. `isRefused`: to a Service of another namespace that nothing there allows. */
export function targetsOf(
  rule: unknown,
  object: KubernetesObject,
  grants: readonly KubernetesObject[] | null,
): { readonly targets: readonly RouteTarget[]; readonly isRefused: boolean } {
  const own = namespaceOf(object)
  const refs = listAt(rule, 'backendRefs').filter(
    (ref) => numberAt(ref, 'weight') !== 0 && (textAt(ref, 'kind') ?? 'Service') === 'Service',
  )
  const isOpen = (ref: unknown) => {
    const to = textAt(ref, 'namespace') ?? own
    return (
      grants === null ||
      to === own ||
      grants.some((grant) => isGranted(grant, { kind: object.kind, namespace: own }, to, textAt(ref, 'name') ?? ''))
    )
  }
  return {
    targets: refs.filter(isOpen).map((ref) => ({
      host: `${textAt(ref, 'name') ?? ''}.${textAt(ref, 'namespace') ?? own}.svc.cluster.local`,
      port: numberAt(ref, 'port'),
      subset: null,
    })),
    isRefused: refs.length > 0 && !refs.some(isOpen),
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

function rankOf(match: unknown): readonly number[] {
  const call = objectAt(match, 'method')
  if (call)
    return [
      1e6,
      textAt(call, 'service') === null ? 0 : 2,
      textAt(call, 'method') === null ? 0 : 2,
      listAt(match, 'headers').length * 2,
    ]
  const type = textAt(match, 'path', 'type') ?? 'PathPrefix'
  const value = textAt(match, 'path', 'value') ?? '/'
  return [
    type === 'Exact' ? 1e6 : type === 'PathPrefix' ? value.length : 0,
    textAt(match, 'method') ? 2 : 0,
    listAt(match, 'headers').length * 2,
    listAt(match, 'queryParams').length * 2,
  ]
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  return a.map((part, index) => part - b[index]!).find((difference) => difference !== 0) ?? 0
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
