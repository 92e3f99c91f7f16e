import { atHand } from '../ground/part.ts'
import { admissionOf } from '../sim/walls/admission.ts'
import { listConnections } from './connections.ts'
import { compareConnections } from './connections-diff.ts'
import { findExposure } from './exposure/exposure.ts'
import { PLUGIN_FINDERS } from './findings/plugins/registry.ts'
import { findFlips } from './flips/find-flips.ts'

/**
 * What a world needs only when somebody asks for it, when a network plugin is chosen, or a namespace labelled. In a
 * browser `extras-later.ts` stands in its place, with the same lines.
 */
export const EXTRAS = {
  compareConnections: atHand(compareConnections),
  connections: atHand(listConnections),
  exposure: atHand(findExposure),
  flips: atHand(findFlips),
  podAdmission: atHand(admissionOf),
  pluginFinders: atHand(PLUGIN_FINDERS),
}
