import { Echoes } from './echoes.ts'
import type { LensRow } from './lens-rows.ts'
import type { Lines } from './lines.ts'
import { editor, Uri } from './monaco-core.ts'
import { YAML } from './monaco-language.ts'
import { MarkLayer } from './monaco-marks.ts'

/** One text with all that belongs to it while another one is shown: history, folds, scroll position, marks and rows. */
export class OpenDocument {
  readonly model: editor.ITextModel
  readonly lens: MarkLayer
  readonly answers: MarkLayer
  readonly highlight: MarkLayer
  /** Of the time when it was last in front. */
  rows: readonly LensRow[] = []
  view: editor.ICodeEditorViewState | null = null
  #echoes: Echoes
  #isReplacing = false

  constructor(text: string, uri: Uri, onchange: (text: string) => void) {
    this.model = editor.createModel(text, YAML, uri)
    this.model.updateOptions({
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    })
    this.lens = new MarkLayer(this.model)
    this.answers = new MarkLayer(this.model)
    this.highlight = new MarkLayer(this.model)
    this.#echoes = new Echoes(text)
    this.model.onDidChangeContent(() => {
      if (this.#isReplacing) return
      const changed = this.model.getValue()
      this.#echoes.send(changed)
      onchange(changed)
    })
  }

  get lines(): Lines {
    const { model } = this
    return {
      count: model.getLineCount(),
      at: (line) => (line >= 1 && line <= model.getLineCount() ? model.getLineContent(line) : ''),
    }
  }

  /** Takes the app's text. One that the editor did not write replaces everything, history included. */
  accept(text: string): void {
    if (!this.#echoes.isNews(text)) return
    this.rows = []
    this.#isReplacing = true
    this.model.setValue(text)
    this.#isReplacing = false
  }

  dispose(): void {
    this.model.dispose()
  }
}

/** As many texts keep their history as a person has tabs; the one not seen for longest makes room. */
const KEPT = 40

/** The open documents by name. */
export class OpenDocuments {
  /** Of all editors together: Monaco wants the address of a text for itself. */
  static #count = 0
  #byName = new Map<string, OpenDocument>()

  get(name: string, text: string, onchange: (text: string) => void): OpenDocument {
    const known = this.#byName.get(name)
    // Names may hold anything; addresses may not.
    const document =
      known ?? new OpenDocument(text, Uri.parse(`inmemory://reachable/${++OpenDocuments.#count}.yaml`), onchange)
    this.#byName.delete(name)
    this.#byName.set(name, document)
    if (this.#byName.size > KEPT) {
      const [oldest, forgotten] = this.#byName.entries().next().value!
      this.#byName.delete(oldest)
      forgotten.dispose()
    }
    return document
  }

  dispose(): void {
    for (const document of this.#byName.values()) document.dispose()
    this.#byName.clear()
  }
}
