import { part } from '../part.ts'
import { say } from '../../sentence.ts'

/** Lists that become text, and pictures that become files. What is written into them is English in every language. */
export const EXPORTS = part('exports', {
  export: 'Export',
  copyAs: 'Copy as',
  downloadAs: 'Download as',
  formats: { txt: 'text', md: 'Markdown', csv: 'CSV', json: 'JSON', dot: 'Graphviz dot' },
  file: (format: string) => `${format} file`,
  copied: (format: string) => `Copied as ${format}`,
  refused: 'The browser did not allow copying',
  noPicture: say`The browser could not draw this picture into a file. Another form may work.`,
  noReport: say`The report could not be written. The next change is tried again.`,
})
