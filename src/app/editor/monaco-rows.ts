import { mayWrap, type LensRow } from './lens-rows.ts'
import { editor } from './monaco-core.ts'
import { mountRow, type MountedRow } from './mount-row.ts'
import { movedLine } from './moved-lines.ts'

interface PlacedRow {
  readonly id: string
  readonly mounted: MountedRow
  /** Monaco reads it again whenever it lays the zone out, so it always says where the row is. */
  readonly zone: { readonly domNode: HTMLElement; afterLineNumber: number; heightInPx: number; ordinal: number }
  /** The row's words and indentation, to see at a glance whether they changed. */
  look: string
  row: LensRow
}

/**
 * The rows between the lines of the text that the editor shows. A row that stays keeps its element and its place; only
 * rows that come or go move the text, and then the line that was in view stays where it was on the screen.
 */
export class RowKeeper {
  readonly #editor: editor.ICodeEditor
  readonly #scale: HTMLElement
  #placed = new Map<string, PlacedRow>()
  #width = 0

  /** `scale`: an invisible element, as wide as the text, in which rows are measured. */
  constructor(on: editor.ICodeEditor, scale: HTMLElement) {
    this.#editor = on
    this.#scale = scale
    this.refit()
    on.onDidChangeModelContent(({ changes, isFlush }) => {
      if (isFlush) {
        this.show([])
        return
      }
      for (const { range, text } of changes) {
        const change = {
          first: range.startLineNumber,
          last: range.endLineNumber,
          lineEnds: text.split(/\r\n|\r|\n/).length - 1,
        }
        if (change.first === change.last && change.lineEnds === 0) continue
        for (const { zone } of this.#placed.values()) zone.afterLineNumber = movedLine(zone.afterLineNumber, change)
      }
    })
  }

  show(rows: readonly LensRow[]): void {
    const wanted = new Set(rows.map(({ key }) => key))
    const gone = [...this.#placed.keys()].filter((key) => !wanted.has(key))
    const hold = gone.length > 0 || rows.some(({ key }) => !this.#placed.has(key)) ? this.#anchor() : null
    const outdated = rows.filter((row, index) => this.#refresh(row, ordinalOf(rows, index)))
    if (gone.length + outdated.length === 0) return
    this.#editor.changeViewZones((zones) => {
      for (const key of gone) {
        const { id, mounted } = this.#placed.get(key)!
        zones.removeZone(id)
        mounted.remove()
        this.#placed.delete(key)
      }
      for (const row of outdated) {
        const placed = this.#placed.get(row.key)
        if (placed) zones.layoutZone(placed.id)
        else this.#add(zones, row, ordinalOf(rows, rows.indexOf(row)))
      }
    })
    hold?.()
  }

  /** Rows break where the pane ends. To be called when its width, or the size of the letters, is another. */
  refit(): void {
    const { contentWidth, verticalScrollbarWidth } = this.#editor.getLayoutInfo()
    this.#width = contentWidth - verticalScrollbarWidth
    this.#scale.style.width = `${this.#width}px`
    this.#scale.parentElement?.style.setProperty('--row-width', `${this.#width}px`)
    const unfit = [...this.#placed.values()].filter((placed) => {
      const before = placed.zone.heightInPx
      placed.zone.heightInPx = this.#height(placed.row, placed.mounted)
      return placed.zone.heightInPx !== before
    })
    if (unfit.length > 0)
      this.#editor.changeViewZones((zones) => {
        for (const { id } of unfit) zones.layoutZone(id)
      })
  }

  /** Lets go of all rows, before the editor shows another text. They are given back where they stood last. */
  release(): readonly LensRow[] {
    const placed = [...this.#placed.values()]
    this.#placed.clear()
    for (const { mounted } of placed) mounted.remove()
    return placed
      .sort((a, b) => a.zone.afterLineNumber - b.zone.afterLineNumber || a.zone.ordinal - b.zone.ordinal)
      .map(({ row, zone }) => ({ ...row, after: zone.afterLineNumber }))
  }

  /** Brings a row up to date that is there already. Whether something is left to do between the lines. */
  #refresh(row: LensRow, ordinal: number): boolean {
    const placed = this.#placed.get(row.key)
    if (!placed) return true
    const { zone } = placed
    const look = lookOf(row)
    let height = zone.heightInPx
    if (look !== placed.look) {
      placed.mounted.update(row)
      placed.row = row
      placed.look = look
      height = this.#height(row, placed.mounted)
    }
    if (zone.afterLineNumber === row.after && zone.heightInPx === height && zone.ordinal === ordinal) return false
    zone.afterLineNumber = row.after
    zone.heightInPx = height
    zone.ordinal = ordinal
    return true
  }

  #add(zones: editor.IViewZoneChangeAccessor, row: LensRow, ordinal: number): void {
    const mounted = mountRow(row)
    const zone = {
      afterLineNumber: row.after,
      heightInPx: this.#height(row, mounted),
      domNode: mounted.element,
      ordinal,
    }
    this.#placed.set(row.key, { id: zones.addZone(zone), mounted, zone, row, look: lookOf(row) })
  }

  #height(row: LensRow, { element }: MountedRow): number {
    const lineHeight = this.#editor.getOption(editor.EditorOption.lineHeight)
    const { typicalHalfwidthCharacterWidth } = this.#editor.getOption(editor.EditorOption.fontInfo)
    if (!mayWrap(row, this.#width, typicalHalfwidthCharacterWidth)) return lineHeight
    // A copy, because rows out of sight have no size.
    const copy = element.cloneNode(true) as HTMLElement
    copy.removeAttribute('style')
    this.#scale.append(copy)
    const height = copy.offsetHeight
    copy.remove()
    return Math.max(1, Math.round(height / lineHeight)) * lineHeight
  }

  /**
   * Remembers where the cursor's line, or else the first line in view, is on the screen; what it returns puts it back
   * there.
   */
  #anchor(): (() => void) | null {
    const on = this.#editor
    const scroll = on.getScrollTop()
    // At the very top rows may push the text down; scrolling them out of sight would hide them.
    if (scroll === 0) return null
    const visible = on.getVisibleRanges()
    const cursor = on.getPosition()?.lineNumber ?? 1
    const line = visible.some((range) => range.startLineNumber <= cursor && cursor <= range.endLineNumber)
      ? cursor
      : (visible[0]?.startLineNumber ?? 1)
    const before = on.getTopForLineNumber(line)
    return () => on.setScrollTop(scroll + on.getTopForLineNumber(line) - before)
  }
}

function lookOf({ indent, ghost, sentence }: LensRow): string {
  return JSON.stringify([indent, ghost, sentence])
}

/** The how-manieth row it is after its line. */
function ordinalOf(rows: readonly LensRow[], index: number): number {
  let first = index
  while (first > 0 && rows[first - 1]!.after === rows[index]!.after) first--
  return index - first
}
