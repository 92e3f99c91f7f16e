import { textAt } from '../../../manifests/fields.ts'

/**
 * Whether a reference is to this kind of this group, as Linkerd compares them: capitals mean nothing, and an absent
 * group is `core`, which is not the same as one that is written and empty.
 * Source: linkerd2, policy-controller/k8s/api/src/policy.rs (targets_kind) and policy/target_ref.rs
 */
export function isTo(reference: unknown, group: string, kind: string): boolean {
  return (
    (textAt(reference, 'group') ?? 'core').toLowerCase() === group &&
    (textAt(reference, 'kind') ?? '').toLowerCase() === kind.toLowerCase()
  )
}

/** A reference's kind as the webhook prints it. */
export function canonicalKind(reference: unknown): string {
  const group = textAt(reference, 'group')
  const kind = textAt(reference, 'kind') ?? ''
  return group === null ? kind : `${kind}.${group}`
}
