import { failure, success, type Result } from '../../../ground/result.ts'

/** A command line of kube-hunter, read. */
export interface Options {
  readonly remote: readonly string[]
  readonly cidr: readonly string[]
  readonly interface: boolean
  readonly pod: boolean
  readonly discoverNodes: boolean
  readonly active: boolean
  readonly cves: boolean
  readonly patched: boolean
  /** Null: none is given. */
  readonly token: string | null
  readonly quick: boolean
  readonly mapping: boolean
  readonly statistics: boolean
  readonly list: boolean
  readonly report: 'plain' | 'json' | 'yaml'
  /** Log lines are printed. */
  readonly logs: boolean
  readonly help: boolean
}

const SWITCHES = [
  '--list',
  '--interface',
  '--pod',
  '--quick',
  '--include-patched-versions',
  '--active',
  '--enable-cve-hunting',
  '--mapping',
  '--statistics',
  '--k8s-auto-discover-nodes',
  '--raw-hunter-names',
  '--help',
  '-h',
] as const
const VALUES = [
  '--cidr',
  '--log',
  '--log-file',
  '--report',
  '--dispatch',
  '--service-account-token',
  '--network-timeout',
  '--num-worker-threads',
  '--kubeconfig',
  '--port',
] as const
const LISTS = ['--remote', '--custom'] as const

/** Words and flags that a terminal can offer while one types. */
export const OFFERED: readonly string[] = [...SWITCHES, ...VALUES, ...LISTS].filter((flag) => flag.startsWith('--'))

/**
 * Reads the words after the name as argparse does, abbreviations aside. The problem is the last line of what it would
 * print.
 */
export function readOptions(args: readonly string[]): Result<Options, string> {
  const on = new Set<string>()
  const values = new Map<string, string>()
  const lists = new Map<string, string[]>()
  for (let index = 0; index < args.length; index++) {
    const [flag, attached] = splitOnce(args[index]!)
    if (includes(SWITCHES, flag)) {
      if (attached !== undefined)
        return failure(`kube-hunter: error: argument ${flag}: ignored explicit argument '${attached}'`)
      on.add(flag === '-h' ? '--help' : flag)
    } else if (includes(VALUES, flag)) {
      const value = attached ?? args[++index]
      if (value === undefined || (attached === undefined && value.startsWith('--')))
        return failure(`kube-hunter: error: argument ${flag}: expected one argument`)
      values.set(flag, value)
    } else if (includes(LISTS, flag)) {
      const items = attached !== undefined ? [attached] : []
      while (attached === undefined && args[index + 1] !== undefined && !args[index + 1]!.startsWith('--'))
        items.push(args[++index]!)
      if (items.length === 0) return failure(`kube-hunter: error: argument ${flag}: expected at least one argument`)
      lists.set(flag, items)
    } else return failure(`kube-hunter: error: unrecognized arguments: ${args[index]}`)
  }
  const report = (values.get('--report') ?? 'plain').toLowerCase()
  return success({
    remote: lists.get('--remote') ?? [],
    cidr: (values.get('--cidr') ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
    interface: on.has('--interface'),
    pod: on.has('--pod'),
    discoverNodes: on.has('--k8s-auto-discover-nodes'),
    active: on.has('--active'),
    cves: on.has('--enable-cve-hunting'),
    patched: on.has('--include-patched-versions'),
    token: values.get('--service-account-token') ?? null,
    quick: on.has('--quick'),
    mapping: on.has('--mapping'),
    statistics: on.has('--statistics'),
    list: on.has('--list'),
    report: report === 'json' || report === 'yaml' ? report : 'plain',
    logs: (values.get('--log') ?? '').toLowerCase() !== 'none',
    help: on.has('--help'),
  })
}

function splitOnce(arg: string): readonly [string, string | undefined] {
  const at = arg.indexOf('=')
  return arg.startsWith('--') && at > 0 ? [arg.slice(0, at), arg.slice(at + 1)] : [arg, undefined]
}

function includes(all: readonly string[], flag: string): boolean {
  return all.includes(flag)
}
