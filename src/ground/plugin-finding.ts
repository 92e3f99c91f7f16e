import type { ActionWord, InPeer, InRule } from './finding-terms.ts'

/** What a network plugin makes of it; found under that plugin alone. `plugin` is its `CniName`. */
export type PluginFinding =
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
  /** The Service's pods are opened, and its own address is not at this port. */
  | (InPeer & { readonly code: 'service-not-opened'; readonly service: string; readonly port: number })
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
