import type { EXAMPLES } from '../en/examples.ts'

export const examples: typeof EXAMPLES = {
  title: 'Beispiele',
  folded: 'Beispiele, eingeklappt',
  fold: 'Einklappen',
  foldThem: 'Beispiele einklappen',
  closeThem: 'Beispiele schließen',
  find: 'Beispiel suchen',
  none: 'Kein Beispiel enthält diese Wörter.',
  all: 'Alle zeigen',
  nothing: 'Leer anfangen',
  files: 'Dateien öffnen …',
  history: 'Verlauf …',
}
