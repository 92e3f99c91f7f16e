import type { LabelExpression } from '../../../ground/label-expression.ts'

/** What is wrong with a selector, and at which character, counted from 0. */
export interface SelectorFault {
  readonly message: string
  readonly at: number
}

/** A selector as an expression, or why it cannot be read. */
export type ReadSelector =
  { readonly ok: true; readonly expression: LabelExpression } | { readonly ok: false; readonly fault: SelectorFault }

const known = new Map<string, ReadSelector>()
/** More than these are not remembered: they come from somebody typing. */
const REMEMBERED = 5_000

/**
 * Reads a selector in Calico's own grammar. An empty one selects everything.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors, libcalico-go/lib/selector
 */
export function readSelector(text: string): ReadSelector {
  const before = known.get(text)
  if (before) return before
  const read = new Parser(text).read()
  if (known.size >= REMEMBERED) known.clear()
  known.set(text, read)
  return read
}

interface Token {
  readonly is: 'mark' | 'text' | 'label' | 'operator' | 'call' | 'end'
  /** The mark, the word or the label; of a text its value. */
  readonly value: string
  /** Of `has(label)`. */
  readonly argument?: string
  readonly at: number
}

const IDENTIFIER = /[A-Za-z0-9_./-]+/y
const OPERATOR = /(contains|starts[ \t]*with|ends[ \t]*with|not[ \t]*in|in)/y
const CALL = /(has|all|global)\(/y
const LABEL_LIMIT = 512
/** Brackets in brackets: no selector that the API takes, of 1,024 letters, has more. */
const DEPTH_LIMIT = 1_024

class Fault extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message)
  }
}

class Parser {
  #tokens: readonly Token[] = []
  #next = 0
  #depth = 0

  constructor(private readonly text: string) {}

  read(): ReadSelector {
    try {
      this.#tokens = this.#lex()
      if (this.#isAtEnd) return { ok: true, expression: { is: 'all', of: [] } }
      const expression = this.#either()
      this.#expectEnd()
      return { ok: true, expression }
    } catch (error) {
      if (error instanceof Fault) return { ok: false, fault: { message: error.message, at: error.at } }
      throw error
    }
  }

  get #peek(): Token {
    return this.#tokens[this.#next]!
  }

  get #isAtEnd(): boolean {
    return this.#peek.is === 'end'
  }

  #expectEnd(): void {
    if (!this.#isAtEnd)
      throw new Fault(`unexpected content at end of selector ${this.text.slice(this.#peek.at)}`, this.#peek.at)
  }

  /** Whoever takes the end has nothing more to read, and says so. */
  #take(): Token {
    return this.#tokens[this.#next++]!
  }

  #isMark(value: string): boolean {
    return this.#peek.is === 'mark' && this.#peek.value === value
  }

  /** Parts joined by `||`. */
  #either(): LabelExpression {
    const parts = [this.#both()]
    while (this.#isMark('||')) {
      this.#take()
      parts.push(this.#both())
    }
    return parts.length === 1 ? parts[0]! : { is: 'any', of: parts }
  }

  /** Parts joined by `&&`, which binds tighter. */
  #both(): LabelExpression {
    const parts = [this.#unary()]
    while (this.#isMark('&&')) {
      this.#take()
      parts.push(this.#unary())
    }
    return parts.length === 1 ? parts[0]! : { is: 'all', of: parts }
  }

  #unary(): LabelExpression {
    let negated = false
    while (this.#isMark('!')) {
      this.#take()
      negated = !negated
    }
    const operand = this.#primary()
    return negated ? { is: 'not', of: operand } : operand
  }

  #primary(): LabelExpression {
    const token = this.#take()
    if (token.is === 'mark' && token.value === '(') {
      if (++this.#depth > DEPTH_LIMIT) throw new Fault('too many brackets', token.at)
      const inner = this.#either()
      this.#depth--
      if (!this.#isMark(')')) throw new Fault('expected )', this.#peek.at)
      this.#take()
      return inner
    }
    if (token.is === 'call')
      return token.value === 'has'
        ? { is: 'has', key: token.argument! }
        : token.value === 'global'
          ? { is: 'global' }
          : { is: 'all', of: [] }
    if (token.is === 'label') return this.#comparison(token)
    throw new Fault(`unexpected token: ${token.is === 'end' ? 'end of selector' : token.value}`, token.at)
  }

  /** After a label stands one of the operators: the letters have been asked for one. */
  #comparison({ value: key }: Token): LabelExpression {
    switch (this.#take().value) {
      case '==':
        return { is: 'equal', key, value: this.#literal() }
      case '!=':
        return { is: 'not-equal', key, value: this.#literal() }
      case 'contains':
        return { is: 'contains', key, value: this.#literal() }
      case 'startswith':
        return { is: 'starts-with', key, value: this.#literal() }
      case 'endswith':
        return { is: 'ends-with', key, value: this.#literal() }
      case 'in':
        return { is: 'in', key, values: this.#set() }
      default:
        return { is: 'not-in', key, values: this.#set() }
    }
  }

  #literal(): string {
    const token = this.#take()
    if (token.is !== 'text') throw new Fault('expected string', token.at)
    return token.value
  }

  /** A comma may follow the last value, and there may be none. */
  #set(): readonly string[] {
    if (!this.#isMark('{')) throw new Fault('expected set literal', this.#peek.at)
    this.#take()
    const values: string[] = []
    while (this.#peek.is === 'text') {
      values.push(this.#take().value)
      if (!this.#isMark(',')) break
      this.#take()
    }
    if (!this.#isMark('}')) throw new Fault('expected }', this.#peek.at)
    this.#take()
    return values
  }

  /** Words are operators only right after a label, so that labels may be called `in` or `contains`. */
  #lex(): readonly Token[] {
    const tokens: Token[] = []
    for (let at = 0; ;) {
      while (this.text[at] === ' ' || this.text[at] === '\t') at++
      const previous = tokens.at(-1)
      if (previous?.is === 'label') {
        const operator = this.#operatorAt(at)
        if (!operator) throw new Fault(`expected operator after label "${previous.value}"`, at)
        tokens.push({ is: 'operator', value: operator.value, at })
        at = operator.after
        continue
      }
      if (at >= this.text.length) return [...tokens, { is: 'end', value: '', at }]
      const token = this.#tokenAt(at)
      tokens.push(token.token)
      at = token.after
    }
  }

  #operatorAt(at: number): { readonly value: string; readonly after: number } | null {
    const two = this.text.slice(at, at + 2)
    if (two === '==' || two === '!=') return { value: two, after: at + 2 }
    if (this.text[at] === '=') throw new Fault('expected ==', at)
    OPERATOR.lastIndex = at
    const word = OPERATOR.exec(this.text)?.[0]
    const after = at + (word?.length ?? 0)
    return word !== undefined && !/[A-Za-z0-9_./-]/.test(this.text[after] ?? ' ')
      ? { value: word.replace(/[ \t]/g, ''), after }
      : null
  }

  #tokenAt(at: number): { readonly token: Token; readonly after: number } {
    const sign = this.text[at]!
    const two = this.text.slice(at, at + 2)
    if (sign === '"' || sign === "'") {
      const end = this.text.indexOf(sign, at + 1)
      if (end < 0) throw new Fault('unterminated string', at)
      return { token: { is: 'text', value: this.text.slice(at + 1, end), at }, after: end + 1 }
    }
    if (two === '&&' || two === '||' || two === '!=' || two === '==')
      return { token: { is: 'mark', value: two, at }, after: at + 2 }
    if (sign === '&' || sign === '|' || sign === '=') throw new Fault(`expected ${sign}${sign}`, at)
    if ('(){},!'.includes(sign)) return { token: { is: 'mark', value: sign, at }, after: at + 1 }
    CALL.lastIndex = at
    const call = CALL.exec(this.text)
    if (call) return this.#callAt(call[1]!, at, CALL.lastIndex)
    IDENTIFIER.lastIndex = at
    const label = IDENTIFIER.exec(this.text)?.[0]
    if (label === undefined) throw new Fault(`unexpected token: ${sign}`, at)
    if (label.length > LABEL_LIMIT) throw new Fault(`label too long: ${label}`, at)
    return { token: { is: 'label', value: label, at }, after: at + label.length }
  }

  #callAt(name: string, at: number, open: number): { readonly token: Token; readonly after: number } {
    const end = this.text.indexOf(')', open)
    if (end < 0) throw new Fault(`no closing ')' after ${name}(`, at)
    const argument = this.text.slice(open, end).replace(/^[ \t]+|[ \t]+$/g, '')
    IDENTIFIER.lastIndex = 0
    if (name === 'has' && IDENTIFIER.exec(argument)?.[0] !== argument) throw new Fault('expected identifier', open)
    if (name !== 'has' && argument !== '') throw new Fault(`no closing ')' after ${name}(`, at)
    return { token: { is: 'call', value: name, argument, at }, after: end + 1 }
  }
}
