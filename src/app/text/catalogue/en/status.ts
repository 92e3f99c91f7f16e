import { part } from '../part.ts'
import { count } from '../../sentence.ts'

/** The strip at the bottom. */
export const STATUS = part('status', {
  goals: (held: number, all: number) => `${held} of ${count(all, 'goal')} hold`,
  assertions: (counts: string) => `Assertions: ${counts}`,
  problems: (amount: number) => (amount === 0 ? 'No problems' : count(amount, 'problem')),
  policies: (amount: number, refused: number, unenforced: number) =>
    `${count(amount, 'policy', 'policies')}${refused > 0 ? `, ${refused} refused` : ''}${unenforced > 0 ? `, ${unenforced} not enforced` : ''}`,
  workloads: (amount: number) => count(amount, 'workload'),
  cursor: (line: number, column: number) => `Ln ${line}, Col ${column}`,
  leave: 'Esc then Tab leaves the editor',
  took: (milliseconds: number) => `Verdicts in ${milliseconds} ms`,
  keepsNothing: 'Nothing is kept here',
  saved: {
    saved: 'Saved in this browser',
    moved: 'Saved in this browser',
    over: 'Saved in this browser',
    crowded: 'Saved in this browser',
    full: 'Not saved: storage is full',
    unavailable: 'Not saved: storage is off',
  },
  history: 'History',
  historyTitle: 'Earlier states of this work',
  holds: (amount: number) => `${amount} ${amount === 1 ? 'holds' : 'hold'}`,
  fails: (amount: number) => `${amount} ${amount === 1 ? 'fails' : 'fail'}`,
  cannotBeTold: (amount: number) => `${amount} cannot be told`,
  assertedOne: (assertion: string) => `Asserted: ${assertion}`,
  assertedMany: (amount: number) => `${amount} assertions added`,
})
