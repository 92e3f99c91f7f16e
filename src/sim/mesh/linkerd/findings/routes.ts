import { namespacedName } from '../../../../model/namespaced-name.ts'
import { listAt, numberAt, textAt } from '../../../../manifests/fields.ts'
import { isRead } from '../../../../policy/kinds/linkerd/inbound.ts'
import { chooseRoute } from '../../../../policy/kinds/linkerd/route-choice.ts'
import type { Route } from '../../../../policy/kinds/linkerd/route.ts'
import { isTo } from '../../../../policy/kinds/linkerd/target-ref.ts'
import { LINKERD_GROUP } from '../../../../policy/kinds/linkerd/words.shape.ts'
import type { MeshFinding } from '../../mesh.ts'
import { opensNothing } from './servers.ts'
import { byObject, type Told, type View } from './view.ts'

/** Routes of Servers that nothing opens or that nobody reads, and what the first of them does to probes. */
export function routeFindings(view: View): readonly MeshFinding[] {
  const { objects } = view.proxies
  return [
    ...objects.routes.flatMap((route) =>
      route.parents.flatMap((parent): readonly MeshFinding[] => {
        if (parent.kind !== 'server') return []
        const server = objects.servers.find(
          ({ namespace, name }) => namespace === route.namespace && name === parent.name,
        )
        const path = [...parent.path, 'name']
        if (!server)
          return [
            {
              facts: {
                code: 'linkerd-parent-missing',
                server: parent.name,
                namespace: route.namespace,
                why: 'missing',
              },
              severity: 'warning',
              object: route.object,
              path,
            },
          ]
        const reads = !isRead(server.protocol) ? null : server.protocol === 'gRPC' ? 'GRPCRoute' : 'HTTPRoute'
        if (reads !== route.kind)
          return [
            {
              facts: {
                code: 'linkerd-route-unread',
                kind: route.kind,
                server: server.name,
                protocol: server.protocol,
                reads,
              },
              severity: 'warning',
              object: route.object,
              path,
            },
          ]
        const at = view.anyOf(server)
        return at && isClosed(route, at)
          ? [
              {
                facts: { code: 'linkerd-route-closed', server: server.name },
                severity: 'warning',
                object: route.object,
                path: ['metadata', 'name'],
              },
            ]
          : []
      }),
    ),
    ...passedOverFindings(view),
    ...probeFindings(view),
  ]
}

/**
 * Where nothing opens the whole Server, that is told of the Server. Source:
 * https://linkerd.io/2-edge/tasks/configuring-per-route-policy/
 */
function isClosed(route: Route, told: Told): boolean {
  const {
    pod,
    inbound: { policies, onRoute },
  } = told
  return (
    !opensNothing(told) &&
    [...policies.filter(({ object }) => object !== pod.object), ...onRoute(route)].every(
      ({ rules }) => rules.length === 0,
    )
  )
}

/**
 * Source: linkerd2, policy-controller/k8s/index/src/routes/mod.rs (ParentRef): one that it cannot take, and the whole
 * route is left out
 */
function passedOverFindings({ proxies: { objects } }: View): readonly MeshFinding[] {
  return objects.routesPassedOver.flatMap((object) =>
    listAt(object.value, 'spec', 'parentRefs').flatMap((ref, index): readonly MeshFinding[] => {
      if (!isTo(ref, LINKERD_GROUP, 'Server')) return []
      const namespace = object.namespace ?? 'default'
      const isElsewhere = (textAt(ref, 'namespace') ?? namespace) !== namespace
      const field = isElsewhere
        ? 'namespace'
        : numberAt(ref, 'port') !== null
          ? 'port'
          : textAt(ref, 'sectionName') !== null
            ? 'sectionName'
            : null
      return field
        ? [
            {
              facts: { code: 'linkerd-parent-missing', server: textAt(ref, 'name') ?? '', namespace, why: field },
              severity: 'warning',
              object,
              path: ['spec', 'parentRefs', index, field],
            },
          ]
        : []
    }),
  )
}

/**
 * Routes end what lets probes through: from then on a probe is a request like any other.
 * Source: https://linkerd.io/2-edge/features/server-policy/#policy-and-probes
 */
function probeFindings(view: View): readonly MeshFinding[] {
  return byObject(view.pods).flatMap(({ pod, settings }) =>
    (settings?.probes ?? []).flatMap(({ port, path, at }): readonly MeshFinding[] => {
      const { routes, policies, onRoute } = view.told(pod, port, settings!).inbound
      if (routes.length === 0) return []
      const choice = chooseRoute(routes, { method: 'GET', path, host: pod.addresses[0]?.text ?? '' })
      if (choice === 'unknown') return []
      const isOpen =
        choice !== 'none' &&
        [...policies, ...onRoute(choice.route)].some(({ rules }) =>
          rules.some(({ all }) => all.every(({ section }) => section !== 'identities')),
        )
      return isOpen
        ? []
        : [
            {
              facts: {
                code: 'linkerd-probe-closed',
                path,
                port,
                pod: namespacedName(pod),
                status: choice === 'none' ? 404 : 403,
              },
              severity: 'warning',
              object: pod.object,
              path: at,
            },
          ]
    }),
  )
}
