import { FINDINGS, nameOf, type Finding } from './finding.ts'
import { SERVICES, type FoundService } from './service.ts'
import type { HunterText } from './hunters.ts'
import type { Catch } from './hunter.ts'
import { printTable } from './table.ts'

/**
 * What a report is made of: services and findings in the order in which they were found, and the hunters where they
 * were asked for.
 */
export interface Report {
  readonly services: readonly FoundService[]
  readonly findings: readonly Finding[]
  /** Null: without statistics. */
  readonly hunters: readonly HunterText[] | null
}

/** Sorts what was caught. `hunters` null: statistics were not asked for. */
export function reportOf(caught: readonly Catch[], hunters: readonly HunterText[] | null): Report {
  return {
    hunters,
    services: caught.flatMap((each) => ('service' in each ? [each.service] : [])),
    findings: caught.flatMap((each) => ('finding' in each ? [each.finding] : [])),
  }
}

function nodesOf({ services }: Report): readonly string[] {
  return [...new Set(services.map(({ host }) => host))]
}

/** Evidence is cut behind so many characters in tables. */
const LONGEST_EVIDENCE = 100

/**
 * The report as tables. `mapping`: of the nodes alone. Where a table ends, so does its paragraph. Source:
 * kube_hunter/modules/report/plain.py
 */
export function printPlain(report: Report, mapping: boolean): readonly string[] {
  const findings = report.findings.length === 0 ? [] : [...findingTable(report.findings), '']
  if (report.services.length === 0)
    return [...(findings.length > 0 ? findings : ['']), "Kube Hunter couldn't find any clusters"]
  const nodes = [
    '',
    'Nodes',
    ...printTable(
      ['TYPE', 'LOCATION'],
      nodesOf(report).map((host) => ['Node/Master', host]),
      0,
    ),
    '',
  ]
  if (mapping) return nodes
  const services = [
    'Detected Services',
    ...printTable(
      ['SERVICE', 'LOCATION', 'DESCRIPTION'],
      report.services.map(({ name, location }) => [name, location, SERVICES[name]]),
      0,
    ),
  ]
  const statistics = report.hunters
    ? [
        'Hunter Statistics',
        ...printTable(
          ['NAME', 'DESCRIPTION', 'VULNERABILITIES'],
          report.hunters.map(({ name, description }) => [name, description, String(countOf(report, name))]),
          0,
        ),
        '',
      ]
    : []
  return [
    ...nodes,
    ...services,
    ...(findings.length > 0 ? findings : ['', 'No vulnerabilities were found']),
    ...statistics,
  ]
}

function findingTable(findings: readonly Finding[]): readonly string[] {
  const rows = findings.map((finding) => {
    const { id, category, description } = FINDINGS[finding.kind]
    const { evidence } = finding
    return [
      id ?? 'None',
      finding.location,
      category,
      nameOf(finding),
      description,
      evidence.length > LONGEST_EVIDENCE ? `${evidence.slice(0, LONGEST_EVIDENCE)}...` : evidence,
    ]
  })
  return [
    '',
    'Vulnerabilities',
    'For further information about a vulnerability, search its ID in: ',
    'https://avd.aquasec.com/',
    ...printTable(['ID', 'LOCATION', 'MITRE CATEGORY', 'VULNERABILITY', 'DESCRIPTION', 'EVIDENCE'], rows, 2),
  ]
}

/** How many findings a hunter made; hunters of one name share theirs. */
function countOf({ findings }: Report, hunter: string): number {
  return findings.filter(({ kind }) => FINDINGS[kind].hunter === hunter).length
}

/** The structure of the JSON and YAML reports, keys in order. Source: src/modules/report/base.py */
export function reportData(report: Report) {
  return {
    nodes: nodesOf(report).map((location) => ({ type: 'Node/Master', location })),
    services: report.services.map(({ name, location }) => ({ service: name, location })),
    vulnerabilities: report.findings.map((finding) => {
      const { id, category, severity, description, hunter } = FINDINGS[finding.kind]
      const vid = id ?? 'None'
      return {
        location: finding.location,
        vid,
        category,
        severity,
        vulnerability: nameOf(finding),
        description,
        evidence: finding.evidence,
        avd_reference: `https://avd.aquasec.com/kube-hunter/${vid.toLowerCase()}/`,
        hunter,
      }
    }),
    ...(report.hunters && {
      hunter_statistics: report.hunters.map(({ name, description }) => ({
        name,
        description,
        vulnerabilities: countOf(report, name),
      })),
    }),
  }
}

/** As Python's json.dumps: a blank behind commas and colons, ASCII only. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, each]) => `${pythonJson(key)}: ${pythonJson(each)}`)
      .join(', ')}}`
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/**
 * The report as YAML, lists not indented, in blocks. Long texts are not folded as ruamel folds them: the same YAML
 * otherwise laid out.
 */
export function printYaml(data: ReturnType<typeof reportData>): readonly string[] {
  return Object.entries(data).flatMap(([key, items]) =>
    items.length === 0
      ? [`${key}: []`]
      : [
          `${key}:`,
          ...(items as readonly object[]).flatMap((item) =>
            Object.entries(item).map(
              ([field, value], index) =>
                `${index === 0 ? '- ' : '  '}${field}: ${yamlScalar(value as string | number)}`,
            ),
          ),
        ],
  )
}

function yamlScalar(value: string | number): string {
  if (typeof value === 'number') return String(value)
  if (/[\u0000-\u001f\u007f]/.test(value)) return JSON.stringify(value).replaceAll('\\u0000', '\\0')
  const isPlain =
    value !== '' &&
    !/^[\s\-?:,[\]{}#&*!|>'"%@`]|: |\s#|:$|\s$/.test(value) &&
    !/^(?:true|false|null|yes|no|on|off|~|[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)$/i.test(value)
  return isPlain ? value : `'${value.replaceAll("'", "''")}'`
}
