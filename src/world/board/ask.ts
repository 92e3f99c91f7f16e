import type { TextEdit } from '../../ground/text-edit.ts'
import type { Direction } from '../../policy/form.ts'
import { dataplaneOf, type DataplaneLine } from '../../sim/cni/calico/dataplane.ts'
import { fieldAt } from '../../manifests/fields.ts'
import { readManifests, spanOf, type Manifest } from '../../manifests/read.ts'
import type { SourceSpan } from '../../ground/span.ts'
import type { ConnectivityDiff } from '../diff.ts'
import { documentEdits } from '../document-edits.ts'
import type { World } from '../index.ts'
import { boardOf, type BoardCard, type BoardView } from './board.ts'
import { newOrders } from './orders.ts'
import { promotedDocuments, promotionEdits, stagedPolicies, type StagedPolicy } from './staged.ts'

/**
 * `move`: a card to another place of its tier, counted without itself. `promote`: a staged policy is to be enforced.
 * `dataplane`: what is built for a pod, `namespace/name`.
 */
export type BoardQuery =
  | { readonly do: 'show' }
  | { readonly do: 'move'; readonly key: string; readonly to: number }
  | { readonly do: 'promote'; readonly key: string }
  | { readonly do: 'dataplane'; readonly pod: string; readonly direction: Direction }

/** A staged policy beside the board. `canPromote`: one click can enforce it. */
export interface StagedCard {
  readonly key: string
  readonly kind: string
  readonly name: string
  readonly action: StagedPolicy['action']
  readonly canPromote: boolean
  readonly span: SourceSpan | null
}

/** What Calico builds for one pod, line by line, with the places that the lines come from. */
export interface DataplaneView {
  readonly dataplane: 'iptables' | 'ebpf'
  readonly lines: readonly (Pick<DataplaneLine, 'text' | 'note'> & { readonly span: SourceSpan | null })[]
}

/**
 * `pending`: what would change if everything staged were enforced; null: nothing is staged, or only an edit was asked
 * for. `edits` null: nothing was asked for, or it cannot be done.
 */
export interface BoardReply {
  readonly board: BoardView
  readonly staged: readonly StagedCard[]
  readonly pending: ConnectivityDiff | null
  readonly edits: readonly TextEdit[] | null
  /** Null: it was not asked for, or nobody builds it. */
  readonly dataplane: DataplaneView | null
}

/** Changes of verdicts that are listed; the counts are complete. */
const LISTED = 60

/** Does what the board is asked for, and says how it stands. */
export function askBoard(world: World, query: BoardQuery): BoardReply {
  const { manifests } = readManifests(world.documents)
  const board = boardOf(world)
  const staged = stagedPolicies(manifests)
  return {
    board,
    dataplane: query.do === 'dataplane' ? dataplaneView(query.pod, query.direction, world) : null,
    edits:
      query.do === 'move'
        ? movingEdits(board, query.key, query.to, manifests, world)
        : query.do === 'promote'
          ? promoting(query.key, staged, manifests, world)
          : null,
    staged: staged.map((each): StagedCard => ({
      key: stagedKey(each),
      kind: each.manifest.object.kind,
      name: `${each.manifest.object.namespace !== null ? `${each.manifest.object.namespace}/` : ''}${each.manifest.object.name}`,
      action: each.action,
      canPromote: promotionEdits(each, manifests, world.documents) !== null,
      span: spanOf(each.manifest, ['metadata', 'name']),
    })),
    pending:
      staged.length === 0 || query.do !== 'show'
        ? null
        : world.open(promotedDocuments(manifests, world.documents)).diff(world, LISTED),
  }
}

function dataplaneView(
  name: string,
  direction: Direction,
  { cluster, policies, cni, locate }: World,
): DataplaneView | null {
  const endpoint = cluster.podByName.get(name)?.endpoint
  if (cni.name !== 'calico' || endpoint?.kind !== 'pod') return null
  const isEbpf = cni.options['dataplane'] === 'ebpf'
  return {
    dataplane: isEbpf ? 'ebpf' : 'iptables',
    lines: dataplaneOf(endpoint, direction, policies, isEbpf).map(({ text, note, from }) => ({
      text,
      note,
      span: from && locate(from.object, from.path),
    })),
  }
}

function stagedKey({ manifest: { object } }: StagedPolicy): string {
  return `${object.kind}/${object.namespace ?? ''}/${object.name}`
}

function promoting(
  key: string,
  staged: readonly StagedPolicy[],
  manifests: readonly Manifest[],
  { documents }: World,
): readonly TextEdit[] | null {
  const wanted = staged.find((each) => stagedKey(each) === key)
  return wanted ? promotionEdits(wanted, manifests, documents) : null
}

function movingEdits(
  { tiers }: BoardView,
  key: string,
  to: number,
  manifests: readonly Manifest[],
  { documents }: World,
): readonly TextEdit[] | null {
  const tier = tiers.find(({ cards }) => cards.some((card) => card.key === key))
  const orders = tier && newOrders(tier.cards, key, to)
  if (!tier || !orders) return null
  const edits = [...orders].map(([each, order]) => {
    const manifest = manifestOf(
      tier.cards.find((card) => card.key === each)!,
      manifests,
    )
    return manifest
      ? documentEdits(
          manifest,
          [
            fieldAt(manifest.object.value, 'spec', 'order') === undefined
              ? { change: 'set', path: ['spec'], key: 'order', value: order, after: ['tier'] }
              : { change: 'replace', path: ['spec', 'order'], value: order },
          ],
          documents,
        )
      : null
  })
  return edits.some((each) => each === null) ? null : edits.flatMap((each) => each!)
}

/** The later of two with one name is the one that holds. */
function manifestOf({ key }: BoardCard, manifests: readonly Manifest[]): Manifest | undefined {
  return manifests.findLast(
    ({ object }) =>
      `${object.group}/${object.kind}/${object.kind.includes('Global') ? '' : (object.namespace ?? 'default')}/${object.name}` ===
      key,
  )
}
