import type { KubernetesObject } from '../../../../manifests/piece.ts'
import { dnsProtocolFinding, missingProtocol } from '../../dns-protocols.ts'
import type { Finding } from '../../finding.ts'
import { leavesGate, lookUps } from '../../look-ups.ts'
import { portFindingsOf } from '../../ports.ts'
import type { PluginView } from '../plugin-view.ts'
import { ciliumRuleViews, peerGroups, subjectGroups, type CiliumRuleView } from './rule-views.ts'

/**
 * Ports of Services in place of the pods', also those of the DNS where its pods listen elsewhere than on 53, and ports
 * that nobody listens on.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#layer-4-examples (ports are those of the backend),
 * https://docs.cilium.io/en/stable/installation/k8s-install-openshift-okd/ (5353)
 */
export function ciliumPortFindings(view: PluginView): readonly Finding[] {
  const { facts } = view
  return ciliumRuleViews(view).flatMap((rule) => {
    const { groups, isAll } = aboutPods(rule, view)
    // Where others may be meant too, only names tell.
    if (!isAll && !rule.ports.some(({ name }) => name !== null)) return []
    return portFindingsOf({
      object: rule.object,
      rule,
      targets: (groups ?? facts.groups.groups.map(({ index }) => index)).flatMap((group) => facts.listeners(group)),
      only: isAll ? 'pods' : 'also others',
      inText: true,
    })
  })
}

/** Whose ports a rule is about. `groups` null: anybody's. */
function aboutPods(
  rule: CiliumRuleView,
  view: PluginView,
): { readonly groups: readonly number[] | null; readonly isAll: boolean } {
  if (rule.section === 'ingress') return { groups: subjectGroups(rule.policy, view), isAll: isForSomePods(rule) }
  return rule.peers.length === 0 ? { groups: null, isAll: false } : peerGroups(rule.peers, view)
}

/** A rule for everybody is for Cilium's own endpoints too, and one for nodes for what listens there. */
function isForSomePods({ policy: { subject } }: CiliumRuleView): boolean {
  return (
    subject.kind === 'identity' &&
    subject.selector.requirements.some(
      ({ key, operator }) => /^(?:k8s|any):/.test(key) && operator !== 'DoesNotExist' && operator !== 'NotIn',
    )
  )
}

/**
 * Port 53 over one protocol only, where no other policy of the same pods opens the other.
 * Source: RFC 7766; https://docs.cilium.io/en/stable/security/policy/language/#dns-based
 */
export function ciliumDnsProtocolFindings(view: PluginView): readonly Finding[] {
  const { facts, set } = view
  const allowing = ciliumRuleViews(view).filter(({ rule }) => rule.action === 'allow')
  const ofObject = new Map<KubernetesObject, CiliumRuleView[]>()
  for (const rule of allowing) {
    const own = ofObject.get(rule.object)
    if (own) own.push(rule)
    else ofObject.set(rule.object, [rule])
  }
  return allowing.flatMap((rule): readonly Finding[] => {
    const found = missingProtocol(rule, ofObject.get(rule.object) ?? [])
    if (!found) return []
    const pods =
      rule.section === 'egress'
        ? subjectGroups(rule.policy, view).flatMap((group) => facts.members(group).slice(0, 1))
        : []
    const isOpen =
      pods.length > 0 &&
      facts.dnsServers.length > 0 &&
      pods.every((pod) =>
        facts.dnsServers.some((server) => lookUps(pod, server, found.missing).some((flow) => leavesGate(flow, set))),
      )
    return isOpen ? [] : [dnsProtocolFinding(rule.object, rule, found, { port: '53', protocol: found.missing }, false)]
  })
}
