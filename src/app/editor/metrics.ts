/** Pixels from one line to the next for letters of this size: 22 for 14, 41 for 25. */
export function lineHeightOf(fontSize: number): number {
  return Math.floor(fontSize * 1.64)
}

/** The margin with the line numbers, in pixels, and the space over the first line. */
export const GUTTER = 46
/** The space over the first line and under the last, in pixels. */
export const PADDING = 8

/** For everybody who finds the way into the text with keys, or hears it read. */
export function editorLabel(documentName: string): string {
  return `YAML of ${documentName}. Escape, then Tab leaves the editor.`
}

/** The plain field lets Tab through, so there is nothing to say about leaving it. */
export function lightLabel(documentName: string): string {
  return `YAML of ${documentName}`
}
