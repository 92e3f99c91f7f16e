import { listAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { PlacedFact, Refusal } from '../../../engine/leg.ts'
import type { Pod, Service } from '../../../model/cluster.ts'
import { hostOf, serviceNamed } from './hosts.ts'
import { routeAmong, routesOn } from './http-routes.ts'
import type { Istio } from './istio.ts'
import { namespaceOf } from './objects.ts'
import { hasHttpListener, knowsService, outboundMode, serviceEntryFor } from './outbound.ts'
import { BLACK_HOLE, BLACK_HOLE_RESET } from './refusals.ts'
import { isEncrypted, readsRequests, requestOf, speaksHttp } from './spoken.ts'
import type { Dial, Traveller } from './traveller.ts'
import { routeIn, virtualServicesFor, type Routing } from './virtual-services.ts'

/** What a client's own proxy makes of a dial: it ends there, goes where it was going, or takes a route. */
export type ClientChoice =
  | { readonly choice: 'refused'; readonly dial: Dial; readonly refusal: Refusal; readonly found: PlacedFact }
  | { readonly choice: 'straight'; readonly dial: Dial }
  | { readonly choice: 'routed'; readonly dial: Dial; readonly routing: Routing }

/**
 * What the sidecar of `client` does: nothing for what it may not know, else the route that a VirtualService chooses.
 */
export function clientChoice(istio: Istio, traveller: Traveller, asked: Dial, client: Pod): ClientChoice {
  const dial = byHost(istio, asked, traveller, client)
  const { service, host, serviceEntry } = dial
  const isKnownService = service !== null && knowsService(istio, client, service)
  const name = isKnownService ? hostOf(service) : (host ?? (serviceEntry ? firstHost(serviceEntry) : null))
  const virtual = name === null ? [] : virtualServicesFor(istio.objects, name, 'mesh', client.namespace.name)
  if (!isKnownService && !serviceEntry && virtual.length === 0) return unknownHost(istio, traveller, dial, client)
  const kinds = kindsOf(dial, traveller)
  const question = {
    gateway: 'mesh',
    port: dial.servicePort,
    request: requestOf(traveller.said),
    hosts: traveller.hosts,
    serverName: traveller.said?.sni ?? host,
    client: traveller.endpoint,
  }
  const routings = kinds.flatMap((kind) =>
    virtual.flatMap((object) => {
      const each = routeIn(object, { ...question, kind }, istio.objects)
      // A server name that no route asks for goes where it was going.
      return each && (kind !== 'tls' || each.routes.length > 0) ? [each] : []
    }),
  )
  const hanging = () =>
    service && isKnownService && kinds[0] === 'http'
      ? routesOnService(istio, traveller, service, dial.servicePort, client.namespace.name)
      : null
  const routing = routings[0] ?? hanging()
  const named = { ...dial, host: name }
  return routing ? { choice: 'routed', dial: named, routing } : { choice: 'straight', dial: named }
}

/** The kinds of routes that may take what is said, in the order in which they are asked. */
function kindsOf(dial: Dial, { said }: Traveller): readonly ('http' | 'tls' | 'tcp')[] {
  if (readsRequests(dial, said)) return ['http']
  return isEncrypted(said) ? ['tls', 'tcp'] : ['tcp']
}

/** Whoever is in no registry that the proxy has: let through as it is, or not at all. */
export function unknownHost(istio: Istio, { said }: Traveller, dial: Dial, client: Pod): ClientChoice {
  const { mode, ground } = outboundMode(istio, client)
  if (mode !== 'REGISTRY_ONLY') return { choice: 'straight', dial: { ...dial, service: null } }
  const { host, service, to } = dial
  const called = host ?? (service ? hostOf(service) : (to?.address?.text ?? ''))
  return {
    choice: 'refused',
    dial,
    refusal: hasHttpListener(istio, client, dial.servicePort) && speaksHttp(said) ? BLACK_HOLE : BLACK_HOLE_RESET,
    found: { fact: { fact: 'unknown-host', host: called }, ground },
  }
}

/**
 * The routes of the Gateway API that hang on a Service. Those of the client's own namespace are for its clients alone,
 * and come before those of the Service's.
 * Source: https://gateway-api.sigs.k8s.io/mesh/#gateway-api-for-service-mesh;
 * https://istio.io/latest/docs/tasks/traffic-management/request-routing/
 */
export function routesOnService(
  istio: Istio,
  { said, hosts }: Traveller,
  service: Service,
  port: number | null,
  client: string,
): Routing | null {
  const { httpRoutes, grpcRoutes } = istio.objects
  const home = service.namespace.name
  const all = routesOn([...httpRoutes, ...grpcRoutes], { kind: 'Service', namespace: home, name: service.name, port })
  const own = all.filter((route) => namespaceOf(route) === client)
  const routes = own.length > 0 ? own : all.filter((route) => namespaceOf(route) === home)
  return routes.length === 0 ? null : routeAmong(routes, requestOf(said), hosts)
}

/**
 * Where a port is one on which the proxy reads requests, an address that it does not know counts for nothing: the
 * request's own host says where it goes.
 * Source: tests/integration/security/authz_test.go, TestAuthz_EgressGateway;
 * https://istio.io/latest/docs/ops/configuration/traffic-management/traffic-routing/#http
 */
function byHost(istio: Istio, dial: Dial, { said }: Traveller, client: Pod): Dial {
  const named =
    dial.service ||
    dial.serviceEntry ||
    dial.host !== null ||
    dial.to?.endpoint.kind !== 'external' ||
    !hasHttpListener(istio, client, dial.servicePort)
      ? undefined
      : requestOf(said)?.host?.replace(/:\d+$/, '')
  if (named === undefined) return dial
  const service = serviceNamed(istio.cluster.services, named, client.namespace.name)
  return service?.ports.some(({ port }) => port === dial.servicePort)
    ? { ...dial, service, to: null }
    : { ...dial, host: named, serviceEntry: serviceEntryFor(istio, client, { host: named, port: dial.servicePort }) }
}

/** The first host of a ServiceEntry; empty: it has none. */
export function firstHost({ value }: KubernetesObject): string {
  return String(listAt(value, 'spec', 'hosts')[0] ?? '')
}
