import type { Answer, EndpointRef, Question } from '../../world/answer.ts'
import {
  CELL,
  type CellCode,
  type ClusterView,
  type PortView,
  type ReachView,
  type Snapshot,
} from '../../worker/snapshot.ts'
import type { FlowSelection } from '../viz/selection.ts'
import { QUESTION } from '../text/catalogue/en/question.ts'
import { endpointName } from '../text/endpoint.ts'

/** Something that can be asked about, as the question bar offers it. */
export interface Station {
  readonly ref: EndpointRef
  readonly name: string
  readonly detail: string
  readonly group: 'Workloads' | 'Services' | 'Nodes' | 'Outside'
  readonly ports: readonly PortView[]
  readonly isolated: { readonly ingress: boolean; readonly egress: boolean }
}

const OPEN = { ingress: false, egress: false } as const

/** All stations of a cluster, in the order in which they are offered. */
export function stationsOf(cluster: ClusterView): readonly Station[] {
  return [
    ...cluster.workloads.map(({ id, kind, pods, ports, isolated }): Station => ({
      ref: id,
      name: endpointName(id),
      detail: QUESTION.workload(kind, pods.length),
      group: 'Workloads',
      ports,
      isolated: { ingress: isolated.ingress !== 'no', egress: isolated.egress !== 'no' },
    })),
    ...cluster.services.map(({ id, type, ports, backends }): Station => ({
      ref: id,
      name: endpointName(id),
      detail: QUESTION.service(type, backends.length),
      group: 'Services',
      isolated: OPEN,
      ports: ports.map(({ port, name, protocol }) => ({ port, name, protocol: protocol as PortView['protocol'] })),
    })),
    ...cluster.nodes.map(({ id, addresses }): Station => ({
      ref: id,
      name: id,
      detail: addresses.join(', '),
      group: 'Nodes',
      ports: [],
      isolated: OPEN,
    })),
    ...cluster.externals.map(({ id, label, detail }): Station => ({
      ref: id,
      name: label,
      detail: detail ?? '',
      group: 'Outside',
      ports: [],
      isolated: OPEN,
    })),
  ]
}

/** The station that a reference means: itself, a workload by its bare name, or the workload of a pod. */
export function stationOf(stations: readonly Station[], cluster: ClusterView, ref: EndpointRef): Station | null {
  const exact = stations.find((station) => station.ref === ref) ?? stations.find((station) => station.name === ref)
  if (exact) return exact
  const owner = cluster.workloads.find(({ pods }) => pods.some(({ id }) => id === ref))
  return owner ? (stations.find((station) => station.ref === owner.id) ?? null) : null
}

/** What the pictures mark for a question: the ends that were judged, else those that were named. */
export function selectionOf({ cluster, reach }: Snapshot, question: Question, answer: Answer | null): FlowSelection {
  const stations = stationsOf(cluster)
  const end = (ref: EndpointRef, judged: string | null | undefined) =>
    judged ?? stationOf(stations, cluster, ref)?.ref ?? ref
  const from = end(question.from, answer?.flow?.source.workload ?? null)
  const to = end(question.to, answer?.flow?.destination.workload ?? null)
  const port = portOf(
    stations,
    to,
    answer?.flow?.port ?? (typeof question.port === 'number' ? question.port : null),
    answer?.flow?.protocol ?? question.protocol ?? 'TCP',
  )
  const cell = cellOf(reach, from, to, port)
  const form = answer?.mesh?.legs[0]?.link.form
  // The matrix knows workloads and declared ports; the answer knows the pod and the port that were asked about.
  return {
    from,
    to,
    port,
    verdict: cell === null || cell === CELL.part ? (judged(answer) ?? cell) : cell,
    ...((form === 'mutual' || form === 'tunnel') && { isMutual: true }),
  }
}

/** An answer as a cell of the matrix would have it; null when no gate decided. */
function judged(answer: Answer | null): CellCode | null {
  switch (answer?.outcome) {
    case 'allowed':
      return answer.steps.some((step) => step.step === 'rule-matched' && step.trial.rule.action === 'allow')
        ? CELL.allowed
        : CELL.open
    case 'denied':
      return answer.deniedAt === undefined
        ? null
        : answer.deniedAt === 'egress'
          ? CELL['denied-leaving']
          : CELL['denied-entering']
    case 'conditional':
      return CELL.part
    default:
      return null
  }
}

function portOf(
  stations: readonly Station[],
  to: string,
  port: number | null,
  protocol: string | number,
): PortView | null {
  if (port === null || (protocol !== 'TCP' && protocol !== 'UDP' && protocol !== 'SCTP')) return null
  const declared = stations
    .find(({ ref }) => ref === to)
    ?.ports.find((each) => each.port === port && each.protocol === protocol)
  return declared ?? { port, protocol, name: null }
}

/** The verdict of the matrix for a flow; null when the matrix has no such row or column, or was not sent. */
export function cellOf(
  { endpoints, columns, cells }: ReachView,
  from: string,
  to: string,
  port: PortView | null,
): CellCode | null {
  if (!cells) return null
  const row = endpoints.findIndex(({ id }) => id === from)
  const column = columns.findIndex(
    (each) =>
      endpoints[each.endpoint]?.id === to &&
      (port === null ||
        (each.port === null
          ? port.protocol === 'TCP'
          : each.port.port === port.port && each.port.protocol === port.protocol)),
  )
  return row < 0 || column < 0 ? null : (cells[row * columns.length + column] as CellCode)
}
