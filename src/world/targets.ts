import type { Diagnostic } from '../ground/diagnostic.ts'
import type { IpAddress, IpFamily } from '../ground/ip.ts'
import { isPortProtocol, type PortProtocol } from '../ground/ports.ts'
import { failure, success, type Result } from '../ground/result.ts'
import type { Backend, Cluster, Service, ServicePort } from '../model/cluster.ts'
import type { ServiceProxy } from '../engine/profile.ts'
import type { Endpoint } from '../model/endpoint.ts'
import { backendPort } from '../model/service-port.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import type { FlowProtocol } from '../policy/match.ts'
import type { DenialCause, FlowFact } from './answer.ts'
import { questionProblem, type Candidate, type Resolved } from './references.ts'
import { isOn, startsTranslated, staysOnNode } from './dialling.ts'

/**
 * One place where the connection may end: after Service translation, with the port in numbers. `port` null: the
 * protocol has none.
 */
export interface Target {
  readonly endpoint: Endpoint
  readonly address: IpAddress | null
  /** The DNS name that its address was learnt under; null: none. */
  readonly name: string | null
  readonly port: number | null
  readonly label: string
  /** The Service that leads here, its port, and the node whose port was dialled; null: it was not a node's. */
  readonly service: {
    readonly service: Service
    readonly port: number
    readonly nodePort: number | null
    readonly node: string | null
  } | null
  /** It is leaving and still serves: callers of its own node are sent here, for want of better there, and no others. */
  readonly isLast?: true
  /** The port of a node that leads here without a Service. */
  readonly through?: { readonly node: string; readonly hostPort: number }
}

/**
 * `broken`: the connection ends before any policy is asked. `at`: the node, and its port, where nobody answers while
 * somebody does on other nodes; null: nobody does anywhere.
 */
export type Targets =
  | { readonly kind: 'targets'; readonly targets: readonly Target[]; readonly varies: FlowFact }
  | {
      readonly kind: 'broken'
      readonly cause: DenialCause
      readonly service: string
      readonly port: number
      readonly at: { readonly node: string; readonly nodePort: number } | null
    }

/**
 * Where a connection to this destination goes. `port`: a number, a name, or undefined when the question names none.
 * `callers`: who may open it; `proxy`: who translates Services.
 */
export function findTargets(
  to: Exclude<Resolved, { kind: 'anywhere' }>,
  port: number | string | undefined,
  protocol: FlowProtocol,
  cluster: Cluster,
  callers: readonly Endpoint[],
  proxy: ServiceProxy,
): Result<Targets, Diagnostic> {
  if (to.kind === 'service') return throughService(to, port, protocol, proxy)
  const nodePort = to.endpoints
    .map(({ endpoint }) =>
      endpoint.kind === 'host' && typeof port === 'number'
        ? serviceOnNodePort(cluster, port, protocol, endpoint.node)
        : null,
    )
    .find((found) => found !== null)
  if (nodePort) {
    const { service, port: itsPort, node } = nodePort
    const isOpen = callers.some((caller) => isOn(caller, node) || startsTranslated(caller, { proxy, protocol }))
    return throughServicePort({ service, protocol, proxy, family: null, name: null }, itsPort, { node, isOpen })
  }
  const behind = to.endpoints.flatMap(({ endpoint, address }) =>
    endpoint.kind === 'host' && typeof port === 'number'
      ? podsOnHostPort(cluster, endpoint, address, port, protocol)
      : [],
  )
  if (behind.length > 0) return success({ kind: 'targets', targets: behind, varies: 'replica' })
  const targets: Target[] = []
  let varies = to.varies
  for (const { endpoint, address, name, label } of to.endpoints) {
    const numbers = portsOf(endpoint, port, protocol)
    if (numbers.length > 1) varies = 'port'
    for (const number of numbers)
      targets.push({
        endpoint,
        address,
        name,
        label: numbers.length > 1 ? `${label}:${number}` : label,
        port: number,
        service: null,
      })
  }
  return targets.length > 0
    ? success({ kind: 'targets', targets, varies })
    : failure(questionProblem('port', String(port ?? ''), declaredPortNames(to.endpoints)))
}

/**
 * The protocol of a question that names none: that of the only port of this name, TCP where a number is asked for or a
 * name is of several.
 */
export function protocolOf(to: Resolved, port: number | string | undefined): PortProtocol {
  if (typeof port !== 'string') return 'TCP'
  const ports =
    to.kind === 'service'
      ? to.service.ports
      : to.kind === 'endpoints'
        ? to.endpoints.flatMap(({ endpoint }) =>
            endpoint.kind === 'pod'
              ? endpoint.pod.ports
              : endpoint.kind === 'host'
                ? (endpoint.process?.ports ?? [])
                : [],
          )
        : []
  const protocols = new Set(ports.flatMap(({ name, protocol }) => (name === port ? [protocol] : [])))
  const [only] = protocols
  return only && protocols.size === 1 ? only : 'TCP'
}

/**
 * The port in numbers. A name stands for what the pod declares; without a port every declared one is meant, because an
 * answer for one of them would not be an answer for all.
 */
function portsOf(
  endpoint: Endpoint,
  port: number | string | undefined,
  protocol: FlowProtocol,
): readonly (number | null)[] {
  if (typeof protocol === 'number' || !isPortProtocol(protocol)) return [null]
  if (typeof port === 'number') return [port]
  const pod = endpoint.kind === 'pod' ? endpoint.pod : endpoint.kind === 'host' ? endpoint.process : null
  return [
    ...new Set(
      (pod?.ports ?? [])
        .filter((each) => each.protocol === protocol && (port === undefined || each.name === port))
        .map((each) => each.port),
    ),
  ]
}

function declaredPortNames(candidates: readonly Candidate[]): readonly string[] {
  const pod = candidates[0]?.endpoint.kind === 'pod' ? candidates[0].endpoint.pod : null
  return (pod?.ports ?? []).map(({ name, port }) => name ?? String(port))
}

function throughService(
  { service, family, name }: Extract<Resolved, { kind: 'service' }>,
  port: number | string | undefined,
  protocol: FlowProtocol,
  proxy: ServiceProxy,
): Result<Targets, Diagnostic> {
  if (service.type === 'ExternalName')
    return failure(questionProblem('service-port', namespacedName(service), [`name:${service.externalName ?? ''}`]))
  const matching = service.ports.filter(
    (each) => each.protocol === protocol && (port === undefined || each.port === port || each.name === port),
  )
  const asked = { service, protocol, proxy, family, name }
  if (matching[0] && (port !== undefined || matching.length === 1)) return throughServicePort(asked, matching[0])
  // A headless Service translates nothing: its name stands for the pods, and any port of theirs can be dialled.
  if (service.headless && typeof port === 'number')
    return throughServicePort(asked, { name: null, port, protocol: 'TCP', targetPort: port, nodePort: null })
  return failure(
    questionProblem(
      'service-port',
      `${namespacedName(service)}:${port ?? ''}`,
      service.ports.map((each) => `${each.port}${each.protocol === 'TCP' ? '' : `/${each.protocol}`}`),
    ),
  )
}

function isBeside(a: Endpoint, b: Endpoint): boolean {
  return a.kind !== 'external' && a.node !== null && isOn(b, a.node)
}

/** A Service as it is dialled. `family` null: either; `name`: by which it is, null: by none; `proxy`: who translates it. */
interface AskedService {
  readonly service: Service
  readonly protocol: FlowProtocol
  readonly proxy: ServiceProxy
  readonly family: IpFamily | null
  readonly name: string | null
}

/**
 * The connection goes to one of the ready backends, on the target port. A node's port with
 * `externalTrafficPolicy: Local` leads to that node's own backends only. `isOpen`: to some of the callers it leads
 * anywhere. On a node without ready ones whoever is leaving and still serves is taken, but by Calico's programs,
 * and not behind a headless Service, which sends nobody anywhere.
 * Source: kubernetes, pkg/proxy/topology.go, CategorizeEndpoints; felix/bpf/proxy/syncer.go (updateService writes ready
 * endpoints alone)
 */
function throughServicePort(
  { service, protocol, proxy, family, name }: AskedService,
  port: ServicePort,
  entry: { readonly node: string; readonly isOpen: boolean } | null = null,
): Result<Targets, Diagnostic> {
  const node = entry?.node ?? null
  const isNear = ({ endpoint }: Backend) =>
    entry === null || entry.isOpen || service.externalTrafficPolicy === 'Cluster' || isOn(endpoint, entry.node)
  const inFamily = service.backends.filter((backend) => family === null || backend.address.family === family)
  const usable = inFamily.filter(({ leaving }) => !leaving || (proxy !== 'calico' && !service.headless))
  const ready = usable.filter((backend) => backend.ready)
  const leaving = usable.filter((backend) => backend.leaving)
  const near = ready.filter(isNear)
  const last =
    entry === null && staysOnNode(service)
      ? leaving.filter(({ endpoint }) => !ready.some((each) => isBeside(each.endpoint, endpoint)))
      : []
  const chosen = near.length > 0 ? near : leaving.filter(isNear)
  const targets = [...chosen, ...last].flatMap((backend): Target[] => {
    const { endpoint, address } = backend
    const number = backendPort(service, port, backend, protocol)
    const pod = endpoint.kind === 'pod' ? endpoint.pod : endpoint.kind === 'host' ? endpoint.process : null
    return number === undefined
      ? []
      : [
          {
            endpoint,
            address,
            name,
            port: number,
            label: pod ? namespacedName(pod) : address.text,
            service: { service, port: port.port, nodePort: port.nodePort, node },
            ...(last.includes(backend) && { isLast: true as const }),
          },
        ]
  })
  return success(
    targets.length > 0
      ? { kind: 'targets', targets, varies: 'backend' }
      : {
          kind: 'broken',
          cause: 'no-endpoints',
          service: namespacedName(service),
          port: port.port,
          at:
            node === null || port.nodePort === null || ready.length === 0 || ready.some(isNear)
              ? null
              : { node, nodePort: port.nodePort },
        },
  )
}

function serviceOnNodePort(
  cluster: Cluster,
  port: number,
  protocol: FlowProtocol,
  node: string,
): { service: Service; port: ServicePort; node: string } | null {
  for (const service of cluster.services) {
    const found =
      service.type === 'NodePort' || service.type === 'LoadBalancer'
        ? service.ports.find((each) => each.nodePort === port && each.protocol === protocol)
        : undefined
    if (found) return { service, port: found, node }
  }
  return null
}

/**
 * The pod to which a port of the node leads. A Service's node port is another thing, and comes first.
 * Source: https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/#support-hostport
 */
function podsOnHostPort(
  { pods }: Cluster,
  host: Extract<Endpoint, { kind: 'host' }>,
  asked: IpAddress | null,
  port: number,
  protocol: FlowProtocol,
): readonly Target[] {
  const isDialled = (address: string | null) =>
    address === null || (asked ? [asked] : host.addresses).some(({ text }) => text === address)
  return pods.flatMap(({ namespace, name, node, endpoint, hostPorts }): readonly Target[] => {
    const door =
      node === host.node && endpoint
        ? hostPorts.find((each) => each.hostPort === port && each.protocol === protocol && isDialled(each.address))
        : undefined
    return door
      ? [
          {
            endpoint: endpoint!,
            address: null,
            name: null,
            port: door.port,
            label: `${namespace.name}/${name}`,
            service: null,
            through: { node: host.node, hostPort: port },
          },
        ]
      : []
  })
}
