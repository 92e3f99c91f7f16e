import { invalidArgument, readFlags, type Flag } from '../pflag.ts'
import { failure, success, type Result } from '../../../ground/result.ts'
import { EVERYTHING, type Filter } from './run.ts'

/** A command line of kube-bench, read. */
export interface Options {
  /** `run`: with or without `targets`. `help` and `version` print and end. */
  readonly command: 'all' | 'run' | 'help' | 'version'
  readonly targets: readonly string[]
  readonly benchmark: string
  readonly version: string
  readonly format: 'text' | 'json' | 'junit'
  readonly outputFile: string
  readonly results: boolean
  readonly summary: boolean
  readonly remediations: boolean
  readonly totals: boolean
  readonly testOutput: boolean
  readonly exitCode: number
  readonly filter: Filter
}

const SWITCHES = [
  'json',
  'junit',
  'noresults',
  'nosummary',
  'noremediations',
  'nototals',
  'include-test-output',
  'scored',
  'unscored',
  'help',
  'asff',
  'pgsql',
  'alsologtostderr',
  'logtostderr',
] as const
const VALUES = [
  'benchmark',
  'version',
  'check',
  'group',
  'skip',
  'targets',
  'outputfile',
  'exit-code',
  'config',
  'config-dir',
  'v',
  'vmodule',
  'stderrthreshold',
  'log_dir',
  'log_backtrace_at',
] as const
const SHORT: Readonly<Record<string, string>> = {
  c: 'check',
  g: 'group',
  D: 'config-dir',
  s: 'targets',
  v: 'v',
  h: 'help',
}

/** Words and flags that a terminal can offer while one types. */
export const OFFERED: readonly string[] = [
  'run',
  'version',
  'help',
  ...[...SWITCHES, ...VALUES].filter((name) => name.length > 1).map((name) => `--${name}`),
]

/** Reads the words after the name; the problem is what kube-bench would print. */
export function readOptions(args: readonly string[]): Result<Options, string> {
  const given = new Map<string, string>()
  const words = readFlags(args, flagNamed, (flag, value) => {
    if (!flag.isSwitch) given.set(flag.long, value)
    else if (/^(true|false|t|f|1|0)$/i.test(value)) given.set(flag.long, /^(true|t|1)$/i.test(value) ? 'true' : 'false')
    else return invalidArgument(flag, value, `strconv.ParseBool: parsing "${value}": invalid syntax`)
    return null
  })
  return words.ok ? optionsOf(given, words.value) : words
}

function flagNamed(by: keyof Pick<Flag, 'long' | 'short'>, name: string): Flag | undefined {
  const long = by === 'long' ? name : SHORT[name]
  if (long === undefined) return undefined
  const short = Object.keys(SHORT).find((letter) => SHORT[letter] === long) ?? null
  if (isOneOf(SWITCHES, long)) return { long, short, isSwitch: true }
  return isOneOf(VALUES, long) ? { long, short } : undefined
}

function optionsOf(given: ReadonlyMap<string, string>, words: readonly string[]): Result<Options, string> {
  const text = (name: string) => given.get(name) ?? ''
  const isOn = (name: string, absent = false) => (given.has(name) ? given.get(name) === 'true' : absent)
  const [command = 'all', ...rest] = words
  if (!['all', 'run', 'help', 'version'].includes(command) || (words.length > 0 && command === 'all'))
    return failure(`unknown command "${command}" for "kube-bench"`)
  if (rest.length > 0 && command !== 'help') return failure(`unknown command "${rest[0]}" for "kube-bench ${command}"`)
  if (given.has('targets') && command !== 'run') return failure('unknown flag: --targets')
  const exitCode = given.has('exit-code') ? Number(given.get('exit-code')) : 0
  if (!Number.isInteger(exitCode))
    return failure(
      `invalid argument "${text('exit-code')}" for "--exit-code" flag: strconv.ParseInt: parsing "${text('exit-code')}": invalid syntax`,
    )
  return success({
    command: isOn('help') ? 'help' : (command as Options['command']),
    targets: ids(text('targets')),
    benchmark: text('benchmark'),
    version: text('version'),
    format: isOn('junit') ? 'junit' : isOn('json') ? 'json' : 'text',
    outputFile: text('outputfile'),
    exitCode,
    results: !isOn('noresults'),
    summary: !isOn('nosummary'),
    remediations: !isOn('noremediations'),
    totals: !isOn('nototals'),
    testOutput: isOn('include-test-output'),
    filter: {
      ...EVERYTHING,
      checks: new Set(ids(text('check'))),
      groups: new Set(ids(text('group'))),
      skip: new Set(ids(text('skip'))),
      scored: isOn('scored', true),
      unscored: isOn('unscored', true),
    },
  })
}

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return (names as readonly string[]).includes(name)
}

function ids(list: string): readonly string[] {
  return list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
}
