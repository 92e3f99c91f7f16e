import type { LineSubject, TranscriptLine } from '../tool.ts'

/** How much a line of the log matters. */
export type LogLevel = 'INFO' | 'WARN' | 'ERROR'
/** A name and a value behind a message of the log. */
export type LogField = readonly [name: string, value: string | number | boolean]

/** The version that the tool gives itself. */
export const VERSION = 'v2.1.5'

/**
 * One entry of the log, as hclog prints it to the standard output: values with blanks in quotes that are not escaped,
 * values of several lines below.
 * Source: https://github.com/hashicorp/go-hclog/blob/main/intlogger.go
 */
export function logLines(
  level: LogLevel,
  message: string,
  fields: readonly LogField[],
  after: number,
  startedAt: number,
  about?: LineSubject,
): readonly TranscriptLine[] {
  const time = new Date(startedAt + after).toISOString()
  const printed = fields.map(([name, value]) => printField(name, String(value))).join('')
  const text = `${time} ${`[${level}]`.padEnd(7)} [NetAssert-${VERSION}]: ${message}${fields.length > 0 ? ':' : ''}${printed}`
  return text.split('\n').map((line) => ({ to: 'stdout', text: line, after, ...(about && { about }) }))
}

function printField(name: string, value: string): string {
  if (value.includes('\n'))
    return `\n  ${name}=\n${value
      .split('\n')
      .map((line) => `  | ${line}`)
      .join('\n')}\n  `
  return ` ${name}=${/\s/.test(value) || value === '' ? `"${value}"` : value}`
}
