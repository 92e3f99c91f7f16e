import { later } from '../../../ground/part.ts'
import type { MESH_FINDING_TEXTS as AtHand } from './finding-texts-now.ts'

/** The sentences for what meshes find, fetched with the first finding of one. */
export const MESH_FINDING_TEXTS: typeof AtHand = later(async () => (await import('./finding-texts.ts')).meshFindingText)
