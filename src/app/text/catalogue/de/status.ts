import type { STATUS } from '../en/status.ts'
import { anzahl } from './count.ts'

export const status: typeof STATUS = {
  goals: (held, all) => `${held} von ${anzahl(all, { one: 'Ziel', other: 'Zielen' })} erfüllt`,
  assertions: (counts) => `Zusicherungen: ${counts}`,
  problems: (amount) => (amount === 0 ? 'Keine Probleme' : anzahl(amount, { one: 'Problem', other: 'Probleme' })),
  policies: (amount, refused, unenforced) =>
    `${anzahl(amount, { one: 'Policy', other: 'Policies' })}${refused > 0 ? `, ${refused} abgelehnt` : ''}${unenforced > 0 ? `, ${unenforced} nicht durchgesetzt` : ''}`,
  workloads: (amount) => anzahl(amount, { one: 'Workload', other: 'Workloads' }),
  cursor: (line, column) => `Z\u00a0${line}, Sp\u00a0${column}`,
  leave: 'Esc, dann Tab verlässt den Editor',
  took: (milliseconds) => `Urteile in ${milliseconds}\u00a0ms`,
  keepsNothing: 'Hier wird nichts aufgehoben',
  saved: {
    saved: 'Im Browser gesichert',
    moved: 'Im Browser gesichert',
    over: 'Im Browser gesichert',
    crowded: 'Im Browser gesichert',
    full: 'Nicht gesichert: Speicher voll',
    unavailable: 'Nicht gesichert: Speicher aus',
  },
  history: 'Verlauf',
  historyTitle: 'Frühere Stände dieser Arbeit',
  holds: (amount) => `${amount} ${amount === 1 ? 'stimmt' : 'stimmen'}`,
  fails: (amount) => `${amount} ${amount === 1 ? 'stimmt' : 'stimmen'} nicht`,
  cannotBeTold: (amount) => `${amount} offen`,
  assertedOne: (assertion) => `Zugesichert: ${assertion}`,
  assertedMany: (amount) => `${anzahl(amount, { one: 'Zusicherung', other: 'Zusicherungen' })} dazugekommen`,
}
