/** A stretch of a sentence. `code` is a name from the cluster, printed in mono also within prose. */
export interface Phrase {
  readonly text: string
  readonly code?: true
  readonly strong?: true
}

/** A sentence as data, so that names from YAML stay text wherever it is shown. */
export type Sentence = readonly Phrase[]

/** A phrase that is set as code. */
export const code = (text: string): Phrase => ({ text, code: true })
/** A phrase that is set in bold. */
export const strong = (text: string): Phrase => ({ text, strong: true })

/** Template tag: plain words, phrases, and sentences inside sentences. Numbers are printed as figures. */
export function say(
  words: TemplateStringsArray,
  ...values: readonly (string | number | Phrase | Sentence)[]
): Sentence {
  const phrases: Phrase[] = []
  words.forEach((text, index) => {
    if (text !== '') phrases.push({ text })
    const value = values[index]
    if (value === undefined || value === '') return
    if (typeof value === 'string' || typeof value === 'number') phrases.push({ text: String(value) })
    else phrases.push(...('text' in value ? [value] : value))
  })
  return phrases
}

/** Sentences joined with a separator; empty ones fall away. */
export function join(sentences: readonly Sentence[], separator = ' '): Sentence {
  return sentences
    .filter((sentence) => sentence.length > 0)
    .flatMap((sentence, index) => (index === 0 ? sentence : [{ text: separator }, ...sentence]))
}

/** `a`, `b` and `c` */
export function list(items: readonly Sentence[], last = 'and'): Sentence {
  if (items.length < 2) return items[0] ?? []
  return [...join(items.slice(0, -1), ', '), { text: ` ${last} ` }, ...items.at(-1)!]
}

/** The sentence as text, for live regions, copying and markers. */
export function plain(sentence: Sentence): string {
  return sentence.map(({ text }) => text).join('')
}

/** `1 pod`, `2 pods`. Figures above twelve and in tables; `counted` is for words. */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount} ${amount === 1 ? noun : plural}`
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** `one policy`, `two policies`, `14 policies`: for sentences. */
export function counted(amount: number, noun: string, plural = `${noun}s`): string {
  return `${WORDS[amount] ?? amount} ${amount === 1 ? noun : plural}`
}

/** With a capital at its beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
