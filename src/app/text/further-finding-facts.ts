import type { CiliumFindingFacts } from './catalogue/en/cilium-finding.ts'
import type { IstioFindingFacts } from './catalogue/en/istio-finding.ts'
import type { LinkerdFindingFacts } from './catalogue/en/linkerd-finding.ts'
import type { PluginFindingFacts } from './catalogue/en/plugin-finding.ts'
import type { PodFindingFacts } from './catalogue/en/pod-finding.ts'

/** What is found beside policies of Kubernetes itself: about network plugins, meshes, and what a pod may do. */
export type FurtherFindingFacts =
  PluginFindingFacts | CiliumFindingFacts | IstioFindingFacts | LinkerdFindingFacts | PodFindingFacts
