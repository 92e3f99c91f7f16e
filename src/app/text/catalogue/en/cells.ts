import { part } from '../part.ts'
import { code, say } from '../../sentence.ts'

/** Flows of two namespaces by what becomes of them, those that there are. */
export type CountedFlows = readonly (readonly [amount: number, kind: 'allowed' | 'open' | 'part' | 'denied'])[]

const KINDS = { allowed: 'allowed by a rule', open: 'open', part: 'in part', denied: 'denied' }

/** Verdicts of cells and rows, and what they are about. */
export const CELLS = part('cells', {
  words: { self: 'itself', allowed: 'allowed by a rule', open: 'open by default', 'denied-leaving': 'denied leaving', 'denied-entering': 'denied entering', part: 'depends' },
  signs: { opened: 'opened', closed: 'closed', changed: 'changed' },
  anyPort: 'any TCP port',
  flow: (from: string, to: string, port: string, verdict: string, change: string | null) => say`${code(from)} to ${code(to)} ${port}: ${verdict}${change === null ? '' : `, ${change}`}`,
  outside: (from: string, to: string) => say`${code(from)} to ${code(to)}: both outside the cluster`,
  noFlows: (from: string, to: string) => say`${from} to ${to}: no flows`,
  pair: (from: string, to: string, passing: number, all: number, kinds: CountedFlows, changes: readonly ('opened' | 'closed')[]) =>
    say`${from} to ${to}: ${passing} of ${all} flows pass${kinds.length === 1 ? `, all ${KINDS[kinds[0]![1]]}` : `, ${kinds.map(([amount, kind]) => `${amount} ${KINDS[kind]}`).join(', ')}`}${changes.length > 0 ? `; some ${changes.join(', some ')}` : ''}`,
})
