import { openWorld, type DocumentText } from '../world/index.ts'

/** Objects that are named `Deployment shop/web`, or `Namespace dev`. */
export type ObjectName = string

/**
 * A stream without some of its objects; comments above an object go with it. `missing` are names of objects that are
 * not in it.
 */
export function withoutObjects(
  text: string,
  names: readonly ObjectName[],
): { readonly text: string; readonly missing: readonly ObjectName[] } {
  if (names.length === 0) return { text, missing: [] }
  const found = new Set<ObjectName>()
  const parts = text.split(/^---[ \t]*$/m)
  const kept = parts.filter((part) => {
    const objects = openWorld({ documents: [{ name: 'part', text: part }] }).applied.map(
      ({ kind, namespace, name }) => `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`,
    )
    const dropped = objects.filter((name) => names.includes(name))
    for (const name of dropped) found.add(name)
    return dropped.length === 0
  })
  return { text: kept.join('---').replace(/^\n/, ''), missing: names.filter((name) => !found.has(name)) }
}

/**
 * The documents with those of the same name replaced, in place, and the others put before the last one, which is the
 * world's.
 */
export function withDocuments(
  documents: readonly DocumentText[],
  changed: readonly DocumentText[],
  world: string | null,
): readonly DocumentText[] {
  const replaced = documents.map((document) => changed.find(({ name }) => name === document.name) ?? document)
  const added = changed.filter(({ name }) => !documents.some((document) => document.name === name))
  const end = world === null ? replaced.length : replaced.findIndex(({ name }) => name === world)
  return [...replaced.slice(0, end), ...added, ...replaced.slice(end)]
}
