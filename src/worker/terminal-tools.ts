import { completeCommand, type Completion } from '../world/terminal/complete.ts'
import { mendCheck, type Mend } from '../world/terminal/mend.ts'
import { filesOf, runCommand, type Command, type Run } from '../world/terminal/run.ts'
import { terminalPlaces, type TerminalPlace } from '../world/terminal/places.ts'
import type { World } from '../world/index.ts'

/**
 * What the engine needs for the terminal and for nothing else: a part of its own, which is fetched when it is first
 * opened.
 */

/**
 * `mend`: an edit that makes a check of kube-bench pass; `args` are the words of the command that it was found with.
 */
export type TerminalTask =
  | { readonly task: 'places' }
  | ({ readonly task: 'run' } & Command)
  | { readonly task: 'complete'; readonly line: string; readonly at: string }
  | { readonly task: 'mend'; readonly args: readonly string[]; readonly machine: string; readonly check: string }

/** By its task. */
export interface TerminalResults {
  readonly places: readonly TerminalPlace[]
  readonly run: Run
  readonly complete: Completion
  readonly mend: Mend | null
}

/** Does a task of the terminal. */
export function terminalOf(task: TerminalTask, world: World): TerminalResults[TerminalTask['task']] {
  switch (task.task) {
    case 'places':
      return terminalPlaces(world)
    case 'run':
      return runCommand(world, task)
    case 'complete':
      return completeCommand(world, task.line, task.at)
    case 'mend':
      return mendCheck(world, task.args, task.machine, task.check, filesOf(world))
  }
}
