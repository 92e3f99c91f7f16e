import { listAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { HttpRequest, Tri } from '../../../policy/request.ts'
import { takesDialled, takesHost } from './hosts.ts'
import type { HungRoute } from './http-routes.ts'
import { exactnessOf } from './virtual-services.ts'

/** A listener of the Gateway API that reads requests, with the routes that are attached to it, oldest first. */
export interface Attached {
  readonly listener: unknown
  readonly routes: readonly KubernetesObject[]
}

/**
 * The routes that speak for the host of a request: those that name it most exactly, with what their listener leaves of
 * their hosts, and no others. `listeners`: all of the port. Where nobody tells the host, every route that may. `hosts`:
 * see `dialledHosts`.
 * Source: pilot/pkg/config/kube/gateway/route_collections.go, HTTPRouteCollection (one virtual service for each listener
 * and host); https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec (`hostnames`)
 */
export function routesForHost(
  attached: readonly Attached[],
  listeners: readonly unknown[],
  request: HttpRequest | null,
  hosts: readonly string[],
): readonly HungRoute[] {
  const name = request?.host ?? (hosts.length === 1 ? hosts[0]! : null)
  const fitting = attached.flatMap(({ listener, routes }) =>
    routes.flatMap((object) =>
      domainsOf(object, listener, listeners).map((domain) => ({
        object,
        fits: domain === '*' ? ('yes' as const) : takesDialled((host) => takesHost(domain, host), request, hosts),
        exactness: name === null ? 0 : exactnessOf([domain], name),
      })),
    ),
  )
  const possible = fitting.filter(({ fits }) => fits !== 'no')
  const most = Math.max(0, ...possible.map(({ exactness }) => exactness))
  const best = new Map<KubernetesObject, Exclude<Tri, 'no'>>()
  for (const { object, fits, exactness } of possible)
    if (exactness === most && best.get(object) !== 'yes') best.set(object, fits === 'yes' ? 'yes' : 'unknown')
  return [...best].map(([object, host]) => ({ object, host }))
}

/**
 * What a route's hosts and its listener's have in common. A host of which another listener of the port has more is that
 * one's.
 * Source: pilot/pkg/config/kube/gateway/conversion.go, hostnameAllowedByIsolation
 */
function domainsOf(route: KubernetesObject, listener: unknown, listeners: readonly unknown[]): readonly string[] {
  const own = hostOf(listener)
  const others = listeners.map(hostOf).filter((other) => other !== own && other.length >= own.length)
  const written = listAt(route.value, 'spec', 'hostnames').map(String)
  return (written.length === 0 ? ['*'] : written).flatMap((host) => {
    if (own.startsWith('*') && host !== '*' && others.some((other) => takesHost(other, host))) return []
    return takesHost(own, host) ? [host] : takesHost(host, own) ? [own] : []
  })
}

function hostOf(listener: unknown): string {
  return textAt(listener, 'hostname') ?? '*'
}
