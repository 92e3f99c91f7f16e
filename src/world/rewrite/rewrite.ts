import { applyEdits } from '../../ground/text-edit.ts'
import { readManifests, type DocumentText } from '../../manifests/read.ts'
import { documentEdits } from '../document-edits.ts'
import { changesToClusterNetworkPolicy, isOlderPolicy, type Unsayable } from './to-cluster-network-policy.ts'

/** The documents with their older policies rewritten as ClusterNetworkPolicies, and what was left as it is. */
export interface Rewriting {
  readonly documents: readonly DocumentText[]
  /** Names of those that were rewritten. */
  readonly rewritten: readonly string[]
  /** `text`: it is written in a way in which it cannot be changed without harm. */
  readonly left: readonly { readonly kind: string; readonly name: string; readonly why: Unsayable | 'text' }[]
}

/**
 * The documents with AdminNetworkPolicy and BaselineAdminNetworkPolicy as ClusterNetworkPolicy. Comments and formatting
 * stay; only what has to change does. Whether it means the same is for the caller to compare.
 */
export function rewriteOlderPolicies(documents: readonly DocumentText[]): Rewriting {
  const { manifests } = readManifests(documents)
  const taken = new Set(
    manifests.filter(({ object }) => object.kind === 'ClusterNetworkPolicy').map(({ object }) => object.name),
  )
  const rewritten: string[] = []
  const left: Rewriting['left'][number][] = []
  const edits = manifests
    .filter(({ object }) => isOlderPolicy(object))
    .flatMap((manifest) => {
      const { kind, name } = manifest.object
      const newName = taken.has(name)
        ? freeName(`${name}-${kind === 'AdminNetworkPolicy' ? 'admin' : 'baseline'}`, taken)
        : name
      const changes = changesToClusterNetworkPolicy(manifest.object, newName)
      const made = changes.ok ? documentEdits(manifest, changes.value, documents) : null
      if (!made) {
        left.push({ kind, name, why: changes.ok ? 'text' : changes.problem })
        return []
      }
      taken.add(newName)
      rewritten.push(newName)
      return made
    })
  return {
    documents: documents.map(({ name, text }) => ({
      name,
      text: applyEdits(
        text,
        edits.filter(({ document }) => document === name),
      ),
    })),
    rewritten,
    left,
  }
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let number = 2
  if (!taken.has(wanted)) return wanted
  while (taken.has(`${wanted}-${number}`)) number++
  return `${wanted}-${number}`
}
