import type { PodEndpoint } from '../../../model/endpoint.ts'
import type { Flow } from '../../../policy/match.ts'
import type { ProxyCheckpoint, Stage, StagePolicy } from '../../../engine/leg.ts'
import type { MeshFact } from '../../../engine/mesh-fact.ts'
import { missingReferences } from '../../../policy/kinds/linkerd/authorizations.ts'
import { inboundOf, isRead, policiesFor, type Inbound } from '../../../policy/kinds/linkerd/inbound.ts'
import type { LinkerdObjects } from '../../../policy/kinds/linkerd/objects.ts'
import type { Server } from '../../../policy/kinds/linkerd/server.ts'
import type { HttpRequest } from '../../../policy/request.ts'
import type { LinkerdOptions } from './options.ts'
import { unservedAt, type PodSettings } from './pod-settings.ts'
import { holdsPort } from './port-set.ts'
import { closed, FORBIDDEN, NOT_FOUND, REDIRECTED } from './refusals.ts'
import { spokenOn, type Spoken } from './spoken.ts'

/** Where proxies take what other proxies send. Source: https://linkerd.io/2-edge/common-errors/network-policy/ */
export const INBOUND_PORT = 4143

/** What the proxies of a cluster know, for asking one of them. */
export interface ServerProxies {
  readonly objects: LinkerdObjects
  readonly options: LinkerdOptions
}

/** What the proxy of a pod is told about one port of it. */
export function inboundAt(
  { pod }: Pick<PodEndpoint, 'pod'>,
  port: number,
  settings: PodSettings,
  { objects, options }: ServerProxies,
): Inbound {
  const { ground } = settings.unserved
  return inboundOf(
    {
      object: pod.object,
      namespace: pod.namespace.name,
      name: pod.name,
      labels: pod.labels,
      ports: pod.ports,
      port,
      opaque: holdsPort(settings.opaque, port),
      probes: settings.probes.filter((probe) => probe.port === port),
      unserved: {
        policy: unservedAt(settings, port),
        object: ground?.object ?? pod.object,
        path: ground?.path ?? ['metadata', 'name'],
      },
    },
    objects,
    options,
  )
}

/**
 * The server's own proxy: the one that decides in Linkerd. It takes the caller for `identity`, who may be nobody; whoever
 * has one speaks through a proxy, which knows the opaque ports of the pod.
 */
export function serverProxy(
  endpoint: PodEndpoint,
  flow: Flow,
  identity: string | null,
  inbound: Inbound,
  settings: PodSettings,
  proxies: ServerProxies,
): ProxyCheckpoint {
  const { said } = flow
  const spoken = spokenOn(said)
  // On a port whose protocol is said, requests are what is expected; elsewhere bytes that are none are let through as
  // such.
  const isOpaque = identity !== null && flow.port !== null && holdsPort(settings.opaque, flow.port)
  const readsRequests = !isOpaque && isRead(inbound.protocol) && (spoken === 'requests' || spoken === 'unknown')
  const request: HttpRequest | null =
    !readsRequests || !said?.http
      ? null
      : said.app === 'grpc' && said.http.method === undefined
        ? { ...said.http, method: 'POST' }
        : said.http
  const sight = {
    identity,
    sourceAddress: flow.sourceAddress,
    remoteAddress: flow.sourceAddress,
    destinationAddress: flow.destinationAddress,
    port: flow.port,
    serverName: said?.sni ?? null,
    reads: readsRequests ? ('requests' as const) : ('bytes' as const),
    request,
    hosts: [],
    path: request ? (request.path ?? '/').split('?', 1)[0]! : null,
    tokens: [],
  }
  return {
    place: 'server-proxy',
    endpoint,
    sight,
    stages: readsRequests
      ? requestStages(inbound, request, proxies)
      : isOpaque && inbound.server && isRead(inbound.protocol)
        ? opaqueStages(inbound, inbound.server, flow.port!, settings, spoken)
        : byteStages(inbound, spoken),
  }
}

/**
 * What the pod's annotation calls opaque is sent so by every proxy, whatever the Server says: one that looks finds no
 * requests and asks about the connection, one that says HTTP has nothing that would let it in.
 * Source: linkerd2, controller/api/destination/endpoint_translator.go (createWeightedAddr); linkerd2-proxy,
 * linkerd/app/inbound/src/policy/tcp.rs (check_authorized); https://github.com/linkerd/linkerd2/issues/15188
 */
function opaqueStages(
  inbound: Inbound,
  { name, object, protocol }: Server,
  port: number,
  { opaqueGround }: PodSettings,
  spoken: Spoken,
): readonly Stage[] {
  const isAsked = protocol === 'unknown'
  return [
    told(inbound),
    found(
      'protocol',
      { fact: 'linkerd-sent-opaque', server: name, protocol, port },
      opaqueGround ?? { object, path: ['spec', 'proxyProtocol'] },
      isAsked ? null : closed(spoken),
    ),
    ...(isAsked ? [asked(inbound.policies, closed(spoken))] : []),
  ]
}

/**
 * A Server that says HTTP is taken at its word: the proxy does not look, and what is none comes to nothing whoever
 * sends it.
 * Source: linkerd2-proxy, linkerd/app/inbound/src/policy/tcp.rs (check_authorized);
 * https://github.com/linkerd/linkerd2/issues/9999
 */
function byteStages(inbound: Inbound, spoken: Spoken): readonly Stage[] {
  const { server, protocol, policies } = inbound
  if (!server || !isRead(protocol) || protocol === 'unknown') return [told(inbound), asked(policies, closed(spoken))]
  return [
    told(inbound),
    found(
      'protocol',
      { fact: 'linkerd-not-spoken', server: server.name, protocol, spoken: spoken === 'tls' ? 'tls' : 'bytes' },
      { object: server.object, path: ['spec', 'proxyProtocol'] },
      closed(spoken),
    ),
  ]
}

function requestStages(inbound: Inbound, request: HttpRequest | null, { objects }: ServerProxies): readonly Stage[] {
  const { policies, choice } = policiesFor(inbound, request)
  const isForServer = ({ namespace, server }: { readonly namespace: string; readonly server: string }) =>
    namespace === inbound.server?.namespace && server === inbound.server.name
  const rate = objects.rateLimits.find(isForServer)
  const atOnce = objects.concurrencyLimits.find(isForServer)
  const first = told(inbound)
  const ends = choice === 'none'
  return [
    first,
    ...missing(inbound, objects),
    ...(ends
      ? [
          found(
            'route',
            { fact: 'linkerd-no-route', routes: inbound.routes.map(({ name }) => name) },
            { object: inbound.server!.object, path: ['metadata', 'name'] },
            NOT_FOUND,
          ),
        ]
      : []),
    ...(choice !== null && typeof choice === 'object'
      ? [
          found(
            'route',
            { fact: 'linkerd-route', kind: choice.route.kind, route: choice.route.name },
            { object: choice.route.object, path: (choice.match ?? choice.rule).path },
          ),
        ]
      : []),
    ...(ends ? [] : [asked(policies, FORBIDDEN)]),
    ...(choice !== null && typeof choice === 'object' && choice.rule.redirects
      ? [
          found(
            'redirect',
            { fact: 'answered', status: REDIRECTED.status! },
            { object: choice.route.object, path: choice.rule.path },
            REDIRECTED,
          ),
        ]
      : []),
    ...(rate && !ends
      ? [found('rate', { fact: 'linkerd-rate-limit', policy: rate.name }, { object: rate.object, path: ['spec'] })]
      : []),
    ...(atOnce && !ends
      ? [
          found(
            'concurrency',
            { fact: 'linkerd-concurrency-limit', policy: atOnce.name, most: atOnce.most },
            { object: atOnce.object, path: ['spec', 'maxInFlightRequests'] },
          ),
        ]
      : []),
  ]
}

/** Which Server is for the port, or which default policy. */
function told({ server, late, protocol, policies }: Inbound): Stage {
  if (server)
    return found(
      'server',
      {
        fact: 'linkerd-server',
        server: server.name,
        protocol,
        access: server.access,
        late: late.map(({ name }) => name),
      },
      { object: server.object, path: ['spec', 'port'] },
    )
  const by = policies[0]!
  return found(
    'server',
    { fact: 'linkerd-default-policy', policy: by.name, protocol },
    by.rules[0] ? { object: by.object, path: by.rules[0].path } : null,
  )
}

/** Policies that count for nothing because what they refer to is not there. */
function missing({ server }: Inbound, objects: LinkerdObjects): readonly Stage[] {
  if (!server) return []
  return objects.policies
    .filter(
      ({ namespace, target }) =>
        namespace === server.namespace &&
        (target.kind === 'namespace' || (target.kind === 'server' && target.name === server.name)),
    )
    .flatMap((policy) =>
      missingReferences(policy, objects).map(({ text, path }) =>
        found(
          'reference',
          { fact: 'linkerd-reference-missing', policy: policy.name, missing: text },
          { object: policy.object, path },
        ),
      ),
    )
}

function asked(policies: readonly StagePolicy[], refusal: typeof FORBIDDEN): Stage {
  return { kind: 'policies', id: 'authorization', unmatched: 'deny', policies, refusal }
}

/**
 * A stage at which the proxy goes by a fact instead of policies. `ground`: where the text says so; null: nowhere.
 * `refusal` null: the request goes on.
 */
export function found(
  id: string,
  fact: MeshFact,
  ground: { readonly object: StagePolicy['object']; readonly path: readonly (string | number)[] } | null,
  refusal: typeof FORBIDDEN | null = null,
): Stage {
  return { kind: 'found', id, found: { fact, ground }, refusal }
}
