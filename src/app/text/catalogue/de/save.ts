import type { SAVE } from '../en/save.ts'

export const save: typeof SAVE = {
  save: 'Sichern',
  picture: 'Dieses Bild als',
  all: 'Das Ganze als',
  report: 'Bericht in Markdown',
}
