import type { Label } from '../../ground/finding.ts'
import type { ManifestChange } from '../../manifests/change.ts'

/** What a fix does, as data: the words for its button are written by whoever shows it. */
export type FixAction =
  | { readonly fix: 'use-label'; readonly label: Label }
  | { readonly fix: 'use-namespace'; readonly namespace: string }
  | { readonly fix: 'declare-types'; readonly types: readonly ('Ingress' | 'Egress')[] }
  | { readonly fix: 'join-peers' }
  | { readonly fix: 'require-label'; readonly key: string }
  | { readonly fix: 'use-port'; readonly port: number | string }
  | { readonly fix: 'use-protocol'; readonly protocol: string }
  | { readonly fix: 'add-protocol'; readonly protocol: 'TCP' | 'UDP' }
  | { readonly fix: 'select-pods'; readonly labels: readonly Label[] }
  | { readonly fix: 'add-family'; readonly cidr: string }
  | { readonly fix: 'delete-rule' }
  /** A last rule that hands on whatever no other decides. */
  | { readonly fix: 'pass-the-rest' }
  | { readonly fix: 'only-in-namespaces' }
  /** One more namespace beside those of a selector. */
  | { readonly fix: 'also-namespace'; readonly namespace: string }
  | { readonly fix: 'use-service'; readonly service: string }
  | { readonly fix: 'use-namespace-selector'; readonly selector: string }
  | { readonly fix: 'add-dns-rule' }
  | { readonly fix: 'use-key'; readonly key: string }
  | { readonly fix: 'leave-open'; readonly section: 'ingress' | 'egress' }
  /** One more port for whoever may call others. */
  | { readonly fix: 'open-port'; readonly port: number }
  | { readonly fix: 'use-word'; readonly word: string }
  | { readonly fix: 'delete-field'; readonly field: string }
  | { readonly fix: 'add-name'; readonly name: string }
  | { readonly fix: 'add-entity'; readonly entity: string }
  | { readonly fix: 'use-capability'; readonly capability: string }

/** A fix before anybody knows what it opens and closes: changes of the object that the finding is about. */
export interface FixPlan {
  readonly does: FixAction
  readonly changes: readonly ManifestChange[]
}
