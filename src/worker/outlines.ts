import type { World } from '../world/index.ts'
import type { DocumentInput } from './protocol.ts'
import type { DocumentOutline } from './snapshot.ts'

/** A longer outline helps nobody, and finding the lines of ten thousand objects takes time. */
const OUTLINE_LIMIT = 100

/** The outline of each document, in their order. Outlines that say what they did `before` are the same objects. */
export function outlineOf(
  documents: readonly DocumentInput[],
  world: World,
  before: readonly DocumentOutline[],
): readonly DocumentOutline[] {
  return documents.map(({ name }, index) => {
    const objects = world.objectsIn(name, OUTLINE_LIMIT)
    const known = before[index]
    return known?.document === name && known.objects === objects ? known : { document: name, objects }
  })
}
