import { parseAddress } from '../../../ground/ip.ts'
import { listAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Ground, PlacedFact, Refusal } from '../../../engine/leg.ts'
import type { Pod, Service } from '../../../model/cluster.ts'
import { hostOf, serviceNamed } from './hosts.ts'
import type { Istio } from './istio.ts'
import {
  hasHttpListener,
  httpGround,
  knowsRoutes,
  knowsService,
  outboundMode,
  protocolOf,
  serviceEntryFor,
} from './outbound.ts'
import { BLACK_HOLE, BLACK_HOLE_RESET } from './refusals.ts'
import { routesOnService, streamsOnService } from './service-routes.ts'
import { isEncrypted, mayBeHttp, readsRequests, requestOf, speaksHttp } from './spoken.ts'
import type { Dial, Traveller } from './traveller.ts'
import { routeIn, virtualServicesFor, type Routing } from './virtual-services.ts'

/**
 * What a client's own proxy makes of a dial: it ends there, goes where it was going, takes a route, or is sent on as it
 * is, as if nobody knew where it goes.
 */
export type ClientChoice =
  | { readonly choice: 'refused'; readonly dial: Dial; readonly refusal: Refusal; readonly found: PlacedFact }
  | { readonly choice: 'straight'; readonly dial: Dial }
  | { readonly choice: 'unread'; readonly dial: Dial; readonly found: PlacedFact }
  | { readonly choice: 'routed'; readonly dial: Dial; readonly routing: Routing }

/**
 * What the sidecar of `client` does: nothing for what it may not know, else the route that a VirtualService chooses.
 */
export function clientChoice(istio: Istio, traveller: Traveller, asked: Dial, client: Pod): ClientChoice {
  const dial = byHost(istio, asked, traveller, client)
  const { service, host, serviceEntry } = dial
  const isKnownService = service !== null && knowsService(istio, client, service, dial.servicePort)
  const name = isKnownService ? hostOf(service) : (host ?? (serviceEntry ? firstHost(serviceEntry) : null))
  const virtual =
    name === null
      ? []
      : virtualServicesFor(istio.objects, name, 'mesh', client.namespace.name).filter((each) =>
          knowsRoutes(istio, client, each, dial.servicePort),
        )
  if (!isKnownService && !serviceEntry && virtual.length === 0) return unknownHost(istio, traveller, dial, client)
  const http = mayBeHttp(traveller.said) ? null : httpGround({ ...dial, service: isKnownService ? service : null })
  if (http) return unreadAt(istio, dial, client, http)
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
      if (!each || (kind === 'tls' && each.routes.length === 0)) return []
      return [kind === 'tls' ? { ...each, orStraight: true as const } : each]
    }),
  )
  const hanging = () =>
    service && isKnownService
      ? kinds[0] === 'http'
        ? routesOnService(istio, traveller, service, dial.servicePort, client.namespace.name)
        : streamsOnService(istio, traveller, service, dial.servicePort, client.namespace.name)
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

/**
 * What is no request, on a port that a Service or ServiceEntry says carries them. The listener for such ports has a
 * place for requests; all else falls through to what is done with the unknown: it goes to the address that was dialled,
 * in plain, or nowhere.
 * Source: pilot/pkg/networking/core/listener.go, buildSidecarOutboundListener and buildListenerFromEntry;
 * sidecar_simulation_test.go, TestPassthroughTraffic
 */
function unreadAt(istio: Istio, dial: Dial, client: Pod, ground: Ground): ClientChoice {
  const isSent = outboundMode(istio, client).mode !== 'REGISTRY_ONLY'
  const found: PlacedFact = { fact: { fact: 'unread-sent', port: dial.servicePort ?? 0, isSent }, ground }
  return isSent ? { choice: 'unread', dial, found } : { choice: 'refused', dial, refusal: BLACK_HOLE_RESET, found }
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
 * Where an address was dialled on a port on which the proxy reads requests, it counts for nothing: the request's own
 * host says where it goes, which is the address itself where a client says nothing else. A pod of a headless Service is
 * found by its address on ports that are not declared so.
 * Source: https://istio.io/latest/docs/ops/configuration/traffic-management/traffic-routing/#http;
 * https://istio.io/latest/docs/ops/common-problems/network-issues/#503-error-while-accessing-headless-services;
 * tests/integration/security/authz_test.go, TestAuthz_EgressGateway
 */
function byHost(istio: Istio, dial: Dial, { said, hosts, origin }: Traveller, client: Pod): Dial {
  const { service, servicePort } = dial
  const isRouted =
    !origin?.service &&
    dial.serviceEntry === null &&
    dial.host === null &&
    mayBeHttp(said) &&
    (service && knowsService(istio, client, service, servicePort)
      ? protocolOf(service, servicePort) === 'http'
      : hasHttpListener(istio, client, servicePort))
  const written = isRouted ? (requestOf(said)?.host ?? (hosts.length === 1 ? hosts[0] : undefined)) : undefined
  if (written === undefined) return dial
  const named = written
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
  if (service && isNameOf(service, named, client.namespace.name)) return dial
  const other = serviceNamed(istio.cluster.services, named, client.namespace.name)
  if (other?.ports.some(({ port }) => port === servicePort) && knowsService(istio, client, other, servicePort))
    return { ...dial, service: other, to: null }
  return {
    ...dial,
    service: null,
    host: parseAddress(named) ? null : named,
    serviceEntry: serviceEntryFor(istio, client, { host: named, port: servicePort }),
  }
}

/** Whether a host is one of the Service's names, its address, or one of the pods that it gives a name. */
function isNameOf(service: Service, host: string, namespace: string): boolean {
  const [, around = ''] = service.headless ? (/^[^.]+\.(.+)$/.exec(host) ?? []) : []
  return (
    service.clusterAddresses.some(({ text }) => text === host) ||
    serviceNamed([service], host, namespace) !== null ||
    (around !== '' && serviceNamed([service], around, namespace) !== null)
  )
}

/** The first host of a ServiceEntry; empty: it has none. */
export function firstHost({ value }: KubernetesObject): string {
  return String(listAt(value, 'spec', 'hosts')[0] ?? '')
}
