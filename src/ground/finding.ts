import type { ActionWord, InPeer, InRule, LabelHint, OfWorkload, PortHint, SelectorTerm } from './finding-terms.ts'
import type { IstioFinding } from './istio-finding.ts'
import type { LinkerdFinding } from './linkerd-finding.ts'
import type { PluginFinding } from './plugin-finding.ts'

export type * from './finding-terms.ts'

/**
 * What is odd about a policy that the API server accepts, or about a pod, as data; the sentence is written by whoever
 * shows it. Codes are stable: help pages, links and tests go by them. Numbers count pods that policies can hold, unless
 * said otherwise; names of pods and Services are `namespace/name`. Lists of names are sorted and hold the first few.
 */
export type FindingFacts =
  // Whom the policy is about.
  /**
   * `likeObject`: a workload that has these labels on itself and not on its pods; null: none. `empty`: the selector
   * takes all pods, of which there are none.
   */
  | {
      readonly code: 'selects-nothing'
      readonly namespace: string
      readonly wanted: readonly SelectorTerm[]
      readonly hint: LabelHint | null
      readonly likeObject: string | null
      readonly empty: boolean
    }
  /** `namespace` is where pods would be selected. */
  | { readonly code: 'namespace-forgotten'; readonly namespace: string; readonly pods: number }
  /** `hint`: a namespace with nearly that name; null: none. */
  | { readonly code: 'namespace-unknown'; readonly namespace: string; readonly hint: string | null }
  /** `others`: how many more it selects, for which it holds. */
  | {
      readonly code: 'selects-host-network'
      readonly pods: readonly string[]
      readonly count: number
      readonly others: number
    }
  | { readonly code: 'selects-finished'; readonly pods: readonly string[]; readonly count: number }
  // Directions.
  | {
      readonly code: 'rules-inert'
      readonly section: 'ingress' | 'egress'
      readonly rules: number
      readonly field: 'policyTypes' | 'types'
    }
  | { readonly code: 'ingress-closed-too'; readonly pods: number }
  /** `declared`: `policyTypes` is written, and does not name the section. */
  | { readonly code: 'not-isolated'; readonly section: 'ingress' | 'egress'; readonly declared: boolean }
  // Peers.
  /** `peers`: how many the rule has, none of which matches. With one, `wanted` and `hint` tell of it. */
  | (InRule & {
      readonly code: 'rule-admits-nobody'
      readonly peers: number
      readonly namespace: string | null
      readonly wanted: readonly SelectorTerm[]
      readonly hint: LabelHint | null
    })
  /** `namespace` null: in the namespaces that its own selector matches. */
  | (InPeer & {
      readonly code: 'peer-matches-nothing'
      readonly namespace: string | null
      readonly wanted: readonly SelectorTerm[]
      readonly hint: LabelHint | null
    })
  | (InPeer & {
      readonly code: 'peer-elsewhere'
      readonly namespace: string
      readonly wanted: readonly SelectorTerm[]
      readonly namespaces: readonly string[]
      readonly pods: number
    })
  | (InPeer & {
      readonly code: 'namespace-label-unknown'
      readonly wanted: readonly SelectorTerm[]
      readonly hint: LabelHint | null
    })
  | (InPeer & { readonly code: 'peer-on-host-network'; readonly pods: readonly string[]; readonly count: number })
  /** `both`: what one item with both selectors would match; `either`: what the two items match. */
  | (InPeer & { readonly code: 'or-instead-of-and'; readonly both: number; readonly either: number })
  | (InPeer & { readonly code: 'own-namespace-only'; readonly namespace: string })
  /** `list`: the list that is written and empty; `rule`: an item that is nothing but its dash. */
  | (InRule & { readonly code: 'empty-list-admits-all'; readonly list: 'from' | 'to' | 'ports' | 'rule' })
  /** `pods`: those among the matched that lack the label altogether. */
  | (InPeer & {
      readonly code: 'not-in-takes-unlabelled'
      readonly key: string
      readonly pods: number
      readonly of: number
    })
  // Ports. `port` is as written.
  /** `listens`: what the targets listen on over this protocol. `hint`: the port, or the protocol, that was probably meant. */
  | (InRule & {
      readonly code: 'port-not-listened'
      readonly port: string
      readonly protocol: string
      readonly listens: readonly string[]
      readonly hint: PortHint | null
    })
  | (InRule & {
      readonly code: 'service-port-used'
      readonly port: number
      readonly service: string
      readonly targetPort: number | string
    })
  | (InRule & {
      readonly code: 'port-name-unknown'
      readonly name: string
      readonly protocol: string
      readonly names: readonly string[]
      readonly hint: PortHint | null
    })
  | (InRule & { readonly code: 'port-name-on-block'; readonly name: string })
  | (InRule & { readonly code: 'port-name-differs'; readonly name: string; readonly numbers: readonly number[] })
  /** `defaulted`: no protocol is written, and TCP was assumed. */
  | (InRule & { readonly code: 'dns-protocol-missing'; readonly missing: 'TCP' | 'UDP'; readonly defaulted: boolean })
  // Address blocks.
  | (InPeer & {
      readonly code: 'block-is-service'
      readonly cidr: string
      readonly service: string
      readonly services: number
    })
  | (InPeer & { readonly code: 'block-is-pod'; readonly cidr: string; readonly pod: string; readonly assumed: boolean })
  | (InPeer & {
      readonly code: 'block-holds-pods'
      readonly cidr: string
      readonly pods: number
      readonly assumed: boolean
    })
  | (InPeer & { readonly code: 'except-covers-block'; readonly cidr: string })
  /** `by`: the policy that lets the excepted addresses through after all; `byRule` counts from 0. */
  | (InPeer & { readonly code: 'except-undone'; readonly cidr: string; readonly by: string; readonly byRule: number })
  | (InPeer & {
      readonly code: 'one-family-only'
      readonly cidr: string
      readonly missing: string
      readonly pods: number
    })
  | (InPeer & { readonly code: 'node-block-for-probes'; readonly cidr: string; readonly node: string })
  | (InPeer & { readonly code: 'client-address-hidden'; readonly cidr: string; readonly service: string })
  // What is said twice, or for nothing.
  /** `by`: the rule that says the same, counted from 0. */
  | (InRule & { readonly code: 'duplicate-rule'; readonly by: number })
  | (InRule & { readonly code: 'rule-covered'; readonly by: number })
  /** `by`: the policies that say it all already. `rules`: how many it has. */
  | { readonly code: 'policy-changes-nothing'; readonly by: readonly string[]; readonly rules: number }
  /** `by`: the policy that is asked earlier; null: the rule is of the same. `byRule` counts from 0, in the same section. */
  | (InRule & {
      readonly code: 'rule-shadowed'
      readonly action: ActionWord
      readonly by: string | null
      readonly byRule: number
      readonly byAction: ActionWord
    })
  // Both ends together.
  /** `missing`: the protocols over which no query gets out. */
  | { readonly code: 'dns-closed'; readonly pods: number; readonly missing: readonly ('TCP' | 'UDP')[] }
  /** `at`: the gate that stays shut; `of`: whose; `by`: the policies that shut it. `peers`: how many others it is shut for. */
  | (InRule & {
      readonly code: 'one-end-opened'
      readonly at: 'ingress' | 'egress'
      readonly of: string
      readonly peers: number
      readonly by: readonly string[]
    })
  | {
      readonly code: 'front-door-closed'
      readonly service: string
      readonly type: 'NodePort' | 'LoadBalancer'
      readonly pods: number
    }
  // Walls between pods and their node.
  /** `standards`: level and version, as the server prints them. `answer`: what it says to whoever applies or makes the pod. `controls`: by their names in the standards. */
  | (OfWorkload & {
      readonly code: 'pod-security-refused' | 'pod-security-warned'
      readonly standards: string
      readonly answer: string
      readonly controls: readonly string[]
    })
  | (OfWorkload & { readonly code: 'host-network' })
  /** `hostIP` null: on every address of the node. */
  | (OfWorkload & {
      readonly code: 'host-port'
      readonly port: number
      readonly protocol: string
      readonly hostIP: string | null
    })
  | (OfWorkload & { readonly code: 'privileged-container'; readonly container: string })
  /** `isOnHost`: the pod is on the host network, so that they hold for the node's. Never empty. */
  | (OfWorkload & {
      readonly code: 'network-capability-added'
      readonly container: string
      readonly capabilities: readonly ('NET_RAW' | 'NET_ADMIN' | 'ALL')[]
      readonly isOnHost: boolean
    })
  /** `written` as it stands, `meant` without the kernel's prefix. */
  | (OfWorkload & {
      readonly code: 'capability-prefix'
      readonly container: string
      readonly list: 'add' | 'drop'
      readonly written: string
      readonly meant: string
    })
  | PluginFinding
  | LinkerdFinding
  | IstioFinding

/** The code of a finding. It names the finding's page, its fixture and its sentence. */
export type FindingCode = FindingFacts['code']

/** Every code once; the compiler sees to it that none is missing. */
const CODES: Readonly<Record<FindingCode, true>> = {
  'selects-nothing': true,
  'namespace-forgotten': true,
  'namespace-unknown': true,
  'selects-host-network': true,
  'selects-finished': true,
  'rules-inert': true,
  'ingress-closed-too': true,
  'not-isolated': true,
  'rule-admits-nobody': true,
  'peer-matches-nothing': true,
  'peer-elsewhere': true,
  'namespace-label-unknown': true,
  'peer-on-host-network': true,
  'or-instead-of-and': true,
  'own-namespace-only': true,
  'empty-list-admits-all': true,
  'not-in-takes-unlabelled': true,
  'port-not-listened': true,
  'service-port-used': true,
  'port-name-unknown': true,
  'port-name-on-block': true,
  'port-name-differs': true,
  'dns-protocol-missing': true,
  'block-is-service': true,
  'block-is-pod': true,
  'block-holds-pods': true,
  'except-covers-block': true,
  'except-undone': true,
  'one-family-only': true,
  'node-block-for-probes': true,
  'client-address-hidden': true,
  'duplicate-rule': true,
  'rule-covered': true,
  'policy-changes-nothing': true,
  'dns-closed': true,
  'one-end-opened': true,
  'front-door-closed': true,
  'rule-shadowed': true,
  'pod-security-refused': true,
  'pod-security-warned': true,
  'host-network': true,
  'host-port': true,
  'privileged-container': true,
  'network-capability-added': true,
  'capability-prefix': true,
  'not-enforced': true,
  'no-road': true,
  'peer-fails-closed': true,
  'block-fits-nobody': true,
  'too-many-ports': true,
  'port-name-lost': true,
  'service-port-needed': true,
  'service-not-opened': true,
  'pod-without-owner': true,
  'pods-share-rules': true,
  'denies-the-rest-too': true,
  'selects-hosts-too': true,
  'range-is-a-name': true,
  'service-without-namespace': true,
  'selector-word': true,
  'selector-leaves-outside': true,
  'no-host-endpoint': true,
  'requests-not-read': true,
  'reopens-isolated': true,
  'namespace-replaced': true,
  'selector-stays-home': true,
  'direction-closed': true,
  'tier-drops-rest': true,
  'tier-unknown': true,
  'linkerd-lets-nobody-in': true,
  'linkerd-no-proxy': true,
  'linkerd-server-late': true,
  'linkerd-authentication-missing': true,
  'linkerd-target-missing': true,
  'linkerd-open-to-all': true,
  'linkerd-probe-closed': true,
  'linkerd-proxy-port-closed': true,
  'linkerd-word-unknown': true,
  'linkerd-port-skipped': true,
  'linkerd-policies-add-up': true,
  'linkerd-route-closed': true,
  'linkerd-route-opened-above': true,
  'linkerd-route-unread': true,
  'linkerd-parent-missing': true,
  'linkerd-caller-unknown': true,
  'linkerd-cluster-networks': true,
  'istio-lets-nobody-in': true,
  'istio-selects-nobody': true,
  'istio-no-proxy': true,
  'istio-target-unused': true,
  'istio-selector-ignored': true,
  'istio-policy-late': true,
  'istio-needs-waypoint': true,
  'istio-requests-on-bytes': true,
  'istio-service-port': true,
  'istio-token-not-required': true,
  'istio-waypoint-not-allowed': true,
  'istio-mutual-without-proxy': true,
  'istio-tunnel-port-closed': true,
  'istio-method-case': true,
  'istio-path-never': true,
  'istio-star-inside': true,
  'istio-spiffe-prefix': true,
  'istio-caller-unknown': true,
  'istio-gateway-missing': true,
  'istio-host-unknown': true,
  'istio-subset-empty': true,
  'istio-opt-in-ignored': true,
  'istio-word-unknown': true,
  'istio-waypoint-missing': true,
  'istio-plain-at-strict': true,
  'istio-disable-in-ambient': true,
  'istio-not-takes-plain': true,
  'istio-provider-unknown': true,
  'istio-waypoint-bypassed': true,
  'istio-port-protocol-unknown': true,
  'istio-hosts-conflict': true,
  'istio-route-unreachable': true,
  'istio-gateways-conflict': true,
  'istio-sidecars-conflict': true,
  'istio-gateway-unserved': true,
  'istio-host-not-in-gateway': true,
  'istio-selector-at-waypoint': true,
  'istio-address-hidden': true,
  'istio-labels-twice': true,
  'istio-annotation-unreadable': true,
  'istio-port-unguarded': true,
  'label-source-dotted': true,
  'label-not-in-identity': true,
  'names-not-learnt': true,
  'dns-namespace-missing': true,
  'denial-closes-rest': true,
  'ports-apart': true,
  'nodes-not-guarded': true,
  'requests-void': true,
  'entry-names-nobody': true,
  'own-endpoints-only': true,
  'name-inside-cluster': true,
  'name-not-looked-up': true,
  'name-leaves-domain-out': true,
  'path-fits-whole': true,
  'clients-seen-as-node': true,
  'entry-shut': true,
  'rules-cannot-merge': true,
}

/** Whether a diagnostic's code is a finding's. */
export function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(CODES, code)
}
