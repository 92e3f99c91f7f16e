import type { LabelRequirement } from './labels.ts'

/** One condition of a selector without its place. */
export type SelectorTerm = Omit<LabelRequirement, 'path'>

/** A label that was probably meant in place of another. */
export interface LabelHint {
  readonly was: Label
  readonly is: Label
}

export interface Label {
  readonly key: string
  readonly value: string
}

/** A rule of the policy that a finding is about. `rule` counts from 0; people are shown one more. */
export interface InRule {
  readonly section: 'ingress' | 'egress'
  readonly rule: number
}

/** One item of the rule's `from` or `to`. `peer` counts from 0. */
export interface InPeer extends InRule {
  readonly peer: number
}

/** A workload, or a Pod of its own, that a finding is about. `workload`: `namespace/name`; `pods`: how many of it run. */
export interface OfWorkload {
  readonly workload: string
  readonly kind: string
  readonly pods: number
}

/** What a rule of an ordered API does, in the words of its kind. */
export type ActionWord = 'Accept' | 'Allow' | 'Deny' | 'Pass'

/**
 * What is odd about a policy that the API server accepts, or about a pod, as data; the sentence is written by whoever shows it. Codes are
 * stable: help pages, links and tests go by them. Numbers count pods that policies can hold, unless said otherwise; names of
 * pods and Services are `namespace/name`. Lists of names are sorted and hold the first few.
 */
export type FindingFacts =
  // Whom the policy is about.
  /** `likeObject`: a workload that has these labels on itself and not on its pods; null: none. `empty`: the selector takes all pods, of which there are none. */
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

  // What a network plugin makes of it; found under that plugin alone. `plugin` is its `CniName`.
  | { readonly code: 'not-enforced'; readonly kind: string; readonly plugin: string }
  | {
      readonly code: 'no-road'
      readonly node: string
      readonly subnet: string
      readonly other: string
      readonly otherSubnet: string
    }
  | (InRule & {
      readonly code: 'peer-fails-closed'
      readonly peer: 'nodes' | 'domainNames'
      readonly action: ActionWord
    })
  | (InPeer & {
      readonly code: 'block-fits-nobody'
      readonly cidr: string
      readonly pods: number
      readonly nodes: number
    })
  /** `peer`: the block they are open for; null: the pods of a selector, or anybody. `policies`: how many of them open these together. */
  | (InRule & {
      readonly code: 'too-many-ports'
      readonly ports: number
      readonly most: number
      readonly peer: string | null
      readonly policies: number
    })
  | (InRule & { readonly code: 'port-name-lost'; readonly name: string; readonly beside: 'block' | 'anybody' })
  | (InPeer & {
      readonly code: 'service-port-needed'
      readonly cidr: string
      readonly service: string
      readonly address: string
      readonly port: number
    })
  /** Of Calico's own policies: all its rules deny somebody, and the end of its tier everybody else. */
  | { readonly code: 'denies-the-rest-too'; readonly section: 'ingress' | 'egress' }
  | { readonly code: 'selects-hosts-too'; readonly selector: string }
  | (InRule & { readonly code: 'range-is-a-name'; readonly port: string })
  | (InRule & { readonly code: 'service-without-namespace'; readonly service: string })
  /** `word`: what stands in a selector of Calico, and is on nobody; `meant`: what is. */
  | { readonly code: 'selector-word'; readonly word: string; readonly meant: string }
  | (InRule & { readonly code: 'selector-leaves-outside'; readonly selector: string })
  | { readonly code: 'no-host-endpoint'; readonly field: 'doNotTrack' | 'preDNAT' }
  | (InRule & { readonly code: 'requests-not-read' })
  /** `by`: a NetworkPolicy that closes what the rule opens again. `order` null: the policy has none. */
  | (InRule & { readonly code: 'reopens-isolated'; readonly by: string; readonly order: number | null })
  /** `pods`: those of the policy's own namespace that fit the selector and are not meant. */
  | (InRule & {
      readonly code: 'namespace-replaced'
      readonly namespace: string
      readonly selector: string
      readonly pods: number
    })
  /** Where there are others that fit the selector; `sets`: GlobalNetworkSets. */
  | (InRule & {
      readonly code: 'selector-stays-home'
      readonly namespace: string
      readonly selector: string
      readonly namespaces: readonly string[]
      readonly sets: readonly string[]
    })
  /** `hint`: a tier with nearly that name; null: none. */
  | { readonly code: 'tier-unknown'; readonly tier: string; readonly hint: string | null }
  | { readonly code: 'direction-closed'; readonly section: 'ingress' | 'egress' }
  /** `by`: a policy of a later tier that would let more pass, and is not asked. */
  | {
      readonly code: 'tier-drops-rest'
      readonly section: 'ingress' | 'egress'
      readonly tier: string
      readonly by: string
    }
  | { readonly code: 'pod-without-owner'; readonly pod: string }
  /** `stem`: what their names share. */
  | {
      readonly code: 'pods-share-rules'
      readonly pods: readonly string[]
      readonly count: number
      readonly stem: string
    }
  // What Linkerd makes of it; found where it is at work.
  | { readonly code: 'linkerd-lets-nobody-in'; readonly port: number | string; readonly pods: number }
  /** `pods`: those without a proxy among the `of` that it selects. */
  | { readonly code: 'linkerd-no-proxy'; readonly pods: readonly string[]; readonly count: number; readonly of: number }
  /** `by`: the Server that counts. */
  | { readonly code: 'linkerd-server-late'; readonly by: string; readonly port: number; readonly pods: number }
  | { readonly code: 'linkerd-authentication-missing'; readonly missing: string }
  | { readonly code: 'linkerd-target-missing'; readonly target: string; readonly namespace: string }
  | { readonly code: 'linkerd-open-to-all'; readonly target: string }
  /** A probe of the kubelet's that a Server's routes shut out, with the answer that it gets. */
  | {
      readonly code: 'linkerd-probe-closed'
      readonly path: string
      readonly port: number
      readonly pod: string
      readonly status: 403 | 404
    }
  /** A NetworkPolicy admits ports of meshed pods, and no policy the port of their proxy. */
  | { readonly code: 'linkerd-proxy-port-closed'; readonly pods: number; readonly port: number }
  | {
      readonly code: 'linkerd-word-unknown'
      readonly annotation: string
      readonly value: string
      readonly words: readonly string[]
    }
  /** The Server's port is on the list of those that pass by the proxy. */
  | { readonly code: 'linkerd-port-skipped'; readonly port: number; readonly pods: number }
  /** `other`: the policy for the same target that asks for an identity, and for no address. */
  | { readonly code: 'linkerd-policies-add-up'; readonly target: string; readonly other: string }
  /** Nothing opens the route or, as a whole, its Server. */
  | { readonly code: 'linkerd-route-closed'; readonly server: string }
  /** `by`: the policy that opens the whole Server to everybody; null: its own `accessPolicy`. */
  | {
      readonly code: 'linkerd-route-opened-above'
      readonly route: string
      readonly server: string
      readonly by: string | null
    }
  /** `reads`: the kind of routes that the Server's protocol has; null: none. */
  | {
      readonly code: 'linkerd-route-unread'
      readonly kind: string
      readonly server: string
      readonly protocol: string
      readonly reads: string | null
    }
  /** `missing`: there is no such Server; the others are fields that a reference to one must not have. */
  | {
      readonly code: 'linkerd-parent-missing'
      readonly server: string
      readonly namespace: string
      readonly why: 'missing' | 'namespace' | 'port' | 'sectionName'
    }
  /** `no-proxy`: pods run as it, none of which has a proxy. */
  | {
      readonly code: 'linkerd-caller-unknown'
      readonly namespace: string
      readonly account: string
      readonly why: 'nobody' | 'no-proxy'
    }
  /** `word`: a default policy; null: a ServerAuthorization without networks. `pods`: those outside the cluster's networks, which it leaves out. */
  | {
      readonly code: 'linkerd-cluster-networks'
      readonly word: string | null
      readonly pods: readonly string[]
      readonly count: number
    }
  // What Istio makes of it; found where it is at work.
  /** Of the `of` pods that it is for, those that nothing else opens. */
  | { readonly code: 'istio-lets-nobody-in'; readonly pods: number; readonly of: number }
  | { readonly code: 'istio-selects-nobody'; readonly labels: readonly string[]; readonly namespace: string }
  | { readonly code: 'istio-no-proxy'; readonly pods: readonly string[]; readonly count: number; readonly of: number }
  /** `elsewhere`: a class of Gateways counts in the root namespace only. */
  | {
      readonly code: 'istio-target-unused'
      readonly target: string
      readonly namespace: string
      readonly why: 'missing' | 'no-waypoint' | 'elsewhere'
    }
  | { readonly code: 'istio-selector-ignored'; readonly namespace: string }
  | { readonly code: 'istio-policy-late'; readonly by: string; readonly isWide: boolean }
  /** `fields`: what proxies of nodes cannot read; empty: the action is none of theirs. */
  | {
      readonly code: 'istio-needs-waypoint'
      readonly action: string
      readonly fields: readonly string[]
      readonly effect: 'allows-nothing' | 'denies-nothing' | 'denies-more' | 'not-asked'
      readonly pods: number
    }
  | {
      readonly code: 'istio-requests-on-bytes'
      readonly fields: readonly string[]
      readonly port: number
      readonly service: string
      readonly effect: 'allows-nothing' | 'denies-all' | 'denies-more'
    }
  /** `target`: the pod's port, or its name. */
  | {
      readonly code: 'istio-service-port'
      readonly port: number
      readonly service: string
      readonly target: number | string
    }
  | { readonly code: 'istio-token-not-required'; readonly pods: number }
  | {
      readonly code: 'istio-waypoint-not-allowed'
      readonly waypoint: string
      readonly identity: string
      readonly service: string
    }
  | { readonly code: 'istio-mutual-without-proxy'; readonly service: string; readonly pods: number }
  | { readonly code: 'istio-tunnel-port-closed'; readonly pods: number; readonly port: number }
  | { readonly code: 'istio-method-case'; readonly was: string; readonly is: string }
  /** Of a path: `slash`: it begins with none; `query`: it holds one. */
  | { readonly code: 'istio-path-never'; readonly path: string; readonly why: 'slash' | 'query' }
  | { readonly code: 'istio-star-inside'; readonly field: string; readonly value: string }
  | { readonly code: 'istio-spiffe-prefix'; readonly was: string; readonly is: string }
  /** `account` null: it is the namespace that is not here. */
  | { readonly code: 'istio-caller-unknown'; readonly namespace: string; readonly account: string | null }
  | { readonly code: 'istio-gateway-missing'; readonly gateway: string }
  | { readonly code: 'istio-host-unknown'; readonly host: string; readonly kind: 'VirtualService' | 'DestinationRule' }
  | { readonly code: 'istio-subset-empty'; readonly subset: string; readonly host: string; readonly isDefined: boolean }
  | { readonly code: 'istio-opt-in-ignored'; readonly pod: string; readonly why: 'namespace' | 'host-network' }
  | {
      readonly code: 'istio-word-unknown'
      readonly label: string
      readonly value: string
      readonly words: readonly string[]
    }
  | { readonly code: 'istio-waypoint-missing'; readonly waypoint: string; readonly namespace: string }
  | { readonly code: 'istio-plain-at-strict'; readonly service: string; readonly port: number; readonly mode: string }
  | { readonly code: 'istio-disable-in-ambient'; readonly pods: number }
  | { readonly code: 'istio-not-takes-plain'; readonly fields: readonly string[]; readonly pods: number }
  | { readonly code: 'istio-provider-unknown'; readonly provider: string; readonly known: readonly string[] }
  /** Those that reach what is behind the waypoint past it. */
  | {
      readonly code: 'istio-waypoint-bypassed'
      readonly waypoint: string
      readonly sidecars: number
      readonly outside: number
    }
  /** `name` null: the port has none. */
  | {
      readonly code: 'istio-port-protocol-unknown'
      readonly port: number
      readonly name: string | null
      readonly policy: string
    }
  /** `by`: the VirtualService that counts for the host. */
  | { readonly code: 'istio-hosts-conflict'; readonly host: string; readonly by: string }
  /** Counted from 1: routes from `route` on stand behind one that takes everything, the `after`th of `of`. */
  | { readonly code: 'istio-route-unreachable'; readonly route: number; readonly after: number; readonly of: number }
  | { readonly code: 'istio-gateways-conflict'; readonly by: string; readonly port: number; readonly host: string }
  /** `pod`: one that both select; null: neither selects any. */
  | { readonly code: 'istio-sidecars-conflict'; readonly by: string; readonly pod: string | null }
  | { readonly code: 'istio-gateway-unserved'; readonly labels: readonly string[] }
  | { readonly code: 'istio-host-not-in-gateway'; readonly hosts: readonly string[]; readonly gateway: string }
  | { readonly code: 'istio-selector-at-waypoint'; readonly pod: string }
  /** `instead`: the field that is about who asked first. `pod`: whose proxy does not see the address. */
  | {
      readonly code: 'istio-address-hidden'
      readonly field: string
      readonly instead: string
      readonly pod: string
      readonly why: 'translated' | 'behind-gateway'
    }
  /** Of two labels of a namespace the one that counts, with its value, and the other. */
  | {
      readonly code: 'istio-labels-twice'
      readonly counts: string
      readonly value: string
      readonly passedOver: string
    }
  | { readonly code: 'istio-annotation-unreadable'; readonly annotation: string; readonly value: string }
  /** `policies`: how many would be asked on another port of the pod. */
  | {
      readonly code: 'istio-port-unguarded'
      readonly port: number
      readonly policies: number
      readonly isStrict: boolean
    }
  /** `meant`: the key with a colon after its source. */
  | { readonly code: 'label-source-dotted'; readonly key: string; readonly meant: string }
  | { readonly code: 'label-not-in-identity'; readonly key: string }
  | { readonly code: 'names-not-learnt'; readonly pods: number }
  | { readonly code: 'dns-namespace-missing'; readonly namespace: string }
  | { readonly code: 'denial-closes-rest'; readonly section: 'ingress' | 'egress' }
  /** `first`: the entry before it, which has only peers. */
  | (InRule & { readonly code: 'ports-apart'; readonly first: number })
  | { readonly code: 'nodes-not-guarded' }
  /** `by`: the entry that lets everything pass. */
  | (InRule & { readonly code: 'entry-names-nobody' })
  | (InRule & { readonly code: 'own-endpoints-only'; readonly namespace: string })
  | (InRule & { readonly code: 'requests-void'; readonly by: number })
  /** `service`: the Service that it names; null: none that is here. */
  | (InPeer & { readonly code: 'name-inside-cluster'; readonly name: string; readonly service: string | null })
  | (InRule & { readonly code: 'name-not-looked-up'; readonly name: string })
  /** `isDeep`: it holds any number of labels before the domain, and not one alone. */
  | (InRule & {
      readonly code: 'name-leaves-domain-out'
      readonly pattern: string
      readonly domain: string
      readonly isDeep: boolean
    })
  /** `missed`: what is not let through; `wider`: the pattern that would. `no-slash`: no path begins so. */
  | (InRule & {
      readonly code: 'path-fits-whole'
      readonly path: string
      readonly why: 'begins' | 'glob' | 'literal' | 'no-slash'
      readonly missed: string
      readonly wider: string
    })
  /** `by`: the policy of the other rule, which counts from 0; `mine`, `theirs`: what each asks for. */
  | (InRule & {
      readonly code: 'rules-cannot-merge'
      readonly by: string
      readonly byRule: number
      readonly what: 'parsers' | 'server-names' | 'authentication'
      readonly mine: string
      readonly theirs: string
    })
  /** `wanted`: `world`, or a block. `as`: what stands in the client's place, the address of a node, or no address and the world. */
  | (InPeer & {
      readonly code: 'clients-seen-as-node'
      readonly wanted: string
      readonly service: string
      readonly as: 'node-address' | 'no-address'
    })

export type FindingCode = FindingFacts['code']

/** The port, or the protocol, that was probably meant. */
export type PortHint = { readonly port: number | string } | { readonly protocol: 'TCP' | 'UDP' | 'SCTP' }

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
  'rules-cannot-merge': true,
}

/** Whether a diagnostic's code is a finding's. */
export function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(CODES, code)
}
