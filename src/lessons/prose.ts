import { Lexer, Tokenizer, type Token, type Tokens } from 'marked'

/** A piece of text within a line. */
export type Inline =
  | { readonly of: 'text'; readonly text: string }
  | { readonly of: 'code'; readonly text: string }
  | { readonly of: 'strong'; readonly parts: readonly Inline[] }
  | { readonly of: 'emphasis'; readonly parts: readonly Inline[] }
  | { readonly of: 'link'; readonly to: LinkTarget; readonly parts: readonly Inline[] }

/** What a link selects or opens. */
export type LinkTarget =
  | { readonly to: 'endpoint'; readonly ref: string }
  | { readonly to: 'policy'; readonly name: string }
  | { readonly to: 'tab'; readonly name: string }
  | { readonly to: 'question'; readonly question: string }
  | { readonly to: 'lesson'; readonly id: string }

/**
 * A lesson's text, block by block. `peers`: the entries under `from` of one rule, shown with which of `sources` they
 * admit to `target`; `caption` is the comment in its first line.
 */
export type ProseBlock =
  | { readonly of: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly of: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly of: 'code'; readonly language: string; readonly text: string }
  | {
      readonly of: 'peers'
      readonly caption: string
      readonly text: string
      readonly sources: readonly string[]
      readonly target: string
      readonly admitted: readonly string[]
    }

/**
 * One `##` section of a Markdown file; the first, without a heading, is called `''`. `line` is that of its first line.
 */
export interface Section {
  readonly name: string
  readonly line: number
  readonly text: string
}

/** What a name in the text stands for; null: nothing that can be selected. */
export type ResolveName = (name: string) => LinkTarget | null

/** What is wrong with a text, at a line counted from 1. */
export interface ProseFault {
  readonly line: number
  readonly message: string
}

/** Cuts a Markdown text at its `## ` headings; fenced blocks may hold such lines. */
export function sectionsOf(text: string, firstLine: number): readonly Section[] {
  const sections: { name: string; line: number; lines: string[] }[] = [{ name: '', line: firstLine, lines: [] }]
  let fenced = false
  text.split('\n').forEach((line, index) => {
    if (/^(```|~~~)/.test(line)) fenced = !fenced
    const [, name] = fenced ? [] : (/^## (.+?)\s*$/.exec(line) ?? [])
    if (name) sections.push({ name, line: firstLine + index + 1, lines: [] })
    else sections.at(-1)!.lines.push(line)
  })
  return sections.map(({ name, line, lines }) => ({ name, line, text: lines.join('\n') }))
}

/** Characters of a section that are looked at, many times what anybody reads: the lexer is slow on some long texts. */
const LONGEST = 5_000
/** A line that opens list upon list, `- - + - …`, which the lexer follows into the depth. */
const NESTED = /^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+){20}/m

/**
 * Reads the Markdown of one section: paragraphs, lists, fenced code, bold, emphasis, code and links. Everything else,
 * raw HTML above all, is a fault. A name in code that resolves becomes a link of its own accord.
 */
export function readProse(
  section: Section,
  resolve: ResolveName,
): { readonly blocks: readonly ProseBlock[]; readonly faults: readonly ProseFault[] } {
  const reader = new ProseReader(resolve)
  const blocks: ProseBlock[] = []
  if (section.text.length > LONGEST)
    return { blocks, faults: [{ line: section.line, message: `a section has at most ${LONGEST} characters` }] }
  const nested = section.text.search(NESTED)
  if (nested >= 0)
    return {
      blocks,
      faults: [
        { line: section.line + section.text.slice(0, nested).split('\n').length - 1, message: 'lists nest too deep' },
      ],
    }
  let line = section.line
  for (const token of new Lexer({ gfm: true, tokenizer: new LessonTokenizer() }).lex(section.text)) {
    reader.line = line
    blocks.push(...reader.block(token))
    line += token.raw.split('\n').length - 1
  }
  return { blocks, faults: reader.faults }
}

class LessonTokenizer extends Tokenizer {
  /** Quotes are refused, so nobody looks into them; those within others would nest as deep as the text is long. */
  override blockquote(source: string): Tokens.Blockquote | undefined {
    const [raw] = /^(?: {0,3}>[^\n]*(?:\n|$))+/.exec(source) ?? []
    return raw === undefined ? undefined : { type: 'blockquote', raw, text: raw, tokens: [] }
  }

  /**
   * Links to questions, `[try it](<shop/web -> shop/api:8080>)`: Markdown itself ends an address at the `>` of the
   * arrow.
   */
  override link(source: string): ReturnType<Tokenizer['link']> {
    const [raw, text, href] = /^\[([^[\]\n]*)\]\(<([^<>\n]*->[^<>\n]*)>\)/.exec(source) ?? []
    if (raw === undefined || text === undefined || href === undefined) return super.link(source)
    return { type: 'link', raw, href, title: null, text, tokens: this.lexer.inlineTokens(text) }
  }
}

class ProseReader {
  line = 1
  readonly faults: ProseFault[] = []

  constructor(private readonly resolve: ResolveName) {}

  block(token: Token): readonly ProseBlock[] {
    switch (token.type) {
      case 'space':
        return []
      case 'paragraph':
        return [{ of: 'paragraph', parts: this.#inlines(token.tokens ?? []) }]
      case 'list': {
        const { ordered, items } = token as Tokens.List
        return [
          {
            of: 'list',
            ordered,
            items: items.map((item) =>
              this.#inlines(item.tokens.flatMap((each) => ('tokens' in each && each.tokens ? each.tokens : [each]))),
            ),
          },
        ]
      }
      case 'code':
        return [this.#code(token as Tokens.Code)]
      default:
        return this.#refuse(token.type)
    }
  }

  #code({ lang = '', text }: Tokens.Code): ProseBlock {
    const [, sources, target] = /^peers\s+(.+?)\s*->\s*(\S+)$/.exec(lang) ?? []
    if (!sources) return { of: 'code', language: lang, text }
    const [, caption, body] = /^#\s*([^\n]*)\n(.*)$/s.exec(text) ?? []
    if (!caption) this.#fault('a block of peers begins with a comment, its caption')
    return {
      of: 'peers',
      caption: caption ?? '',
      text: body ?? text,
      sources: sources.split(/[\s,]+/),
      target: target!,
      admitted: [],
    }
  }

  #inlines(tokens: readonly Token[]): readonly Inline[] {
    return tokens.flatMap((token): readonly Inline[] => {
      switch (token.type) {
        case 'text':
          return 'tokens' in token && token.tokens
            ? this.#inlines(token.tokens)
            : [{ of: 'text', text: unescape((token as Tokens.Text).text) }]
        case 'escape':
          return [{ of: 'text', text: (token as Tokens.Escape).text }]
        case 'codespan': {
          const { text } = token as Tokens.Codespan
          const to = this.resolve(text)
          return to ? [{ of: 'link', to, parts: [{ of: 'code', text }] }] : [{ of: 'code', text }]
        }
        case 'strong':
          return [{ of: 'strong', parts: this.#inlines(token.tokens ?? []) }]
        case 'em':
          return [{ of: 'emphasis', parts: this.#inlines(token.tokens ?? []) }]
        case 'link':
          return this.#link(token as Tokens.Link)
        default:
          return this.#refuse(token.type)
      }
    })
  }

  #link({ href, tokens }: Tokens.Link): readonly Inline[] {
    const to = this.resolve(href)
    if (!to) this.#fault(`the link "${href}" leads nowhere`)
    // A name in code within a link is the link's, not one of its own.
    const parts = this.#inlines(tokens).flatMap((part): readonly Inline[] => (part.of === 'link' ? part.parts : [part]))
    return to ? [{ of: 'link', to, parts }] : parts
  }

  #refuse(type: string): readonly never[] {
    this.#fault(type === 'html' ? 'raw HTML is not allowed' : `Markdown of type "${type}" is not for lessons`)
    return []
  }

  #fault(message: string): void {
    this.faults.push({ line: this.line, message })
  }
}

/** Entities that the lexer leaves in plain text. */
function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

/** The words that a reader sees. */
export function plainText(parts: readonly Inline[]): string {
  return parts.map((part) => ('parts' in part ? plainText(part.parts) : part.text)).join('')
}
