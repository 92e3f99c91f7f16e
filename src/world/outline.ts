import { spanOf, type Manifest } from '../manifests/read.ts'
import { namespaceOf } from '../model/build.ts'

/** An object of a document, as a table of contents has it. */
export interface OutlinedObject {
  readonly kind: string
  /** Null: it is in none, as cluster-wide kinds are. */
  readonly namespace: string | null
  readonly name: string
  /** The line of its `kind`, counted from 1. */
  readonly line: number
}

interface Outline {
  readonly limit: number
  readonly objects: readonly OutlinedObject[]
}

const outlines = new WeakMap<readonly Manifest[], Outline>()

/** The first `limit` objects of a document, in order; the same list for a document that nobody has edited. */
export function firstObjects(manifests: readonly Manifest[], limit: number): readonly OutlinedObject[] {
  const known = outlines.get(manifests)
  if (known?.limit === limit) return known.objects
  const objects = manifests.slice(0, limit).map((manifest) => ({
    kind: manifest.object.kind,
    namespace: namespaceOf(manifest.object),
    name: manifest.object.name,
    line: spanOf(manifest, ['kind']).start.line,
  }))
  outlines.set(manifests, { limit, objects })
  return objects
}
