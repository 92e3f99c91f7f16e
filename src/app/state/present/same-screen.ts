import { sameDocuments } from '../documents.ts'
import type { Work } from '../work.ts'

/**
 * Whether two works look alike on a screen. Where the cursor is goes along with other changes and is none by itself:
 * editors move it when they are given a text.
 */
export function isSameScreen(a: Work, b: Work): boolean {
  return sameDocuments(a.documents, b.documents) && screenOf(a) === screenOf(b)
}

function screenOf({ active, question, view, policyApi, cni, assertions, baseline }: Work): string {
  return JSON.stringify([active, question, view, policyApi, cni, assertions, baseline])
}
