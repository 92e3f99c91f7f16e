/** How well a word fits a text, and the places in the text of the letters that were meant. */
export interface FuzzyMatch {
  readonly score: number
  readonly at: readonly number[]
}

/** Letters beyond this are not looked at. */
const TEXT_LIMIT = 200

const FIRST = 4
const WORD_START = 6
const ADJACENT = 7
/** First letters of words, one after the other, are meant less often than a word. */
const NEXT_WORD = 3
/** A letter left out within a word costs this, and one more for every further one. */
const LEFT_OUT = -3
/** What begins in the middle of a word was rather not meant. */
const MIDDLE = -6

/**
 * Whether somebody who types `word` may mean `text`; null: no. The letters have to stand in this order, and each
 * follows the one before, stands later in the same word, or begins a later word: `gm` is Go to matrix, `defdeny` is
 * default-deny, `mtrx` is Matrix. What stands in one piece anywhere counts too. Capitals are letters like others.
 */
export function fuzzyMatch(word: string, text: string): FuzzyMatch | null {
  const wanted = [...word.toLowerCase()]
  const letters = lettersOf(text)
  if (wanted.length === 0) return { score: 0, at: [] }
  if (!isInOrder(wanted, letters)) return null
  const spread = bestSpread(wanted, letters, wordsOf(text))
  const piece = asOnePiece(wanted, letters)
  return spread && (!piece || spread.score >= piece.score) ? spread : piece
}

/** A text in stretches of letters that were meant and letters that were not. */
export function markedPieces(
  text: string,
  at: readonly number[],
): readonly { readonly text: string; readonly isMarked: boolean }[] {
  const marked = new Set(at)
  const pieces: { text: string; isMarked: boolean }[] = []
  for (let index = 0; index < text.length; index++) {
    const last = pieces.at(-1)
    const isMarked = marked.has(index)
    if (last?.isMarked === isMarked) last.text += text[index]!
    else pieces.push({ text: text[index]!, isMarked })
  }
  return pieces
}

/** Each by itself, so that a place is a place in the text. */
function lettersOf(text: string): readonly string[] {
  return Array.from({ length: Math.min(text.length, TEXT_LIMIT) }, (_, index) => text[index]!.toLowerCase())
}

/** For every letter, where its word begins. A capital after a small letter begins one: `NetworkPolicy` is two. */
function wordsOf(text: string): readonly number[] {
  const begins: number[] = []
  for (let index = 0; index < Math.min(text.length, TEXT_LIMIT); index++) {
    const before = text[index - 1] ?? ' '
    const here = text[index]!
    const isStart =
      /[\p{L}\p{N}]/u.test(here) && (!/[\p{L}\p{N}]/u.test(before) || (/\p{Lu}/u.test(here) && /\p{Ll}/u.test(before)))
    begins.push(isStart || index === 0 ? index : begins[index - 1]!)
  }
  return begins
}

function isInOrder(wanted: readonly string[], letters: readonly string[]): boolean {
  let at = 0
  for (const letter of letters) if (letter === wanted[at]) at++
  return at >= wanted.length
}

/** From the last letter to the first: what the best way onward from each place is worth. */
function bestSpread(
  wanted: readonly string[],
  letters: readonly string[],
  words: readonly number[],
): FuzzyMatch | null {
  type Way = { readonly score: number; readonly place: number; readonly next: Way | null }
  let ways: readonly Way[] = letters.flatMap((letter, place): Way[] =>
    letter === wanted.at(-1) ? [{ score: 0, place, next: null }] : [],
  )
  for (let index = wanted.length - 2; index >= 0; index--) {
    const onward = ways
    ways = letters.flatMap((letter, place): Way[] => {
      if (letter !== wanted[index]) return []
      let best: Way | null = null
      for (const next of onward) {
        const step = stepTo(place, next.place, words)
        if (step !== null && (best === null || next.score + step > best.score))
          best = { score: next.score + step, place, next }
      }
      return best ? [best] : []
    })
  }
  let best: Way | null = null
  for (const way of ways) {
    if (words[way.place] !== way.place) continue
    const score = way.score + WORD_START + (way.place === 0 ? FIRST : 0)
    if (best === null || score > best.score) best = { ...way, score }
  }
  if (!best) return null
  const at: number[] = []
  for (let way: Way | null = best; way; way = way.next) at.push(way.place)
  return { score: best.score, at }
}

/** What it is worth to go on from one letter to another; null: nobody means that. */
function stepTo(from: number, to: number, words: readonly number[]): number | null {
  if (to <= from) return null
  if (to === from + 1) return ADJACENT
  if (words[to] === to) return NEXT_WORD - Math.min(to - from, 20) / 10
  return words[to] === words[from] ? LEFT_OUT - (to - from - 1) : null
}

function asOnePiece(wanted: readonly string[], letters: readonly string[]): FuzzyMatch | null {
  if (wanted.length < 2) return null
  const start = letters.findIndex((_, index) => wanted.every((letter, step) => letters[index + step] === letter))
  return start < 0
    ? null
    : { score: MIDDLE + ADJACENT * (wanted.length - 1), at: wanted.map((_, step) => start + step) }
}
