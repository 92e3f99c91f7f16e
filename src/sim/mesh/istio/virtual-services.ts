import { fieldAt, labelsAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { readPattern } from '../../../ground/patterns.ts'
import type { Pod } from '../../../model/cluster.ts'
import type { Endpoint } from '../../../model/endpoint.ts'
import { claimAt } from '../../../policy/proxy/match.ts'
import type { VerifiedToken } from '../../../policy/proxy/sight.ts'
import type { HttpRequest, Tri } from '../../../policy/request.ts'
import { exportsTo, fullHost, takesDialled, takesHost } from './hosts.ts'
import { namespaceOf, type IstioObjects } from './objects.ts'

/** Where a route sends a request. `service` is a host, short or whole. */
export interface RouteTarget {
  readonly host: string
  readonly port: number | null
  readonly subset: string | null
}

/**
 * A route that takes the request. `status`: the proxy answers by itself; null: it sends it on. `request`: as it goes
 * on. `takesAll`: it asks for nothing.
 */
export interface Route {
  readonly object: KubernetesObject
  readonly path: readonly (string | number)[]
  readonly targets: readonly RouteTarget[]
  readonly status: number | null
  readonly request: HttpRequest | null
  readonly takesAll?: boolean
}

/**
 * Routes of which any may be taken, as far as the question tells, in order; `open`: perhaps none is. `isUnread`: the
 * proxy reads no request there, so that it cannot answer where none is. `orStraight`: what takes none goes where it was
 * going.
 */
export interface Routing {
  readonly routes: readonly Route[]
  readonly open: boolean
  readonly isUnread?: boolean
  readonly orStraight?: true
}

/**
 * Who asks. `gateway`: `mesh`, or `namespace/name` of a Gateway; `port`: of the Service or Gateway. `hosts`: see
 * `dialledHosts`. `client`: whose proxy it is; null: nobody's in particular. `tokens`: those that the gateway has
 * checked. `isOpened`: it came in TLS, which the gateway has opened.
 */
export interface RouteQuestion {
  readonly gateway: string
  readonly port: number | null
  readonly kind: 'http' | 'tls' | 'tcp'
  readonly request: HttpRequest | null
  readonly hosts: readonly string[]
  readonly serverName: string | null
  readonly client: Endpoint | null
  readonly tokens?: readonly VerifiedToken[]
  readonly isOpened?: boolean
}

/**
 * The virtual services that speak for a host at a gateway, the one that names it most exactly first, then the oldest.
 */
export function virtualServicesFor(
  { virtualServices }: IstioObjects,
  host: string | null,
  gateway: string,
  namespace: string,
): readonly KubernetesObject[] {
  const shown = virtualServices.filter(
    (object) => exportsTo(object, namespace) && gatewaysOf(object, fieldAt(object.value, 'spec')).includes(gateway),
  )
  if (host === null) return shown
  const names = (object: KubernetesObject) =>
    listAt(object.value, 'spec', 'hosts').map((each) =>
      gateway === 'mesh' ? fullHost(String(each), namespaceOf(object)) : String(each),
    )
  return shown
    .map((object) => ({ object, exactness: exactnessOf(names(object), host) }))
    .filter(({ exactness }) => exactness > 0)
    .sort((a, b) => b.exactness - a.exactness)
    .map(({ object }) => object)
}

/**
 * How exactly the best of several hosts names this one; 0: none does. A whole name comes before the longest end of one.
 */
export function exactnessOf(patterns: readonly string[], host: string): number {
  return Math.max(
    0,
    ...patterns
      .filter((pattern) => takesHost(pattern, host))
      .map((pattern) => (pattern.startsWith('*') ? pattern.length : Infinity)),
  )
}

/** Without any it is for the mesh. A Gateway of the same namespace needs no namespace before its name. */
export function gatewaysOf(object: KubernetesObject, holder: unknown): readonly string[] {
  const written = listAt(holder, 'gateways').map(String)
  return written.length === 0
    ? ['mesh']
    : written.map((name) => (name === 'mesh' || name.includes('/') ? name : `${namespaceOf(object)}/${name}`))
}

/**
 * The first route that takes the request; where the question does not tell enough, every one that may. Null: the object
 * has no routes of this kind, and so has no say. A route that leaves it to another virtual service takes what both
 * take.
 * Source: pilot/pkg/model/virtualservice.go, mergeVirtualServicesIfNeeded
 */
export function routeIn(
  object: KubernetesObject,
  question: RouteQuestion,
  { virtualServices }: Pick<IstioObjects, 'virtualServices'>,
): Routing | null {
  const routes = listAt(object.value, 'spec', question.kind)
  if (routes.length === 0) return null
  const found: Route[] = []
  for (const [index, route] of routes.entries()) {
    const root = fitOf(route, object, question)
    const left = root.fits === 'no' ? null : delegateOf(route, object, virtualServices)
    const own = left
      ? listAt(left.value, 'spec', 'http').map((each, at) => ({
          holder: left,
          route: inherited(each, route),
          at,
          ...fitOf(each, left, question),
        }))
      : fieldAt(route, 'delegate') === undefined
        ? [{ holder: object, route, at: index, ...root }]
        : []
    for (const each of own) {
      const fits = root.fits === 'yes' ? each.fits : each.fits === 'no' ? 'no' : root.fits
      if (fits === 'no') continue
      found.push(
        readRoute(
          each.holder,
          each.route,
          ['spec', question.kind, each.at],
          each.match ?? root.match,
          question.request,
          root.takesAll && each.takesAll,
        ),
      )
      if (fits === 'yes') return { routes: found, open: false }
    }
  }
  return { routes: found, open: true }
}

/**
 * Whether a route takes the request, by which of its matches, and whether that one asks for nothing that a request
 * could lack.
 */
function fitOf(
  route: unknown,
  object: KubernetesObject,
  question: RouteQuestion,
): { readonly fits: Tri; readonly match: unknown; readonly takesAll: boolean } {
  const matches = listAt(route, 'match')
  if (matches.length === 0) return { fits: 'yes', match: undefined, takesAll: true }
  const fits = matches.map((match) => fitsMatch(match, object, question))
  const match = matches[fits.indexOf('yes')]
  return {
    fits: match !== undefined ? 'yes' : fits.includes('unknown') ? 'unknown' : 'no',
    match,
    takesAll:
      match !== undefined &&
      ASKED.every(
        (field) => fieldAt(match, field) === undefined || (field === 'uri' && textAt(match, 'uri', 'prefix') === '/'),
      ),
  }
}

/** What a match may ask of a request. */
const ASKED = ['uri', 'method', 'authority', 'scheme', 'headers', 'withoutHeaders', 'queryParams'] as const

/** The virtual service, one without hosts, that a route leaves its requests to; null: there is none. */
function delegateOf(
  route: unknown,
  object: KubernetesObject,
  all: readonly KubernetesObject[],
): KubernetesObject | null {
  const name = textAt(route, 'delegate', 'name')
  if (name === null) return null
  const namespace = textAt(route, 'delegate', 'namespace') ?? namespaceOf(object)
  return (
    all.find(
      (each) =>
        each.name === name && namespaceOf(each) === namespace && listAt(each.value, 'spec', 'hosts').length === 0,
    ) ?? null
  )
}

/**
 * What a route that another one leaves its requests to takes over from that one, where it has none itself.
 * Source: pilot/pkg/model/virtualservice.go, mergeHTTPRoute
 */
function inherited(route: unknown, root: unknown): unknown {
  const given = ['rewrite', 'directResponse', 'fault', 'headers'].flatMap((field) => {
    const value = fieldAt(route, field) ?? fieldAt(root, field)
    return value === undefined ? [] : [[field, value] as const]
  })
  return { ...objectAt(route), ...Object.fromEntries(given) }
}

function readRoute(
  object: KubernetesObject,
  route: unknown,
  path: Route['path'],
  match: unknown,
  request: HttpRequest | null,
  takesAll: boolean,
): Route {
  const destinations = listAt(route, 'route')
  const chosen = destinations.filter((each) => destinations.length === 1 || (numberAt(each, 'weight') ?? 0) > 0)
  const abort = objectAt(route, 'fault', 'abort')
  const percentage = numberAt(abort, 'percentage', 'value')
  const status =
    numberAt(route, 'directResponse', 'status') ??
    (objectAt(route, 'redirect') ? (numberAt(route, 'redirect', 'redirectCode') ?? 301) : null) ??
    (abort && (percentage ?? 0) >= 100 ? numberAt(abort, 'httpStatus') : null)
  return {
    object,
    path,
    status,
    takesAll,
    request: request && rewritten(request, route, match, chosen),
    targets: chosen.map((each) => ({
      host: textAt(each, 'destination', 'host') ?? '',
      port: numberAt(each, 'destination', 'port', 'number'),
      subset: textAt(each, 'destination', 'subset'),
    })),
  }
}

/**
 * What the server's policies will read: path, host and headers as this route leaves them. Where a route asks for no path
 * it is the first `/` that is rewritten. `destinations`: any of them may be chosen.
 * Source: pilot/pkg/networking/core/route/route.go, TranslateRouteMatch and ApplyHTTPRouteDestination
 */
function rewritten(
  request: HttpRequest,
  route: unknown,
  match: unknown,
  destinations: readonly unknown[],
): HttpRequest {
  const uri = textAt(route, 'rewrite', 'uri')
  const authority = textAt(route, 'rewrite', 'authority')
  const prefix = objectAt(match, 'uri') ? textAt(match, 'uri', 'prefix') : '/'
  const path = request.path ?? '/'
  const query = /\?.*$/s.exec(path)?.[0] ?? ''
  const replaced = replacedBy(objectAt(route, 'rewrite', 'uriRegexRewrite'), path.slice(0, path.length - query.length))
  // Of several it is not told which is chosen, so that what is done for one alone is left out.
  const changes = [route, ...(destinations.length === 1 ? destinations : [])].map((each) =>
    objectAt(each, 'headers', 'request'),
  )
  const headers = changes.reduce<Readonly<Record<string, string>>>(changed, request.headers ?? {})
  return {
    ...request,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(authority !== null && { host: authority }),
    ...(uri !== null
      ? { path: prefix !== null ? uri + path.slice(prefix.length) : uri + query }
      : replaced !== null && { path: replaced + query }),
  }
}

/** A path in which every stretch that fits a pattern is replaced; null: nothing is said of the kind. */
function replacedBy(rewrite: unknown, path: string): string | null {
  const text = textAt(rewrite, 'match')
  const pattern = text === null ? null : readPattern(text)
  return pattern && 'replace' in pattern ? pattern.replace(path, textAt(rewrite, 'rewrite') ?? '') : null
}

function changed(headers: Readonly<Record<string, string>>, change: unknown): Readonly<Record<string, string>> {
  const remove = listAt(change, 'remove').map((name) => String(name).toLowerCase())
  const set = labelsAt(change, 'set')
  const replaced = new Set([...remove, ...Object.keys(set).map((name) => name.toLowerCase())])
  return {
    ...Object.fromEntries(Object.entries(headers).filter(([name]) => !replaced.has(name.toLowerCase()))),
    ...labelsAt(change, 'add'),
    ...set,
  }
}

/**
 * Whether a match is for proxies of this pod, a gateway's too. Nobody asks a match of requests that names gateways.
 * Source: pilot/pkg/networking/core/route/route.go, sourceMatchHTTP; pilot/pkg/networking/core/tls.go, matchTCP
 */
function isFrom(match: unknown, { labels, namespace }: Pod): boolean {
  const from = textAt(match, 'sourceNamespace')
  return (
    Object.entries(labelsAt(match, 'sourceLabels')).every(([key, value]) => labels[key] === value) &&
    (from === null || namespace.name === from)
  )
}

function fitsMatch(
  match: unknown,
  object: KubernetesObject,
  { gateway, port, request, hosts, serverName, client, kind, tokens = [], isOpened = false }: RouteQuestion,
): Tri {
  const gateways = listAt(match, 'gateways')
  if (gateways.length > 0 && !gatewaysOf(object, match).includes(gateway)) return 'no'
  if (numberAt(match, 'port') !== null && port !== null && numberAt(match, 'port') !== port) return 'no'
  const isOfGateways = kind === 'http' && gateways.length > 0
  if (client?.kind === 'pod' && !isOfGateways && !isFrom(match, client.pod)) return 'no'
  if (kind === 'tls') {
    const names = listAt(match, 'sniHosts').map(String)
    return names.length === 0
      ? 'yes'
      : serverName === null
        ? 'unknown'
        : names.some((name) => takesHost(name, serverName))
          ? 'yes'
          : 'no'
  }
  if (kind === 'tcp') return 'yes'
  if (ASKED.every((field) => fieldAt(match, field) === undefined)) return 'yes'
  if (!request) return 'unknown'
  const [path, query = ''] = (request.path ?? '/').split('?', 2) as [string, string?]
  const ignoreCase = fieldAt(match, 'ignoreUriCase') === true
  const header = (name: string, how: unknown) =>
    headerValues(name, request, tokens).some((value) => fitsText(how, value))
  const params = new URLSearchParams(query)
  const each = (field: string) => Object.entries(objectAt(match, field) ?? {})
  const fitsRest =
    fitsText(fieldAt(match, 'uri'), path, ignoreCase) &&
    fitsText(fieldAt(match, 'method'), request.method ?? 'GET') &&
    fitsText(fieldAt(match, 'scheme'), isOpened ? 'https' : 'http') &&
    each('headers').every(([name, how]) => header(name, how)) &&
    !each('withoutHeaders').some(([name, how]) => header(name, how)) &&
    each('queryParams').every(([name, how]) => fitsText(how, params.get(name) ?? undefined))
  const authority = fieldAt(match, 'authority')
  return !fitsRest
    ? 'no'
    : authority === undefined || authority === null
      ? 'yes'
      : takesDialled((host) => fitsText(authority, host), request, hosts)
}

/**
 * What a request has under a name; of tokens the values of a claim, which are asked for as if they were a header and
 * never read from one.
 * Source: https://istio.io/latest/docs/tasks/security/authentication/jwt-route/; pilot/pkg/security/authn,
 * ToRoutingClaim
 */
function headerValues(name: string, request: HttpRequest, tokens: readonly VerifiedToken[]): readonly string[] {
  const claim = /^@request\.auth\.claims(?:\.(.+)|((?:\[[^\]]+\])+))$/i.exec(name)
  if (!claim)
    return Object.entries(request.headers ?? {}).flatMap(([key, value]) =>
      key.toLowerCase() === name.toLowerCase() ? [value] : [],
    )
  const path = claim[1]?.split('.') ?? [...claim[2]!.matchAll(/\[([^\]]+)\]/g)].map((part) => part[1]!)
  return tokens.flatMap((token) => claimAt(token, path))
}

/** A StringMatch; an empty one asks only that there is something. */
function fitsText(how: unknown, value: string | undefined, ignoreCase = false): boolean {
  if (how === undefined || how === null) return true
  if (value === undefined) return false
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text)
  const exact = textAt(how, 'exact')
  const prefix = textAt(how, 'prefix')
  const regex = textAt(how, 'regex')
  if (exact !== null) return fold(value) === fold(exact)
  if (prefix !== null) return fold(value).startsWith(fold(prefix))
  if (regex === null) return true
  const pattern = readPattern(regex)
  return 'matches' in pattern && pattern.matches(value)
}
