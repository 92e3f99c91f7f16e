import { fieldAt, labelsAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Pod } from '../../../model/cluster.ts'
import { listenerAdmits } from '../../../model/entries/route-parents.ts'
import type { VerifiedToken } from '../../../policy/proxy/sight.ts'
import type { Tri } from '../../../policy/request.ts'
import { isExposed, takesDialled, takesHost } from './hosts.ts'
import { routesForHost } from './gateway-domains.ts'
import { routeAmong, routesOn } from './http-routes.ts'
import { streamRoute } from './stream-routes.ts'
import type { Istio } from './istio.ts'
import { namespaceOf, wears } from './objects.ts'
import {
  exactnessOf,
  routeIn,
  virtualServicesFor,
  type Route,
  type RouteQuestion,
  type Routing,
} from './virtual-services.ts'

/** What comes in at an edge, as far as the question tells; see `RouteQuestion`. */
export type Incoming = Pick<RouteQuestion, 'request' | 'hosts' | 'serverName'> & {
  readonly kind: 'http' | 'tcp'
  readonly tokens: readonly VerifiedToken[]
}

/**
 * Where a gateway at the edge sends what comes in on a port. Null: nobody gave it anything to do on that port, so that
 * it ends there.
 */
export function edgeRouting(istio: Istio, pod: Pod, port: number | null, incoming: Incoming): Routing | null {
  const gateway = istio.members.gatewayOf(pod)
  return gateway ? apiRouting(istio, gateway, port, incoming) : istioRouting(istio, pod, port, incoming)
}

/**
 * A listener for some hosts only takes no others; which one it is when nobody tells, stays open. What it cannot open it
 * sends on by its server name.
 */
function apiRouting(
  istio: Istio,
  gateway: KubernetesObject,
  port: number | null,
  { request, hosts, serverName }: Incoming,
): Routing {
  const { objects } = istio
  const listeners = listAt(gateway.value, 'spec', 'listeners').filter((listener) => numberAt(listener, 'port') === port)
  const isRead = (listener: unknown) => !isStream(listener)
  const isNamed = (listener: unknown) => ['HTTPS', 'TLS'].includes(textAt(listener, 'protocol') ?? '')
  const takesHello = (listener: unknown) =>
    !isNamed(listener) || takesServerName([textAt(listener, 'hostname') ?? '*'], serverName)
  const names = (listener: unknown) =>
    isRead(listener) ? { request, hosts } : { request: null, hosts: serverName === null ? [] : [serverName] }
  const fitting = listeners
    .filter(takesHello)
    .map((listener) => {
      const name = textAt(listener, 'hostname')
      const asked = names(listener)
      return {
        listener,
        fits: name === null ? 'yes' : takesDialled((host) => takesHost(name, host), asked.request, asked.hosts),
      }
    })
    .filter(({ fits }) => fits !== 'no')
  const attached = fitting.map(({ listener }) => ({ listener, routes: attachedTo(istio, gateway, listener) }))
  const [listener] = fitting.length > 0 ? [fitting[0]!.listener] : []
  const asked = names(listener)
  const routing =
    listener === undefined || isRead(listener)
      ? routeAmong(routesForHost(attached, listeners, request, hosts), request, objects.grants)
      : streamRoute([...new Set(attached.flatMap(({ routes }) => routes))], asked.hosts, objects.grants)
  return {
    ...routing,
    open: routing.open || !fitting.some(({ fits }) => fits === 'yes'),
    isUnread: listeners.filter(takesHello).every((each) => !isRead(each)),
  }
}

/** Whether a listener of the Gateway API reads no requests. */
export const isStream = (listener: unknown): boolean => ['TCP', 'TLS'].includes(textAt(listener, 'protocol') ?? '')

/** The routes of the Gateway API that are attached to a listener, and that it admits. */
export function attachedTo(
  { objects, cluster }: Istio,
  gateway: KubernetesObject,
  listener: unknown,
): readonly KubernetesObject[] {
  const home = namespaceOf(gateway)
  const kinds = !isStream(listener)
    ? [...objects.httpRoutes, ...objects.grpcRoutes]
    : textAt(listener, 'protocol') === 'TCP'
      ? objects.tcpRoutes
      : [...objects.tlsRoutes, ...objects.tcpRoutes]
  return routesOn(kinds, {
    kind: 'Gateway',
    namespace: home,
    name: gateway.name,
    section: textAt(listener, 'name'),
    port: numberAt(listener, 'port'),
  }).filter((route) => listenerAdmits(listener, home, namespaceOf(route), cluster.namespaces))
}

/** What comes in at a server of a Gateway, as far as that says. */
interface Served {
  readonly gateway: KubernetesObject
  readonly server: unknown
  readonly at: number
}

/**
 * The servers of every Gateway that selects the pod; TLS that is passed through is routed by its server name. Where
 * nobody tells the host, every route whose hosts it may be; else the routes of whoever names it most exactly, and no
 * others.
 * Source: pilot/pkg/networking/core/gateway.go, buildGatewayHTTPRouteConfig
 */
function istioRouting(
  { objects }: Istio,
  pod: Pod,
  port: number | null,
  { kind, request, hosts, serverName, tokens }: Incoming,
): Routing | null {
  const servers = objects.gateways
    .filter((gateway) => wears(pod, labelsAt(gateway.value, 'spec', 'selector')))
    .flatMap((gateway) =>
      listAt(gateway.value, 'spec', 'servers').flatMap((server, at): readonly Served[] =>
        numberAt(server, 'port', 'number') === port ? [{ gateway, server, at }] : [],
      ),
    )
  if (servers.length === 0) return null
  const found: Candidate[] = []
  let redirects: Route | null = null
  let isRead = false
  // Who is told nothing but the name in the hello takes it for the host too.
  const called = request === null && serverName !== null ? [serverName] : hosts
  for (const { gateway, server, at } of servers) {
    const protocol = (textAt(server, 'port', 'protocol') ?? '').toUpperCase()
    const isPassed =
      textAt(server, 'tls', 'mode') === 'PASSTHROUGH' || textAt(server, 'tls', 'mode') === 'AUTO_PASSTHROUGH'
    const isOpened = protocol === 'HTTPS' && !isPassed
    const route = isPassed
      ? 'tls'
      : protocol === 'TCP' || protocol === 'TLS'
        ? 'tcp'
        : isOpened || kind === 'http'
          ? 'http'
          : 'tcp'
    // Bytes have no host.
    const takes = (patterns: readonly string[]): Tri =>
      patterns.includes('*') || route === 'tcp'
        ? 'yes'
        : takesDialled(
            (name) => patterns.some((pattern) => takesHost(pattern, name)),
            route === 'tls' ? null : request,
            route === 'tls' ? (serverName === null ? [] : [serverName]) : called,
          )
    const served = listAt(server, 'hosts').map((host) => String(host).replace(/^[^/]*\//, ''))
    if ((isOpened || protocol === 'TLS') && !takesServerName(served, serverName)) continue
    isRead ||= route === 'http'
    const own = takes(served)
    if (own === 'no') continue
    if (route === 'http' && own === 'yes' && fieldAt(server, 'tls', 'httpsRedirect') === true)
      redirects ??= {
        object: gateway,
        path: ['spec', 'servers', at, 'tls', 'httpsRedirect'],
        targets: [],
        status: 301,
        request,
      }
    const ref = `${namespaceOf(gateway)}/${gateway.name}`
    for (const object of virtualServicesFor(objects, null, ref, namespaceOf(gateway))) {
      const patterns = listAt(object.value, 'spec', 'hosts')
        .map(String)
        .filter((each) => isExposed(listAt(server, 'hosts'), each, namespaceOf(object), namespaceOf(gateway)))
      const host = patterns.length === 0 ? 'no' : takes(patterns)
      const routing =
        host === 'no' || found.some((each) => each.object === object && each.kind === route)
          ? null
          : routeIn(
              object,
              {
                gateway: ref,
                port,
                kind: route,
                request,
                hosts: called,
                serverName,
                client: pod.endpoint,
                tokens,
                isOpened,
              },
              objects,
            )
      if (routing) found.push({ object, kind: route, patterns, routing, isSure: own === 'yes' && host === 'yes' })
    }
  }
  if (redirects) return { routes: [redirects], open: false }
  const name = request?.host ?? (hosts.length === 1 ? hosts[0]! : null)
  const exactness = ({ kind: each, patterns }: Candidate) =>
    each === 'http' && name !== null ? exactnessOf(patterns, name) : 0
  const most = Math.max(0, ...found.map(exactness))
  return { ...among(found.filter((each) => exactness(each) === most)), isUnread: !isRead }
}

/** Whether a server with these hosts goes on with a hello that has this name; null: it has none, or nobody tells. */
function takesServerName(served: readonly string[], name: string | null): boolean {
  return name === null || served.some((pattern) => pattern === '*' || takesHost(pattern, name))
}

interface Candidate {
  readonly object: KubernetesObject
  readonly kind: RouteQuestion['kind']
  readonly patterns: readonly string[]
  readonly routing: Routing
  readonly isSure: boolean
}

/** Those of one host are one list, in which what takes everything comes last. */
function among(candidates: readonly Candidate[]): Routing {
  const last: Route[] = []
  const routes: Route[] = []
  for (const { routing, isSure } of candidates) {
    routes.push(...routing.routes.filter(({ takesAll }) => !(takesAll && isSure)))
    last.push(...routing.routes.filter(({ takesAll }) => takesAll && isSure))
    if (isSure && !routing.open && !routing.routes.at(-1)!.takesAll) return { routes, open: false }
  }
  return { routes: [...routes, ...last.slice(0, 1)], open: last.length === 0 }
}
