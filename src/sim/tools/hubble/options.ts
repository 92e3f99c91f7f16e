import { invalidArgument, readFlags, type Flag } from '../pflag.ts'
import { failure, success, type Result } from '../../../ground/result.ts'
import { Filter } from './filter.ts'
import { PLAIN, type Style } from './print.ts'

/**
 * A command line of `hubble observe`, read. `count`: so many of the last flows, or of the first. A flow is shown when
 * `only` has it, and `not` (nothing in it: nothing was negated) has it not.
 */
export interface Options {
  readonly style: Style
  readonly from: 'first' | 'last'
  readonly count: number
  readonly only: Filter
  readonly not: Filter
}

/** Words that a terminal can offer while one types. */
export const OFFERED: readonly string[] = [
  'observe',
  '--pod',
  '--from-pod',
  '--to-pod',
  '-n',
  '--namespace',
  '--from-namespace',
  '--to-namespace',
  '--verdict',
  '--protocol',
  '--port',
  '--to-port',
  '--type',
  '--label',
  '--identity',
  '--ip',
  '--to-fqdn',
  '--http-method',
  '--http-status',
  '--traffic-direction',
  '--last',
  '--first',
  '--all',
  '--not',
  '-o',
  '--print-node-name',
  '--print-policy-names',
]

/**
 * Flows that are shown when nobody says how many. Source:
 * https://github.com/cilium/cilium/blob/main/hubble/pkg/defaults/defaults.go
 */
const USUAL_COUNT = 20

const SHORT: Readonly<Record<string, string>> = {
  n: 'namespace',
  A: 'all-namespaces',
  t: 'type',
  l: 'label',
  o: 'output',
  f: 'follow',
  s: 'silent-errors',
  4: 'ipv4',
  6: 'ipv6',
  D: 'debug',
}
/** Flags that take a value only behind `=`; without one they are `true`. */
const SWITCHES = [
  'all',
  'not',
  'follow',
  'silent-errors',
  'debug',
  'ipv4',
  'ipv6',
  'all-namespaces',
  'from-all-namespaces',
  'to-all-namespaces',
  'numeric',
  'ip-translation',
  'print-node-name',
  'print-policy-names',
]
/** Flags of the real tool for what is not here: other clusters, traces, ways to reach a server, formats of time. */
const NOT_HERE = [
  'uuid',
  'node-label',
  'cluster',
  'from-cluster',
  'to-cluster',
  'http-path',
  'http-url',
  'http-header',
  'trace-id',
  'ip-trace-id',
  'snat-ip',
  'service',
  'from-service',
  'to-service',
  'cel-expression',
  'interface',
  'allowlist',
  'denylist',
  'color',
  'time-format',
  'since',
  'until',
  'input-file',
  'print-raw-filters',
  'field-mask',
  'use-default-field-masks',
  'server',
  'port-forward',
  'tls',
  'timeout',
  'encrypted',
  'unencrypted',
]

/**
 * Reads what is written behind `observe`. The problem is the tool's message. Source:
 * https://github.com/cilium/cilium/tree/main/hubble/cmd/observe (observe.go, flows.go)
 */
export function readOptions(args: readonly string[]): Result<Options, string> {
  const reader = new Reader()
  const words = readFlags(args, flagNamed, (flag, value) => reader.take(flag, value))
  return words.ok ? reader.options() : words
}

function flagNamed(by: keyof Pick<Flag, 'long' | 'short'>, name: string): Flag | undefined {
  const long = by === 'long' ? name : SHORT[name]
  if (long === undefined) return undefined
  const short = Object.keys(SHORT).find((letter) => SHORT[letter] === long) ?? null
  // What is said of a flag that is not here, it says without its value.
  if (SWITCHES.includes(long) || NOT_HERE.includes(long)) return { long, short, isSwitch: true }
  return ['output', 'last', 'first'].includes(long) || Filter.knows(long) ? { long, short } : undefined
}

/** What the flags come to, one after the other. */
class Reader {
  readonly #only = new Filter()
  readonly #not = new Filter()
  #style: Style = PLAIN
  #isNegated = false
  #first = 0
  #last = 0
  #isAll = false
  #follows = false

  /** Null: it was taken. Else why not, as the tool says it. */
  take(flag: Flag, value: string): string | null {
    const { long } = flag
    if (NOT_HERE.includes(long)) return `# This terminal does not know what --${long} would show.`
    switch (long) {
      case 'not':
        if (this.#isNegated) return invalidArgument(flag, value, 'consecutive --not statements')
        this.#isNegated = true
        return null
      case 'all':
        this.#isAll = value === 'true'
        return null
      case 'follow':
        this.#follows = value === 'true'
        return null
      case 'silent-errors':
      case 'debug':
        return null
      case 'ip-translation':
        this.#style = { ...this.#style, names: value === 'true' }
        return null
      case 'numeric':
        this.#style = { ...this.#style, names: value !== 'true' }
        return null
      case 'print-node-name':
        this.#style = { ...this.#style, nodeName: value === 'true' }
        return null
      case 'print-policy-names':
        this.#style = { ...this.#style, policyNames: value === 'true' }
        return null
      case 'output': {
        const format = FORMATS[value]
        if (!format) return `invalid output format: ${value}`
        this.#style = { ...this.#style, format }
        return null
      }
      case 'first':
      case 'last':
        if (!/^\d{1,15}$/.test(value))
          return invalidArgument(flag, value, `strconv.ParseUint: parsing ${JSON.stringify(value)}: invalid syntax`)
        if (long === 'first') this.#first = Number(value)
        else this.#last = Number(value)
        return null
      default:
        return this.#filter(flag, value)
    }
  }

  #filter(flag: Flag, value: string): string | null {
    const isVersion = flag.long === 'ipv4' || flag.long === 'ipv6'
    const problem = (this.#isNegated ? this.#not : this.#only).add(
      isVersion ? 'ip-version' : flag.long,
      isVersion ? flag.long : value,
    )
    this.#isNegated = false
    if (problem === null) return null
    return problem.startsWith('invalid protocol filter') ? problem : invalidArgument(flag, value, problem)
  }

  /** All of them together; a failure says which do not go with each other. */
  options(): Result<Options, string> {
    if (this.#isNegated) return failure('trailing --not found in the arguments')
    if (this.#follows && this.#style.format === 'table')
      return failure('table output format is not compatible with follow mode')
    const given = {
      first: this.#first > 0,
      last: this.#last > 0,
      all: this.#isAll,
      follow: this.#follows,
    }
    const twice = TWICE.find(([a, b]) => given[a] && given[b])
    if (twice) return failure(`cannot set both --${twice[0]} and --${twice[1]}`)
    return success({
      style: this.#style,
      from: given.first ? 'first' : 'last',
      count: this.#isAll ? Infinity : this.#first || this.#last || USUAL_COUNT,
      only: this.#only,
      not: this.#not,
    })
  }
}

/** Of each pair one may be given. */
const TWICE = [
  ['first', 'last'],
  ['first', 'all'],
  ['first', 'follow'],
  ['last', 'all'],
] as const

const FORMATS: Readonly<Record<string, Style['format'] | undefined>> = {
  compact: 'compact',
  dict: 'dict',
  json: 'json',
  JSON: 'json',
  jsonpb: 'json',
  tab: 'table',
  table: 'table',
}
