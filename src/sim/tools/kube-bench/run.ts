import type { Check, CheckState, Controls, Group } from './controls.ts'
import { judgeCheck, type CheckResult, type RunAudit } from './judge-check.ts'

/** Which checks are run, and which only listed. */
export interface Filter {
  /** Ids; empty: all. */
  readonly checks: ReadonlySet<string>
  readonly groups: ReadonlySet<string>
  /** Scored checks are run. */
  readonly scored: boolean
  /** Checks that are not scored are run. */
  readonly unscored: boolean
  /** Checks and groups that are marked instead of judged. */
  readonly skip: ReadonlySet<string>
}

/** A filter that leaves nothing out. */
export const EVERYTHING: Filter = {
  checks: new Set(),
  groups: new Set(),
  scored: true,
  unscored: true,
  skip: new Set(),
}

/** How many checks came out in each state. */
export type Counts = Readonly<Record<CheckState, number>>

/** A check that was run. */
export interface CheckRun {
  readonly check: Check
  readonly result: CheckResult
}

/** A section whose checks were run. */
export interface GroupRun {
  readonly group: Group
  readonly checks: readonly CheckRun[]
  readonly counts: Counts
}

/** One section of a report. */
export interface SectionRun {
  readonly controls: Controls
  readonly groups: readonly GroupRun[]
  readonly counts: Counts
}

/** Whether the filter lets the check be run. Empty lists of groups or checks leave nothing out. */
function isSelected(
  { checks, groups, scored, unscored }: Filter,
  group: Pick<Group, 'id'>,
  check: Pick<Check, 'id' | 'scored'>,
): boolean {
  if (groups.size > 0 && !groups.has(group.id)) return false
  if (checks.size > 0 && !checks.has(check.id)) return false
  return check.scored ? scored : unscored
}

/** Runs what the filter lets through; groups of which nothing is are left out. Source: check/controls.go, RunChecks. */
export function runControls(controls: Controls, run: RunAudit, filter: Filter): SectionRun {
  const groups = controls.groups.flatMap((group): readonly GroupRun[] => {
    const checks = group.checks
      .filter((check) => isSelected(filter, group, check))
      .map((check): CheckRun => {
        const isSkipped = group.type === 'skip' || filter.skip.has(group.id) || filter.skip.has(check.id)
        return { check, result: judgeCheck(check, run, isSkipped) }
      })
    return checks.length === 0 ? [] : [{ group, checks, counts: count(checks.map(({ result }) => result.state)) }]
  })
  return { controls, groups, counts: addCounts(groups.map(({ counts }) => counts)) }
}

function count(states: readonly CheckState[]): Counts {
  const counts = { PASS: 0, FAIL: 0, WARN: 0, INFO: 0 }
  for (const state of states) counts[state]++
  return counts
}

/** All counts in one; of none, zeros. */
export function addCounts(all: readonly Counts[]): Counts {
  const sum = { PASS: 0, FAIL: 0, WARN: 0, INFO: 0 }
  for (const counts of all) for (const state of STATES) sum[state] += counts[state]
  return sum
}

/** All states, in the order in which totals are printed. */
const STATES: readonly CheckState[] = ['PASS', 'FAIL', 'WARN', 'INFO']
