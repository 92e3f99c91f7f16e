import { later } from '../../ground/part.ts'
import type { FURTHER_FINDINGS as AtHand } from './further-findings-now.ts'

/** The sentences for findings about network plugins, meshes and what a pod itself may do, fetched with the first finding of one. */
export const FURTHER_FINDINGS: typeof AtHand = later(async () => (await import('./further-findings.ts')).furtherFindingText)
