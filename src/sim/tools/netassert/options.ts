import { failure, success, type Result } from '../../../ground/result.ts'

/** What a command is told by its flags, defaults filled in. Paths are empty where none is given. */
export interface Options {
  readonly inputFile: string
  readonly inputDir: string
  readonly tap: string
  readonly suffixLength: number
  readonly snifferPrefix: string
  readonly scannerPrefix: string
  readonly pauseSeconds: number
}

/** `short` without its dash. `field` null: taken and of no effect here. */
interface Flag {
  readonly long: string
  readonly short: string
  readonly type: 'string' | 'int' | 'duration'
  readonly field: keyof Options | null
}

const FILE: readonly Flag[] = [
  { long: 'input-file', short: 'f', type: 'string', field: 'inputFile' },
  { long: 'input-dir', short: 'd', type: 'string', field: 'inputDir' },
]
const KUBECONFIG: Flag = { long: 'kubeconfig', short: 'k', type: 'string', field: null }

/** Source: https://github.com/controlplaneio/netassert/blob/main/cmd/netassert/cli/run.go */
const FLAGS = {
  run: [
    ...FILE,
    KUBECONFIG,
    { long: 'tap', short: 't', type: 'string', field: 'tap' },
    { long: 'suffix-length', short: 's', type: 'int', field: 'suffixLength' },
    { long: 'sniffer-image', short: 'i', type: 'string', field: null },
    { long: 'sniffer-prefix', short: 'p', type: 'string', field: 'snifferPrefix' },
    { long: 'scanner-image', short: 'c', type: 'string', field: null },
    { long: 'scanner-prefix', short: 'x', type: 'string', field: 'scannerPrefix' },
    { long: 'pause-sec', short: 'P', type: 'int', field: 'pauseSeconds' },
    { long: 'interface', short: 'n', type: 'string', field: null },
    { long: 'log-level', short: 'l', type: 'string', field: null },
  ],
  validate: FILE,
  ping: [KUBECONFIG, { long: 'timeout', short: 't', type: 'duration', field: null }],
} as const satisfies Record<string, readonly Flag[]>

/** A command of netassert that is known here. */
export type Command = keyof typeof FLAGS

/** Whether the word is such a command. */
export function isCommand(word: string): word is Command {
  return Object.hasOwn(FLAGS, word)
}

const DEFAULTS: Options = {
  inputFile: '',
  inputDir: '',
  tap: 'results.tap',
  suffixLength: 9,
  snifferPrefix: 'netassertv2-sniffer',
  scannerPrefix: 'netassertv2-client',
  pauseSeconds: 1,
}

/** The flags of one command; the problem is cobra's message. `help`: it is asked for. */
export function readOptions(command: Command, args: readonly string[]): Result<Options | 'help', string> {
  const known: readonly Flag[] = FLAGS[command]
  const options: Record<string, string | number> = { ...DEFAULTS }
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!
    if (word === '-h' || word === '--help') return success('help')
    if (word === '-' || !word.startsWith('-')) continue
    const [name, written] = word.startsWith('--')
      ? splitOnce(word.slice(2))
      : [word[1]!, word.length > 2 ? word.slice(2).replace(/^=/, '') : undefined]
    const flag = known.find(({ long, short }) => (word.startsWith('--') ? long === name : short === name))
    if (!flag)
      return failure(word.startsWith('--') ? `unknown flag: --${name}` : `unknown shorthand flag: '${name}' in ${word}`)
    const value = written ?? args[++at]
    if (value === undefined)
      return failure(
        word.startsWith('--') ? `flag needs an argument: --${name}` : `flag needs an argument: '${name}' in ${word}`,
      )
    if (flag.type === 'int' && !/^[-+]?\d+$/.test(value))
      return failure(
        `invalid argument ${JSON.stringify(value)} for "-${flag.short}, --${flag.long}" flag: strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`,
      )
    if (flag.field) options[flag.field] = flag.type === 'int' ? Number(value) : value
  }
  return success(options as unknown as Options)
}

function splitOnce(text: string): readonly [string, string | undefined] {
  const at = text.indexOf('=')
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}
