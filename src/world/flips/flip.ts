import type { Label } from '../../ground/finding.ts'
import type { TextEdit } from '../../ground/text-edit.ts'
import type { ManifestChange } from '../../manifests/change.ts'
import type { DocumentText } from '../../manifests/read.ts'
import type { Direction } from '../../policy/form.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { ConnectionsDiff } from '../connections-diff.ts'

/**
 * What an edit does that turns a verdict round, as data. `policy` is `namespace/name`; `rule` counts from 1, as people
 * do.
 *
 * - `use-label`: a rule's selector asks for the label that the other end has. `add-port`, `add-peer`, `add-rule`: more
 *   is let through.
 * - `new-policy`: a policy of its own lets exactly this through.
 * - `delete-rule`, `delete-peer`, `delete-port`: less is let through. `empty-rules`: nothing is, in that direction.
 * - `close`: a new policy lets nothing through. `guest-list`: it lets everybody else through who does pass now.
 */
export type FlipAction =
  | {
      readonly flip: 'use-label'
      readonly policy: string
      readonly rule: number
      readonly was: Label
      readonly is: Label
    }
  | { readonly flip: 'add-port'; readonly policy: string; readonly rule: number; readonly port: string }
  | {
      readonly flip: 'add-peer' | 'delete-rule' | 'delete-peer' | 'delete-port'
      readonly policy: string
      readonly rule: number
    }
  | { readonly flip: 'add-rule' | 'empty-rules'; readonly policy: string; readonly direction: Direction }
  | { readonly flip: 'new-policy' | 'close' | 'guest-list'; readonly policy: string; readonly direction: Direction }

/**
 * A change before anybody knows what it does to the verdict: of one object that is there, or objects that are added.
 */
export type FlipPlan =
  | { readonly does: FlipAction; readonly object: KubernetesObject; readonly changes: readonly ManifestChange[] }
  | { readonly does: FlipAction; readonly added: string }

/**
 * An edit after which the flow is judged the other way round. Either `edits`, all of one document, or a document that
 * is `added`. `promises`: everything that it opens, closes and changes, found by opening the edited documents.
 */
export interface Flip {
  readonly does: readonly FlipAction[]
  readonly edits: readonly TextEdit[]
  readonly added: DocumentText | null
  readonly promises: ConnectionsDiff
}
