import { lineStarts } from '../../ground/line-starts.ts'
import { applyEdits, type TextEdit } from '../../ground/text-edit.ts'
import { fieldAt, textAt } from '../../manifests/fields.ts'
import type { DocumentText, Manifest } from '../../manifests/read.ts'
import type { ManifestChange } from '../../manifests/change.ts'
import { documentEdits } from '../document-edits.ts'

/** A staged policy. `action`: what it would do to the policy of its name. */
export interface StagedPolicy {
  readonly manifest: Manifest
  readonly action: 'Set' | 'Delete' | 'Learn' | 'Ignore'
}

const PREFIX = 'Staged'
/** StagedKubernetesNetworkPolicy is the twin of the Kubernetes kind. */
const KUBERNETES = 'StagedKubernetesNetworkPolicy'

/** Calico's staged policies among the objects. `action` is `Set` when the text says none. */
export function stagedPolicies(manifests: readonly Manifest[]): readonly StagedPolicy[] {
  return manifests
    .filter(
      ({ object }) =>
        object.group.endsWith('projectcalico.org') &&
        object.kind.startsWith(PREFIX) &&
        object.kind.endsWith('NetworkPolicy'),
    )
    .map((manifest): StagedPolicy => ({
      manifest,
      action: (textAt(manifest.object.value, 'spec', 'stagedAction') ?? 'Set') as StagedPolicy['action'],
    }))
}

/**
 * The edits that enforce what a staged policy says: it takes the place of the policy of its name, or that one goes.
 * Null: the text is written in a way in which this cannot be done without harm.
 * Source: https://docs.tigera.io/calico/latest/network-policy/staged-network-policies
 */
export function promotionEdits(
  { manifest, action }: StagedPolicy,
  manifests: readonly Manifest[],
  documents: readonly DocumentText[],
): readonly TextEdit[] | null {
  if (action === 'Learn' || action === 'Ignore') return null
  const { object } = manifest
  const kind = object.kind === KUBERNETES ? 'NetworkPolicy' : object.kind.slice(PREFIX.length)
  const group = object.kind === KUBERNETES ? 'networking.k8s.io' : object.group
  const replaced = manifests.filter(
    (each) =>
      each.object.kind === kind &&
      (each.object.group === group ||
        (group !== 'networking.k8s.io' && each.object.group.endsWith('projectcalico.org'))) &&
      each.object.name === object.name &&
      (each.object.namespace ?? 'default') === (object.namespace ?? 'default'),
  )
  const gone = (action === 'Delete' ? [...replaced, manifest] : replaced).map((each) => removal(each, documents))
  if (gone.some((edit) => edit === null)) return null
  if (action === 'Delete') return gone as readonly TextEdit[]
  const changes: readonly ManifestChange[] = [
    { change: 'replace', path: ['kind'], value: kind },
    ...(object.kind === KUBERNETES
      ? [{ change: 'replace' as const, path: ['apiVersion'], value: 'networking.k8s.io/v1' }]
      : []),
    ...(fieldAt(object.value, 'spec', 'stagedAction') === undefined
      ? []
      : [{ change: 'drop' as const, path: ['spec', 'stagedAction'] }]),
  ]
  const made = documentEdits(manifest, changes, documents)
  return made && [...(gone as readonly TextEdit[]), ...made]
}

/** The whole object with the line that separates it. Null: it is one of a list. */
function removal({ object, document: name, line }: Manifest, documents: readonly DocumentText[]): TextEdit | null {
  const text = documents.find((each) => each.name === name)?.text
  if (text === undefined || object.root.length > 0) return null
  const start = lineStarts(text)[line]!
  return { document: name, start, end: Math.min(text.length, start + object.piece.text.length), text: '' }
}

/** The documents as they would be if everything staged were enforced. What cannot be promoted stays as it is. */
export function promotedDocuments(
  manifests: readonly Manifest[],
  documents: readonly DocumentText[],
): readonly DocumentText[] {
  const edits = stagedPolicies(manifests).flatMap((staged) => promotionEdits(staged, manifests, documents) ?? [])
  // Two staged policies may replace the same one.
  const distinct = [
    ...new Map(edits.map((edit) => [`${edit.document} ${edit.start} ${edit.end} ${edit.text}`, edit])).values(),
  ]
  return documents.map(({ name, text }) => ({
    name,
    text: applyEdits(
      text,
      distinct.filter(({ document }) => document === name),
    ),
  }))
}
