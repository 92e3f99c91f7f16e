import { openWorld, type DocumentText } from '../world/index.ts'

/**
 * The same objects written otherwise: as JSON, keys in reverse, without comments. A tab some of whose objects the
 * cluster does not take stays as it is, and so does one without any.
 */
export function rewritten(documents: readonly DocumentText[], names: readonly string[]): readonly DocumentText[] {
  return documents.map((document) => {
    if (!names.includes(document.name)) return document
    const world = openWorld({ documents: [document] })
    if (world.applied.length === 0 || world.diagnostics.some(({ severity }) => severity === 'error')) return document
    return {
      name: document.name,
      text: world.applied.map(({ value }) => `${JSON.stringify(reversed(value), null, 3)}\n`).join('---\n'),
    }
  })
}

/** Lists keep their order, which means something. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  )
}
