import {
  CELL,
  type CellCode,
  type ClusterView,
  type DiffView,
  type PortView,
  type ReachView,
} from '../../../worker/snapshot.ts'
import { cellOf } from '../../state/stations.ts'
import type { Drawing } from './drawing.ts'
import type { Line } from './line.ts'
import type { LineKind } from './pairs.ts'
import type { FlowSelection } from '../selection.ts'

/** Ports that may be asked for at an end; a Service's own ports where a Service is asked. */
function portsOf(id: string, { workloads, services }: ClusterView): readonly PortView[] {
  const service = services.find((each) => each.id === id)
  if (service)
    return service.ports.map(({ port, protocol, name }) => ({ port, name, protocol: protocol as PortView['protocol'] }))
  return workloads.find((each) => each.id === id)?.ports ?? []
}

/**
 * The flow that two picked ends mean: on the port that was asked for before when the destination has it, else on its
 * first.
 */
export function flowBetween(
  from: string,
  to: string,
  before: PortView | null,
  cluster: ClusterView,
  reach: ReachView,
): FlowSelection {
  const ports = portsOf(to, cluster)
  const port = ports.find((each) => each.port === before?.port && each.protocol === before.protocol) ?? ports[0] ?? null
  return { from, to, port, verdict: cellOf(reach, from, to, port) }
}

/** The flow that a line means: a port that changed, else the first whose verdict the line shows. */
export function flowOfLine(
  { from, to, kind }: Line,
  { pairs, marks }: Pick<Drawing, 'pairs' | 'marks'>,
  diff: DiffView,
): FlowSelection {
  const ports = pairs.ports(from, to)
  const changed = diff.changes.find((change) => marks.of(change.from) === from && marks.of(change.to) === to)?.port
  const { port = null, cell = null } =
    ports.find((each) => changed && each.port?.port === changed.port && each.port.protocol === changed.protocol) ??
    ports.find((each) => SHOWN_BY[kind].includes(each.cell)) ??
    ports[0] ??
    {}
  return { from, to, port, verdict: cell }
}

/** A line of some ports is asked about for what it holds back. */
const SHOWN_BY: Readonly<Record<LineKind, readonly CellCode[]>> = {
  allowed: [CELL.allowed],
  open: [CELL.open],
  'denied-leaving': [CELL['denied-leaving']],
  'denied-entering': [CELL['denied-entering']],
  none: [],
  part: [CELL.part, CELL['denied-entering'], CELL['denied-leaving']],
}
