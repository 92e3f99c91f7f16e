import { withoutTrailing } from '../../../ground/trailing.ts'
import { goTag } from '../../../manifests/go-yaml.ts'

/** What the TAP file needs of a test that was run. */
export interface TestResult {
  readonly name: string
  readonly pass: boolean
  /** Empty: none was given. */
  readonly failureReason: string
}

/**
 * The file with the results. Names are printed as they are; a reason is a YAML scalar as gopkg.in/yaml.v2 prints it,
 * whose broken lines are not always valid YAML where they stand.
 * Source: https://github.com/controlplaneio/netassert/blob/main/internal/data/tap.go
 */
export function printTap(results: readonly TestResult[]): string {
  const lines = results.map(({ name, pass, failureReason }, index) =>
    pass
      ? `ok ${index + 1} - ${name}`
      : `not ok ${index + 1} - ${name}\n  ---\n  reason: ${reasonScalar(failureReason)}\n  ...`,
  )
  return `${['TAP version 14', `1..${results.length}`, ...lines].join('\n')}\n`
}

/** Columns after which a scalar is broken at the next blank. Source: gopkg.in/yaml.v2, emitterc.go */
const WIDTH = 80
const INDENT = '  '

function reasonScalar(text: string): string {
  if (text.includes('\n'))
    return `|${chomping(text)}\n${withoutTrailing(text, '\n')
      .split('\n')
      .map((line) => (line === '' ? '' : INDENT + line))
      .join('\n')}`
  if (looksLikeAnotherType(text) || /[\u0000-\u0008\u000B-\u001F\u007F]/.test(text))
    return `"${fold(JSON.stringify(text).slice(1, -1), 1)}"`
  return needsQuotes(text) ? `'${fold(text.replaceAll("'", "''"), 1)}'` : fold(text, 0)
}

function chomping(text: string): string {
  if (!text.endsWith('\n')) return '-'
  return text.endsWith('\n\n') ? '+' : ''
}

function looksLikeAnotherType(text: string): boolean {
  return (
    goTag({ node: 'scalar', text, quoted: false, line: 1 }) !== '!!str' ||
    /^(?:y|n|yes|no|on|off)$/i.test(text) ||
    /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text)
  )
}

function needsQuotes(text: string): boolean {
  return /^[#,[\]{}&*!|>'"%@`\s]|^[-?:](?:\s|$)|^(?:---|\.\.\.)|:(?:\s|$)|\s#|\s$/.test(text)
}

/** `column` is where the text begins. */
function fold(text: string, column: number): string {
  let line = column
  let folded = ''
  for (let at = 0; at < text.length; at++) {
    const isBreak =
      text[at] === ' ' && line > WIDTH && at > 0 && at < text.length - 1 && text[at - 1] !== ' ' && text[at + 1] !== ' '
    folded += isBreak ? `\n${INDENT}` : text[at]
    line = isBreak ? INDENT.length : line + 1
  }
  return folded
}
