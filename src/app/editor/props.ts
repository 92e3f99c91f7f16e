import type { Diagnostic } from '../../ground/diagnostic.ts'
import type { Position, SourceSpan } from '../../ground/span.ts'
import type { KindSchema } from '../../worker/protocol.ts'
import type { ClusterView, InlineAnswer, LensView } from '../../worker/snapshot.ts'
import type { Reveal, TextEdits } from '../state/editor-orders.svelte.ts'

/** What every editor is given and tells back, whatever it is made of. */
export interface EditorProps {
  readonly documentName: string
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
  readonly lens: LensView
  readonly inline: readonly InlineAnswer[]
  readonly highlight: readonly SourceSpan[]
  readonly reveal: Reveal | null
  readonly theme: 'light' | 'dark'
  readonly schemas: readonly KindSchema[]
  /** Whose labels may be proposed; null: there is no picture yet. */
  readonly cluster: ClusterView | null
  /**
   * Tells whom the selector at a place matches, in Markdown; null: there is none there, or the picture is of another
   * text.
   */
  readonly selectedAt?: (position: Position) => Promise<string | null>
  readonly fontSize: number
  /**
   * Of which text the places in `diagnostics`, `lens`, `inline` and `highlight` speak. `now`: of `text`. `last-valid`:
   * the problems and answers of `text`, the rest of the last text without errors. `earlier`: of one that has been typed
   * over since; what is shown then stays, and moves with the text.
   */
  readonly placesOf: 'now' | 'last-valid' | 'earlier'
  /** Edits of `text` to be made in one step that can be undone; null: none. Each is made once. */
  readonly edits: TextEdits | null
  readonly onchange: (text: string) => void
  readonly oncursor: (position: Position) => void
  readonly onquestion: (question: string) => void
  /**
   * The middle of the first highlighted line, in pixels from the top; null: none is in view. Editors that cannot tell
   * say nothing.
   */
  readonly onhighlight?: (middle: number | null) => void
}
