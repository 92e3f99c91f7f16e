import { part } from '../part.ts'
import { code, say } from '../../sentence.ts'

/** Verdicts of cells and rows, and what they are about. */
export const CELLS = part('cells', {
  words: {
    self: 'itself',
    allowed: 'allowed by a rule',
    open: 'open by default',
    'denied-leaving': 'denied leaving',
    'denied-entering': 'denied entering',
    part: 'depends',
  },
  signs: { opened: 'opened', closed: 'closed', changed: 'changed' },
  anyPort: 'any TCP port',
  flow: (from: string, to: string, port: string, verdict: string) =>
    say`${code(from)} to ${code(to)} ${port}: ${verdict}`,
  outside: (from: string, to: string) => say`${code(from)} to ${code(to)}: both outside the cluster`,
  noFlows: (from: string, to: string) => say`${from} to ${to}: no flows`,
  /** What becomes of flows between two namespaces: of how many each, or of all. */
  kinds: { allowed: 'allowed by a rule', open: 'open', part: 'in part', denied: 'denied' },
  all: (kind: string) => `all ${kind}`,
  pair: (from: string, to: string, [passing, all]: readonly [number, number], said: string) =>
    say`${from} to ${to}: ${passing} of ${all} flows pass, ${said}`,
  some: (changes: readonly string[]) => `; some ${changes.join(', some ')}`,
})
