import { invalidArgument, readFlags, type Flag } from '../pflag.ts'
import { success, type Result } from '../../../ground/result.ts'

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

/** `field` null: taken and of no effect here. */
interface OwnFlag extends Flag {
  readonly type: 'string' | 'int' | 'duration'
  readonly field: keyof Options | null
}

const FILE: readonly OwnFlag[] = [
  { long: 'input-file', short: 'f', type: 'string', field: 'inputFile' },
  { long: 'input-dir', short: 'd', type: 'string', field: 'inputDir' },
]
const KUBECONFIG: OwnFlag = { long: 'kubeconfig', short: 'k', type: 'string', field: null }

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
} as const satisfies Record<string, readonly OwnFlag[]>

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

const HELP: Flag = { long: 'help', short: 'h', isSwitch: true }

/** The flags of one command; the problem is cobra's message. `help`: it is asked for. */
export function readOptions(command: Command, args: readonly string[]): Result<Options | 'help', string> {
  const known: readonly OwnFlag[] = FLAGS[command]
  const options: Record<string, string | number> = { ...DEFAULTS }
  let wantsHelp = false
  const read = readFlags(
    args,
    (by, name) => [...known, HELP].find((flag) => flag[by] === name),
    (flag, value) => {
      const own = known.find((each) => each === flag)
      if (!own) wantsHelp = true
      else if (own.type === 'int' && !/^[-+]?\d+$/.test(value))
        return invalidArgument(flag, value, `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`)
      else if (own.field) options[own.field] = own.type === 'int' ? Number(value) : value
      return null
    },
  )
  if (!read.ok) return read
  return success(wantsHelp ? 'help' : (options as unknown as Options))
}
