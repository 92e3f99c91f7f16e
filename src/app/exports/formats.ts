import { printCsv } from './csv.ts'
import { printDot } from './dot.ts'
import { printJson } from './json.ts'
import type { ListedConnections } from './listed.ts'
import { printMarkdown } from './markdown.ts'
import { printText } from './text.ts'

/**
 * What a list of connections can be printed as, under the name that `EXPORTS.formats` has for its ending. `type`: the
 * media type of a file; `ending`: of its name.
 */
export interface ExportFormat {
  readonly ending: 'txt' | 'md' | 'csv' | 'json' | 'dot'
  readonly type: string
  print(list: ListedConnections): string
}

/** In the order in which they are offered. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  { ending: 'txt', type: 'text/plain', print: printText },
  { ending: 'md', type: 'text/markdown', print: printMarkdown },
  { ending: 'csv', type: 'text/csv', print: printCsv },
  { ending: 'json', type: 'application/json', print: printJson },
  { ending: 'dot', type: 'text/vnd.graphviz', print: printDot },
]
