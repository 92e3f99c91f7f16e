import { failure, success, type Result } from '../../ground/result.ts'

/**
 * Splits a line into words as a shell does: quotation marks keep blanks, a backslash keeps the next character. Nothing
 * is expanded.
 */
export function splitWords(line: string): Result<readonly string[], 'open-quote'> {
  const words: string[] = []
  let word: string | null = null
  let quote = ''
  for (let index = 0; index < line.length; index++) {
    const character = line[index]!
    if (quote !== '') {
      if (character === quote) quote = ''
      else if (character === '\\' && quote === '"' && index + 1 < line.length) word += line[++index]!
      else word += character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word)
      word = null
    } else word = (word ?? '') + (character === '\\' && index + 1 < line.length ? line[++index]! : character)
  }
  if (quote !== '') return failure('open-quote')
  if (word !== null) words.push(word)
  return success(words)
}
