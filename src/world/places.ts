import type { FieldPath, SourceSpan } from '../ground/span.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import { spanOf, type Manifest, type Reading } from '../manifests/read.ts'
import type { PathPart } from '../manifests/source-tree.ts'

const ofDocument = new WeakMap<readonly Manifest[], ReadonlyMap<KubernetesObject, Manifest>>()
const names = new WeakMap<Manifest, SourceSpan>()

/** Where objects stand in the documents. Which objects a document has is found once, as long as nobody edits it. */
export class Places {
  /** The last first: of an object that stands in several the last counts. */
  readonly #documents: readonly ReadonlyMap<KubernetesObject, Manifest>[]

  constructor(documents: Reading['documents']) {
    this.#documents = documents
      .map(({ manifests }) => {
        let objects = ofDocument.get(manifests)
        if (!objects)
          ofDocument.set(manifests, (objects = new Map(manifests.map((manifest) => [manifest.object, manifest]))))
        return objects
      })
      .reverse()
  }

  get(object: KubernetesObject): Manifest | undefined {
    for (const objects of this.#documents) {
      const manifest = objects.get(object)
      if (manifest) return manifest
    }
    return undefined
  }

  /** The place of a field; null when the object stands in no document. */
  span(object: KubernetesObject, path: FieldPath, part?: PathPart): SourceSpan | null {
    const manifest = this.get(object)
    if (!manifest) return null
    // Every policy that is told of is told with the place of its name.
    if (part !== undefined || path.length !== 2 || path[0] !== 'metadata' || path[1] !== 'name')
      return spanOf(manifest, path, part)
    let span = names.get(manifest)
    if (!span) names.set(manifest, (span = spanOf(manifest, path)))
    return span
  }
}
