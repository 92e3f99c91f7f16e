/**
 * What a stretch of YAML is to the reader. `key`: a field's name; `own`: names, labels and numbers of the user; `api`:
 * a word the API defines; `dash`: starts an item; `mark`: punctuation, anchors, tags, document separators; `comment`.
 */
export type TokenKind = 'key' | 'own' | 'api' | 'dash' | 'mark' | 'comment'

/** Offsets within the line, `end` exclusive. Tokens are in order and do not overlap; what is between them is white. */
export interface Token {
  readonly start: number
  readonly end: number
  readonly kind: TokenKind
}

/** A key whose value may go on in the next line; `own`: the user's word, and so are the values beneath it. */
export interface OpenKey {
  readonly column: number
  readonly name: string
  readonly own: boolean
}

/** An open `[` or `{`: the key that holds it, and the key within it whose value comes next. */
export interface FlowLevel {
  readonly holder: OpenKey | null
  readonly key: OpenKey | null
}

/** What a line needs to know of the lines above it. Plain and immutable: an editor keeps one for every line. */
export interface YamlState {
  readonly open: readonly OpenKey[]
  readonly flow: readonly FlowLevel[]
  /** An unfinished quoted scalar, or a block scalar that goes on while lines are indented more than `column`. */
  readonly scalar: { readonly quote: '"' | "'"; readonly kind: TokenKind } | { readonly column: number } | null
}
