import type { Diagnostic } from '../../ground/diagnostic.ts'
import { CILIUM_FINDING } from './catalogue/en/cilium-finding.ts'
import { FURTHER_DIAGNOSTIC } from './catalogue/en/further-diagnostic.ts'
import { ISTIO_FINDING } from './catalogue/en/istio-finding.ts'
import { LINKERD_FINDING } from './catalogue/en/linkerd-finding.ts'
import { PLUGIN_FINDING } from './catalogue/en/plugin-finding.ts'
import { POD_FINDING } from './catalogue/en/pod-finding.ts'
import { textIn, type DiagnosticText } from './diagnostic-text.ts'

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
