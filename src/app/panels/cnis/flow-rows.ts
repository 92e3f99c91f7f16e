import type { CniSetting } from '../../../sim/cni/choice.ts'
import { printQuestion } from '../../../world/print-question.ts'
import type { CniComparison, ComparedFlow } from '../../../world/index.ts'
import { CNIS } from '../../text/catalogue/en/cnis.ts'
import { cellReason, cellVerdict, columnTitle, flowName } from '../../text/cnis.ts'
import { plain, type Sentence } from '../../text/sentence.ts'

type CellVerdict = ReturnType<typeof cellVerdict>

/**
 * One flow as a row. `key` is the same for the same flow in every comparison; of the asked one it is `asked`. `kind`
 * null: its ends say it.
 */
export interface FlowRow {
  readonly key: string
  readonly flow: ComparedFlow
  readonly name: ReturnType<typeof flowName>
  readonly kind: ComparedFlow['kind'] | null
  readonly isAsked: boolean
  /** What stands above the row: it is the first of its kind, and there are others. */
  readonly heading: string | null
  readonly cells: readonly { readonly verdict: CellVerdict; readonly reason: Sentence; readonly isBelieved: boolean }[]
}

/** The flows of a comparison as rows of the table, in the same order. */
export function flowRows({ flows, columns }: CniComparison): readonly FlowRow[] {
  const others = flows.filter(({ kind }) => kind !== 'asked')
  const hasBoth = new Set(others.map(({ differs }) => differs)).size > 1
  return flows.map((flow): FlowRow => ({
    heading:
      hasBoth && flow.differs !== 'nothing' && others.find(({ differs }) => differs === flow.differs) === flow
        ? CNIS.differences[flow.differs]
        : null,
    key: flow.kind === 'asked' ? 'asked' : `${flow.kind} ${flow.from} ${printQuestion(flow.question)}`,
    flow,
    name: flowName(flow),
    kind: CNIS.kinds[flow.kind] === '' ? null : flow.kind,
    isAsked: flow.kind === 'asked',
    cells: flow.cells.map((cell, index) => ({
      verdict: cellVerdict(cell),
      reason: cellReason(cell, columns[index]!),
      isBelieved: cell.isBelieved,
    })),
  }))
}

/** Why they differ, said once where several plugins say the same. `titles` are their names. */
export interface WhyLine {
  readonly glyph: CellVerdict['glyph']
  readonly word: string
  readonly titles: string
  readonly reason: Sentence
  readonly isBelieved: boolean
}

/** The reasons of a row, each once, with the columns that share it. */
export function whyLines(cells: FlowRow['cells'], columns: readonly CniSetting[]): readonly WhyLine[] {
  const names = shortTitles(columns)
  const lines = new Map<
    string,
    {
      readonly verdict: CellVerdict
      readonly titles: string[]
      readonly reason: Sentence
      readonly isBelieved: boolean
    }
  >()
  cells.forEach(({ verdict, reason, isBelieved }, index) => {
    const key = `${verdict.word} ${verdict.glyph} ${isBelieved} ${plain(reason)}`
    const known = lines.get(key)
    if (known) known.titles.push(names[index]!)
    else lines.set(key, { verdict, titles: [names[index]!], reason, isBelieved })
  })
  return [...lines.values()].map(({ verdict, titles, reason, isBelieved }) => ({
    glyph: verdict.glyph,
    word: verdict.word,
    titles: titles.length === columns.length ? CNIS.allColumns : titles.join(' · '),
    reason,
    isBelieved,
  }))
}

/** What a cell says beside its verdict, for whoever does not see the table. */
export function cellSpoken(column: CniSetting, { reason, isBelieved }: FlowRow['cells'][number]): string {
  return `${CNIS.under(titleOf(column))}${isBelieved ? CNIS.believedFirst : ''}${plain(reason)}`
}

/** Names that tell these columns apart, as short as they can be. */
export function shortTitles(columns: readonly CniSetting[]): readonly string[] {
  return columns.map((column) =>
    columns.filter(({ name }) => name === column.name).length > 1 ? titleOf(column) : columnTitle(column).plugin,
  )
}

/** The name of a column in one line: `Cilium, native routing`. */
export function titleOf(setting: CniSetting): string {
  const { plugin, detail } = columnTitle(setting)
  return detail === '' ? plugin : `${plugin}, ${detail}`
}
