import type { ClusterView, DiffView, ReachView } from '../../../worker/snapshot.ts'
import { keptNamespaces, keptWorkloads } from './keep.ts'
import type { Place } from './keys.ts'
import { namespaceLayout, workloadLayout, type GridLayout, type Measures } from './layout.ts'
import { namespaceGrid, sumOf, type NamespaceGrid } from './namespaces.ts'
import { podPairs } from './pods.ts'
import { flowKey, groupOf, levelFor, levelKey, type ChosenLevel, type Level, type Scope } from './scope.ts'
import { workloadGrid, type WorkloadGrid } from './grid.ts'
import type { FlowSelection } from '../selection.ts'

/** What the matrix is given with every picture. */
export interface MatrixInput {
  readonly cluster: ClusterView
  readonly reach: ReachView
  readonly diff: DiffView
  readonly selection: FlowSelection | null
}

/** The space between the namespaces and what is open beside them, for the hairlines. */
export const WEDGE = 36
/** Left of the grids. */
export const INSET = 20
/** What is open may keep the namespaces beside it when it has this much, or all it needs. */
const ENOUGH = 720
/** Below this width the names of namespaces have no column of their own. */
const NARROW = 560

/**
 * Which level is open, what it shows, and where in it the question is. Computed from the picture and from what a person
 * opened.
 */
export class MatrixState {
  width = $state(0)
  #chosen = $state.raw<ChosenLevel | null>(null)
  /** Of a matrix too large to come whole: the part that was asked for last. */
  #part = $state.raw<{ readonly key: string; readonly reach: ReachView } | null>(null)
  #lastSquares: NamespaceGrid | null = null
  #lastCells: WorkloadGrid | null = null

  level: Level = $derived.by(() =>
    levelFor(this.input().reach, this.input().cluster.counts.workloads, this.input().selection, this.#chosen),
  )
  key = $derived(levelKey(this.level))
  isOpen = $derived(this.key !== 'namespaces')
  from = $derived(this.level === 'namespaces' ? null : this.level.from)
  to = $derived(this.level === 'namespaces' ? null : this.level.to)
  /** What has to be asked for, because only the totals came; null: nothing. */
  wanted: Scope | null = $derived.by(() =>
    this.isOpen && !this.input().reach.cells ? { from: this.from, to: this.to } : null,
  )

  #isNarrow = $derived(this.width < NARROW)
  #room = $derived.by(() => ({ isNarrow: this.#isNarrow, isCoarse: this.isCoarse() }))

  squares: NamespaceGrid = $derived.by(
    () => (this.#lastSquares = keptNamespaces(namespaceGrid(this.input().reach, this.input().diff), this.#lastSquares)),
  )
  squaresLayout: GridLayout = $derived.by(() => namespaceLayout(this.squares, this.measures, this.#room))
  /** Null: no workloads are open, or their cells are not there yet. */
  cells: WorkloadGrid | null = $derived.by(() => {
    const { reach, diff } = this.input()
    const source = reach.cells ? reach : this.#part?.key === this.key ? this.#part.reach : null
    return (this.#lastCells =
      this.isOpen && source?.cells
        ? keptWorkloads(workloadGrid(source, source.cells, { from: this.from, to: this.to }, diff), this.#lastCells)
        : null)
  })
  cellsLayout: GridLayout | null = $derived.by(
    () => this.cells && workloadLayout(this.cells, this.measures, this.#room),
  )
  /** The namespaces stay beside what is open. */
  isPair = $derived(
    this.isOpen &&
      this.width >= INSET + this.squaresLayout.width + WEDGE + Math.min(this.cellsLayout?.width ?? ENOUGH, ENOUGH),
  )

  #found = $derived.by(() =>
    this.input().selection && this.cells ? this.cells.find(this.input().selection!) : NOWHERE,
  )
  #foundRow = $derived(this.#found.row)
  #foundColumn = $derived(this.#found.column)
  /** Where the flow that is asked about is among the workloads, and among the namespaces; −1 for what is not there. */
  asked: Place = $derived({ row: this.#foundRow, column: this.#foundColumn })
  #askedFrom = $derived.by(() => this.#square(this.input().selection?.from))
  #askedTo = $derived.by(() => this.#square(this.input().selection?.to))
  askedSquare: Place = $derived({ row: this.#askedFrom, column: this.#askedTo })
  /** What is open, as a place of the namespaces; −1: all of that direction. */
  frame: Place | null = $derived(this.isOpen ? { row: this.#indexOf(this.from), column: this.#indexOf(this.to) } : null)

  /** The flow that is asked about, if its cell is open, and the single pods behind it. */
  flow: FlowSelection | null = $derived(
    this.cells && this.#foundRow >= 0 && this.#foundColumn >= 0
      ? this.cells.flow(this.#foundRow, this.#foundColumn)
      : null,
  )
  pods = $derived.by(() => podPairs(this.input().cluster, this.flow))
  sum = $derived(this.level === 'namespaces' ? null : sumOf(this.squares, this.level))

  constructor(
    private readonly input: () => MatrixInput,
    private readonly measures: Measures,
    private readonly isCoarse: () => boolean,
  ) {}

  open(level: Level): void {
    this.#chosen = { level, flow: flowKey(this.input().selection) }
  }

  take(scope: Scope, reach: ReachView): void {
    this.#part = { key: levelKey(scope), reach }
  }

  /** The level that a square or a heading of the namespaces stands for. */
  levelAt({ row, column }: Place): Scope {
    return { from: this.squares.groups[row] ?? null, to: this.squares.groups[column] ?? null }
  }

  #square(id: string | undefined): number {
    return id === undefined ? -1 : this.#indexOf(groupOf(this.input().reach, id))
  }

  #indexOf(group: string | null): number {
    return group === null ? -1 : this.squares.groups.indexOf(group)
  }
}

const NOWHERE: Place = { row: -1, column: -1 }
