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
 * https://github.com/cilium/cilium/tree/main/hubble/cmd/observe (observe.go, flows.go), spf13/pflag
 */
export function readOptions(args: readonly string[]): Result<Options, string> {
  const only = new Filter()
  const not = new Filter()
  let style: Style = PLAIN
  let isNegated = false
  let first = 0
  let last = 0
  let isAll = false
  let follows = false
  for (let index = 0; index < args.length; index++) {
    const written = args[index]!
    const [, long, short, attached] = /^(?:--([\w-]+)|-([a-zA-Z0-9]))(?:=?(.*))?$/s.exec(written) ?? []
    const flag = long ?? (short === undefined ? undefined : (SHORT[short] ?? null))
    if (flag === undefined) continue
    const isKnown =
      flag !== null && (SWITCHES.includes(flag) || ['output', 'last', 'first'].includes(flag) || Filter.knows(flag))
    if (flag !== null && NOT_HERE.includes(flag))
      return failure(`# This terminal does not know what --${flag} would show.`)
    if (!isKnown)
      return failure(
        short === undefined ? `unknown flag: --${flag}` : `unknown shorthand flag: '${short}' in ${written}`,
      )
    const hasValue = attached !== undefined && attached !== ''
    const value = hasValue ? attached : SWITCHES.includes(flag) ? 'true' : args[++index]
    if (value === undefined)
      return failure(`flag needs an argument: ${short === undefined ? `--${flag}` : `'${short}' in ${written}`}`)
    const refused = (problem: string) =>
      failure(
        `invalid argument ${JSON.stringify(value)} for ${JSON.stringify(short === undefined && !Object.values(SHORT).includes(flag) ? `--${flag}` : `-${Object.keys(SHORT).find((key) => SHORT[key] === flag)}, --${flag}`)} flag: ${problem}`,
      )
    switch (flag) {
      case 'not':
        if (isNegated) return refused('consecutive --not statements')
        isNegated = true
        break
      case 'all':
        isAll = value === 'true'
        break
      case 'follow':
        follows = value === 'true'
        break
      case 'silent-errors':
      case 'debug':
        break
      case 'ip-translation':
        style = { ...style, names: value === 'true' }
        break
      case 'numeric':
        style = { ...style, names: value !== 'true' }
        break
      case 'print-node-name':
        style = { ...style, nodeName: value === 'true' }
        break
      case 'print-policy-names':
        style = { ...style, policyNames: value === 'true' }
        break
      case 'output': {
        const format = FORMATS[value]
        if (!format) return failure(`invalid output format: ${value}`)
        style = { ...style, format }
        break
      }
      case 'first':
      case 'last':
        if (!/^\d{1,15}$/.test(value))
          return refused(`strconv.ParseUint: parsing ${JSON.stringify(value)}: invalid syntax`)
        if (flag === 'first') first = Number(value)
        else last = Number(value)
        break
      default: {
        const problem = (isNegated ? not : only).add(
          flag === 'ipv4' || flag === 'ipv6' ? 'ip-version' : flag,
          flag === 'ipv4' || flag === 'ipv6' ? flag : value,
        )
        if (problem !== null) return problem.startsWith('invalid protocol filter') ? failure(problem) : refused(problem)
        isNegated = false
      }
    }
  }
  if (isNegated) return failure('trailing --not found in the arguments')
  if (follows && style.format === 'table') return failure('table output format is not compatible with follow mode')
  const twice =
    first > 0 && last > 0
      ? ['first', 'last']
      : first > 0 && isAll
        ? ['first', 'all']
        : first > 0 && follows
          ? ['first', 'follow']
          : last > 0 && isAll
            ? ['last', 'all']
            : null
  if (twice) return failure(`cannot set both --${twice[0]} and --${twice[1]}`)
  return success({
    style,
    from: first > 0 ? 'first' : 'last',
    count: isAll ? Infinity : first || last || USUAL_COUNT,
    only,
    not,
  })
}

const FORMATS: Readonly<Record<string, Style['format'] | undefined>> = {
  compact: 'compact',
  dict: 'dict',
  json: 'json',
  JSON: 'json',
  jsonpb: 'json',
  tab: 'table',
  table: 'table',
}
