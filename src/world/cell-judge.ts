import type { ContainerPort } from '../ground/ports.ts'
import type { Direction } from '../policy/form.ts'
import type { ReachabilityMatrix } from '../engine/matrix.ts'
import type { FamilyReach } from '../engine/pair-reach.ts'
import { atomOf } from '../engine/port-atoms.ts'
import type { InternedSets } from '../engine/set-algebra.ts'
import { CELL, type CellCode } from './cell.ts'
import type { MatrixEnd } from './ends.ts'
import { isJudgedByPairs, kinOf, type Kin } from './kin.ts'

/**
 * A column, ready to be judged: its end, and the port atoms that have to pass, as a set; `atom` when it is a single
 * one, else -1.
 */
export interface JudgedColumn {
  readonly end: number
  readonly ports: number
  readonly atom: number
}

/**
 * Columns made ready for many rows. By column: the class of a plain end or -1, which sets hold its port, what its end
 * lets in and what of that without a rule's word.
 */
export interface JudgedColumns {
  readonly all: readonly JudgedColumn[]
  readonly plain: Int32Array
  readonly tables: readonly (Uint8Array | null)[]
  readonly enters: readonly (Int32Array | null)[]
  readonly undecided: readonly (Int32Array | null)[]
  /** Whether it matters there what is said on the connection. */
  readonly worded: readonly boolean[]
}

/**
 * Reads cells off the engine's matrix: joins what single classes and ports say into one verdict for a pair of ends.
 * Nearly every end is one class with IPv4 addresses and nearly every column one port, so that case is a few look-ups.
 */
export class CellJudge {
  readonly kin: readonly (readonly Kin[])[]
  readonly #byPairs: readonly boolean[]
  /** Class of an end that is all of one class and speaks IPv4 only; -1 for others. */
  readonly #plain: Int32Array
  readonly #tables = new Map<number, Uint8Array>()

  constructor(
    private readonly ends: readonly MatrixEnd[],
    private readonly reachability: ReachabilityMatrix,
  ) {
    this.kin = ends.map((end) => kinOf(end, reachability))
    this.#byPairs = ends.map((end) => isJudgedByPairs(end, reachability))
    this.#plain = Int32Array.from(ends, (_, end) => {
      const [only, ...others] = this.kin[end]!
      return only && others.length === 0 && !this.#byPairs[end] && only.families.length === 1 && only.families[0] === 4
        ? only.classIndex
        : -1
    })
    // All rows now: the tables below hold only sets that exist when they are made.
    for (const kin of this.kin) {
      for (const { classIndex, families } of kin)
        for (const family of families) {
          reachability.row(classIndex, 'egress', family)
          reachability.row(classIndex, 'ingress', family)
        }
    }
  }

  /** Whether single pairs of pods matter. */
  get hasGaps(): boolean {
    return this.reachability.hasGaps
  }

  /** Whether an end, the same in both, lets out (or in) what it did when `before` judged. */
  saysTheSame(before: CellJudge, end: number, direction: Direction): boolean {
    const kin = this.kin[end]!
    const old = before.kin[end]!
    return (
      !this.#byPairs[end] &&
      kin.length === old.length &&
      kin.every(({ classIndex, families, several }, index) => {
        const was = old[index]!
        return (
          several === was.several &&
          families.length === was.families.length &&
          families.every(
            (family, at) =>
              family === was.families[at] &&
              this.reachability.row(classIndex, direction, family)?.origin ===
                before.reachability.row(was.classIndex, direction, family)?.origin,
          )
        )
      })
    )
  }

  /** Whether it also matters which pods of the end and of its peer meet, which no class tells. */
  isJudgedByPairs(end: number): boolean {
    return this.#byPairs[end]!
  }

  /** Equal for ends whose rows are equal, apart from where an end meets itself, or one that is judged by pairs. */
  rowKey(end: number): string | number {
    if (this.#plain[end]! >= 0) return this.#plain[end]!
    return this.#byPairs[end]
      ? `end ${end}`
      : this.kin[end]!.map(({ classIndex, families }) => `${classIndex}/${families.join('')}`).join()
  }

  /** What an end's row has in these columns, as if it met no column of its own. */
  row(end: number, columns: JudgedColumns, wanted: readonly number[]): Uint8Array {
    const codes = new Uint8Array(wanted.length)
    const source = this.#plain[end]!
    const egress = source < 0 ? null : this.reachability.row(source, 'egress', 4)
    const leaves = egress?.allowed ?? null
    const undecided = egress?.undecided ?? null
    const isPlain = source >= 0 && !egress?.possible
    for (let place = 0; place < codes.length; place++) {
      const at = wanted[place]!
      const destination = columns.plain[at]!
      const table = columns.tables[at]
      if (!isPlain || destination < 0 || !table || columns.worded[at])
        codes[place] = this.#judge(end, columns.all[at]!, false)
      else {
        const enters = columns.enters[at]!
        const also = columns.undecided[at]!
        codes[place] =
          leaves && table[leaves[destination]!] === 0
            ? CELL['denied-leaving']
            : enters && table[enters[source]!] === 0
              ? CELL['denied-entering']
              : // Open: at either gate no policy selects, or the port passes without any rule's word for it.
                (leaves === null || (undecided !== null && table[undecided[destination]!] === 1)) &&
                  (enters === null || (also !== null && table[also[source]!] === 1))
                ? CELL.open
                : CELL.allowed
      }
    }
    return codes
  }

  /** Everything about columns that does not depend on the row, looked up once: there are rows enough. */
  prepare(columns: readonly JudgedColumn[]): JudgedColumns {
    const plain = Int32Array.from(columns, ({ end }) => this.#plain[end]!)
    const ingress = columns.map((_, at) => (plain[at]! < 0 ? null : this.reachability.row(plain[at]!, 'ingress', 4)))
    return {
      all: columns,
      plain,
      tables: columns.map(({ atom }) => (atom < 0 ? null : this.#table(atom))),
      enters: ingress.map((row) => row?.allowed ?? null),
      undecided: ingress.map((row) => row?.undecided ?? null),
      worded: ingress.map((row) => row?.possible !== undefined && row.possible !== null),
    }
  }

  /** One cell of any kind. An end and itself: its pods among each other. */
  cell(end: number, column: JudgedColumn): CellCode {
    return this.#judge(end, column, end === column.end)
  }

  /**
   * `within`: among the pods of one end. A row is shared by ends that are alike, so there even its own column is
   * somebody else's.
   */
  #judge(end: number, column: JudgedColumn, within: boolean): CellCode {
    return this.#byPairs[end] || this.#byPairs[column.end]
      ? this.#cellOfPairs(this.ends[end]!, this.ends[column.end]!, column.ports)
      : this.#cellOfClasses(end, column, within)
  }

  #cellOfClasses(end: number, column: JudgedColumn, within: boolean): CellCode {
    const { sets } = this.reachability
    const tally = new Tally(sets, column.ports)
    for (const source of this.kin[end]!) {
      for (const destination of this.kin[column.end]!) {
        if (within && source === destination && !source.several) continue
        for (const family of source.families) {
          if (!destination.families.includes(family)) continue
          tally.add(this.reachability.reach(source.classIndex, destination.classIndex, family))
        }
      }
    }
    return tally.cell
  }

  /** Pair by pair: a host may be a pod's own node, which no class can tell. */
  #cellOfPairs(source: MatrixEnd, destination: MatrixEnd, ports: number): CellCode {
    const { sets } = this.reachability
    const tally = new Tally(sets, ports)
    for (const from of source.endpoints) {
      for (const to of destination.endpoints) {
        if (from === to) continue
        for (const reach of this.reachability.between(from, to, ports).families) tally.add(reach)
      }
    }
    return tally.cell
  }

  /** Which sets hold an atom, by the set's number: the same question is asked a million times. */
  #table(atom: number): Uint8Array {
    let table = this.#tables.get(atom)
    if (!table) {
      const { sets } = this.reachability
      this.#tables.set(
        atom,
        (table = Uint8Array.from({ length: sets.count }, (_, set) => (sets.has(set, atom) ? 1 : 0))),
      )
    }
    return table
  }
}

/** The atoms of one port; of all TCP ports when none is known. */
export function judgedColumn(
  end: number,
  port: ContainerPort | null,
  { atoms, sets }: ReachabilityMatrix,
): JudgedColumn {
  if (port !== null) {
    const atom = atomOf(atoms, port.protocol, port.port)
    return { end, atom, ports: sets.of([atom]) }
  }
  const tcp = atoms.flatMap(({ protocol }, index) => (protocol === 'TCP' ? [index] : []))
  return { end, atom: tcp.length === 1 ? tcp[0]! : -1, ports: sets.of(tcp) }
}

/** Adds up what single pairs say about some ports into one cell. */
class Tally {
  #passes = false
  #stops = false
  #leaving = false
  #decided = false
  /** What was added last: kin of one end mostly say the same. */
  #last: FamilyReach | null = null

  constructor(
    private readonly sets: InternedSets,
    private readonly ports: number,
  ) {}

  add(reach: FamilyReach): void {
    const { leaves, enters, mayLeave, mayEnter, undecided } = reach
    if (
      this.#last?.leaves === leaves &&
      this.#last.enters === enters &&
      this.#last.mayLeave === mayLeave &&
      this.#last.mayEnter === mayEnter &&
      this.#last.undecided === undecided
    )
      return
    this.#last = reach
    const leaving = this.sets.intersect(leaves, this.ports)
    const passing = this.sets.intersect(leaving, enters)
    const possible = this.sets.intersect(this.sets.intersect(mayLeave, mayEnter), this.ports)
    this.#passes ||= possible !== this.sets.none
    this.#decided ||= this.sets.subtract(possible, undecided) !== this.sets.none
    this.#stops ||= passing !== this.ports
    this.#leaving ||= leaving !== this.ports
  }

  get cell(): CellCode {
    if (this.#passes && this.#stops) return CELL.part
    if (this.#passes) return this.#decided ? CELL.allowed : CELL.open
    // Ends without a common address family cannot meet: no gate said so, but nothing arrives.
    return this.#leaving || !this.#stops ? CELL['denied-leaving'] : CELL['denied-entering']
  }
}
