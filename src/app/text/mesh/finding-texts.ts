import type { FindingFacts } from '../../../ground/finding.ts'
import type { FindingText } from '../finding.ts'
import { istioFindingText } from './istio-finding.ts'
import { linkerdFindingText } from './linkerd-finding.ts'

/** What meshes find. */
export type MeshFindingFacts = Extract<FindingFacts, { readonly code: `istio-${string}` | `linkerd-${string}` }>

/** The sentence for what a mesh found. */
export function meshFindingText(facts: MeshFindingFacts): FindingText {
  return isIstio(facts) ? istioFindingText(facts) : linkerdFindingText(facts)
}

function isIstio(facts: MeshFindingFacts): facts is Extract<MeshFindingFacts, { readonly code: `istio-${string}` }> {
  return facts.code.startsWith('istio-')
}
