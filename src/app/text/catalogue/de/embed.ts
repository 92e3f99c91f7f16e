import type { EMBED } from '../en/embed.ts'

export const embed: typeof EMBED = {
  question: 'Frage: ',
  guess: 'Deine Vermutung',
  what: 'Was geschieht?',
  guesses: { allowed: 'Erlaubt', denied: 'Abgelehnt', conditional: 'Es kommt darauf an' },
  wait: 'Das Bild zeigt sich nach deiner Vermutung.',
  right: 'Wie du gesagt hast.',
  wrong: 'Anders, als du gesagt hast.',
  open: 'Im Playground öffnen',
  text: 'Text',
  documents: 'Dokumente',
}
