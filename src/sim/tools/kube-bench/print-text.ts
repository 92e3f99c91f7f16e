import type { CheckRun, Counts, SectionRun } from './run.ts'
import { addCounts } from './run.ts'

/** Which parts are printed. */
export interface TextOptions {
  readonly results: boolean
  readonly remediations: boolean
  readonly summary: boolean
  readonly totals: boolean
  /** Prints under a failed check what it was judged by. */
  readonly testOutput: boolean
}

/** `run`: the check that a line is about. */
export interface ReportLine {
  readonly text: string
  readonly run?: CheckRun
}

/** A report as kube-bench prints it on a terminal, without colours. Source: cmd/common.go, prettyPrint. */
export function printText(sections: readonly SectionRun[], options: TextOptions): readonly ReportLine[] {
  return [
    ...sections.flatMap((section) => [
      ...(options.results ? [...results(section, options), BLANK] : []),
      ...(options.remediations ? remediations(section) : []),
      ...(options.summary ? summary(section.controls.type, section.counts) : []),
    ]),
    ...(options.totals ? summary('total', addCounts(sections.map(({ counts }) => counts))) : []),
  ]
}

const BLANK: ReportLine = { text: '' }

function results({ controls, groups }: SectionRun, { testOutput }: TextOptions): readonly ReportLine[] {
  return [
    { text: `[INFO] ${controls.id} ${controls.text}` },
    ...groups.flatMap(({ group, checks }) => [
      { text: `[INFO] ${group.id} ${group.text}` },
      ...checks.flatMap((run) => [
        { text: `[${run.result.state}] ${run.check.id} ${run.check.text}`, run },
        ...(testOutput && run.result.state === 'FAIL' && run.result.actual !== ''
          ? run.result.actual.split('\n').map((line) => ({ text: `\t ${line}`, run }))
          : []),
      ]),
    ]),
  ]
}

function remediations({ controls, groups, counts }: SectionRun): readonly ReportLine[] {
  if (counts.FAIL + counts.WARN === 0) return []
  const open = groups
    .flatMap(({ checks }) => checks)
    .filter(({ result: { state } }) => state === 'FAIL' || state === 'WARN')
  return [{ text: `== Remediations ${controls.type} ==` }, ...open.flatMap(remediation), BLANK]
}

function remediation(run: CheckRun): readonly ReportLine[] {
  const { check, result } = run
  const didNotRun = result.state === 'WARN' && result.reason !== '' && check.type !== 'manual'
  const text = didNotRun ? `${check.id} audit test did not run: ${result.reason}` : `${check.id} ${check.remediation}`
  return text.split('\n').map((line) => ({ text: line, run }))
}

function summary(name: string, counts: Counts): readonly ReportLine[] {
  return [
    `== Summary ${name} ==`,
    `${counts.PASS} checks PASS`,
    `${counts.FAIL} checks FAIL`,
    `${counts.WARN} checks WARN`,
    `${counts.INFO} checks INFO`,
    '',
  ].map((text) => ({ text }))
}
