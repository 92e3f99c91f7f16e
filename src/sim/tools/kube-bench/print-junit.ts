import { checkJson } from './print-json.ts'
import { goJson } from './go-text.ts'
import type { CheckRun, SectionRun } from './run.ts'

/**
 * The report as JUnit: a suite for each section; FAIL is a failure, WARN and INFO are skipped, and the check's JSON is
 * its output.
 */
export function printJunit(sections: readonly SectionRun[]): readonly string[] {
  return ['<testsuites>', ...sections.flatMap(suite), '</testsuites>']
}

function suite({ controls, groups, counts }: SectionRun): readonly string[] {
  const total = counts.PASS + counts.FAIL + counts.WARN + counts.INFO
  return [
    `<testsuite name="${escapeXml(controls.text)}" package="" tests="${total}" failures="${counts.FAIL}" errors="0" disabled="0" skipped="0" time="0">`,
    ...groups.flatMap(({ group, checks }) => checks.flatMap((run) => testcase(run, group.text))),
    '</testsuite>',
  ]
}

function testcase(run: CheckRun, group: string): readonly string[] {
  const { check, result } = run
  const outcome =
    result.state === 'FAIL'
      ? [`        <failure message="" type="">${escapeXml(check.remediation)}</failure>`]
      : result.state === 'PASS'
        ? []
        : ['        <skipped></skipped>']
  return [
    `    <testcase name="${escapeXml(`${check.id} ${check.text}`)}" classname="${escapeXml(group)}" time="0">`,
    ...outcome,
    `        <system-out>${escapeXml(goJson(checkJson(run)))}</system-out>`,
    '    </testcase>',
  ]
}

/** As Go's encoder writes characters that mean something in XML; what XML forbids becomes the replacement character. */
function escapeXml(text: string): string {
  return text
    .replace(/[&<>"'\t\n\r]/g, (character) => ESCAPES[character]!)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}
