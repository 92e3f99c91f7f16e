import { ALL_PORTS, PORT_PROTOCOLS, type PortProtocol, type PortRange } from './ports.ts'

/** A set of protocol × destination port. Ranges of one protocol are sorted, disjoint and not adjacent. */
export type ConnectionSet = Readonly<Record<PortProtocol, readonly PortRange[]>>

/** The empty set. */
export const NO_CONNECTIONS: ConnectionSet = { TCP: [], UDP: [], SCTP: [] }

/** What is in `a` and not in `b`. */
export function subtract(a: ConnectionSet, b: ConnectionSet): ConnectionSet {
  return byProtocol((protocol) => a[protocol].flatMap((range) => without(range, b[protocol])))
}

/** Whether no port of any protocol is in it. */
export function isEmpty(set: ConnectionSet): boolean {
  return PORT_PROTOCOLS.every((protocol) => set[protocol].length === 0)
}

/** Whether this one port of the protocol is in it. */
export function contains(set: ConnectionSet, protocol: PortProtocol, port: number): boolean {
  return set[protocol].some((range) => range.from <= port && port <= range.to)
}

/** The set of these single ranges. */
export function connectionsOf(
  ranges: readonly { readonly protocol: PortProtocol; readonly from: number; readonly to: number }[],
): ConnectionSet {
  return byProtocol((protocol) =>
    normalise(ranges.filter((range) => range.protocol === protocol).map(({ from, to }) => ({ from, to }))),
  )
}

/** One text per set: `TCP 80,8000-8100 UDP all`; `none` when empty, `all` when nothing is missing. */
export function printConnections(set: ConnectionSet): string {
  const isAll = (ranges: readonly PortRange[]) =>
    ranges.length === 1 && ranges[0]!.from === ALL_PORTS.from && ranges[0]!.to === ALL_PORTS.to
  if (isEmpty(set)) return 'none'
  if (PORT_PROTOCOLS.every((protocol) => isAll(set[protocol]))) return 'all'
  return PORT_PROTOCOLS.filter((protocol) => set[protocol].length > 0)
    .map(
      (protocol) =>
        `${protocol} ${isAll(set[protocol]) ? 'all' : set[protocol].map(({ from, to }) => (from === to ? from : `${from}-${to}`)).join(',')}`,
    )
    .join(' ')
}

function byProtocol(ranges: (protocol: PortProtocol) => readonly PortRange[]): ConnectionSet {
  return { TCP: ranges('TCP'), UDP: ranges('UDP'), SCTP: ranges('SCTP') }
}

function normalise(ranges: readonly PortRange[]): readonly PortRange[] {
  const merged: { from: number; to: number }[] = []
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && range.from <= last.to + 1) last.to = Math.max(last.to, range.to)
    else merged.push({ ...range })
  }
  return merged
}

function without(range: PortRange, holes: readonly PortRange[]): readonly PortRange[] {
  const rest: PortRange[] = []
  let from = range.from
  for (const hole of holes) {
    if (hole.to < from || hole.from > range.to) continue
    if (hole.from > from) rest.push({ from, to: hole.from - 1 })
    from = hole.to + 1
  }
  if (from <= range.to) rest.push({ from, to: range.to })
  return rest
}
