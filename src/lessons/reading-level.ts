/** Words, sentences and Flesch–Kincaid grade of a plain text; names in code count as words of one syllable. */
export function readingLevel(text: string): {
  readonly words: number
  readonly longest: number
  readonly grade: number
} {
  const sentences = text
    .split(/[.!?:]+(?:\s+|$)/)
    .map((sentence) => sentence.split(/\s+/).filter((word) => /\p{L}|\d/u.test(word)))
    .filter((words) => words.length > 0)
  const words = sentences.flat()
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  return {
    words: words.length,
    longest: Math.max(0, ...sentences.map(({ length }) => length)),
    grade:
      words.length === 0 ? 0 : 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59,
  }
}

function syllablesOf(word: string): number {
  if (/[/=_\d{}[\]]|[a-z][A-Z]/.test(word)) return 1
  const groups = word
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(?:[^laeiouy]es|[^aeiouy]ed|[^laeiouy]e)$/, '')
    .match(/[aeiouy]+/g)
  return Math.max(1, groups?.length ?? 0)
}
