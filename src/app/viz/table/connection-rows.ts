import { contains } from '../../../ground/connections.ts'
import { PORT_PROTOCOLS } from '../../../ground/ports.ts'
import type { ConnectionsView, ListedEnd as EndView } from '../../../worker/connections-view.ts'
import type { PortView, ReachView } from '../../../worker/snapshot.ts'
import { signOf, type ConnectionSign } from '../../../world/connection-sign.ts'
import type { PortSets } from '../../../world/index.ts'
import type { ListedConnection, ListedConnections, ListedEnd } from '../../exports/listed.ts'
import { TABLE } from '../../text/catalogue/en/table.ts'
import { newcomersText, newcomerText } from '../../text/newcomer.ts'
import { portSetsText, portsText } from '../../text/ports.ts'
import { orderedGroups } from '../matrix/grid.ts'
import { countingSort, ranksOf } from './ranks.ts'

/** What the list of connections can be sorted by. */
export type ConnectionColumn = 'change' | 'from' | 'to' | 'allowed' | 'depends'

/** What the rows are sorted by. */
export interface ConnectionSort {
  readonly by: ConnectionColumn
  readonly descending: boolean
}

/** Which connections are listed. */
export interface ConnectionFilter {
  /** Every word must stand in the row, wherever. */
  readonly text: string
  readonly changedOnly: boolean
  /** Only connections that depend on which replica, address or family it is, at least in part. */
  readonly conditionalOnly: boolean
  /** Without those on which nothing but port 53 passes, over TCP and UDP. */
  readonly hidesDns: boolean
}

/**
 * Connections as the engine sent them, with what can be said of each end and each set of ports alone. A connection is
 * the place of its row.
 */
export interface ConnectionRows {
  readonly view: ConnectionsView
  readonly ends: readonly ListedEnd[]
  /** Every connection, in the engine's order. */
  readonly all: Uint32Array
  /** How many pass now; the others have closed. */
  readonly passing: number
  readonly changed: number
  readonly conditional: number
  readonly newcomers: number
}

/** One connection as the table prints it. `key` is the same for the same connection in every list. */
export interface ConnectionRow extends ListedConnection {
  readonly key: string
}

const WIDTH = 4

/** Every connection of a view, before anything is sorted or left out. */
export function connectionRows(view: ConnectionsView): ConnectionRows {
  const { rows, sets, ends } = view
  const all = Uint32Array.from({ length: rows.length / WIDTH }, (_, index) => index)
  const depends = sets.map(isConditional)
  const isNew = ends.map(({ newcomer }) => newcomer !== null)
  let passing = 0
  let changed = 0
  let conditional = 0
  let newcomers = 0
  for (let at = 0; at < rows.length; at += WIDTH) {
    if (rows[at + 2] !== 0) passing++
    if (rows[at + 2] !== rows[at + 3]) changed++
    if (depends[rows[at + 2]!]) conditional++
    if (isNew[rows[at]!] || isNew[rows[at + 1]!]) newcomers++
  }
  return { view, ends: ends.map(listedEnd), all, passing, changed, conditional, newcomers }
}

function listedEnd({ id, label, group, newcomer }: EndView): ListedEnd {
  if (newcomer) {
    const except = newcomersText(newcomer.except)
    const name = `${newcomerText(newcomer.pods)} (${TABLE.notThere}${except === '' ? '' : `; ${TABLE.except(except)}`})`
    return { ref: null, name, label: name, namespace: group === '' ? null : group, newcomer }
  }
  return group === 'outside'
    ? { ref: id, name: label, label, namespace: null, newcomer }
    : { ref: id, name: `${group}/${label}`, label, namespace: group, newcomer }
}

/**
 * The connections that pass the filter, sorted; ties stay in the engine's order. What is closed passes no more, and is
 * listed among changes only.
 */
export function arrangedConnections(
  rows: ConnectionRows,
  filter: ConnectionFilter,
  sort: ConnectionSort | null,
): Uint32Array {
  const found = filteredConnections(rows, filter)
  if (!sort) return found
  const { rank, ranks } = ranking(rows, sort.by)
  return countingSort(found, sort.descending ? (item) => ranks - 1 - rank(item) : rank, ranks)
}

/** One connection as its row shows it; `item`: its place in the view. */
export function connectionAt({ view: { rows, sets, ends: views }, ends }: ConnectionRows, item: number): ConnectionRow {
  const at = item * WIDTH
  const from = rows[at]!
  const to = rows[at + 1]!
  const passes = rows[at + 2]!
  const passed = rows[at + 3]!
  return {
    key: `${views[from]!.id} → ${views[to]!.id}`,
    from: ends[from]!,
    to: ends[to]!,
    now: sets[passes]!,
    before: sets[passed]!,
    sign: signOf(passes, passed),
  }
}

/** These connections, to be exported. */
export function listedConnections(
  rows: ConnectionRows,
  items: Uint32Array,
  kind: ListedConnections['kind'],
): ListedConnections {
  return { kind, connections: [...items].map((item) => connectionAt(rows, item)) }
}

/**
 * The port to ask about: one that the destination is known to listen on, if any of them passes; else the first that
 * does. Null: nothing passes.
 */
export function portToAsk({ allowed, conditional }: PortSets, known: readonly PortView[]): PortView | null {
  for (const set of [allowed, conditional]) {
    const listening = known.find(({ protocol, port }) => contains(set, protocol, port))
    if (listening) return listening
    for (const protocol of PORT_PROTOCOLS) {
      const first = set[protocol][0]
      // Port 0 is in the set of all ports, and nobody's.
      if (first) return { port: first.from > 0 ? first.from : Math.min(first.to, USUAL_PORT), protocol, name: null }
    }
  }
  return null
}

const USUAL_PORT = 80

/** The ports that an end is known to listen on. */
export function portsOf(
  { endpoints, columns }: Pick<ReachView, 'endpoints' | 'columns'>,
  id: string,
): readonly PortView[] {
  return columns.flatMap(({ endpoint, port }) => (port && endpoints[endpoint]!.id === id ? [port] : []))
}

/** How many of these have each sign. */
export function countSigns(
  { view: { rows } }: ConnectionRows,
  items: Uint32Array,
): Readonly<Record<ConnectionSign, number>> {
  const counts = { opened: 0, closed: 0, changed: 0 }
  for (const item of items) {
    const sign = signOf(rows[item * WIDTH + 2]!, rows[item * WIDTH + 3]!)
    if (sign) counts[sign]++
  }
  return counts
}

function isConditional({ conditional }: PortSets): boolean {
  return PORT_PROTOCOLS.some((protocol) => conditional[protocol].length > 0)
}

function isDnsOnly({ allowed, conditional }: PortSets): boolean {
  const ranges = [allowed, conditional].flatMap((set) =>
    PORT_PROTOCOLS.flatMap((protocol) => set[protocol].map((range) => ({ ...range, protocol }))),
  )
  return ranges.length > 0 && ranges.every(({ protocol, from, to }) => protocol !== 'SCTP' && from === 53 && to === 53)
}

function filteredConnections(
  { view: { rows, sets }, ends, all }: ConnectionRows,
  { text, changedOnly, conditionalOnly, hidesDns }: ConnectionFilter,
): Uint32Array {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && word !== '→' && word !== '->')
  const has = (texts: readonly string[]) =>
    words.map((word) => Uint8Array.from(texts, (each) => (each.includes(word) ? 1 : 0)))
  const inEnd = has(ends.map(({ name }) => name.toLowerCase()))
  const inSet = words.map((word) => Uint8Array.from(sets, (each) => (holdsWord(each, word) ? 1 : 0)))
  const depends = Uint8Array.from(sets, (each) => (isConditional(each) ? 1 : 0))
  const dns = Uint8Array.from(sets, (each) => (isDnsOnly(each) ? 1 : 0))
  return all.filter((item) => {
    const at = item * WIDTH
    const from = rows[at]!
    const to = rows[at + 1]!
    const passes = rows[at + 2]!
    const passed = rows[at + 3]!
    if (changedOnly ? passes === passed : passes === 0) return false
    if (conditionalOnly && depends[passes] === 0) return false
    if (hidesDns && dns[passes || passed] === 1) return false
    return words.every(
      (_, word) =>
        inEnd[word]![from] === 1 ||
        inEnd[word]![to] === 1 ||
        inSet[word]![passes] === 1 ||
        (changedOnly && inSet[word]![passed] === 1),
    )
  })
}

/** A number is a port that is in the set, also within a range; other words stand in the text. */
function holdsWord(sets: PortSets, word: string): boolean {
  if (/^\d+$/.test(word))
    return PORT_PROTOCOLS.some(
      (protocol) =>
        contains(sets.allowed, protocol, Number(word)) || contains(sets.conditional, protocol, Number(word)),
    )
  return portSetsText(sets).toLowerCase().includes(word)
}

/** The place of a connection in the order of a column, from 0 below `ranks`. */
function ranking(
  { view: { rows, sets, ends: views }, ends }: ConnectionRows,
  by: ConnectionColumn,
): { readonly rank: (item: number) => number; readonly ranks: number } {
  switch (by) {
    case 'from':
    case 'to': {
      const groups = new Map(
        orderedGroups([...new Set(views.filter(({ newcomer }) => !newcomer).map(({ group }) => group))]).map(
          (group, index) => [group, index],
        ),
      )
      const byName = ranksOf(
        ends.map(({ label, newcomer }, index) => [newcomer ? groups.size : groups.get(views[index]!.group)!, label]),
      )
      const column = by === 'from' ? 0 : 1
      return { rank: (item) => byName[rows[item * WIDTH + column]!]!, ranks: ends.length }
    }
    case 'allowed':
    case 'depends': {
      const bySet = ranksOf(sets.map(({ allowed, conditional }) => portKey(by === 'allowed' ? allowed : conditional)))
      return { rank: (item) => bySet[rows[item * WIDTH + 2]!]!, ranks: sets.length }
    }
    case 'change':
      return {
        rank: (item) =>
          ({ opened: 0, closed: 1, changed: 2, none: 3 })[
            signOf(rows[item * WIDTH + 2]!, rows[item * WIDTH + 3]!) ?? 'none'
          ],
        ranks: 4,
      }
  }
}

/** In order of the first port, and then of the text; no ports come last. */
function portKey(set: PortSets['allowed']): readonly [number, string] {
  const first = PORT_PROTOCOLS.flatMap((protocol) => set[protocol].slice(0, 1).map(({ from }) => from))[0]
  return [first ?? 65_536, portsText(set)]
}
