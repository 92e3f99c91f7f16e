import type { Position } from '../../ground/span.ts'
import type { OffsetEdit } from '../../ground/text-edit.ts'

/**
 * Where the editor is asked to go. `seq` tells two visits to the same place apart; `focus`: somebody asked to be taken
 * there.
 */
export interface Reveal extends Position {
  readonly seq: number
  readonly focus: boolean
}

/**
 * Edits of one document, to be made by the editor in one step that can be undone. `seq` tells two of the same apart.
 */
export interface TextEdits {
  readonly seq: number
  readonly document: string
  readonly edits: readonly OffsetEdit[]
}

/** What the editor is asked to do with the text that it shows. */
export class EditorOrders {
  #reveal = $state.raw<Reveal | null>(null)
  #edits = $state.raw<TextEdits | null>(null)
  #visits = 0
  #editCount = 0

  get reveal(): Reveal | null {
    return this.#reveal
  }
  get edits(): TextEdits | null {
    return this.#edits
  }

  /** To go to a place of the document in front. */
  goTo({ line, column }: Position, focus: boolean): void {
    this.#reveal = { line, column, seq: ++this.#visits, focus }
  }

  /** To change a document as if somebody had typed. */
  edit(document: string, edits: readonly OffsetEdit[]): void {
    this.#edits = { seq: ++this.#editCount, document, edits }
  }

  /** The text that edits were for is gone. */
  dropEdits(): void {
    this.#edits = null
  }
}
