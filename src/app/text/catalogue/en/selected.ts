import { count } from '../../sentence.ts'
import { part } from '../part.ts'

/** Whom a selector of the text matches, where the pointer rests. */
export const SELECTED = part('selected', {
  nobody: { subject: 'Selects nobody here at present.', peer: 'Matches nobody here at present.' },
  who: {
    subject: (who: string) => `Selects ${who}.`,
    peer: (who: string) => `Matches ${who}.`,
  },
  of: {
    pods: (amount: number) => count(amount, 'pod'),
    nodes: (amount: number) => count(amount, 'node'),
    sets: (amount: number) => count(amount, 'network set'),
  },
  more: (names: string, amount: number) => `${names} and ${amount} more`,
})
