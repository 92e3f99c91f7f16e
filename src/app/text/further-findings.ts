import type { Diagnostic } from '../../ground/diagnostic.ts'
import { FURTHER_DIAGNOSTIC } from './catalogue/en/further-diagnostic.ts'
import { ciliumFindingText, type CiliumFindingFacts } from './cilium-finding.ts'
import { textIn, type DiagnosticText } from './diagnostic.ts'
import type { FindingText } from './finding.ts'
import { meshFindingText, type MeshFindingFacts } from './mesh/finding-texts.ts'
import { pluginFindingText, type PluginFindingFacts } from './plugin-finding.ts'
import { podFindingText, type PodFindingFacts } from './pod-finding.ts'

/** What is found beside policies of Kubernetes itself: about network plugins, meshes, and what a pod may do. */
export type FurtherFindingFacts = PluginFindingFacts | CiliumFindingFacts | MeshFindingFacts | PodFindingFacts

/** The words for what is not known from the start: diagnostics that somebody seldom meets, and these findings. */
export function furtherText(diagnostic: Diagnostic): DiagnosticText {
  return textIn(FURTHER_DIAGNOSTIC, diagnostic) ?? furtherFindingText(diagnostic as FurtherFindingFacts)
}

function furtherFindingText(facts: FurtherFindingFacts): FindingText {
  if (isOfMesh(facts)) return meshFindingText(facts)
  switch (facts.code) {
    case 'label-source-dotted': case 'label-not-in-identity': case 'names-not-learnt': case 'dns-namespace-missing': case 'denial-closes-rest': case 'ports-apart': case 'nodes-not-guarded': case 'requests-void': case 'entry-names-nobody': case 'own-endpoints-only': case 'name-inside-cluster': case 'name-not-looked-up': case 'name-leaves-domain-out': case 'path-fits-whole': case 'clients-seen-as-node': case 'rules-cannot-merge':
      return ciliumFindingText(facts)
    case 'pod-security-refused': case 'pod-security-warned': case 'host-network': case 'host-port': case 'privileged-container': case 'network-capability-added': case 'capability-prefix':
      return podFindingText(facts)
    default: return pluginFindingText(facts)
  }
}

function isOfMesh(facts: FurtherFindingFacts): facts is MeshFindingFacts {
  return /^(istio|linkerd)-/.test(facts.code)
}
