import type { WorkDocument } from './work.ts'

/** Changes to the list of tabs, as values. Names stay unique. */
export function withText(documents: readonly WorkDocument[], name: string, text: string): readonly WorkDocument[] {
  return documents.map((document) => (document.name === name ? { name, text } : document))
}

/** The document at `index`, or at the end. */
export function withDocument(
  documents: readonly WorkDocument[],
  document: WorkDocument,
  index = documents.length,
): readonly WorkDocument[] {
  return [...documents.slice(0, index), document, ...documents.slice(index)]
}

/** All of them at the end; a name that is taken gets a number. */
export function withAll(documents: readonly WorkDocument[], added: readonly WorkDocument[]): readonly WorkDocument[] {
  return added.reduce((all, { name, text }) => withDocument(all, { name: freeName(all, name), text }), documents)
}

/** The same documents, one of them under another name. */
export function renamed(documents: readonly WorkDocument[], name: string, to: string): readonly WorkDocument[] {
  return documents.map((document) => (document.name === name ? { ...document, name: to } : document))
}

/** All but the one of that name. */
export function without(documents: readonly WorkDocument[], name: string): readonly WorkDocument[] {
  return documents.filter((document) => document.name !== name)
}

/** The name itself when it is free, else with the next number: `policy`, `policy-2`, `policy-3`. */
export function freeName(documents: readonly WorkDocument[], wanted: string): string {
  const taken = new Set(documents.map(({ name }) => name))
  if (!taken.has(wanted)) return wanted
  let number = 2
  while (taken.has(`${wanted}-${number}`)) number++
  return `${wanted}-${number}`
}

/** The tab to show once `name` is closed: its right neighbour, else its left one, else none. */
export function neighbour(documents: readonly WorkDocument[], name: string): string {
  const index = documents.findIndex((document) => document.name === name)
  return (documents[index + 1] ?? documents[index - 1])?.name ?? ''
}

/** Whether both hold the same names and texts in the same order. */
export function sameDocuments(a: readonly WorkDocument[], b: readonly WorkDocument[]): boolean {
  return (
    a === b ||
    (a.length === b.length && a.every(({ name, text }, index) => name === b[index]!.name && text === b[index]!.text))
  )
}
