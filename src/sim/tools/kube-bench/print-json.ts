import { goJson } from './go-text.ts'
import { addCounts, type CheckRun, type Counts, type SectionRun } from './run.ts'

/**
 * The report as one line of JSON, its keys in kube-bench's order. `detected`: the version that was found, `none` where
 * one was given, empty where neither.
 */
export function printJson(sections: readonly SectionRun[], detected: string, totals: boolean): string {
  const controls = sections.map((section) => sectionJson(section, detected))
  return goJson(
    totals ? { Controls: controls, Totals: countsJson(addCounts(sections.map(({ counts }) => counts))) } : controls,
  )
}

function sectionJson({ controls, groups, counts }: SectionRun, detected: string) {
  return {
    id: controls.id,
    version: controls.version,
    ...(detected === '' ? {} : { detected_version: detected }),
    text: controls.text,
    node_type: controls.type,
    tests: groups.map(({ group, checks, counts: { PASS, FAIL, WARN, INFO } }) => ({
      section: group.id,
      type: group.type,
      pass: PASS,
      fail: FAIL,
      warn: WARN,
      info: INFO,
      desc: group.text,
      results: checks.map(checkJson),
    })),
    ...countsJson(counts),
  }
}

function countsJson({ PASS, FAIL, WARN, INFO }: Counts) {
  return { total_pass: PASS, total_fail: FAIL, total_warn: WARN, total_info: INFO }
}

/** A check as kube-bench's JSON has it, with its own names of fields. */
export function checkJson({ check, result }: CheckRun) {
  return {
    test_number: check.id,
    test_desc: check.text,
    audit: check.audit,
    AuditEnv: check.auditEnv,
    AuditConfig: check.auditConfig,
    type: check.type,
    remediation: check.remediation,
    test_info: [check.remediation],
    status: result.state,
    actual_value: result.actual,
    scored: check.scored,
    IsMultiple: check.useMultipleValues,
    expected_result: result.expected,
    ...(result.reason === '' ? {} : { reason: result.reason }),
  }
}
