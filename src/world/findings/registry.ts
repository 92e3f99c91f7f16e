import { andOrFindings } from './and-or.ts'
import { blockFindings } from './blocks.ts'
import { dnsClosedFindings } from './dns-closed.ts'
import { dnsProtocolFindings } from './dns-protocols.ts'
import { exceptFindings } from './except-undone.ts'
import type { Finding } from './finding.ts'
import { frontDoorFindings } from './front-door.ts'
import { idlePolicyFindings } from './idle-policy.ts'
import type { NamespaceView } from './namespace-view.ts'
import { oneEndFindings } from './one-end.ts'
import { ownNamespaceFindings } from './own-namespace.ts'
import { peerFindings } from './peers.ts'
import { policyTypeFindings } from './policy-types.ts'
import type { PolicyView } from './policy-view.ts'
import { portFindings } from './ports.ts'
import { sameRuleFindings } from './same-rules.ts'
import { subjectFindings } from './subject.ts'
import { wideRuleFindings } from './wide-rules.ts'

/** What one policy tells by itself, in its cluster. Pure; found anew only when the policy or the cluster changed. */
export type PolicyFinder = (view: PolicyView) => readonly Finding[]

/** What the policies of a namespace tell together. Pure; found anew only when one of the policies it looked at changed, or the cluster. */
export type NamespaceFinder = (view: NamespaceView) => readonly Finding[]

export const POLICY_FINDERS: readonly PolicyFinder[] = [
  subjectFindings,
  policyTypeFindings,
  peerFindings,
  andOrFindings,
  ownNamespaceFindings,
  wideRuleFindings,
  portFindings,
  dnsProtocolFindings,
  blockFindings,
  sameRuleFindings,
]

export const NAMESPACE_FINDERS: readonly NamespaceFinder[] = [
  dnsClosedFindings,
  oneEndFindings,
  frontDoorFindings,
  exceptFindings,
  idlePolicyFindings,
]
