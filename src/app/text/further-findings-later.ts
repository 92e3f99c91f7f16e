import { later } from '../../ground/part.ts'
import { furtherWords } from './catalogue/spoken.ts'
import type { FURTHER_FINDINGS as AtHand } from './further-findings-now.ts'

/**
 * The sentences for findings about network plugins, meshes and what a pod itself may do, and for what is seldom wrong:
 * fetched with the first of them.
 */
export const FURTHER_FINDINGS: typeof AtHand = later(async () => {
  const { furtherText } = await import('./further-findings.ts')
  await furtherWords()
  return furtherText
})
