import { listAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { takesDialled, takesHost } from './hosts.ts'
import { targetsOf } from './http-routes.ts'
import type { Route, Routing } from './virtual-services.ts'

/**
 * The TLSRoute whose hosts take a server name, or the TCPRoute, which asks for nothing. `serverNames`: what the client
 * may have named; empty: nobody knows. `grants`: see `routeAmong`.
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/#tlsroute
 */
export function streamRoute(
  routes: readonly KubernetesObject[],
  serverNames: readonly string[],
  grants: readonly KubernetesObject[] | null,
): Routing {
  const found: Route[] = []
  for (const object of routes) {
    const hosts = listAt(object.value, 'spec', 'hostnames').map(String)
    const fits =
      hosts.length === 0
        ? 'yes'
        : takesDialled((name) => hosts.some((host) => takesHost(host, name)), null, serverNames)
    const [rule] = fits === 'no' ? [] : listAt(object.value, 'spec', 'rules')
    if (rule === undefined) continue
    const { targets } = targetsOf(rule, object, grants)
    if (targets.length === 0) continue
    found.push({ object, path: ['spec', 'rules', 0], targets, status: null, request: null })
    if (fits === 'yes') return { routes: found, open: false }
  }
  return { routes: found, open: true }
}
