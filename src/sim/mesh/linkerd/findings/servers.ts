import { namespacedName } from '../../../../model/namespaced-name.ts'
import { matchesSelector } from '../../../../ground/labels.ts'
import type { Server } from '../../../../policy/kinds/linkerd/server.ts'
import type { MeshFinding } from '../../mesh.ts'
import { holdsPort } from '../port-set.ts'
import { LISTED, numbersOf, type Told, type View } from './view.ts'

/** Servers for pods, or for ports, where they come to nothing or to more than was meant. */
export function serverFindings(view: View): readonly MeshFinding[] {
  return view.proxies.objects.servers.flatMap((server) => findingsOf(server, view))
}

/**
 * Source: https://linkerd.io/2-edge/reference/authorization-policy/#server, #policy-annotations;
 * https://linkerd.io/2-edge/reference/proxy-configuration/ (skip-inbound-ports)
 */
function findingsOf(server: Server, view: View): readonly MeshFinding[] {
  const chosen = view
    .in(server.namespace)
    .filter(({ pod }) => server.pods !== null && matchesSelector(server.pods, pod.labels))
  const bare = chosen
    .filter(({ settings }) => settings === null)
    .map(({ pod }) => namespacedName(pod))
    .sort()
  const ports = chosen.flatMap(({ pod, settings }) =>
    settings
      ? numbersOf(server, pod).map((port) => ({
          ...view.told(pod, port, settings),
          isSkipped: holdsPort(settings.skipsInbound.ports, port),
        }))
      : [],
  )
  const skipped = ports.filter(({ isSkipped }) => isSkipped)
  const told = ports.filter(({ isSkipped }) => !isSkipped)
  const late = told.filter(({ inbound }) => inbound.server !== server)
  const own = told.filter(({ inbound }) => inbound.server === server)
  const closed = own.length > 0 && own.every(opensNothing)
  const { object } = server
  return [
    ...(bare.length > 0
      ? [
          {
            facts: {
              code: 'linkerd-no-proxy' as const,
              pods: bare.slice(0, LISTED),
              count: bare.length,
              of: chosen.length,
            },
            severity: 'warning' as const,
            object,
            path: ['spec', 'podSelector'],
          },
        ]
      : []),
    ...(skipped[0]
      ? [
          {
            facts: { code: 'linkerd-port-skipped' as const, port: skipped[0].port, pods: podsOf(skipped) },
            severity: 'warning' as const,
            object,
            path: ['spec', 'port'],
          },
        ]
      : []),
    ...(late[0]
      ? [
          {
            facts: {
              code: 'linkerd-server-late' as const,
              by: late[0].inbound.server!.name,
              port: late[0].port,
              pods: podsOf(late),
            },
            severity: 'warning' as const,
            object,
            path: ['spec', 'port'],
          },
        ]
      : []),
    ...(closed
      ? [
          {
            facts: { code: 'linkerd-lets-nobody-in' as const, port: server.port, pods: podsOf(own) },
            severity: 'warning' as const,
            object,
            path: ['metadata', 'name'],
          },
        ]
      : []),
  ]
}

function podsOf(told: readonly Told[]): number {
  return new Set(told.map(({ pod }) => pod)).size
}

/** What probes are let in by is of the pod's own, and is no opening. */
export function opensNothing({ pod, inbound: { policies, routes, onRoute } }: Told): boolean {
  return [...policies.filter(({ object }) => object !== pod.object), ...routes.flatMap(onRoute)].every(
    ({ rules }) => rules.length === 0,
  )
}
