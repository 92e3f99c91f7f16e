import type { CniChoice, DocumentText } from '../world/index.ts'

/** What a command is given: the manifests and every other file already read. */
export interface Input {
  readonly documents: readonly DocumentText[]
  /** Files of assertions or tests. */
  readonly tests: readonly DocumentText[]
  /** Words that are no files: the question. */
  readonly words: readonly string[]
  readonly cni: CniChoice
  readonly format: string
  /** Warnings count as errors. */
  readonly strict: boolean
}

/** What it says, and how the process ends. */
export interface Output {
  readonly out: string
  readonly err: string
  readonly exitCode: ExitCode
}

/** 0: as it should be; 1: it is not; 2: it could not be told, because the command line or a file is wrong. */
export type ExitCode = 0 | 1 | 2

/** One command of the terminal program. */
export interface Command {
  readonly name: string
  /** After the program's name. */
  readonly usage: string
  readonly about: string
  /** The first is the default. */
  readonly formats: readonly string[]
  /** Words before the files. */
  readonly words: number
  /** Whether it needs files of assertions. */
  readonly tests: boolean
  /** Whether `--strict` means anything to it; absent: it does not. */
  readonly strict?: true
  run(input: Input): Output
}
