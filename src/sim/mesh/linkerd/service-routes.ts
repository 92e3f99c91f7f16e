import type { Refusal, Stage } from '../../../engine/leg.ts'
import type { MeshFact } from '../../../engine/mesh-fact.ts'
import { fieldAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { Cluster, Service } from '../../../model/cluster.ts'
import { takesEverything } from '../../../policy/kinds/linkerd/inbound.ts'
import type { LinkerdObjects } from '../../../policy/kinds/linkerd/objects.ts'
import type { Route, RouteKind } from '../../../policy/kinds/linkerd/route.ts'
import type { Flow, ServiceHop } from '../../../policy/match.ts'
import { isSkipped, namespaceAnnotations } from './membership.ts'
import { KINDS, routeFor, sentTo, type SentTo, type Taken } from './outbound-routes.ts'
import { OPAQUE } from './pod-settings.ts'
import { holdsPort, readPortSet } from './port-set.ts'
import { closed, NOT_FOUND, REDIRECTED } from './refusals.ts'
import { found } from './server-proxy.ts'
import { spokenOn, type Spoken } from './spoken.ts'

const OPAQUE_PORTS = 'config.linkerd.io/opaque-ports'

/** One way that a connection to a Service may go. `to` null: where it was going, unless the stages end it. */
export interface Way {
  readonly stages: readonly Stage[]
  readonly to: SentTo | null
}

/**
 * The ways that the client's proxy may take with what is dialled to a Service: by routes of the Service's own
 * namespace, which are for everybody, and of the client's, which are for its clients. Null: there are none, and it goes
 * where it was going.
 * Source: linkerd2, policy-controller/grpc/src/outbound.rs (to_proto),
 * policy-controller/k8s/index/src/outbound/index.rs (ServiceRoutes), policy-test/tests/e2e_http_routing.rs
 */
export function waysOf(flow: Flow, client: string, objects: LinkerdObjects, cluster: Cluster): readonly Way[] | null {
  const dialled = flow.service
  // The proxy knows Services by their ClusterIPs: not those that have none, and none over a node.
  if (!dialled || dialled.address === null) return null
  const { service, port } = dialled
  const home = service.namespace.name
  const attached = objects.routes.filter(
    (route) =>
      (route.namespace === home || route.namespace === client) &&
      route.parents.some(
        (parent) =>
          parent.kind === 'service' &&
          parent.name === service.name &&
          parent.namespace === home &&
          (parent.port === null || parent.port === port),
      ),
  )
  const allowed = kindsOn(service, port)
  const kind = KINDS.find((each) => allowed.includes(each) && attached.some((route) => route.kind === each))
  if (kind === undefined) return null
  const routes = attached.filter((route) => route.kind === kind)
  const spoken = spokenOn(flow.said)
  const taken = routeFor(kind, routes, spoken, flow)
  const told = (route: string | null): MeshFact => ({
    fact: 'linkerd-service-route',
    service: `${home}/${service.name}`,
    kind,
    route,
  })
  const only = taken === 'unknown' ? soleRule(routes) : typeof taken === 'object' ? taken : null
  if (only) return onRoute(only, dialled, told(only.route.name), spoken, cluster)
  if (taken === 'unknown') return [{ stages: [depends(routes)], to: null }]
  // What is no request has no route of requests to take, and goes on as bytes.
  if (kind === 'HTTPRoute' && spoken !== 'requests') return null
  const refusal = spoken === 'requests' && taken === 'none' ? NOT_FOUND : closed(spoken)
  return [
    { stages: [found('route', told(null), { object: routes[0]!.object, path: ['spec', 'rules'] }, refusal)], to: null },
  ]
}

/**
 * Of a port that says what it carries only the routes of that are looked for; a port of bytes has none but a
 * TCPRoute's.
 * Source: linkerd2, policy-controller/k8s/index/src/outbound/index.rs (AppProtocol, opaque_ports)
 */
function kindsOn(service: Service, port: number): readonly RouteKind[] {
  const written = listAt(service.object.value, 'spec', 'ports').find((each) => numberAt(each, 'port') === port)
  const opaque = opaquePortsOf(service)
  const isOpaque = opaque === null ? OPAQUE.includes(port) : holdsPort(readPortSet(opaque) ?? [], port)
  if (isOpaque) return ['TCPRoute']
  switch (textAt(written, 'appProtocol')) {
    case null:
      return KINDS
    case 'http':
      return ['HTTPRoute']
    case 'kubernetes.io/h2c':
      return ['GRPCRoute', 'HTTPRoute']
    default:
      return ['TCPRoute']
  }
}

/**
 * What annotations say of the Service's opaque ports; null: nothing. The webhook copies the namespace's word to those
 * that do not have one.
 * Source: linkerd2, controller/proxy-injector/webhook.go (CreateOpaquePortsPatch)
 */
function opaquePortsOf(service: Service): string | null {
  const own = textAt(fieldAt(service.object.value, 'metadata', 'annotations'), OPAQUE_PORTS)
  return own ?? (isSkipped(service) ? null : (namespaceAnnotations(service)[OPAQUE_PORTS] ?? null))
}

/** The only rule that there is, where it asks for nothing: whatever is said, that one is taken. */
function soleRule(routes: readonly Route[]): Taken | null {
  const [route] = routes
  const rule = route?.rules[0]
  return routes.length === 1 && route && rule && route.rules.length === 1 && takesEverything(route)
    ? { route, rule }
    : null
}

/** Without backends it goes where it was going. */
function onRoute(
  { route, rule }: Taken,
  dialled: ServiceHop,
  fact: MeshFact,
  spoken: Spoken,
  cluster: Cluster,
): readonly Way[] {
  const taken = (refusal: Refusal | null) => found('route', fact, { object: route.object, path: rule.path }, refusal)
  if (rule.redirects) return [{ stages: [taken(REDIRECTED)], to: null }]
  const backends = rule.backends.filter(({ weight }) => weight > 0)
  if (backends.length === 0) return [{ stages: [taken(null)], to: null }]
  return backends.map((backend) => {
    const { stage, to } = sentTo(backend, route, spoken, cluster)
    const isSame = to?.service === dialled.service && to.port === dialled.port
    return { stages: isSame ? [taken(null)] : [taken(null), stage], to: isSame ? null : to }
  })
}

/** Which route it takes depends on what the question leaves open. */
function depends(routes: readonly Route[]): Stage {
  const path = ['spec', 'rules']
  return {
    kind: 'policies',
    id: 'route',
    unmatched: 'deny',
    refusal: NOT_FOUND,
    policies: routes.map(({ kind, object, namespace, name }) => {
      const test = {
        attribute: { kind: 'unreadable' as const, key: 'route' },
        anyOf: [{ form: 'exact' as const, text: `${kind} ${name}` }],
        negate: false,
        path,
      }
      return {
        kind,
        object,
        namespace,
        name,
        isolates: true,
        rules: [
          {
            index: 0,
            action: 'allow' as const,
            path,
            all: [{ section: 'route', path, anyOf: [{ path, all: [test] }] }],
          },
        ],
      }
    }),
  }
}
