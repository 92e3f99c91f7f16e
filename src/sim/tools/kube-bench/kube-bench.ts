import { machineAt } from '../../machines/machine-at.ts'
import {
  ended,
  atOnce,
  type TestTool,
  type ToolFile,
  type Transcript,
  type TranscriptLine,
  type Workplace,
} from '../tool.ts'
import { runBench, type BenchRun } from './bench.ts'
import { cfgOf } from './cfg.ts'
import { readOptions, type Options } from './options.ts'
import { printJson } from './print-json.ts'
import { printJunit } from './print-junit.ts'
import { printText } from './print-text.ts'
import { remedyOf } from './remedy.ts'
import type { CheckRun } from './run.ts'

/** What one check costs the real tool, in milliseconds: it starts a shell or two. */
const PER_CHECK = 20

/**
 * kube-bench: runs a benchmark on the machine that it is started on, which is a node's, or the first control plane's.
 * Source: https://github.com/aquasecurity/kube-bench
 */
export const kubeBench: TestTool = {
  name: 'kube-bench',
  run(args, place) {
    const options = readOptions(args)
    if (!options.ok) return complaint([`Error: ${options.problem}`, "Run 'kube-bench --help' for usage."], 1)
    if (options.value.command === 'help') return said(HELP)
    if (options.value.command === 'version') return said(['reachable (a simulation of kube-bench)'])
    const machine = machineAt(place.machines, place.at)
    if (!machine) return complaint(['There is no machine to look at: the cluster has no node.'], 1)
    const run = runBench(options.value, machine, place.api, cfgOf(place.files))
    if (!run.ok) return complaint(['', ...run.problem.split('\n')], 1)
    return report(run.value, options.value, place)
  },
}

/** One check of what a command line runs. Null: it is not among them, or nothing runs. */
export function checkRunOf(args: readonly string[], place: Workplace, id: string): CheckRun | null {
  const options = readOptions(args)
  const machine = machineAt(place.machines, place.at)
  const run = options.ok && machine ? runBench(options.value, machine, place.api, cfgOf(place.files)) : null
  return run?.ok
    ? (run.value.sections
        .flatMap(({ groups }) => groups)
        .flatMap(({ checks }) => checks)
        .find(({ check }) => check.id === id) ?? null)
    : null
}

function report(run: BenchRun, options: Options, place: Workplace): Transcript {
  const notes: readonly TranscriptLine[] = run.notes.map((text) => ({ to: 'stderr', text, after: 0 }))
  const lines = printed(run, options, place)
  const failed = run.sections.some(({ counts }) => counts.FAIL > 0)
  const exitCode = failed ? options.exitCode : 0
  if (options.outputFile !== '' && options.format !== 'text') {
    const written: readonly ToolFile[] = [
      { path: options.outputFile, text: lines.map(({ text }) => `${text}\n`).join('') },
    ]
    return { lines: notes, exitCode, written }
  }
  return ended([...notes, ...lines], exitCode)
}

function printed(run: BenchRun, options: Options, place: Workplace): readonly TranscriptLine[] {
  switch (options.format) {
    case 'json':
      return [{ to: 'stdout', text: printJson(run.sections, run.detected, options.totals), after: 0 }]
    case 'junit':
      return printJunit(run.sections).map((text) => ({ to: 'stdout', text, after: 0 }))
    case 'text': {
      let checks = 0
      const machine = machineAt(place.machines, place.at)!
      return printText(run.sections, options).map(({ text, run: check }): TranscriptLine => {
        if (check && text.startsWith('[')) checks++
        const isOpen = check && (check.result.state === 'FAIL' || check.result.state === 'WARN') && text.startsWith('[')
        const about = isOpen ? remedyOf(check, machine) : null
        const span = about?.place && machine.object ? place.locate(machine.object, about.place) : null
        return {
          to: 'stdout',
          text,
          after: checks * PER_CHECK,
          ...(about && {
            about: {
              about: 'check',
              check: check!.check.id,
              machine: machine.name,
              span,
              canMend: about.changes !== null,
            },
          }),
        }
      })
    }
  }
}

function said(lines: readonly string[]): Transcript {
  return ended(atOnce('stdout', lines), 0)
}

function complaint(lines: readonly string[], exitCode: number): Transcript {
  return ended(atOnce('stderr', lines), exitCode)
}

const HELP = [
  'Runs a benchmark of checks on the simulated machine.',
  '',
  'Usage:',
  '  kube-bench [flags]',
  '  kube-bench run [--targets master,node,etcd,controlplane,policies] [flags]',
  '',
  'Flags:',
  '      --benchmark string      which benchmark: network-1.0, or one whose files are among the documents',
  '      --version string        the benchmark of this version of Kubernetes',
  '  -c, --check string          only these checks',
  '  -g, --group string          only these groups',
  '      --skip string           checks and groups that are not judged',
  '      --scored, --unscored    whether checks that can fail, and those that can only warn, are run (both)',
  '      --json, --junit         another form of the report',
  '      --outputfile string     the file to write JSON or JUnit to',
  '      --include-test-output   what a failed check found',
  '      --noresults, --noremediations, --nosummary, --nototals',
  '      --exit-code int         the exit code when a check fails',
]
