import type { RewriteProof } from '../../worker/protocol.ts'
import type { Notices } from './notices.svelte.ts'
import type { Session } from './session.svelte.ts'
import type { ChangedLine } from './text-difference.ts'
import type { WorkDocument } from './work.ts'

const OLDER = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy']

/** Turns the older cluster-wide policies into ClusterNetworkPolicies, and shows that they mean the same. */
export class Rewrite {
  #proof = $state.raw<RewriteProof | null>(null)
  #isOpen = $state(false)
  #changes = $state.raw<Rewrite['changes']>([])

  constructor(
    private readonly session: Session,
    private readonly notices: Notices,
  ) {}

  get isOpen(): boolean {
    return this.#isOpen
  }
  /** Null: it is being made. */
  get proof(): RewriteProof | null {
    return this.#proof
  }

  /** There are policies of the older kinds. */
  canStart = $derived.by(() =>
    (this.session.snapshot?.outline ?? []).some(({ objects }) => objects.some(({ kind }) => OLDER.includes(kind))),
  )
  /** Tabs that differ, with all of their lines. */
  get changes(): readonly { readonly name: string; readonly lines: readonly ChangedLine[] }[] {
    return this.#changes
  }

  async start(): Promise<void> {
    this.#isOpen = true
    this.#proof = null
    // A worker that ended is told elsewhere.
    const [proof, { changedDocuments }] = await Promise.all([
      this.session.picture.rewrite().catch(() => null),
      import('./text-difference.ts'),
    ])
    this.#changes = proof ? changedDocuments(this.session.documents, proof.documents) : []
    this.#proof = proof
    this.#isOpen = proof !== null
  }

  close(): void {
    this.#isOpen = false
  }

  /** Puts the rewritten documents in place; from there on changes are counted from the older ones. */
  async apply(): Promise<void> {
    const proof = this.#proof
    if (!proof) return
    const { rewrittenText } = await import('../text/rewrite.ts')
    const { text, undo } = rewrittenText(proof)
    const before: readonly WorkDocument[] = this.session.documents
    this.#isOpen = false
    this.session.setBaseline(true)
    this.session.replaceDocuments(proof.documents)
    this.notices.show({
      key: 'rewrite',
      tone: 'plain',
      text,
      action: {
        label: undo,
        run: () => {
          this.session.replaceDocuments(before)
          this.session.setBaseline(false)
          this.notices.dismiss('rewrite')
        },
      },
    })
  }
}
