import { failure, success, type Result } from '../../ground/result.ts'

/** A flag of a tool. `short`: one letter; null: it has none. `isSwitch`: it is `true` unless a value stands behind `=`. */
export interface Flag {
  readonly long: string
  readonly short: string | null
  readonly isSwitch?: true
}

/** The flag by its long name, or by its letter; undefined: the tool has none of that name. */
export type FlagNamed = (by: 'long' | 'short', name: string) => Flag | undefined

/**
 * Reads a command line as tools written in Go do: `--name value`, `--name=value`, `-n value`, `-nvalue`, `-n=value`,
 * switches with or without a value, several letters behind one dash, words anywhere, nothing but words behind `--`.
 * `take` is given each flag in order and says what is wrong with its value; null: nothing. The result are the words;
 * the problem is pflag's message, or the one of `take`.
 * Source: https://github.com/spf13/pflag (flag.go, parseArgs; errors.go)
 */
export function readFlags(
  args: readonly string[],
  named: FlagNamed,
  take: (flag: Flag, value: string) => string | null,
): Result<readonly string[], string> {
  const words: string[] = []
  const rest = [...args]
  while (rest.length > 0) {
    const arg = rest.shift()!
    if (arg === '--') return success([...words, ...rest])
    const problem = arg.startsWith('--')
      ? takeLong(arg, rest, named, take)
      : arg.startsWith('-') && arg !== '-'
        ? takeShort(arg, rest, named, take)
        : (words.push(arg), null)
    if (problem !== null) return failure(problem)
  }
  return success(words)
}

/** What pflag says of a value that the flag does not take. */
export function invalidArgument({ long, short }: Flag, value: string, problem: string): string {
  const name = short === null ? `--${long}` : `-${short}, --${long}`
  return `invalid argument ${JSON.stringify(value)} for ${JSON.stringify(name)} flag: ${problem}`
}

type Take = Parameters<typeof readFlags>[2]

function takeLong(arg: string, rest: string[], named: FlagNamed, take: Take): string | null {
  const [, name, value] = /^--([^=]*)(?:=(.*))?$/s.exec(arg) as unknown as [string, string, string | undefined]
  const flag = named('long', name)
  if (!flag) return `unknown flag: --${name}`
  const given = value ?? (flag.isSwitch ? 'true' : rest.shift())
  return given === undefined ? `flag needs an argument: --${name}` : take(flag, given)
}

function takeShort(arg: string, rest: string[], named: FlagNamed, take: Take): string | null {
  for (let at = 1; at < arg.length; at++) {
    const letter = arg[at]!
    const behind = arg.slice(at + 1)
    const flag = named('short', letter)
    if (!flag) return `unknown shorthand flag: '${letter}' in -${arg.slice(at)}`
    // With nothing behind it, the sign is no sign of a value.
    const hasEquals = behind.startsWith('=') && behind.length > 1
    if (flag.isSwitch && !hasEquals) {
      const problem = take(flag, 'true')
      if (problem !== null) return problem
      continue
    }
    const given = hasEquals ? behind.slice(1) : behind === '' ? rest.shift() : behind
    return given === undefined ? `flag needs an argument: '${letter}' in -${arg.slice(at)}` : take(flag, given)
  }
  return null
}
