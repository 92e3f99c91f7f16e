import { blockContains } from '../../../ground/ip.ts'
import type { Ground, Leg, Link, PlacedFact, Stage } from '../../../engine/leg.ts'
import type { MeshFact } from '../../../engine/mesh-fact.ts'
import type { PolicySet } from '../../../engine/policy-set.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Cluster, Service } from '../../../model/cluster.ts'
import type { Endpoint, PodEndpoint } from '../../../model/endpoint.ts'
import { namespacedName } from '../../../model/namespaced-name.ts'
import { accountIdentity } from '../../../policy/kinds/linkerd/identity.ts'
import type { Inbound } from '../../../policy/kinds/linkerd/inbound.ts'
import { collectLinkerd } from '../../../policy/kinds/linkerd/objects.ts'
import type { Flow } from '../../../policy/match.ts'
import type { Mesh, MeshFinding, MeshKind } from '../mesh.ts'
import { egressOf } from './egress.ts'
import { LinkerdFinder } from './findings/findings.ts'
import { injectionOf, type Injection } from './membership.ts'
import { linkerdValues, meshConfig } from '../mesh-config.ts'
import { linkerdOptions, type LinkerdOptions } from './options.ts'
import { readPodSettings, skippedPorts, type PodSettings } from './pod-settings.ts'
import { holdsPort } from './port-set.ts'
import { NO_BACKEND, NO_HANDSHAKE } from './refusals.ts'
import { INBOUND_PORT, inboundAt, serverProxy, type ServerProxies } from './server-proxy.ts'
import { waysOf, type Way } from './service-routes.ts'
import { spokenOn } from './spoken.ts'

/**
 * Linkerd: a proxy beside each pod that asks for one; policy is the server's proxy's business, and for places outside
 * the client's.
 */
export const LINKERD: MeshKind = {
  open: (choice, cluster, objects) =>
    new LinkerdMesh(
      linkerdOptions({
        ...linkerdValues(meshConfig('linkerd', objects)),
        ...((choice.options?.['linkerd'] ?? choice.options) as object | undefined),
      }),
      cluster,
      objects,
    ),
}

/** What is known of a pod that is in the mesh. */
interface Meshed {
  readonly identity: string
  readonly settings: PodSettings
  readonly inbound: Map<number, Inbound>
}

/**
 * Where its proxies take what comes in, and where they show their metrics. Source:
 * https://linkerd.io/2-edge/reference/proxy-configuration/
 */
const PROXY_PORTS: readonly number[] = [INBOUND_PORT, 4191]

class LinkerdMesh implements Mesh {
  readonly name = 'linkerd'
  /**
   * Source: linkerd2, policy-controller/grpc/src/outbound.rs (undefined_port) and test/integration/deep/portenforcement
   */
  readonly endsUndeclaredPorts = true
  readonly ports: readonly number[]
  readonly proxyPorts = PROXY_PORTS
  readonly #options: LinkerdOptions
  readonly #cluster: Cluster
  readonly #proxies: ServerProxies
  readonly #finder: LinkerdFinder
  readonly #pods = new Map<PodEndpoint['pod'], { readonly injection: Injection; readonly meshed: Meshed | null }>()

  constructor(options: LinkerdOptions, cluster: Cluster, objects: readonly KubernetesObject[]) {
    this.#options = options
    this.#cluster = cluster
    this.#proxies = { objects: collectLinkerd(objects), options }
    this.#finder = new LinkerdFinder(cluster, this.#proxies, (pod) => this.#known(pod))
    this.ports = [
      ...new Set([
        ...this.#proxies.objects.servers.flatMap(({ port }) => (typeof port === 'number' ? [port] : [])),
        ...cluster.pods.flatMap(skippedPorts),
      ]),
    ].sort((a, b) => a - b)
  }

  member(endpoint: Endpoint) {
    return this.#meshed(endpoint) ? ('sidecar' as const) : ('none' as const)
  }

  identity(endpoint: Endpoint): string | null {
    return this.#meshed(endpoint)?.identity ?? null
  }

  /**
   * One, or one for each backend of a route: Linkerd puts nothing between the two ends. None where neither has a proxy,
   * and of a pod that calls its own address. Who comes back to itself by a Service goes through its proxy twice, and
   * nothing leaves the pod.
   * Source: linkerd2-proxy-init, pkg/iptables/iptables.go (addOutgoingTrafficRules)
   */
  legs(asked: Flow, fromIdentity: string | null): readonly Leg[] {
    const { source, destination } = asked
    const client = this.#meshed(source)
    const isOwn = source === destination
    if ((isOwn && asked.service === null) || (!client && !this.#meshed(destination) && fromIdentity === null)) return []
    // What skips the client's proxy is dialled as it is: the port that the client asked for counts, not the pod's.
    const skipsOut = client !== null && holdsPort(client.settings.skipsOutbound.ports, dialledPort(asked))
    const flow = isOwn && !skipsOut && asked.service?.entryNode === null ? { ...asked, hairpin: false } : asked
    const ways =
      client && !skipsOut ? waysOf(flow, sourceNamespace(source), this.#proxies.objects, this.#cluster) : null
    if (ways) return ways.flatMap((way) => this.#onWay(way, flow, fromIdentity))
    const egress =
      client && !skipsOut && !flow.service
        ? egressOf(flow, sourceNamespace(source), this.#proxies.objects, this.#options, this.#cluster)
        : null
    const before = egress && { stages: egress.stages, sight: outboundSight(flow) }
    if (!egress?.to) return [this.#leg(flow, fromIdentity, skipsOut, before, [])]
    const { service, port } = egress.to
    return backendsOf(service, port, flow).map((sent) =>
      this.#leg(sent, fromIdentity, skipsOut, before, plaintextOn(service, port, sent)),
    )
  }

  /** One for each pod that it may come to; where nobody is behind the Service, one that ends. */
  #onWay({ stages, to }: Way, flow: Flow, fromIdentity: string | null): readonly Leg[] {
    const sight = outboundSight(flow)
    const sent = to ? backendsOf(to.service, to.port, flow) : [flow]
    if (sent.length > 0) return sent.map((each) => this.#leg(each, fromIdentity, false, { stages, sight }, []))
    const ended = stages.map((stage): Stage => (stage.kind === 'found' ? { ...stage, refusal: NO_BACKEND } : stage))
    return [this.#leg(flow, fromIdentity, false, { stages: ended, sight }, [])]
  }

  findings(policies: PolicySet): readonly MeshFinding[] {
    return this.#finder.find(policies)
  }

  #leg(
    flow: Flow,
    fromIdentity: string | null,
    skipsOut: boolean,
    client: Leg['client'],
    unanswered: readonly PlacedFact[],
  ): Leg {
    const { source, destination, port } = flow
    const sender = this.#meshed(source)
    const server = this.#meshed(destination)
    const skipsPort = server !== null && holdsPort(server.settings.skipsInbound.ports, port)
    // Of a port of a node the client's proxy does not know which pod is behind it.
    const isOverNode = flow.service !== null && flow.service.entryNode !== null && flow.service.address === null
    const identity =
      server && !skipsPort && !skipsOut && !isOverNode ? (fromIdentity ?? sender?.identity ?? null) : null
    // Callers with a proxy know which ports are let past, and nothing of addresses: they come to the port of the proxy.
    const skipsCaller =
      server !== null &&
      identity === null &&
      flow.sourceAddress !== null &&
      server.settings.skipsFrom.blocks.some((block) => blockContains(block, flow.sourceAddress!))
    const skipsIn = skipsPort || skipsCaller
    const fact = (each: MeshFact, ground: Ground | null = null): PlacedFact => ({ fact: each, ground })
    const link: Link = {
      form: identity === null ? 'plain' : 'mutual',
      identity,
      facts: [
        ...(fromIdentity === null ? [] : [fact({ fact: 'given-identity' })]),
        ...(sender || fromIdentity !== null ? [] : [fact({ fact: 'no-proxy', end: 'source' })]),
        ...(server ? [] : [fact({ fact: 'no-proxy', end: 'destination' })]),
        ...(sender && isOverNode && !skipsOut ? [fact({ fact: 'dialled-by-address' })] : []),
        ...(skipsOut
          ? [
              fact(
                { fact: 'skipped-port', end: 'source', port: dialledPort(flow) ?? 0 },
                sender?.settings.skipsOutbound.ground,
              ),
            ]
          : []),
        ...(skipsPort
          ? [fact({ fact: 'skipped-port', end: 'destination', port: port ?? 0 }, server.settings.skipsInbound.ground)]
          : skipsCaller
            ? [fact({ fact: 'skipped-caller' }, server.settings.skipsFrom.ground)]
            : []),
      ],
    }
    return {
      flow,
      link,
      client,
      next: () => [],
      wire: identity === null ? flow : { ...flow, port: INBOUND_PORT },
      broken: unanswered[0] ? { at: 'wire', refusal: NO_HANDSHAKE, found: unanswered[0] } : null,
      proxies:
        server && !skipsIn && destination.kind === 'pod' && port !== null
          ? [
              serverProxy(
                destination,
                flow,
                identity,
                this.#inbound(destination, server, port),
                server.settings,
                this.#proxies,
              ),
            ]
          : [],
    }
  }

  #inbound(endpoint: PodEndpoint, { inbound, settings }: Meshed, port: number): Inbound {
    let known = inbound.get(port)
    if (!known) inbound.set(port, (known = inboundAt(endpoint, port, settings, this.#proxies)))
    return known
  }

  #meshed(endpoint: Endpoint): Meshed | null {
    return endpoint.kind === 'pod' ? this.#known(endpoint.pod).meshed : null
  }

  #known(pod: PodEndpoint['pod']) {
    let known = this.#pods.get(pod)
    if (!known) {
      const injection = injectionOf(pod, this.#cluster)
      const meshed = injection.meshed
        ? {
            identity: accountIdentity(pod.namespace.name, pod.serviceAccount, this.#options.names),
            settings: readPodSettings(pod, this.#options.defaultPolicy),
            inbound: new Map<number, Inbound>(),
          }
        : null
      this.#pods.set(pod, (known = { injection, meshed }))
    }
    return known
  }
}

/** The port that the client asked for: the node's where it went over one, else the Service's, else the pod's. */
function dialledPort({ service, port }: Flow): number | null {
  if (!service) return port
  return service.entryNode === null ? service.port : service.nodePort
}

function sourceNamespace(source: Endpoint): string {
  return source.kind === 'pod' ? source.pod.namespace.name : ''
}

function outboundSight({ sourceAddress, destinationAddress, port, said }: Flow): NonNullable<Leg['client']>['sight'] {
  const reads =
    spokenOn(said) === 'requests' || spokenOn(said) === 'unknown' ? ('requests' as const) : ('bytes' as const)
  return {
    identity: null,
    sourceAddress,
    remoteAddress: sourceAddress,
    destinationAddress,
    port,
    serverName: said?.sni ?? null,
    reads,
    request: reads === 'requests' ? (said?.http ?? null) : null,
    hosts: [],
    path: said?.http ? (said.http.path ?? '/').split('?', 1)[0]! : null,
    tokens: [],
  }
}

/** The connections that go to a Service's pods in place of the one that was asked for. */
function backendsOf(service: Service, port: number, flow: Flow): readonly Flow[] {
  const { name: portName = null, targetPort } = service.ports.find((each) => each.port === port)!
  return service.backends
    .filter(({ ready }) => ready)
    .flatMap(({ endpoint, address, ports }) => {
      const pod = endpoint.kind === 'pod' ? endpoint.pod : null
      const number = ports
        ? ports.find((each) => (each.name ?? null) === portName)?.port
        : typeof targetPort === 'number'
          ? targetPort
          : pod?.ports.find((each) => each.name === targetPort)?.port
      return number === undefined
        ? []
        : [
            {
              ...flow,
              destination: endpoint,
              destinationAddress: address,
              port: number,
              name: null,
              hairpin: false,
              service: { service, port, address: service.clusterAddresses[0] ?? null, entryNode: null, nodePort: null },
            },
          ]
    })
}

/**
 * A client that speaks TLS to a place outside is sent to a Service whose port says that it speaks plain HTTP: nobody
 * answers its handshake. What the port is called is the only thing that the text tells of it.
 * Source: linkerd2, policy-test/tests/e2e_egress_network.rs (routing_back_to_cluster_tls_route: "in-cluster service
 * fails because it does not expect TLS");
 * https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
 */
function plaintextOn(service: Service, port: number, { said }: Flow): readonly PlacedFact[] {
  const written = service.ports.find((each) => each.port === port)
  if (spokenOn(said) !== 'tls' || !written || !/^http(-|$)/.test(written.name ?? '')) return []
  return [
    {
      fact: { fact: 'expects-plain', service: namespacedName(service), port: written.name! },
      ground: { object: service.object, path: ['spec', 'ports'] },
    },
  ]
}
