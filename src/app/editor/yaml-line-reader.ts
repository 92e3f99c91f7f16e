import type { FlowLevel, OpenKey, Token, TokenKind, YamlState } from './yaml-tokens.ts'
import { isApiWord, isOwnKey } from './yaml-words.ts'

const DOCUMENT = /^(?:---|\.\.\.)(?=\s|$)/
const DIRECTIVE = /^%.*/
const QUOTED_KEY = /(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?=\s*:(?:\s|$))/y
const PLAIN_KEY =
  /[^\s#&*!|>'"%@`{}[\],:-](?:[^\s:#]|:(?=\S)|(?<=\S)#|[ \t]+(?=[^\s:#]))*(?=\s*:(?:\s|$))|[-:](?=[^\s])(?:[^\s:#]|:(?=\S))*(?=\s*:(?:\s|$))/y
const FLOW_KEY =
  /(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#&*!|>'"%@`{}[\],:-](?:[^\s:#,{}[\]]|:(?=[^\s,{}[\]]))*)(?=\s*:(?:[\s,{}[\]]|$))/y
const PROPERTY = /[&*!][^\s,{}[\]]*/y
const BLOCK_HEADER = /[|>][0-9+-]*(?=\s|$)/y
const PLAIN = /[^\s](?:[^\s]|[ \t]+(?=[^\s#]))*/y
const FLOW_PLAIN = /[^\s,{}[\]](?:[^\s,{}[\]]|[ \t]+(?=[^\s#,{}[\]]))*/y
const CLOSING = { '"': /(?:[^"\\]|\\.)*"/y, "'": /(?:[^']|'')*'/y } as const

/** Levels of brackets that are told apart: a text with more is none that Kubernetes reads. */
const FLOW_LIMIT = 100

/** Reads one line from left to right, once. */
export class LineReader {
  readonly tokens: Token[] = []
  #at = 0
  #open: readonly OpenKey[]
  #flow: readonly FlowLevel[]
  #scalar: YamlState['scalar']
  /** Where the item or key that holds the present value begins. */
  #base = -1

  constructor(
    readonly line: string,
    readonly before: YamlState,
  ) {
    this.#open = before.open
    this.#flow = before.flow
    this.#scalar = before.scalar
  }

  get state(): YamlState {
    const { before } = this
    const unchanged = this.#open === before.open && this.#flow === before.flow && this.#scalar === before.scalar
    return unchanged ? before : { open: this.#open, flow: this.#flow, scalar: this.#scalar }
  }

  read(): void {
    this.#recover()
    if (this.#scalar && 'column' in this.#scalar) {
      if (this.#continuesBlock(this.#scalar.column)) return
      this.#scalar = null
    }
    if (this.#scalar) {
      this.#skipSpace()
      this.#takeQuoted(this.#scalar.quote, this.#scalar.kind, this.#at)
    } else if (this.#flow.length === 0) this.#readItems()
    this.#readValues()
  }

  /**
   * A separator ends whatever was left open, and so does a line that no bracket can reach: half-typed text must not
   * colour the rest.
   */
  #recover(): void {
    const separator = DOCUMENT.exec(this.line) ?? (this.#scalar ? null : DIRECTIVE.exec(this.line))
    if (separator) {
      this.#open = this.#flow = []
      this.#scalar = null
      this.#take(separator[0].length, 'mark')
    } else if (this.#flow.length > 0 && !this.#scalar) {
      const indent = this.line.search(/[^\s\]}]/)
      if (indent >= 0 && indent <= (this.#flow[0]?.holder?.column ?? -1)) this.#flow = []
    }
  }

  /** Blank lines and what is indented more than its key belong to a block scalar. */
  #continuesBlock(column: number): boolean {
    const indent = this.line.search(/\S/)
    if (indent >= 0 && indent <= column) return false
    this.#skipSpace()
    this.#take(this.line.length - this.#at, 'own')
    return true
  }

  /** Dashes, and the key they or the indentation lead to. */
  #readItems(): void {
    for (;;) {
      this.#skipSpace()
      const column = this.#at
      if (/^[-?](?:\s|$)/.test(this.line.slice(column, column + 2))) {
        // An item may stand in the same column as the key of its list.
        this.#open = this.#open.filter((key) => key.column <= column)
        this.#base = column
        this.#take(1, 'dash')
        continue
      }
      this.#skipProperties()
      const name = this.#match(QUOTED_KEY) ?? this.#match(PLAIN_KEY)
      if (name === null) return
      this.#open = this.#open.filter((key) => key.column < column)
      const parent = this.#open.at(-1) ?? null
      const key = { column, name: unquoted(name), own: isOwnKey(unquoted(name), parent?.name ?? null) }
      this.#base = column
      this.#open = [...this.#open, key]
      this.#takeKey(name, key)
      return
    }
  }

  #readValues(): void {
    for (;;) {
      this.#skipSpace()
      if (this.#at >= this.line.length) return
      const sign = this.line[this.#at]!
      if (sign === '#' && (this.#at === 0 || /\s/.test(this.line[this.#at - 1]!))) {
        this.#take(this.line.length - this.#at, 'comment')
        return
      }
      if (sign === '[' || sign === '{') {
        if (this.#flow.length < FLOW_LIMIT) this.#flow = [...this.#flow, { holder: this.#field, key: null }]
        this.#take(1, 'mark')
      } else if (this.#flow.length > 0) this.#readFlow(sign)
      else this.#readScalar(sign, PLAIN)
    }
  }

  #readFlow(sign: string): void {
    if (sign === ']' || sign === '}') {
      this.#flow = this.#flow.slice(0, -1)
      this.#take(1, 'mark')
      return
    }
    if (sign === ',') {
      this.#setFlowKey(null)
      this.#take(1, 'mark')
      return
    }
    const name = this.#match(FLOW_KEY)
    if (name === null) {
      this.#readScalar(sign, FLOW_PLAIN)
      return
    }
    const text = unquoted(name)
    const key = { column: 0, name: text, own: isOwnKey(text, this.#flow.at(-1)?.holder?.name ?? null) }
    this.#setFlowKey(key)
    this.#takeKey(name, key)
  }

  #readScalar(sign: string, plain: RegExp): void {
    if (sign === '"' || sign === "'") {
      this.#takeQuoted(sign, this.#valueKind('x'), this.#at + 1)
      return
    }
    if (this.#skipProperties()) return
    const header = this.#flow.length === 0 ? this.#match(BLOCK_HEADER) : null
    if (header !== null) {
      this.#scalar = { column: this.#base }
      this.#take(header.length, 'mark')
      return
    }
    const text = this.#match(plain) ?? sign
    this.#take(text.length, text === ':' ? 'mark' : this.#valueKind(text))
  }

  /** The key that the value at hand belongs to. */
  get #field(): OpenKey | null {
    const level = this.#flow.at(-1)
    return level ? (level.key ?? level.holder) : (this.#open.at(-1) ?? null)
  }

  #valueKind(text: string): TokenKind {
    const field = this.#field
    return !field?.own && isApiWord(text, field?.name ?? null) ? 'api' : 'own'
  }

  #setFlowKey(key: OpenKey | null): void {
    this.#flow = [...this.#flow.slice(0, -1), { holder: this.#flow.at(-1)?.holder ?? null, key }]
  }

  #takeKey(text: string, { own }: OpenKey): void {
    this.#take(text.length, own ? 'own' : 'key')
    this.#skipSpace()
    this.#take(1, 'mark')
  }

  /** From the present place, of which `from` is past the opening quote, to the closing quote or the end of the line. */
  #takeQuoted(quote: '"' | "'", kind: TokenKind, from: number): void {
    const closing = CLOSING[quote]
    closing.lastIndex = from
    const isClosed = closing.test(this.line)
    const end = isClosed ? closing.lastIndex : this.line.length
    this.#scalar = isClosed ? null : { quote, kind }
    this.#take(end - this.#at, kind)
  }

  /** Anchors, aliases and tags. Whether there was one. */
  #skipProperties(): boolean {
    let found = false
    for (let text = this.#match(PROPERTY); text !== null; text = this.#match(PROPERTY)) {
      this.#take(text.length, 'mark')
      this.#skipSpace()
      found = true
    }
    return found
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at
    return pattern.exec(this.line)?.[0] ?? null
  }

  #skipSpace(): void {
    while (this.#at < this.line.length && /\s/.test(this.line[this.#at]!)) this.#at++
  }

  #take(length: number, kind: TokenKind): void {
    if (length > 0) this.tokens.push({ start: this.#at, end: this.#at + length, kind })
    this.#at += length
  }
}

function unquoted(text: string): string {
  return /^["']/.test(text) ? text.slice(1, -1) : text
}
