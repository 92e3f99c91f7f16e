import type { ContainerPort } from '../ground/ports.ts'
import { ReachabilityMatrix } from '../engine/matrix.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import type { Cluster } from '../model/cluster.ts'
import { CELL, type CellCode } from './cell.ts'
import { matrixEnds, type MatrixEnd } from './ends.ts'

/**
 * Who reaches whom, workload by workload. Row `r` asks, column `c` answers: `cells[r * columns.length + c]`. Rows are all
 * ends. A column without a port means any TCP port; it is used where none is known.
 */
export interface Matrix {
  readonly ends: readonly MatrixEnd[]
  readonly columns: readonly MatrixColumn[]
  readonly cells: Uint8Array
  /** The engine's matrix that the cells were read off. */
  readonly reachability: ReachabilityMatrix
}

export interface MatrixColumn {
  /** Index into `ends`. */
  readonly end: number
  readonly port: ContainerPort | null
}

/** The classes of an end's endpoints with one address family each, and whether a class holds several of its pods. */
interface Judged {
  readonly classIndex: number
  readonly families: readonly (4 | 6)[]
  readonly several: boolean
}

export function computeMatrix(cluster: Cluster, policies: PolicySet): Matrix {
  const ends = matrixEnds(cluster, policies)
  const reachability = new ReachabilityMatrix(policies, cluster, ends.flatMap(({ endpoints }) => endpoints))
  const columns = ends.flatMap((end, index): MatrixColumn[] => (end.ports.length > 0 ? end.ports.map((port) => ({ end: index, port })) : [{ end: index, port: null }]))
  const cells = new Uint8Array(ends.length * columns.length)
  const judged = ends.map((end) => judge(end, reachability))
  const onHost = ends.map((end) => end.endpoints.some(({ kind }) => kind === 'host'))
  const atoms = columns.map(({ port }) => atomsOf(port, reachability))
  const members = new Membership(reachability)
  // Ends of the same classes have the same row, apart from the cells where an end meets itself.
  const rows = new Map<string, Uint8Array>()
  ends.forEach((source, row) => {
    const key = onHost[row] ? `end ${row}` : judged[row]!.map(({ classIndex, families }) => `${classIndex}/${families.join('')}`).join()
    let codes = rows.get(key)
    if (!codes) {
      codes = new Uint8Array(columns.length)
      for (const [at, { end }] of columns.entries()) {
        codes[at] = onHost[row] || onHost[end]
          ? cellOfPairs(source, ends[end]!, atoms[at]!, reachability)
          : cellOfClasses(judged[row]!, judged[end]!, atoms[at]!, reachability, members, false)
      }
      rows.set(key, codes)
    }
    cells.set(codes, row * columns.length)
    for (const [at, { end }] of columns.entries()) {
      const outside = source.workload === null && ends[end]!.workload === null
      if (end !== row && !outside) continue
      // What passes between two places outside is nobody's business here.
      cells[row * columns.length + at] = outside || source.endpoints.length === 1 ? CELL.self
        : onHost[row] ? cellOfPairs(source, source, atoms[at]!, reachability) : cellOfClasses(judged[row]!, judged[row]!, atoms[at]!, reachability, members, true)
    }
  })
  return { ends, columns, cells, reachability }
}

function judge(end: MatrixEnd, { classes }: ReachabilityMatrix): readonly Judged[] {
  const found = new Map<string, { classIndex: number; families: (4 | 6)[]; count: number }>()
  for (const endpoint of end.endpoints) {
    const classIndex = classes.of(endpoint), families = [...new Set(endpoint.addresses.map(({ family }) => family))].sort()
    const known = found.get(`${classIndex}/${families.join('')}`)
    if (known) known.count++
    else found.set(`${classIndex}/${families.join('')}`, { classIndex, families, count: 1 })
  }
  return [...found.values()].map(({ classIndex, families, count }) => ({ classIndex, families, several: count > 1 }))
}

/** The atoms of one port; of all TCP ports when none is known. */
function atomsOf(port: ContainerPort | null, { atoms }: ReachabilityMatrix): readonly number[] {
  return atoms.flatMap((atom, index) => (port === null ? atom.protocol === 'TCP' : atom.protocol === port.protocol && atom.from <= port.port && port.port <= atom.to) ? [index] : [])
}

/** Adds up what single judgements say into one cell. */
class Tally {
  passes = 0
  stops = 0
  leaving = 0
  isolated = false

  add(leaves: boolean, enters: boolean, isolated: boolean): void {
    if (leaves && enters) this.passes++
    else {
      this.stops++
      if (!leaves) this.leaving++
    }
    this.isolated ||= isolated
  }

  get cell(): CellCode {
    if (this.passes > 0 && this.stops > 0) return CELL.part
    if (this.passes > 0) return this.isolated ? CELL.allowed : CELL.open
    // Ends without a common address family cannot meet: no gate said so, but nothing arrives.
    return this.leaving > 0 || this.stops === 0 ? CELL['denied-leaving'] : CELL['denied-entering']
  }
}

function cellOfClasses(sources: readonly Judged[], destinations: readonly Judged[], atoms: readonly number[], matrix: ReachabilityMatrix, members: Membership, withinOne: boolean): CellCode {
  const tally = new Tally()
  for (const source of sources) {
    for (const destination of destinations) {
      if (withinOne && source === destination && !source.several) continue
      for (const family of source.families) {
        if (!destination.families.includes(family)) continue
        const egress = matrix.row(source.classIndex, 'egress', family), ingress = matrix.row(destination.classIndex, 'ingress', family)
        const isolated = egress !== null || ingress !== null
        for (const atom of atoms) {
          const member = members.of(atom)
          tally.add(!egress || member[egress[destination.classIndex]!] === 1, !ingress || member[ingress[source.classIndex]!] === 1, isolated)
        }
      }
    }
  }
  return tally.cell
}

/** Pair by pair: a host may be a pod's own node, which no class can tell. */
function cellOfPairs(source: MatrixEnd, destination: MatrixEnd, atoms: readonly number[], matrix: ReachabilityMatrix): CellCode {
  const tally = new Tally()
  for (const from of source.endpoints) {
    for (const to of destination.endpoints) {
      if (from === to) continue
      const { every, some, isolated, leaves } = matrix.between(from, to)
      for (const atom of atoms) {
        const passes = matrix.sets.has(every, atom)
        tally.add(matrix.sets.has(leaves, atom), passes, isolated)
        if (!passes && matrix.sets.has(some, atom)) tally.add(true, true, isolated)
      }
    }
  }
  return tally.cell
}

/** Which sets hold an atom, as a table: the same question is asked a million times. Grows as sets come to be. */
class Membership {
  readonly #tables = new Map<number, Uint8Array>()

  constructor(private readonly matrix: ReachabilityMatrix) {}

  of(atom: number): Uint8Array {
    const { sets } = this.matrix
    const known = this.#tables.get(atom)
    if (known && known.length >= sets.count) return known
    const table = Uint8Array.from({ length: sets.count }, (_, set) => (sets.has(set, atom) ? 1 : 0))
    this.#tables.set(atom, table)
    return table
  }
}
