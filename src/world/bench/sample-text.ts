/**
 * A short text that a regular expression of RE2 fits as a whole, as far as its plain parts tell: of alternatives the
 * first, of repetitions as few as may be, of a class its first letter. Only a proposal: whoever uses it tries it. Never
 * longer than `LONGEST`; the empty text where nothing can be read.
 */
export function sampleText(pattern: string): string {
  return new Sampler(pattern).alternatives().slice(0, LONGEST)
}

const LONGEST = 200
/** Groups in groups: nobody writes more, and each costs a call. */
const DEEPEST = 50

class Sampler {
  #at = 0
  #depth = 0

  constructor(private readonly text: string) {}

  /** Up to the end, or to the bracket that closes the group. */
  alternatives(): string {
    const first = this.#sequence()
    while (this.#peek() === '|') {
      this.#at++
      this.#sequence()
    }
    return first
  }

  #peek(): string | undefined {
    return this.text[this.#at]
  }

  #sequence(): string {
    let sample = ''
    for (let next = this.#peek(); next !== undefined && next !== '|' && next !== ')'; next = this.#peek()) {
      const piece = this.#piece()
      sample += this.#repeated(piece)
      if (sample.length > LONGEST) this.#at = this.text.length
    }
    return sample
  }

  #piece(): string {
    const letter = this.text[this.#at++]!
    switch (letter) {
      case '^':
      case '$':
        return ''
      case '.':
        return 'x'
      case '(':
        return this.#group()
      case '[':
        return this.#ofClass()
      case '\\':
        return this.#escaped()
      default:
        return letter
    }
  }

  #group(): string {
    const named = /^\?(?:P?<\w+>|[a-zA-Z-]*:)/.exec(this.text.slice(this.#at, this.#at + 80))
    if (named) this.#at += named[0].length
    if (++this.#depth > DEEPEST) this.#at = this.text.length
    const inner = this.alternatives()
    this.#depth--
    if (this.#peek() === ')') this.#at++
    return inner
  }

  /** A class that excludes takes a letter that few exclude. */
  #ofClass(): string {
    const excludes = this.#peek() === '^'
    if (excludes) this.#at++
    const end = this.text.indexOf(']', this.#at + 1)
    const inner = this.text.slice(this.#at, end < 0 ? undefined : end)
    this.#at = end < 0 ? this.text.length : end + 1
    if (!excludes) return inner.startsWith('\\') ? classSample(inner[1] ?? '') : (inner[0] ?? '')
    return ['x', '7', '-', 'Q'].find((letter) => !inner.includes(letter)) ?? 'x'
  }

  #escaped(): string {
    return classSample(this.text[this.#at++] ?? '')
  }

  #repeated(piece: string): string {
    const next = this.#peek()
    let sample = piece
    if (next === '*' || next === '?') sample = ''
    else if (next === '{') {
      const counted = /^\{(\d{1,3})(?:,\d{0,3})?\}/.exec(this.text.slice(this.#at, this.#at + 10))
      if (!counted) return piece
      this.#at += counted[0].length - 1
      sample = piece.repeat(Math.min(Number(counted[1]), LONGEST))
    } else if (next !== '+') return piece
    this.#at++
    if (this.#peek() === '?') this.#at++
    return sample
  }
}

function classSample(letter: string): string {
  switch (letter) {
    case 'd':
      return '7'
    case 'w':
    case 'S':
    case 'D':
      return 'x'
    case 's':
      return ' '
    case 'W':
      return '-'
    case 'b':
    case 'B':
    case 'A':
    case 'z':
      return ''
    default:
      return letter
  }
}
