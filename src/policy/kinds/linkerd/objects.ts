import type { KubernetesObject } from '../../../manifests/piece.ts'
import {
  readMeshTlsAuthentication,
  readNetworkAuthentication,
  type MeshTlsAuthentication,
  type NetworkAuthentication,
} from './authentications.ts'
import { readAuthorizationPolicy, type AuthorizationPolicy } from './authorization-policy.ts'
import { readConcurrencyLimit, type ConcurrencyLimit } from './concurrency-limit.ts'
import { readEgressNetwork, type EgressNetwork } from './egress-network.ts'
import { readRateLimit, type RateLimit } from './rate-limit.ts'
import { isRoute, readRoute, type Route } from './route.ts'
import { readServerAuthorization, type ServerAuthorization } from './server-authorization.ts'
import { readServer, type Server } from './server.ts'
import { LINKERD_GROUP } from './words.shape.ts'
import { byAge, type Written } from './written.ts'

/**
 * Everything of Linkerd's in a cluster. The order of what was given decides nothing: each list is in the order of
 * `byAge`.
 */
export interface LinkerdObjects {
  readonly servers: readonly Server[]
  /** The same by namespace. */
  readonly serversIn: ReadonlyMap<string, readonly Server[]>
  readonly policies: readonly AuthorizationPolicy[]
  readonly serverAuthorizations: readonly ServerAuthorization[]
  /** By `namespace/name`. */
  readonly meshTls: ReadonlyMap<string, MeshTlsAuthentication>
  readonly networks: ReadonlyMap<string, NetworkAuthentication>
  readonly routes: readonly Route[]
  /** Routes that Linkerd leaves out whole. */
  readonly routesPassedOver: readonly KubernetesObject[]
  readonly egressNetworks: readonly EgressNetwork[]
  readonly rateLimits: readonly RateLimit[]
  readonly concurrencyLimits: readonly ConcurrencyLimit[]
}

/** `objects`: what the API server took, of any kind. */
export function collectLinkerd(objects: readonly KubernetesObject[]): LinkerdObjects {
  const own = objects.filter(({ group }) => group === LINKERD_GROUP)
  const read = <Kind extends Written>(kind: string, reader: (object: KubernetesObject) => Kind): readonly Kind[] =>
    own
      .filter((object) => object.kind === kind)
      .map(reader)
      .sort(byAge)
  const named = <Kind extends Written>(all: readonly Kind[]) =>
    new Map(all.map((each) => [`${each.namespace}/${each.name}`, each]))
  const routes = objects.filter(isRoute).map((object) => ({ object, read: readRoute(object) }))
  const servers = read('Server', readServer)
  const serversIn = new Map<string, Server[]>()
  for (const server of servers) {
    const around = serversIn.get(server.namespace)
    if (around) around.push(server)
    else serversIn.set(server.namespace, [server])
  }
  return {
    servers,
    serversIn,
    policies: read('AuthorizationPolicy', readAuthorizationPolicy),
    serverAuthorizations: read('ServerAuthorization', readServerAuthorization),
    meshTls: named(read('MeshTLSAuthentication', readMeshTlsAuthentication)),
    networks: named(read('NetworkAuthentication', readNetworkAuthentication)),
    routes: routes.flatMap(({ read }) => read ?? []).sort(byAge),
    routesPassedOver: routes.flatMap(({ object, read }) => (read ? [] : [object])),
    egressNetworks: read('EgressNetwork', readEgressNetwork),
    rateLimits: read('HTTPLocalRateLimitPolicy', readRateLimit),
    concurrencyLimits: read('HTTPLocalConcurrencyLimitPolicy', readConcurrencyLimit),
  }
}
