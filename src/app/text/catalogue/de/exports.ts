import { say } from '../../sentence.ts'
import type { EXPORTS } from '../en/exports.ts'

export const exports: typeof EXPORTS = {
  export: 'Exportieren',
  copyAs: 'Kopieren als',
  downloadAs: 'Herunterladen als',
  formats: { txt: 'Text', md: 'Markdown', csv: 'CSV', json: 'JSON', dot: 'Graphviz dot' },
  file: (format) => `${format}-Datei`,
  copied: (format) => `Als ${format} kopiert`,
  refused: 'Der Browser hat das Kopieren nicht erlaubt',
  noPicture: say`Der Browser konnte dieses Bild nicht in eine Datei zeichnen. In einer anderen Form geht es vielleicht.`,
  noReport: say`Der Bericht ließ sich nicht schreiben. Die nächste Änderung wird wieder versucht.`,
}
