import type { FindingFacts } from '../../ground/finding.ts'
import type { FindingTexts } from './finding.ts'
import type { FurtherFindingFacts } from './further-finding-facts.ts'

/** The findings about policies of Kubernetes: they are known from the start. */
export type KubernetesFindings = FindingTexts<Exclude<FindingFacts, FurtherFindingFacts>>
