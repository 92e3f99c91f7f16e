import { commOf, type Machine, type Process } from '../../../machines/machine.ts'
import type { AuditOutput } from '../judge-check.ts'
import type { AuditForm } from './audit-form.ts'

/** The first process number that is handed out here; real ones are whatever they are. */
const FIRST_PID = 50
const HEADER = 'UID          PID    PPID  C STIME TTY          TIME CMD'

/**
 * `ps -ef | grep WORD | grep -v grep`, and more `grep` behind it: lines of the process table that contain a word
 * anywhere.
 */
const table: AuditForm = (command, { machine }) => {
  const stages = command.split('|').map((stage) => stage.trim())
  if (!/^(?:\/bin\/)?ps -ef$/.test(stages[0]!) || stages.length < 2) return null
  let lines = rowsOf(machine)
  for (const stage of stages.slice(1)) {
    const grep = /^(?:\/bin\/)?grep (-v )?(?:-- )?(?:'([^'|]+)'|"([^"|]+)"|([^\s'"|]+))$/.exec(stage)
    if (!grep) return null
    const word = grep[2] ?? grep[3] ?? grep[4]!
    lines = lines.filter((line) => line.includes(word) === (grep[1] === undefined))
  }
  return { text: joined(lines), exit: lines.length > 0 ? 0 : 1 }
}

/** `ps -fC NAME`: by the program's name, with a header. */
const byName: AuditForm = (command, { machine }) => {
  const name = /^(?:\/bin\/)?ps -fC (\S+)$/.exec(command)?.[1]
  if (name === undefined) return null
  const lines = rowsOf(machine, (process) => commOf(process) === name.slice(0, 15))
  return { text: joined([HEADER, ...lines]), exit: lines.length > 0 ? 0 : 1 }
}

/** The environment of a process, which kube-bench asks for by itself where a test names a variable. */
const environment: AuditForm = (command, { machine }): AuditOutput | null => {
  const name = /^cat "\/proc\/\$\(\/bin\/ps -C (\S+) -o pid= \| tr -d ' '\)\/environ" \| tr '\\0' '\\n'$/.exec(
    command,
  )?.[1]
  if (name === undefined) return null
  const process = machine.processes.find((each) => commOf(each) === name.slice(0, 15))
  if (!process) return { text: 'cat: /proc//environ: No such file or directory\n', exit: 0 }
  return {
    text: joined(Object.entries(process.environment).map(([variable, value]) => `${variable}=${value}`)),
    exit: 0,
  }
}

/** Audits that look at processes, in the order in which they are tried. */
export const PROCESS_FORMS: readonly AuditForm[] = [table, byName, environment]

function rowsOf({ processes }: Machine, of: (process: Process) => boolean = () => true): readonly string[] {
  return processes.flatMap((process, index) =>
    of(process)
      ? [
          `root     ${String(FIRST_PID + index).padStart(7)}       1  0 00:00 ?        00:00:00 ${process.command.join(' ')}`,
        ]
      : [],
  )
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}
