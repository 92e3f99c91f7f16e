import type { InPeer, InRule } from './finding-terms.ts'

/** What Istio makes of it; found where it is at work. */
export type IstioFinding =
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
  /** `by`, `name`: whose word it is that the port carries bytes, `shop/api`. */
  | {
      readonly code: 'istio-requests-on-bytes'
      readonly fields: readonly string[]
      readonly port: number
      readonly by: 'Service' | 'Sidecar'
      readonly name: string
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
  /** Of an Ingress or a route that the plugin itself serves. `at`: its own gate, or that of all pods behind. */
  | {
      readonly code: 'entry-shut'
      readonly service: string
      readonly port: number
      readonly at: 'egress' | 'ingress'
    }
