import type { FieldPath } from '../../ground/span.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'

/** The machine behind a node: what a tool finds that looks at it from inside or knocks at its ports. */
export interface Machine {
  /** The node's name. */
  readonly name: string
  /** Of Kubernetes, `v1.34.2`. */
  readonly version: string
  readonly processes: readonly Process[]
  /** Files and directories by path, in order of path. */
  readonly files: ReadonlyMap<string, MachineFile>
  /** Whose metadata service answers pods and processes on it. */
  readonly cloud: Cloud
  /** An e-mail address in the certificates that it serves; null: none. */
  readonly certificateEmail: string | null
  /** The Machine that says so; null: none does, and all of it is what kubeadm leaves. */
  readonly object: KubernetesObject | null
}

/** Whose metadata service answers on a machine. `aws-imdsv2`: only to those who fetch a token first. */
export type Cloud = 'none' | 'aws' | 'aws-imdsv2' | 'azure'

/** A program that runs on a machine. */
export interface Process {
  /** The program, as it was started, and its arguments. */
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Where the machine's object says it; null: it is of the baseline. */
  readonly path: FieldPath | null
  /**
   * Where the object says each word of the command; null: the baseline does. As long as `command`; absent: it says
   * none.
   */
  readonly places?: readonly (FieldPath | null)[]
}

/** A file or folder of a machine, as far as a check or a hunter looks at it. */
export interface MachineFile {
  readonly path: string
  readonly isDirectory: boolean
  /** Octal digits. */
  readonly mode: string
  readonly owner: string
  readonly content: string
  /** Where the machine's object says it; null: it is of the baseline. */
  readonly field: FieldPath | null
}

/** The program's name without its folder. */
export function programOf({ command }: Pick<Process, 'command'>): string {
  return command[0]!.slice(command[0]!.lastIndexOf('/') + 1)
}

/** The kernel keeps this many characters of a program's name. */
const COMM_LENGTH = 15

/** The name by which `ps -C` finds it. */
export function commOf(process: Pick<Process, 'command'>): string {
  return programOf(process).slice(0, COMM_LENGTH)
}

/** The first process that runs this program, named without its folder; null: none does. */
export function processOf({ processes }: Machine, program: string): Process | null {
  return processes.find((process) => programOf(process) === program) ?? null
}

/** The name of a flag, `--read-only-port` of `--read-only-port=0`; null: the word is none. */
export function flagName(word: string): string | null {
  return /^-{1,2}[^=]+/.exec(word)?.[0] ?? null
}

/**
 * The value of a flag as Go's flag package reads a command line: the last counts, a bare one is `true`, a blank may
 * stand for `=`. Null: it is not there.
 */
export function flagOf(process: Process | null, name: string): string | null {
  let value: string | null = null
  const words = process?.command ?? []
  words.forEach((word, index) => {
    if (word === `--${name}`)
      value = words[index + 1]?.startsWith('-') === false && words[index + 1] !== undefined ? words[index + 1]! : 'true'
    else if (word.startsWith(`--${name}=`)) value = word.slice(name.length + 3)
  })
  return value
}
