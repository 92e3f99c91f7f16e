import type { Diagnostic } from '../../ground/diagnostic.ts'
import { CILIUM_FINDING, type CiliumFindingFacts } from './catalogue/en/cilium-finding.ts'
import { FURTHER_DIAGNOSTIC } from './catalogue/en/further-diagnostic.ts'
import { ISTIO_FINDING, type IstioFindingFacts } from './catalogue/en/istio-finding.ts'
import { LINKERD_FINDING, type LinkerdFindingFacts } from './catalogue/en/linkerd-finding.ts'
import { PLUGIN_FINDING, type PluginFindingFacts } from './catalogue/en/plugin-finding.ts'
import { POD_FINDING, type PodFindingFacts } from './catalogue/en/pod-finding.ts'
import { textIn, type DiagnosticText } from './diagnostic.ts'

/** What is found beside policies of Kubernetes itself: about network plugins, meshes, and what a pod may do. */
export type FurtherFindingFacts =
  PluginFindingFacts | CiliumFindingFacts | IstioFindingFacts | LinkerdFindingFacts | PodFindingFacts

const PARTS = [FURTHER_DIAGNOSTIC, PLUGIN_FINDING, CILIUM_FINDING, POD_FINDING, ISTIO_FINDING, LINKERD_FINDING]

/**
 * The words for what is not known from the start: diagnostics that somebody seldom meets, and these findings. Null: it
 * is none of them.
 */
export function furtherText(diagnostic: Diagnostic): DiagnosticText | null {
  for (const part of PARTS) {
    const text = textIn(part, diagnostic)
    if (text) return text
  }
  return null
}
