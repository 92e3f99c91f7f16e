import { questionComment } from '../../ground/question-comment.ts'
import './monaco.css'
import type { Diagnostic } from '../../ground/diagnostic.ts'
import { lineStarts, positionAt } from '../../ground/line-starts.ts'
import type { Position, SourceSpan } from '../../ground/span.ts'
import type { OffsetEdit } from '../../ground/text-edit.ts'
import type { KindSchema } from '../../worker/protocol.ts'
import type { ClusterView, InlineAnswer, LensView } from '../../worker/snapshot.ts'
import { lensRows } from './lens-rows.ts'
import { answerMarks, highlightMarks, lensMarks } from './marks.ts'
import { editorLabel } from './metrics.ts'
import { editor, InMemoryStorageService, KeyCode, KeyMod } from './monaco-core.ts'
import { OpenDocuments, type OpenDocument } from './monaco-documents.ts'
import { answerHovers, offerLabels, offerSchemas, registerYaml, type SelectedAt } from './monaco-language.ts'
import { showProblems } from './monaco-marks.ts'
import { fontOptions, OPTIONS, PROBLEM_KEYS } from './monaco-options.ts'
import { RowKeeper } from './monaco-rows.ts'
import { showTheme } from './monaco-theme.ts'
import { problemMarks } from './problem-marks.ts'

/**
 * What the editor tells: the whole text after every change, where the cursor is, and questions in comments that are
 * asked.
 */
export interface EditorEvents {
  change(text: string): void
  cursor(position: Position): void
  question(question: string): void
  /** The middle of the first highlighted line, in pixels from the top of the editor; null: there is none in view. */
  highlight(middle: number | null): void
}

/** The editor as the rest of the app knows it. Nothing of Monaco leaves this folder. */
export interface TextEditor {
  /** Shows a document. A text that is the editor's own, perhaps from a few key presses ago, changes nothing. */
  show(name: string, text: string): void
  setTheme(theme: 'light' | 'dark'): void
  setFontSize(pixels: number): void
  setSchemas(schemas: readonly KindSchema[]): void
  /** Its labels are proposed in selectors. */
  setCluster(cluster: ClusterView | null): void
  /** Asked when the pointer rests in the text. */
  setSelectedAt(selectedAt: SelectedAt | null): void
  setProblems(diagnostics: readonly Diagnostic[]): void
  setAnswers(inline: readonly InlineAnswer[]): void
  /** Does nothing for the lens of another document. */
  setLens(lens: LensView): void
  mark(highlight: readonly SourceSpan[]): void
  reveal(position: Position, focus: boolean): void
  /** Edits the document shown, whose text is `text`, in one step that can be undone, and goes there. */
  edit(text: string, edits: readonly OffsetEdit[]): void
  dispose(): void
}

/** Puts an editor into the element, without a document yet. `fontSize` in pixels. */
export function createEditor(host: HTMLElement, on: EditorEvents, fontSize: number): TextEditor {
  return new MonacoEditor(host, on, fontSize)
}

class MonacoEditor implements TextEditor {
  readonly #host: HTMLElement
  readonly #on: EditorEvents
  readonly #editor: editor.IStandaloneCodeEditor
  readonly #rows: RowKeeper
  readonly #documents = new OpenDocuments()
  #name = ''
  #shown: OpenDocument | null = null
  #highlighted: number | null = null

  constructor(host: HTMLElement, on: EditorEvents, fontSize: number) {
    this.#host = host
    this.#on = on
    this.#editor = editor.create(
      host,
      {
        ...OPTIONS,
        ...fontOptions(host, fontSize),
        cursorBlinking: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'solid' : 'blink',
      },
      { storageService: memory() },
    )
    registerYaml()
    const scale = document.createElement('div')
    scale.className = 'row-scale'
    host.append(scale)
    this.#rows = new RowKeeper(this.#editor, scale)
    this.#editor.onDidLayoutChange(() => this.#rows.refit())
    for (const moves of [
      this.#editor.onDidLayoutChange,
      this.#editor.onDidScrollChange,
      this.#editor.onDidContentSizeChange,
    ])
      moves(() => this.#tellHighlight())
    this.#editor.onDidChangeCursorPosition(({ position }) =>
      on.cursor({ line: position.lineNumber, column: position.column }),
    )
    this.#editor.onMouseDown(({ event, target }) => {
      if (event.leftButton && target.position && target.element?.classList.contains('answer'))
        this.#ask(target.position.lineNumber)
    })
    this.#editor.addAction({
      id: 'reachable.ask',
      label: 'Ask the question in this line',
      keybindings: [KeyMod.Alt | KeyCode.Enter],
      contextMenuGroupId: 'navigation',
      run: () => this.#ask(this.#editor.getPosition()?.lineNumber ?? 0),
    })
    // The app goes to the next problem, wherever it is; Monaco would stay in this text.
    editor.addKeybindingRules(
      ['nextInFiles', 'prevInFiles', 'next', 'prev'].map((way, index) => ({
        keybinding: PROBLEM_KEYS[index]!,
        command: `-editor.action.marker.${way}`,
      })),
    )
    letTabLeave(host)
  }

  show(name: string, text: string): void {
    const document = this.#documents.get(name, text, (changed) => this.#on.change(changed))
    document.accept(text)
    if (name !== this.#name) this.#editor.updateOptions({ ariaLabel: editorLabel(name) })
    this.#name = name
    if (document === this.#shown) return
    if (this.#shown) {
      this.#shown.view = this.#editor.saveViewState()
      this.#shown.rows = this.#rows.release()
    }
    this.#shown = document
    this.#editor.setModel(document.model)
    this.#rows.show(document.rows)
    if (document.view) this.#editor.restoreViewState(document.view)
    const { lineNumber, column } = this.#editor.getPosition() ?? { lineNumber: 1, column: 1 }
    this.#on.cursor({ line: lineNumber, column })
  }

  setTheme(theme: 'light' | 'dark'): void {
    showTheme(theme, this.#host)
  }
  setFontSize(pixels: number): void {
    this.#editor.updateOptions(fontOptions(this.#host, pixels))
  }
  setSchemas(schemas: readonly KindSchema[]): void {
    void offerSchemas(schemas)
  }
  setCluster(cluster: ClusterView | null): void {
    offerLabels(cluster)
  }
  setSelectedAt(selectedAt: SelectedAt | null): void {
    answerHovers(selectedAt)
  }

  setProblems(diagnostics: readonly Diagnostic[]): void {
    if (this.#shown) showProblems(this.#shown.model, problemMarks(this.#name, diagnostics, this.#shown.lines))
  }

  setAnswers(inline: readonly InlineAnswer[]): void {
    this.#shown?.answers.show(answerMarks(this.#name, inline))
  }

  setLens(lens: LensView): void {
    if (!this.#shown || lens.document !== this.#name) return
    this.#shown.lens.show(lensMarks(lens, this.#shown.lines))
    this.#rows.show(lensRows(lens, this.#shown.lines))
  }

  mark(highlight: readonly SourceSpan[]): void {
    const marks = highlightMarks(this.#name, highlight)
    this.#shown?.highlight.show(marks)
    this.#highlighted = marks[0]?.line ?? null
    this.#tellHighlight()
  }

  reveal({ line, column }: Position, focus: boolean): void {
    this.#editor.setPosition({ lineNumber: line, column })
    this.#editor.revealPositionInCenterIfOutsideViewport({ lineNumber: line, column }, editor.ScrollType.Immediate)
    if (focus) this.#editor.focus()
  }

  edit(text: string, edits: readonly OffsetEdit[]): void {
    const starts = lineStarts(text)
    const operations = edits.map((each) => {
      const from = positionAt(starts, each.start)
      const to = positionAt(starts, each.end)
      return {
        range: { startLineNumber: from.line, startColumn: from.column, endLineNumber: to.line, endColumn: to.column },
        text: each.text,
      }
    })
    this.#editor.pushUndoStop()
    this.#editor.executeEdits('fix', operations)
    this.#editor.pushUndoStop()
    if (edits[0]) this.reveal(positionAt(starts, edits[0].start), true)
  }

  dispose(): void {
    this.#rows.release()
    this.#editor.dispose()
    this.#documents.dispose()
  }

  #tellHighlight(): void {
    const height = this.#editor.getOption(editor.EditorOption.lineHeight)
    const middle =
      this.#highlighted === null
        ? null
        : this.#editor.getTopForLineNumber(this.#highlighted) - this.#editor.getScrollTop() + height / 2
    this.#on.highlight(middle !== null && middle > 0 && middle < this.#editor.getLayoutInfo().height ? middle : null)
  }

  #ask(line: number): void {
    const question = questionComment(this.#shown?.lines.at(line) ?? '')
    if (question !== null) this.#on.question(question)
  }
}

/** What Monaco remembers. Completions begin with their explanation open: here it is what one came for. */
function memory(): InMemoryStorageService {
  const storage = new InMemoryStorageService()
  storage.store('expandSuggestionDocs', true, 0, 0)
  return storage
}

/** Tab indents, except right after Escape: then it goes where it goes everywhere else. */
function letTabLeave(host: HTMLElement): void {
  let isLeaving = false
  host.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Tab' && isLeaving) event.stopImmediatePropagation()
      // The Shift of Shift+Tab must not end it.
      if (event.key !== 'Shift') isLeaving = event.key === 'Escape'
    },
    { capture: true },
  )
  host.addEventListener('focusout', () => {
    isLeaving = false
  })
}
