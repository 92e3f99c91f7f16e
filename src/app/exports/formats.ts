import { printCsv } from './csv.ts'
import { printDot } from './dot.ts'
import { printJson } from './json.ts'
import type { ListedConnections } from './listed.ts'
import { printMarkdown } from './markdown.ts'
import { printText } from './text.ts'

/** What a list of connections can be printed as. `type`: the media type of a file; `ending`: of its name. */
export interface ExportFormat {
  readonly title: string
  readonly ending: string
  readonly type: string
  print(list: ListedConnections): string
}

/** In the order in which they are offered. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  { title: 'text', ending: 'txt', type: 'text/plain', print: printText },
  { title: 'Markdown', ending: 'md', type: 'text/markdown', print: printMarkdown },
  { title: 'CSV', ending: 'csv', type: 'text/csv', print: printCsv },
  { title: 'JSON', ending: 'json', type: 'application/json', print: printJson },
  { title: 'Graphviz dot', ending: 'dot', type: 'text/vnd.graphviz', print: printDot },
]
