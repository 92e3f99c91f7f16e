import type { Stage } from '../../../engine/leg.ts'
import type { Cluster } from '../../../model/cluster.ts'
import type { Flow } from '../../../policy/match.ts'
import { pickEgressNetwork, type EgressNetwork } from '../../../policy/kinds/linkerd/egress-network.ts'
import type { LinkerdObjects } from '../../../policy/kinds/linkerd/objects.ts'
import type { Route, RouteRule } from '../../../policy/kinds/linkerd/route.ts'
import type { LinkerdOptions } from './options.ts'
import { KINDS, routeFor, sentTo, type SentTo, type Taken } from './outbound-routes.ts'
import { closed, FORBIDDEN, REDIRECTED } from './refusals.ts'
import { found } from './server-proxy.ts'
import { spokenOn, type Spoken } from './spoken.ts'

/**
 * What the client's proxy makes of traffic to places that no Service stands for. `to`: the Service that a route sends
 * it to instead; null: where it was going.
 */
export interface Egress {
  readonly stages: readonly Stage[]
  readonly to: SentTo | null
}

/** Null: no EgressNetwork is for it. `namespace`: the client's. */
export function egressOf(
  flow: Flow,
  namespace: string,
  objects: LinkerdObjects,
  { cluster: networks, globalEgress }: LinkerdOptions,
  cluster: Cluster,
): Egress | null {
  const network = pickEgressNetwork(objects.egressNetworks, namespace, globalEgress, flow.destinationAddress, networks)
  if (!network) return null
  const attached = objects.routes.filter(
    (route) =>
      (route.namespace === network.namespace || route.namespace === namespace) &&
      route.parents.some(
        (parent) =>
          parent.kind === 'egress-network' &&
          parent.name === network.name &&
          parent.namespace === network.namespace &&
          (parent.port === null || parent.port === flow.port),
      ),
  )
  const kind = KINDS.find((each) => attached.some((route) => route.kind === each)) ?? null
  const routes = attached.filter((route) => route.kind === kind)
  const spoken = spokenOn(flow.said)
  switch (routeFor(kind, routes, spoken, flow)) {
    case 'unread':
      return {
        stages: [
          found(
            'egress',
            { fact: 'linkerd-egress-unread', network: network.name, kind: kind! },
            at(network),
            closed(spoken),
          ),
        ],
        to: null,
      }
    case 'unknown':
      return { stages: [depends(network, routes)], to: null }
    case 'none':
      return { stages: [byPolicy(network, spoken)], to: null }
    default:
      break
  }
  const { route, rule } = routeFor(kind, routes, spoken, flow) as Taken
  return onRoute(route, rule, network, spoken, cluster)
}

/** What fits no route. */
function byPolicy(network: EgressNetwork, spoken: Spoken): Stage {
  const refusal = network.traffic === 'Allow' ? null : spoken === 'requests' ? FORBIDDEN : closed(spoken)
  return found(
    'egress',
    { fact: 'linkerd-egress', network: network.name, traffic: network.traffic, route: null },
    at(network),
    refusal,
  )
}

/** Whether it fits a route depends on what the question leaves open. */
function depends(network: EgressNetwork, routes: readonly Route[]): Stage {
  return {
    kind: 'policies',
    id: 'egress',
    unmatched: 'deny',
    refusal: FORBIDDEN,
    policies: [
      {
        kind: 'EgressNetwork',
        object: network.object,
        namespace: network.namespace,
        name: network.name,
        isolates: network.traffic === 'Deny' || routes.some(leadsElsewhere),
        rules: routes.map((route, index) => ({
          index,
          action: 'allow' as const,
          path: ['spec', 'trafficPolicy'],
          all: [
            {
              section: 'route',
              path: ['spec', 'trafficPolicy'],
              anyOf: [
                {
                  path: ['spec', 'trafficPolicy'],
                  all: [
                    {
                      attribute: { kind: 'unreadable' as const, key: 'route' },
                      anyOf: [{ form: 'exact' as const, text: `${route.kind} ${route.name}` }],
                      negate: false,
                      path: ['spec', 'trafficPolicy'],
                    },
                  ],
                },
              ],
            },
          ],
        })),
      },
    ],
  }
}

/** Whether a route may end a request, or send it to somebody else. */
function leadsElsewhere({ rules }: Route): boolean {
  return rules.some(({ redirects, backends }) => redirects || backends.some(({ kind }) => kind !== 'egress-network'))
}

/** Without backends, or with the EgressNetwork as one, it goes where it was going. */
function onRoute(route: Route, rule: RouteRule, network: EgressNetwork, spoken: Spoken, cluster: Cluster): Egress {
  const taken = found(
    'egress',
    { fact: 'linkerd-egress', network: network.name, traffic: network.traffic, route: route.name },
    { object: route.object, path: rule.path },
    rule.redirects ? REDIRECTED : null,
  )
  const [backend] = rule.backends
  if (
    !backend ||
    (backend.kind === 'egress-network' && backend.name === network.name && backend.namespace === network.namespace)
  )
    return { stages: [taken], to: null }
  const { stage, to } = sentTo(backend, route, spoken, cluster)
  return { stages: [taken, stage], to }
}

function at({ object }: EgressNetwork): { readonly object: EgressNetwork['object']; readonly path: readonly string[] } {
  return { object, path: ['spec', 'trafficPolicy'] }
}
