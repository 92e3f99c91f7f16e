import { failure, success, type Result } from '../../../ground/result.ts'

/** A command line of curl, read. */
export interface Options {
  readonly scheme: 'http' | 'https'
  readonly host: string
  readonly port: number
  readonly path: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  /** `-v`: what is sent and received is shown. */
  readonly verbose: boolean
  /** `-s`: errors are not printed. */
  readonly silent: boolean
  /** `-i`: the answer's head is shown. */
  readonly showHeaders: boolean
  /** `-f`: an answer of 400 or more is an error. */
  readonly fail: boolean
  /** Milliseconds; null: as long as the kernel tries. */
  readonly maxTime: number | null
}

const VALUES: Readonly<Record<string, string>> = {
  '-X': 'method',
  '--request': 'method',
  '-H': 'header',
  '--header': 'header',
  '-m': 'time',
  '--max-time': 'time',
  '--connect-timeout': 'time',
  '-o': 'none',
  '--output': 'none',
  '-d': 'data',
  '--data': 'data',
  '-A': 'none',
  '-w': 'none',
  '--retry': 'none',
}
const SWITCHES: Readonly<Record<string, string>> = {
  v: 'verbose',
  s: 'silent',
  S: 'show',
  i: 'head',
  I: 'only-head',
  k: 'none',
  L: 'none',
  f: 'fail',
  g: 'none',
  4: 'none',
  6: 'none',
}
const LONG: Readonly<Record<string, string>> = {
  '--verbose': 'verbose',
  '--silent': 'silent',
  '--show-error': 'show',
  '--include': 'head',
  '--head': 'only-head',
  '--insecure': 'none',
  '--location': 'none',
  '--fail': 'fail',
}

/** Words that a terminal can offer while one types. */
export const OFFERED: readonly string[] = ['-v', '-m', '-X', '-H', '-i', '-I', '-f', '-s', 'http://']

/** Reads curl's arguments; a failure is what curl prints. */
export function readOptions(args: readonly string[]): Result<Options, string> {
  const on = new Set<string>()
  const headers: Record<string, string> = Object.create(null)
  let method: string | null = null
  let url: string | null = null
  let maxTime: number | null = null
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]!
    if (!arg.startsWith('-') || arg === '-') {
      url ??= arg
      continue
    }
    const short = /^-[A-Za-z]/.test(arg) && Object.hasOwn(VALUES, arg.slice(0, 2)) ? arg.slice(0, 2) : arg
    if (Object.hasOwn(VALUES, short)) {
      const value = short === arg ? args[++index] : arg.slice(2)
      if (value === undefined) return failure(`curl: option ${arg}: requires parameter`)
      switch (VALUES[short]) {
        case 'method':
          method = value
          break
        case 'data':
          method ??= 'POST'
          break
        case 'header': {
          const [, name, text] = /^([^:]+):\s*(.*)$/.exec(value) ?? []
          if (name) headers[name.toLowerCase()] = text!
          break
        }
        case 'time': {
          const seconds = Number(value)
          if (!Number.isFinite(seconds) || seconds < 0)
            return failure(`curl: option ${arg}: expected a proper numerical parameter`)
          maxTime = Math.round(seconds * 1000)
        }
      }
    } else if (Object.hasOwn(LONG, arg)) on.add(LONG[arg]!)
    else if (arg.startsWith('--') || [...arg.slice(1)].some((letter) => !Object.hasOwn(SWITCHES, letter)))
      return failure(`curl: option ${arg}: is unknown`)
    else for (const letter of arg.slice(1)) on.add(SWITCHES[letter]!)
  }
  const parsed = url === null ? null : /^(?:(https?):\/\/)?(\[[^\]]*\]|[^/:?#]+)(?::(\d+))?([/?][^#]*)?/.exec(url)
  if (!parsed)
    return failure(
      url === null
        ? "curl: try 'curl --help' or 'curl --manual' for more information"
        : 'curl: (3) URL rejected: Bad hostname',
    )
  const scheme = parsed[1] === 'https' ? 'https' : 'http'
  const port = parsed[3] === undefined ? (scheme === 'https' ? 443 : 80) : Number(parsed[3])
  if (port < 1 || port > 65535)
    return failure('curl: (3) URL rejected: Port number was not a decimal number between 0 and 65535')
  return success({
    scheme,
    host: parsed[2]!,
    port,
    path: (parsed[4] ?? '/').replace(/^\?/, '/?'),
    headers,
    maxTime: maxTime === 0 ? null : maxTime,
    verbose: on.has('verbose'),
    silent: on.has('silent') && !on.has('show'),
    showHeaders: on.has('head') || on.has('only-head'),
    fail: on.has('fail'),
    method: method ?? (on.has('only-head') ? 'HEAD' : 'GET'),
  })
}
