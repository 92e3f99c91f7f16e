import { atHand } from '../../../ground/part.ts'
import { meshFindingText } from './finding-texts.ts'

/** The sentences for what meshes find. In a browser `finding-texts-later.ts` stands in its place. */
export const MESH_FINDING_TEXTS = atHand(meshFindingText)
