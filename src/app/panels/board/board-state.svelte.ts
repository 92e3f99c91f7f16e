import type { BoardQuery, BoardReply, DataplaneView } from '../../../world/board/ask.ts'
import { applyEdits } from '../../../ground/text-edit.ts'
import type { Notices } from '../../state/notices.svelte.ts'
import type { Session } from '../../state/session.svelte.ts'
import { say } from '../../text/sentence.ts'

/** The board of the picture on the screen. What was read last stays while something newer is read. */
export class BoardState {
  #reply = $state.raw<BoardReply | null>(null)
  #hasFailed = $state(false)
  #count = 0
  /** Said to who cannot see the cards move; empty: nothing. */
  said = $state('')

  constructor(
    private readonly session: Pick<Session, 'applyEdits' | 'snapshot' | 'replaceDocuments' | 'documents'> & {
      readonly picture: Pick<Session['picture'], 'board'>
    },
    private readonly notices: Notices,
  ) {}

  get reply(): BoardReply | null {
    return this.#reply
  }
  get hasFailed(): boolean {
    return this.#hasFailed
  }

  async load(): Promise<void> {
    const count = ++this.#count
    try {
      const reply = await this.session.picture.board({ do: 'show' })
      if (count === this.#count) {
        this.#reply = reply
        this.#hasFailed = false
      }
    } catch {
      if (count === this.#count) this.#hasFailed = true
    }
  }

  async dataplane(pod: string, direction: 'ingress' | 'egress'): Promise<DataplaneView | null> {
    return (await this.session.picture.board({ do: 'dataplane', pod, direction }).catch(() => null))?.dataplane ?? null
  }

  /** Writes what was asked for into the text, as one step that the editor can undo. False: it cannot be done. */
  async change(query: BoardQuery): Promise<boolean> {
    const revision = this.session.snapshot?.revision ?? 0
    const { edits } = await this.session.picture.board(query).catch(() => ({ edits: null }))
    if (!edits || edits.length === 0) return false
    if (edits.every(({ document }) => document === edits[0]!.document)) return this.session.applyEdits(revision, edits)
    // The editor's undo knows one document: what touches several has an undo of its own.
    const before = this.session.documents
    this.session.replaceDocuments(
      before.map((document) => ({
        ...document,
        text: applyEdits(
          document.text,
          edits.filter((edit) => edit.document === document.name),
        ),
      })),
    )
    this.notices.show({
      key: 'board',
      tone: 'plain',
      text: say`Several documents were changed.`,
      action: {
        label: 'Undo',
        run: () => {
          this.session.replaceDocuments(before)
          this.notices.dismiss('board')
        },
      },
    })
    return true
  }
}
