import { CNI_OFFERS } from '../sim/cni/choice.ts'
import type { Command } from './command.ts'

/** What every command is for, and every option. */
export function helpText(commands: readonly Command[]): string {
  const lines = [
    option(
      '--assert, -a FILE',
      'assertions, one on each line (allow a/b -> c/d:80, deny …), or a file of netassert; may be given again',
    ),
    option('--format, -f NAME', commands.map(({ name, formats }) => `${name}: ${formats.join(', ')}`).join('; ')),
    JSON_OPTION,
    CNI,
    option('--strict', 'lint: warnings count too'),
    option('--help, -h', 'this; behind a command, its own options'),
    option('--version', 'the version'),
  ]
  return `reachable: who reaches whom in a cluster, from its manifests alone.

${commands.map(({ usage, about }) => `  reachable ${usage}\n      ${about}\n`).join('')}
${MANIFESTS}

${lines.join('\n')}

Ends with 0 when all is as it should be, with 1 when it is not, with 2 when that cannot be told.
`
}

/** One command with the options that it takes. */
export function commandHelp({ usage, about, formats, tests, strict }: Command): string {
  const lines = [
    ...(tests
      ? [option('--assert, -a FILE', 'assertions, one on each line, or a file of netassert; may be given again')]
      : []),
    option('--format, -f NAME', formats.join(', ')),
    ...(formats.includes('json') ? [JSON_OPTION] : []),
    CNI,
    ...(strict ? [option('--strict', 'warnings count too')] : []),
  ]
  return `reachable ${usage}\n\n${about}\n\n${MANIFESTS}\n\n${lines.join('\n')}\n`
}

const MANIFESTS = 'MANIFESTS are YAML or JSON files, folders, or - for the standard input.'
const JSON_OPTION = option('--json', 'short for --format json')
const CNI = option('--cni NAME[:MODE]', CNI_OFFERS.map(({ name }) => name).join(', '))

function option(written: string, about: string): string {
  return `  ${written.padEnd(18)}  ${about}`
}
