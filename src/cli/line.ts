import { failure, success, type Result } from '../ground/result.ts'
import { CNI_OFFERS, type CniChoice } from '../sim/cni/choice.ts'
import type { Command } from './command.ts'

/** The words behind a command, read. */
export interface Line {
  /** Manifests: files, folders, `-`. */
  readonly paths: readonly string[]
  /** Files of assertions. */
  readonly asserts: readonly string[]
  /** What stands before the files. */
  readonly words: readonly string[]
  readonly cni: CniChoice
  readonly format: string
  readonly strict: boolean
}

/**
 * Reads them as programs do: `--x=y`, `--x y`, `-xy`, `-x=y`, and behind `--` only paths. The problem names the word.
 */
export function readLine(args: readonly string[], command: Command): Result<Line, string> {
  const free: string[] = []
  const asserts: string[] = []
  let cni: CniChoice = { name: 'reference' }
  let format = command.formats[0]!
  let strict = false
  for (let at = 0; at < args.length; at++) {
    const given = args[at]!
    if (given === '--') {
      free.push(...args.slice(at + 1))
      break
    }
    if (!given.startsWith('-') || given === '-') {
      free.push(given)
      continue
    }
    const [word, written] = optionOf(given)
    const value = () => written ?? args[++at]
    if (word === '--strict' && written === undefined) {
      if (!command.strict) return failure(`${command.name} takes no --strict`)
      strict = true
    } else if (word === '--assert' || word === '-a') {
      if (!command.tests) return failure(`${command.name} takes no ${word}`)
      const path = value()
      if (path === undefined) return failure(`${word} needs a file`)
      asserts.push(path)
    } else if (word === '--format' || word === '-f' || (word === '--json' && written === undefined)) {
      const wanted = word === '--json' ? 'json' : value()
      if (wanted === undefined || !command.formats.includes(wanted))
        return failure(
          word === '--json'
            ? `${command.name} takes no --json; --format is one of ${command.formats.join(', ')}`
            : `${word} is one of ${command.formats.join(', ')}`,
        )
      format = wanted
    } else if (word === '--cni') {
      const chosen = choiceOf(value())
      if (!chosen.ok) return chosen
      cni = chosen.value
    } else return failure(`no such option: ${word}`)
  }
  if (command.tests && asserts.length === 0) return failure(`${command.name} needs --assert FILE`)
  const words = free.slice(0, command.words)
  const paths = free.slice(command.words)
  if (words.length < command.words || paths.length === 0 || (command.name === 'diff' && paths.length !== 2))
    return failure(`write: reachable ${command.usage}`)
  if ([...paths, ...asserts].filter((path) => path === '-').length > 1)
    return failure('- stands twice, and the standard input can be read only once')
  return success({ paths, asserts, words, cni, format, strict })
}

function optionOf(given: string): readonly [word: string, value: string | undefined] {
  if (!given.startsWith('--'))
    return given.length > 2 && /^-[af]/.test(given)
      ? [given.slice(0, 2), given.slice(2).replace(/^=/, '')]
      : [given, undefined]
  const at = given.indexOf('=')
  return at < 0 ? [given, undefined] : [given.slice(0, at), given.slice(at + 1)]
}

function choiceOf(written: string | undefined): Result<CniChoice, string> {
  const [name, mode] = written?.split(':') ?? []
  const offer = CNI_OFFERS.find((each) => each.name === name)
  if (!offer)
    return failure(`--cni is one of ${CNI_OFFERS.map((each) => each.name).join(', ')}, with its mode behind a colon`)
  if (mode !== undefined && !offer.modes.some(({ id }) => id === mode))
    return failure(`${offer.name} has the modes ${offer.modes.map(({ id }) => id).join(', ')}`)
  return success({ name: offer.name, ...(mode !== undefined && { mode }) })
}
