import { fieldAt, labelsAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { readPattern } from '../../../ground/patterns.ts'
import type { Endpoint } from '../../../model/endpoint.ts'
import type { HttpRequest, Tri } from '../../../policy/request.ts'
import { exportsTo, fullHost, takesDialled, takesHost } from './hosts.ts'
import { namespaceOf, type IstioObjects } from './objects.ts'

/** Where a route sends a request. `service` is a host, short or whole. */
export interface RouteTarget {
  readonly host: string
  readonly port: number | null
  readonly subset: string | null
}

/** A route that takes the request. `status`: the proxy answers by itself; null: it sends it on. `request`: as it goes on. */
export interface Route {
  readonly object: KubernetesObject
  readonly path: readonly (string | number)[]
  readonly targets: readonly RouteTarget[]
  readonly status: number | null
  readonly request: HttpRequest | null
}

/** Routes of which any may be taken, as far as the question tells, in order; `open`: perhaps none is. */
export interface Routing {
  readonly routes: readonly Route[]
  readonly open: boolean
}

/** Who asks. `gateway`: `mesh`, or `namespace/name` of a Gateway; `port`: of the Service or Gateway. `hosts`: see `dialledHosts`. `client`: null at a gateway. */
export interface RouteQuestion {
  readonly gateway: string
  readonly port: number | null
  readonly kind: 'http' | 'tls' | 'tcp'
  readonly request: HttpRequest | null
  readonly hosts: readonly string[]
  readonly serverName: string | null
  readonly client: Endpoint | null
}

/** The virtual services that speak for a host at a gateway, oldest first. */
export function virtualServicesFor(
  { virtualServices }: IstioObjects,
  host: string | null,
  gateway: string,
  namespace: string,
): readonly KubernetesObject[] {
  return virtualServices.filter(
    (object) =>
      exportsTo(object, namespace) &&
      gatewaysOf(object, fieldAt(object.value, 'spec')).includes(gateway) &&
      (host === null ||
        listAt(object.value, 'spec', 'hosts').some((each) =>
          takesHost(gateway === 'mesh' ? fullHost(String(each), namespaceOf(object)) : String(each), host),
        )),
  )
}

/** Without any it is for the mesh. A Gateway of the same namespace needs no namespace before its name. */
export function gatewaysOf(object: KubernetesObject, holder: unknown): readonly string[] {
  const written = listAt(holder, 'gateways').map(String)
  return written.length === 0
    ? ['mesh']
    : written.map((name) => (name === 'mesh' || name.includes('/') ? name : `${namespaceOf(object)}/${name}`))
}

/** The first route that takes the request; where the question does not tell enough, every one that may. Null: the object has no routes of this kind, and so has no say. */
export function routeIn(object: KubernetesObject, question: RouteQuestion): Routing | null {
  const routes = listAt(object.value, 'spec', question.kind)
  if (routes.length === 0) return null
  const found: Route[] = []
  for (const [index, route] of routes.entries()) {
    const matches = listAt(route, 'match')
    const fits = matches.length === 0 ? ['yes' as const] : matches.map((match) => fitsMatch(match, object, question))
    const taken = matches.length === 0 ? undefined : matches[fits.indexOf('yes')]
    if (fits.includes('yes') || fits.includes('unknown'))
      found.push(readRoute(object, route, ['spec', question.kind, index], taken, question.request))
    if (fits.includes('yes')) return { routes: found, open: false }
  }
  return { routes: found, open: true }
}

function readRoute(
  object: KubernetesObject,
  route: unknown,
  path: Route['path'],
  match: unknown,
  request: HttpRequest | null,
): Route {
  const destinations = listAt(route, 'route')
  const several = destinations.length > 1
  const abort = objectAt(route, 'fault', 'abort')
  const percentage = numberAt(abort, 'percentage', 'value')
  const status =
    numberAt(route, 'directResponse', 'status') ??
    (objectAt(route, 'redirect') ? (numberAt(route, 'redirect', 'redirectCode') ?? 301) : null) ??
    (abort && (percentage ?? 100) >= 100 ? numberAt(abort, 'httpStatus') : null)
  return {
    object,
    path,
    status,
    request: request && rewritten(request, route, match),
    targets: destinations
      .filter((each) => !several || (numberAt(each, 'weight') ?? 0) > 0)
      .map((each) => ({
        host: textAt(each, 'destination', 'host') ?? '',
        port: numberAt(each, 'destination', 'port', 'number'),
        subset: textAt(each, 'destination', 'subset'),
      })),
  }
}

/** What the server's policies will read: path, host and headers as this route leaves them. */
function rewritten(request: HttpRequest, route: unknown, match: unknown): HttpRequest {
  const uri = textAt(route, 'rewrite', 'uri')
  const authority = textAt(route, 'rewrite', 'authority')
  const prefix = textAt(match, 'uri', 'prefix')
  const path = request.path ?? '/'
  const remove = listAt(route, 'headers', 'request', 'remove').map((name) => String(name).toLowerCase())
  const set = labelsAt(route, 'headers', 'request', 'set')
  const add = labelsAt(route, 'headers', 'request', 'add')
  const replaced = new Set([...remove, ...Object.keys(set).map((name) => name.toLowerCase())])
  const headers = {
    ...Object.fromEntries(Object.entries(request.headers ?? {}).filter(([name]) => !replaced.has(name.toLowerCase()))),
    ...add,
    ...set,
  }
  return {
    ...request,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(authority !== null && { host: authority }),
    ...(uri !== null && {
      path: prefix !== null ? uri + path.slice(prefix.length) : uri + (/\?.*$/.exec(path)?.[0] ?? ''),
    }),
  }
}

function fitsMatch(
  match: unknown,
  object: KubernetesObject,
  { gateway, port, request, hosts, serverName, client, kind }: RouteQuestion,
): Tri {
  const gateways = listAt(match, 'gateways')
  if (gateways.length > 0 && !gatewaysOf(object, match).includes(gateway)) return 'no'
  if (numberAt(match, 'port') !== null && port !== null && numberAt(match, 'port') !== port) return 'no'
  const labels = Object.entries(labelsAt(match, 'sourceLabels'))
  const from = textAt(match, 'sourceNamespace')
  if (client?.kind === 'pod') {
    if (
      !labels.every(([key, value]) => client.pod.labels[key] === value) ||
      (from !== null && client.pod.namespace.name !== from)
    )
      return 'no'
  }
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
  const wanted = ['uri', 'method', 'authority', 'scheme', 'headers', 'withoutHeaders', 'queryParams'].filter(
    (field) => fieldAt(match, field) !== undefined,
  )
  if (wanted.length === 0) return 'yes'
  if (!request) return 'unknown'
  const [path, query = ''] = (request.path ?? '/').split('?', 2) as [string, string?]
  const ignoreCase = fieldAt(match, 'ignoreUriCase') === true
  const header = (name: string) =>
    Object.entries(request.headers ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
  const all = (field: string, read: (name: string) => string | undefined) =>
    Object.entries(objectAt(match, field) ?? {}).every(([name, how]) => fitsText(how, read(name)))
  const params = new URLSearchParams(query)
  const fitsRest =
    fitsText(fieldAt(match, 'uri'), path, ignoreCase) &&
    fitsText(fieldAt(match, 'method'), request.method ?? 'GET') &&
    fitsText(fieldAt(match, 'scheme'), 'http') &&
    all('headers', header) &&
    !Object.entries(objectAt(match, 'withoutHeaders') ?? {}).some(
      ([name, how]) => header(name) !== undefined && fitsText(how, header(name)),
    ) &&
    all('queryParams', (name) => params.get(name) ?? undefined)
  const authority = fieldAt(match, 'authority')
  return !fitsRest
    ? 'no'
    : authority === undefined || authority === null
      ? 'yes'
      : takesDialled((host) => fitsText(authority, host), request, hosts)
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
