import type { Tier } from '../../engine/profile.ts'
import { andOrFindings } from './and-or.ts'
import { blockFindings } from './blocks.ts'
import { dnsClosedFindings } from './dns-closed.ts'
import { dnsProtocolFindings } from './dns-protocols.ts'
import { exceptFindings } from './except-undone.ts'
import type { Finding } from './finding.ts'
import { frontDoorFindings } from './front-door.ts'
import { hostAccessFindings } from './host-access.ts'
import { idlePolicyFindings } from './idle-policy.ts'
import type { NamespaceView } from './namespace-view.ts'
import { oneEndFindings } from './one-end.ts'
import { ownNamespaceFindings } from './own-namespace.ts'
import { peerFindings } from './peers.ts'
import { podAdmissionFindings } from './pod-admission.ts'
import { policyTypeFindings } from './policy-types.ts'
import type { PolicyView } from './policy-view.ts'
import { portFindings } from './ports.ts'
import { sameRuleFindings } from './same-rules.ts'
import { shadowedRuleFinder } from './shadowed-rules.ts'
import { subjectFindings } from './subject.ts'
import { wideRuleFindings } from './wide-rules.ts'
import type { WorkloadView } from './workload-view.ts'

/** What one policy tells by itself, in its cluster. Pure; found anew only when the policy or the cluster changed. */
export type PolicyFinder = (view: PolicyView) => readonly Finding[]

/**
 * What the policies of a namespace tell together. Pure; found anew only when one of the policies it looked at changed,
 * or the cluster.
 */
export type NamespaceFinder = (view: NamespaceView) => readonly Finding[]

/**
 * What the policies of a tier tell in which their order decides. Each tier of a cluster has its own, asked only when
 * one of its policies changed: it may keep what it found about the others.
 */
export type TierFinder = (tier: Tier) => readonly Finding[]

/** What a workload tells by itself, whatever the policies. Pure; found anew only when the cluster changed. */
export type WorkloadFinder = (view: WorkloadView) => readonly Finding[]

/** Finders that look at one policy. */
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

/** Finders that look at all policies of a namespace. */
export const NAMESPACE_FINDERS: readonly NamespaceFinder[] = [
  dnsClosedFindings,
  oneEndFindings,
  frontDoorFindings,
  exceptFindings,
  idlePolicyFindings,
]

/** Finders that look at a tier in its order, each made anew for every look since it keeps what it saw. */
export const TIER_FINDERS: readonly (() => TierFinder)[] = [shadowedRuleFinder]

/** Finders that look at one workload. */
export const WORKLOAD_FINDERS: readonly WorkloadFinder[] = [podAdmissionFindings, hostAccessFindings]
