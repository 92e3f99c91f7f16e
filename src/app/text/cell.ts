import { CELL, type CellCode, type PortView } from '../../worker/snapshot.ts'
import { CELLS } from './catalogue/en/cells.ts'
import type { Sentence } from './sentence.ts'

const NAMES = Object.fromEntries(Object.entries(CELL).map(([name, code]) => [code, name])) as Readonly<
  Record<CellCode, keyof typeof CELL>
>

/** The verdict of a cell in words, as the table, the legend and the screen reader have it. */
export function cellWord(verdict: CellCode): string {
  return CELLS.words[NAMES[verdict]]
}

/** `9090 TCP`; a column without a port stands for any of them. */
export function portWords(port: PortView | null): string {
  return port ? `${port.port} ${port.protocol}` : CELLS.anyPort
}

/** `monitoring/grafana` to `shop/api` 9090 TCP: denied entering, closed. Both ends by their full names. */
export function cellSentence(
  from: string,
  to: string,
  port: PortView | null,
  verdict: CellCode,
  change: 'opened' | 'closed' | null,
): Sentence {
  return CELLS.flow(
    from,
    to,
    portWords(port),
    change ? `${cellWord(verdict)}, ${CELLS.signs[change]}` : cellWord(verdict),
  )
}

/** Two places outside: what passes between them is not the cluster's business. */
export function outsideSentence(from: string, to: string): Sentence {
  return CELLS.outside(from, to)
}

/** Flows of a pair of namespaces. `all` 0: there is nobody to ask, or nobody to answer. */
export interface PairCounts {
  readonly allowed: number
  readonly open: number
  readonly part: number
  readonly all: number
}

/** dev to shop: 1 of 14 flows pass, 1 allowed by a rule, 13 denied. */
export function pairSentence(
  from: string,
  to: string,
  { allowed, open, part, all }: PairCounts,
  changes: readonly ('opened' | 'closed')[],
): Sentence {
  if (all === 0) return CELLS.noFlows(from, to)
  const passing = allowed + open + part
  const kinds = (
    [
      [allowed, 'allowed'],
      [open, 'open'],
      [part, 'part'],
      [all - passing, 'denied'],
    ] as const
  ).filter(([amount]) => amount > 0)
  const said =
    kinds.length === 1
      ? CELLS.all(CELLS.kinds[kinds[0]![1]])
      : kinds.map(([amount, kind]) => `${amount} ${CELLS.kinds[kind]}`).join(', ')
  return CELLS.pair(
    from,
    to,
    [passing, all],
    changes.length === 0 ? said : said + CELLS.some(changes.map((change) => CELLS.signs[change])),
  )
}
