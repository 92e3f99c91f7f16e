import { commOf, type Machine } from '../../machines/machine.ts'
import { FILE_KINDS, type Component, type FileKind } from './components.ts'

/** What the variables of a file of checks stand for on a machine, by component. */
export interface Substitutions {
  readonly bins: ReadonlyMap<string, string>
  readonly files: Readonly<Record<FileKind, ReadonlyMap<string, string>>>
}

/** Null: a program that the target needs does not run. Source: cmd/util.go, getBinaries and getFiles. */
export function substitutionsOf(components: readonly Component[], machine: Machine): Substitutions | null {
  const bins = new Map<string, string>()
  for (const { name, bins: candidates, optional } of components) {
    if (candidates.length === 0) continue
    const running = candidates.find((candidate) => isRunning(candidate, commandsNamed(machine, candidate)))
    if (running === undefined && !optional) return null
    bins.set(name, running ?? name)
  }
  const files = Object.fromEntries(
    FILE_KINDS.map((kind) => [
      kind,
      new Map(
        components.flatMap((component) => {
          const { candidates, otherwise } = component.files[kind]
          // Only what the component says anything about can be named.
          if (candidates.length === 0 && otherwise === null) return []
          return [
            [
              component.name,
              candidates.find((path) => machine.files.has(path)) ?? otherwise ?? component.name,
            ] as const,
          ]
        }),
      ),
    ]),
  ) as unknown as Substitutions['files']
  return { bins, files }
}

/** Whether lines of `ps -C … -o cmd` show a candidate, which may be a program with its first arguments. */
function isRunning(candidate: string, lines: readonly string[]): boolean {
  return lines.some((line) => {
    const program = line.split(' ', 1)[0]!
    return line.slice(program.lastIndexOf('/') + 1).startsWith(candidate)
  })
}

function commandsNamed({ processes }: Machine, candidate: string): readonly string[] {
  const comm = candidate.split(' ', 1)[0]!.slice(0, 15)
  return processes.filter((process) => commOf(process) === comm).map(({ command }) => command.join(' '))
}

/** The text with its variables put in, and which programs were put in. Source: cmd/util.go, makeSubstitutions. */
export function substitute(
  text: string,
  { bins, files }: Substitutions,
): { readonly text: string; readonly bins: readonly string[] } {
  let result = text
  const used: string[] = []
  const put = (values: ReadonlyMap<string, string>, kind: string, into?: string[]) => {
    for (const [name, value] of values) {
      const variable = `$${name}${kind}`
      if (value === '' || !result.includes(variable)) continue
      into?.push(value)
      result = replaceWord(result, variable, value)
    }
  }
  put(bins, 'bin', used)
  for (const kind of FILE_KINDS) put(files[kind], kind)
  return { text: result, bins: used }
}

/** Several words are put in quotation marks. */
function replaceWord(text: string, variable: string, value: string): string {
  return text.replaceAll(variable, () => (value.includes(' ') ? `'${value}'` : value))
}
