import { CELL, type CellCode, type PortView } from '../../worker/snapshot.ts'
import { code, say, type Sentence } from './sentence.ts'

/** The verdict of a cell in words, as the table, the legend and the screen reader have it. */
export const CELL_WORDS: Readonly<Record<CellCode, string>> = {
  [CELL.self]: 'itself',
  [CELL.allowed]: 'allowed by a rule',
  [CELL.open]: 'open by default',
  [CELL['denied-leaving']]: 'denied leaving',
  [CELL['denied-entering']]: 'denied entering',
  [CELL.part]: 'depends',
}

/** `9090 TCP`; a column without a port stands for any of them. */
export function portWords(port: PortView | null): string {
  return port ? `${port.port} ${port.protocol}` : 'any TCP port'
}

/** `monitoring/grafana` to `shop/api` 9090 TCP: denied entering, closed. Both ends by their full names. */
export function cellSentence(from: string, to: string, port: PortView | null, verdict: CellCode, change: 'opened' | 'closed' | null): Sentence {
  return say`${code(from)} to ${code(to)} ${portWords(port)}: ${CELL_WORDS[verdict]}${change ? `, ${change}` : ''}`
}

/** Two places outside: what passes between them is not the cluster's business. */
export function outsideSentence(from: string, to: string): Sentence {
  return say`${code(from)} to ${code(to)}: both outside the cluster`
}

/** Flows of a pair of namespaces. `all` 0: there is nobody to ask, or nobody to answer. */
export interface PairCounts {
  readonly allowed: number
  readonly open: number
  readonly part: number
  readonly all: number
}

/** dev to shop: 1 of 14 flows pass, 1 allowed by a rule, 13 denied. */
export function pairSentence(from: string, to: string, { allowed, open, part, all }: PairCounts, changes: readonly ('opened' | 'closed')[]): Sentence {
  if (all === 0) return say`${from} to ${to}: no flows`
  const passing = allowed + open + part
  const kinds = [[allowed, 'allowed by a rule'], [open, 'open'], [part, 'in part'], [all - passing, 'denied']] as const
  const parts = kinds.flatMap(([amount, word]) => (amount > 0 && amount < all ? [`${amount} ${word}`] : []))
  const whole = kinds.find(([amount]) => amount === all)
  return say`${from} to ${to}: ${passing} of ${all} flows pass${whole ? `, all ${whole[1]}` : `, ${parts.join(', ')}`}${changes.length > 0 ? `; some ${changes.join(', some ')}` : ''}`
}
