import type { Pod } from '../../model/cluster.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import type { EndpointRef, Question } from '../answer.ts'
import type { MatrixEnd } from '../ends.ts'
import type { World } from '../index.ts'
import type { ComparedFlow, ComparedKind } from './comparison.ts'
import { joinedEnds } from './ends.ts'
import { differenceOf } from './difference.ts'
import { cellOf } from './reasons.ts'

/** A flow that no matrix has, before it is asked about. */
export interface Candidate {
  readonly kind: ComparedKind
  readonly question: Question
  readonly from: string
  readonly to: string
}

/** So many of each kind at most: each is asked about in every world. */
const CANDIDATES = 150
/** So many blocks outside stand for clients of a node's port, besides the internet. */
const CLIENTS = 3
const KUBELET = 10250

/** Asks about a flow in every world. `enforcing`: those in which somebody acts on the policies. */
export function askEverywhere(
  { kind, question, from, to }: Candidate,
  worlds: readonly World[],
  enforcing: readonly boolean[],
): ComparedFlow {
  const cells = worlds.map((world) => cellOf(world.ask(question)))
  return {
    kind,
    question,
    from,
    to,
    cells,
    differs: differenceOf(
      cells.map(({ outcome }) => outcome),
      enforcing,
    ),
  }
}

/**
 * Flows that the matrices leave out although plugins differ in them: through Services, by ports of nodes, and between
 * nodes and pods. Where a policy closes one of the ends, and only there: elsewhere everything passes under each of
 * them.
 */
export function indirectFlows(worlds: readonly World[]): readonly Candidate[] {
  return [...serviceFlows(worlds), ...nodePortFlows(worlds), ...nodeFlows(worlds)]
}

/** From a workload whose way out is closed to every Service: some gates see it before the Service is translated. */
function serviceFlows(worlds: readonly World[]): readonly Candidate[] {
  const { cluster } = worlds[0]!
  const sources = closedEnds(worlds, 'egress')
  return sources
    .flatMap(({ end, label }) =>
      cluster.services.flatMap((service) =>
        service.clusterAddresses.length === 0 || service.backends.length === 0
          ? []
          : service.ports.map(({ port, protocol }): Candidate => ({
              kind: 'service',
              question: { from: podRef(end), to: `svc:${namespacedName(service)}`, port, protocol },
              from: label,
              to: `svc:${namespacedName(service)}`,
            })),
      ),
    )
    .slice(0, CANDIDATES)
}

/** From outside: by a node that runs a backend, and by one that does not. */
function nodePortFlows(worlds: readonly World[]): readonly Candidate[] {
  const { cluster } = worlds[0]!
  const closed = new Set(closedEnds(worlds, 'ingress').map(({ end }) => end.ref))
  const clients = joinedEnds(worlds)
    .ends.filter(({ end }) => end.workload === null)
    .slice(0, 1 + CLIENTS)
  return cluster.services
    .filter(
      ({ type, backends }) =>
        (type === 'NodePort' || type === 'LoadBalancer') &&
        backends.some(({ endpoint }) => endpoint.kind === 'pod' && closed.has(endpoint.pod.workload.ref)),
    )
    .flatMap((service) => {
      const near = service.backends.flatMap(({ endpoint }) =>
        endpoint.kind === 'pod' && endpoint.node !== null ? [endpoint.node] : [],
      )
      const entries = [near[0], cluster.nodes.find(({ name }) => !near.includes(name))?.name].filter(
        (name) => name !== undefined,
      )
      return service.ports.flatMap(({ port, nodePort, protocol }) =>
        clients.flatMap(({ end, label }): Candidate[] =>
          nodePort === null
            ? [
                {
                  kind: 'node-port',
                  question: { from: end.ref, to: `svc:${namespacedName(service)}`, port, protocol },
                  from: label,
                  to: `svc:${namespacedName(service)}`,
                },
              ]
            : entries.map((name) => ({
                kind: 'node-port',
                question: { from: end.ref, to: `node:${name}`, port: nodePort, protocol },
                from: label,
                to: `node:${name}`,
              })),
        ),
      )
    })
    .slice(0, CANDIDATES)
}

/**
 * From another node to a pod whose way in is closed, and from a pod whose way out is closed to the kubelet of its own.
 */
function nodeFlows(worlds: readonly World[]): readonly Candidate[] {
  const { nodes } = worlds[0]!.cluster
  const entering = closedEnds(worlds, 'ingress').flatMap(({ end }) => {
    const pod = podOf(end)
    const other = nodes.find(({ name }) => name !== pod?.node)
    return pod === null || pod.node === null || !other
      ? []
      : end.ports.slice(0, 1).map(({ port, protocol }): Candidate => ({
          kind: 'node',
          question: { from: `node:${other.name}`, to: podRef(end), port, protocol },
          from: `node:${other.name}`,
          to: podRef(end),
        }))
  })
  const leaving = closedEnds(worlds, 'egress').flatMap(({ end }): Candidate[] => {
    const node = podOf(end)?.node ?? null
    return node === null
      ? []
      : [
          {
            kind: 'node',
            question: { from: podRef(end), to: `node:${node}`, port: KUBELET, protocol: 'TCP' },
            from: podRef(end),
            to: `node:${node}`,
          },
        ]
  })
  return [...entering.slice(0, CANDIDATES), ...leaving.slice(0, CANDIDATES)]
}

/** Workloads that some policy closes in a direction, in some world. */
function closedEnds(
  worlds: readonly World[],
  direction: 'egress' | 'ingress',
): readonly { readonly end: MatrixEnd; readonly label: string }[] {
  const closed = new Map<EndpointRef, { readonly end: MatrixEnd; readonly label: string }>()
  for (const world of worlds) {
    const { ends, reachability } = world.matrix()
    for (const end of ends) {
      const [endpoint] = end.endpoints
      if (
        end.workload === null ||
        endpoint?.kind !== 'pod' ||
        closed.has(end.ref) ||
        !reachability.isolated(reachability.classes.of(endpoint), direction)
      )
        continue
      closed.set(end.ref, { end, label: `${end.namespace}/${end.label}` })
    }
  }
  return [...closed.values()]
}

function podOf({ endpoints: [endpoint] }: MatrixEnd): Pod | null {
  return endpoint?.kind === 'pod' ? endpoint.pod : null
}

function podRef(end: MatrixEnd): EndpointRef {
  const pod = podOf(end)
  return pod ? namespacedName(pod) : end.ref
}
