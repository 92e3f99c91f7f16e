import type { Mark } from './marks.ts'
import { markKey } from './marks.ts'
import { editor } from './monaco-core.ts'
import type { ProblemMark } from './problem-marks.ts'
import { MarkerSeverity } from './monaco-core.ts'

type Options = editor.IModelDecorationOptions

/** Marks on one text, of one origin. They move with the text until the next ones come. */
export class MarkLayer {
  readonly #model: editor.ITextModel
  #shown = new Map<string, string>()

  constructor(model: editor.ITextModel) {
    this.#model = model
  }

  /** Shows these marks and no others; those that are already where they belong are left alone. */
  show(marks: readonly Mark[]): void {
    const kept = new Map<string, string>()
    const added = new Map<string, editor.IModelDeltaDecoration>()
    for (const mark of marks) {
      const key = markKey(mark)
      const decoration = decorationOf(mark, this.#model)
      const id = this.#shown.get(key)
      if (id !== undefined && isAt(this.#model.getDecorationRange(id), decoration.range)) kept.set(key, id)
      else added.set(key, decoration)
    }
    const removed = [...this.#shown].filter(([key]) => !kept.has(key)).map(([, id]) => id)
    if (removed.length === 0 && added.size === 0) return
    const ids = this.#model.deltaDecorations(removed, [...added.values()])
    this.#shown = kept
    ;[...added.keys()].forEach((key, index) => this.#shown.set(key, ids[index]!))
  }
}

function isAt(
  range: {
    readonly startLineNumber: number
    readonly startColumn: number
    readonly endLineNumber: number
    readonly endColumn: number
  } | null,
  wanted: editor.IModelDeltaDecoration['range'],
): boolean {
  return (
    range !== null &&
    range.startLineNumber === wanted.startLineNumber &&
    range.startColumn === wanted.startColumn &&
    range.endLineNumber === wanted.endLineNumber &&
    range.endColumn === wanted.endColumn
  )
}

function decorationOf(mark: Mark, model: editor.ITextModel): editor.IModelDeltaDecoration {
  const line = Math.min(mark.line, model.getLineCount())
  const whole = { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: model.getLineMaxColumn(line) }
  switch (mark.mark) {
    case 'highlight':
      return {
        range: whole,
        options: {
          isWholeLine: true,
          className: 'deciding',
          marginClassName: 'deciding deciding-edge',
          stickiness: editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
        },
      }
    case 'spine':
      return {
        range: { ...whole, startColumn: mark.column, endColumn: mark.column + 1 },
        options: {
          className: `spine spine-${mark.part} bridge-${mark.bridge}`,
          stickiness: editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
        },
      }
    case 'ghost':
      return { range: whole, options: after(`\u00a0\u00a0${mark.text}`, 'ghost') }
    case 'answer':
      return {
        range: whole,
        options: {
          ...after(mark.text, `answer answer-${mark.glyph}`),
          // The end of a long line is out of sight in a narrow editor.
          linesDecorationsClassName: `answer-sign answer-${mark.glyph}`,
        },
      }
  }
}

/**
 * Words behind a line that are not part of it. The mark covers the line and grows with it, so that they stay at its
 * end.
 */
function after(content: string, style: string): Options {
  return {
    after: {
      content,
      inlineClassName: style,
      inlineClassNameAffectsLetterSpacing: true,
      cursorStops: editor.InjectedTextCursorStops.Left,
    },
    stickiness: editor.TrackedRangeStickiness.GrowsOnlyWhenTypingAfter,
    showIfCollapsed: true,
  }
}

const SEVERITY = { error: MarkerSeverity.Error, warning: MarkerSeverity.Warning, note: MarkerSeverity.Hint } as const

/** Squiggles with their text. They replace those shown before. */
export function showProblems(model: editor.ITextModel, problems: readonly ProblemMark[]): void {
  editor.setModelMarkers(
    model,
    'reachable',
    problems.map(({ line, column, endColumn, severity, message }) => ({
      startLineNumber: line,
      startColumn: column,
      endLineNumber: line,
      endColumn,
      severity: SEVERITY[severity],
      message,
    })),
  )
}
