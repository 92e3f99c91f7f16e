import { version } from '../../package.json'
import { failure, success, type Result } from '../ground/result.ts'
import type { DocumentText } from '../world/index.ts'
import type { Command, Output } from './command.ts'
import { ask } from './commands/ask.ts'
import { check } from './commands/check.ts'
import { convert } from './commands/convert.ts'
import { diff } from './commands/diff.ts'
import { lint } from './commands/lint.ts'
import { list } from './commands/list.ts'
import { mutate } from './commands/mutate.ts'
import { commandHelp, helpText } from './help.ts'
import { readLine } from './line.ts'

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [check, mutate, convert, ask, list, diff, lint]

/**
 * Reads a file, every manifest of a folder (in order of path), or `-`, the standard input. The problem says why it
 * cannot be read.
 */
export type ReadPath = (path: string) => Result<readonly DocumentText[], string>

/** One command line: `args` are the words after the program's name. */
export function runCommand(args: readonly string[], read: ReadPath): Output {
  const [name, ...rest] = args
  if (name === undefined) return { out: helpText(COMMANDS), err: '', exitCode: 2 }
  if (name === '--version' || name === 'version') return said(`reachable ${version}\n`)
  const isHelp = ['--help', '-h', 'help'].includes(name)
  if (isHelp && rest.length === 0) return said(helpText(COMMANDS))
  const wanted = isHelp ? rest[0]! : name
  const command = COMMANDS.find((each) => each.name === wanted)
  if (!command) return refuse(`no such command: ${wanted}`)
  const options = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : undefined)
  if (isHelp || options.includes('--help') || options.includes('-h')) return said(commandHelp(command))
  const line = readLine(rest, command)
  if (!line.ok) return refuse(line.problem)
  const { paths, asserts, words, cni, format, strict } = line.value
  const manifests = gathered(paths, read, command.name === 'diff')
  const tests = gathered(asserts, read, false)
  if (!manifests.ok) return refuse(manifests.problem)
  if (!tests.ok) return refuse(tests.problem)
  // Tests may lie among the manifests.
  const documents = unique(manifests.value).filter((file) => !tests.value.some((test) => test.name === file.name))
  return command.run({ documents, tests: unique(tests.value), words, cni, format, strict })
}

/**
 * `isSided`: names begin with the place of their path. Of a folder that is empty nothing can be told: it is the wrong
 * one.
 */
function gathered(paths: readonly string[], readPath: ReadPath, isSided: boolean): ReturnType<ReadPath> {
  const files: DocumentText[] = []
  for (const [side, path] of paths.entries()) {
    const read = readPath(path)
    if (!read.ok) return read
    if (read.value.length === 0) return failure(`${path}: no YAML or JSON files in it`)
    files.push(...(isSided ? read.value.map(({ name, text }) => ({ name: `${side}/${name}`, text })) : read.value))
  }
  return success(files)
}

/** A file that is named twice is read once. */
function unique(files: readonly DocumentText[]): readonly DocumentText[] {
  return [...new Map(files.map((file) => [file.name, file])).values()]
}

function said(out: string): Output {
  return { out, err: '', exitCode: 0 }
}

function refuse(problem: string): Output {
  return { out: '', err: `reachable: ${problem}\nreachable --help tells more.\n`, exitCode: 2 }
}
