import { failure, success, type Result } from '../ground/result.ts'
import { CNI_OFFERS, type CniChoice } from '../sim/cni/choice.ts'
import type { DocumentText } from '../world/index.ts'
import type { Command, Output } from './command.ts'
import { ask } from './commands/ask.ts'
import { check } from './commands/check.ts'
import { convert } from './commands/convert.ts'
import { diff } from './commands/diff.ts'
import { lint } from './commands/lint.ts'
import { list } from './commands/list.ts'
import { mutate } from './commands/mutate.ts'

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [check, mutate, convert, ask, list, diff, lint]

/** Reads a file, every manifest of a folder (in order of path), or `-`, the standard input. The problem says why it cannot be read. */
export type ReadPath = (path: string) => Result<readonly DocumentText[], string>

/** One command line: `args` are the words after the program's name. */
export function runCommand(args: readonly string[], read: ReadPath): Output {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return { out: HELP, err: '', exitCode: name === undefined ? 2 : 0 }
  const command = COMMANDS.find((each) => each.name === name)
  if (!command) return refuse(`no such command: ${name}`)
  if (rest.includes('--help') || rest.includes('-h')) return { out: `reachable ${command.usage}\n\n${command.about}\n`, err: '', exitCode: 0 }
  const line = readLine(rest, command)
  if (!line.ok) return refuse(line.problem)
  const { paths, asserts, words, cni, format, strict } = line.value
  const read2 = command.name === 'diff' ? paths.map((path, side) => labelled(read(path), side)) : paths.map(read)
  const documents = gathered(read2), tests = gathered(asserts.map(read))
  if (!documents.ok) return refuse(documents.problem)
  if (!tests.ok) return refuse(tests.problem)
  return command.run({ documents: unique(documents.value), tests: unique(tests.value), words, cni, format, strict })
}

interface Line {
  readonly paths: readonly string[]
  readonly asserts: readonly string[]
  readonly words: readonly string[]
  readonly cni: CniChoice
  readonly format: string
  readonly strict: boolean
}

function readLine(args: readonly string[], command: Command): Result<Line, string> {
  const free: string[] = [], asserts: string[] = []
  let cni: CniChoice = { name: 'reference' }, format = command.formats[0]!, strict = false
  for (let at = 0; at < args.length; at++) {
    const [word, written] = args[at]!.startsWith('--') ? splitOnce(args[at]!) : [args[at]!, undefined]
    const value = () => written ?? args[++at]
    if (word === '--strict') strict = true
    else if (word === '--assert' || word === '-a') {
      const path = value()
      if (path === undefined) return failure(`${word} needs a file`)
      asserts.push(path)
    } else if (word === '--format' || word === '-f') {
      const wanted = value()
      if (wanted === undefined || !command.formats.includes(wanted)) return failure(`${word} is one of ${command.formats.join(', ')}`)
      format = wanted
    } else if (word === '--cni') {
      const [name, mode] = value()?.split(':') ?? []
      const offer = CNI_OFFERS.find((each) => each.name === name)
      if (!offer) return failure(`--cni is one of ${CNI_OFFERS.map((each) => each.name).join(', ')}, with its mode behind a colon`)
      if (mode !== undefined && !offer.modes.some(({ id }) => id === mode)) return failure(`${offer.name} has the modes ${offer.modes.map(({ id }) => id).join(', ')}`)
      cni = { name: offer.name, ...(mode !== undefined && { mode }) }
    } else if (word.startsWith('-') && word !== '-') return failure(`no such option: ${word}`)
    else free.push(args[at]!)
  }
  if (command.tests && asserts.length === 0) return failure(`${command.name} needs --assert FILE`)
  const words = free.slice(0, command.words), paths = free.slice(command.words)
  if (words.length < command.words) return failure(`write: reachable ${command.usage}`)
  if (paths.length === 0 || (command.name === 'diff' && paths.length !== 2)) return failure(`write: reachable ${command.usage}`)
  return success({ paths, asserts, words, cni, format, strict })
}

function splitOnce(text: string): readonly [string, string | undefined] {
  const at = text.indexOf('=')
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function labelled(read: ReturnType<ReadPath>, side: number): ReturnType<ReadPath> {
  return read.ok ? success(read.value.map(({ name, text }) => ({ name: `${side}/${name}`, text }))) : read
}

function gathered(all: readonly ReturnType<ReadPath>[]): ReturnType<ReadPath> {
  const files: DocumentText[] = []
  for (const read of all) {
    if (!read.ok) return read
    files.push(...read.value)
  }
  return success(files)
}

/** A file that is named twice is read once. */
function unique(files: readonly DocumentText[]): readonly DocumentText[] {
  return [...new Map(files.map((file) => [file.name, file])).values()]
}

function refuse(problem: string): Output {
  return { out: '', err: `reachable: ${problem}\nreachable --help tells more.\n`, exitCode: 2 }
}

const HELP = `reachable: who reaches whom in a cluster, from its manifests alone.

${COMMANDS.map(({ usage, about }) => `  reachable ${usage}\n      ${about}\n`).join('')}
MANIFESTS are YAML or JSON files, folders, or - for the standard input.

  --assert, -a FILE   assertions, one on each line (allow a/b -> c/d:80, deny …), or a file of netassert; may be given again
  --format, -f NAME   ${COMMANDS.map(({ name, formats }) => `${name}: ${formats.join(', ')}`).join('; ')}
  --cni NAME[:MODE]   ${CNI_OFFERS.map(({ name }) => name).join(', ')}
  --strict            lint: warnings count too

Ends with 0 when all is as it should be, with 1 when it is not, with 2 when that cannot be told.
`
