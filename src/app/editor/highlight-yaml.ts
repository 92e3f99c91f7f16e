import { isSameData } from '../../ground/same-data.ts'
import { LineReader } from './yaml-line-reader.ts'
import type { Token, YamlState } from './yaml-tokens.ts'

/** The state at the beginning of a document: nothing is open. */
export const YAML_START: YamlState = { open: [], flow: [], scalar: null }

/** Whether two states lead to the same tokens below. */
export function sameState(a: YamlState, b: YamlState): boolean {
  return isSameData(a, b)
}

/**
 * Characters of a line that is coloured; as Monaco has it. In a longer one the patterns of the reader would run out of
 * the browser's memory for them, and throw.
 */
const LINE_LIMIT = 20_000

/**
 * Reads one line. Never fails: text that is not YAML gets the tokens it most resembles, and a line that nobody can read
 * anyway gets one.
 */
export function tokenizeLine(
  line: string,
  state: YamlState,
): { readonly tokens: readonly Token[]; readonly state: YamlState } {
  if (line.length > LINE_LIMIT) return { tokens: [{ start: 0, end: line.length, kind: 'own' }], state }
  const reader = new LineReader(line, state)
  reader.read()
  return { tokens: reader.tokens, state: reader.state }
}

/** The tokens of the first `limit` lines of a text. */
export function tokenizeText(
  text: string,
  limit = Infinity,
): readonly { readonly text: string; readonly tokens: readonly Token[] }[] {
  const lines = text.split(/\r\n|\r|\n/, Number.isFinite(limit) ? limit : undefined)
  let state = YAML_START
  return lines.map((line) => {
    const read = tokenizeLine(line, state)
    state = read.state
    return { text: line, tokens: read.tokens }
  })
}
