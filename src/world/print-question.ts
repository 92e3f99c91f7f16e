import type { Question } from './answer.ts'
import { printSaid } from './said.ts'

/** Prints what `parseQuestion` reads; `protocol` TCP is left out. */
export function printQuestion({ from, to, port, protocol, ...question }: Question): string {
  const said = printSaid(question)
  const target = /^ip:.*:/.test(to) ? `ip:[${to.slice('ip:'.length)}]` : to
  return `${from} -> ${target}${port === undefined ? '' : `:${port}`}${protocol === undefined || protocol === 'TCP' ? '' : `/${protocol}`}${said === '' ? '' : ` ${said}`}`
}
