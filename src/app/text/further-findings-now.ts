import { atHand } from '../../ground/part.ts'
import { furtherText } from './further-findings.ts'

/**
 * The sentences for findings about network plugins, meshes and what a pod itself may do. In a browser
 * `further-findings-later.ts` stands in its place.
 */
export const FURTHER_FINDINGS = atHand(furtherText)
