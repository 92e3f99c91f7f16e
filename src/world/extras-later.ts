import { later } from '../ground/part.ts'
import type { EXTRAS as AtHand } from './extras-now.ts'

/**
 * What a world needs only when somebody asks for it, when a network plugin is chosen, or a namespace labelled; each
 * fetched then.
 */
export const EXTRAS: typeof AtHand = {
  compareConnections: later(async () => (await import('./connections-diff.ts')).compareConnections),
  connections: later(async () => (await import('./connections.ts')).listConnections),
  exposure: later(async () => (await import('./exposure/exposure.ts')).findExposure),
  flips: later(async () => (await import('./flips/find-flips.ts')).findFlips),
  podAdmission: later(async () => (await import('../sim/walls/admission.ts')).admissionOf),
  pluginFinders: later(async () => (await import('./findings/plugins/registry.ts')).PLUGIN_FINDERS),
}
