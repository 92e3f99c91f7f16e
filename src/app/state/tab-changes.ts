import { freeName, neighbour, renamed, withAll, withDocument, without } from './documents.ts'
import { isDocumentName, type Work, type WorkDocument } from './work.ts'

type Tabs = Pick<Work, 'documents' | 'active'>
type TabChange = Partial<Work>

/** A tab that was closed, and where it stood. */
export interface ClosedTab {
  readonly document: WorkDocument
  readonly index: number
}

/** More tabs at the end, the first of them in front; their names may get numbers. Null: there are none. */
export function withTabs({ documents }: Tabs, added: readonly WorkDocument[]): TabChange | null {
  const all = withAll(documents, added)
  const first = all[documents.length]
  return first ? { documents: all, active: first.name, cursor: { line: 1, column: 1 } } : null
}

/** Another name for a tab. Null: it cannot be called that. */
export function withTabRenamed({ documents, active }: Tabs, name: string, to: string): TabChange | null {
  if (!isDocumentName(to) || documents.some((document) => document.name === to)) return null
  return { documents: renamed(documents, name, to), active: active === name ? to : active }
}

/** Without a tab; its neighbour comes to the front where it was there. Null: there is no such tab. */
export function withTabClosed(
  { documents, active }: Tabs,
  name: string,
): { readonly change: TabChange; readonly closed: ClosedTab } | null {
  const index = documents.findIndex((document) => document.name === name)
  const document = documents[index]
  if (!document) return null
  return {
    change: { documents: without(documents, name), active: active === name ? neighbour(documents, name) : active },
    closed: { document, index },
  }
}

/** A closed tab where it stood, in front; when its name was given to another one it gets a number. */
export function withTabReopened({ documents }: Tabs, { document, index }: ClosedTab): TabChange {
  const name = freeName(documents, document.name)
  return { documents: withDocument(documents, { ...document, name }, index), active: name }
}
