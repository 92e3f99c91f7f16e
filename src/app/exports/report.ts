import type { Diagnostic } from '../../ground/diagnostic.ts'
import type { ListedPolicy } from '../../worker/protocol.ts'
import { CELL, type CellCode, type Snapshot } from '../../worker/snapshot.ts'
import { diagnosticText } from '../text/diagnostic.ts'
import { policyName } from '../text/policy.ts'
import { policySummary } from '../text/policy-summary.ts'
import { count, type Sentence } from '../text/sentence.ts'
import type { ListedConnections } from './listed.ts'
import { escaped, printMarkdown } from './markdown.ts'

/** What a report is written from. */
export interface ReportInput {
  readonly title: string
  /** Of the network plugin, as people call it. */
  readonly cni: string
  /** Opens the work; null: it is too large for a link. */
  readonly link: string | null
  readonly snapshot: Snapshot
  readonly policies: readonly ListedPolicy[]
  readonly connections: ListedConnections
}

/** Columns of a table that a page still holds. */
const MATRIX_COLUMNS = 24

const WORDS: Readonly<Record<CellCode, string>> = {
  [CELL.self]: '',
  [CELL.allowed]: 'allowed',
  [CELL.open]: 'open',
  [CELL['denied-leaving']]: '**denied** leaving',
  [CELL['denied-entering']]: '**denied** entering',
  [CELL.part]: 'in part',
}

/**
 * A world in words, as Markdown: what every policy says, who reaches whom, and what is wrong with it. Nothing in it
 * that comes from documents is read as Markdown or HTML.
 */
export function printReport({ title, cni, link, snapshot, policies, connections }: ReportInput): string {
  const { workloads, policies: policyCount, rejected } = snapshot.cluster.counts
  const problems = snapshot.diagnostics.filter(({ severity }) => severity !== 'note')
  return (
    [
      `# ${escaped(title)}`,
      `${count(workloads, 'workload')}, ${count(policyCount, 'policy', 'policies')}${rejected > 0 ? ` (${rejected} refused, and not applied)` : ''}, judged for ${escaped(cni)}.`,
      ...(link === null ? [] : [`[Open in Reachable](${link})`]),
      '## Policies',
      policies.length === 0 ? 'None: every flow is open.' : policies.map(policyText).join('\n\n'),
      '## Who reaches whom',
      ...(matrixText(snapshot) ?? [
        `${snapshot.reach.columns.length} columns are too many for a page; the connections are below.`,
      ]),
      '### Connections',
      connections.connections.length === 0 ? 'None.' : printMarkdown(connections).trimEnd(),
      '## Problems',
      problems.length === 0 ? 'None found.' : problems.map(problemText).join('\n'),
    ].join('\n\n') + '\n'
  )
}

function policyText({ document, lens }: ListedPolicy): string {
  const { about, rules } = policySummary(lens)
  return [
    `### ${escaped(policyName(lens.ref))}`,
    `${lens.ref.kind}, ${code(document)} line ${lens.line}. ${markdown(about)}`,
    ...(rules.length > 0 ? [rules.map((rule, index) => `${index + 1}. ${markdown(rule)}`).join('\n')] : []),
  ].join('\n\n')
}

/** Null: too many columns, or only totals are known. */
function matrixText({ reach: { endpoints, columns, cells } }: Snapshot): readonly string[] | null {
  if (cells === null || columns.length > MATRIX_COLUMNS) return null
  const name = (index: number) => {
    const { group, label } = endpoints[index]!
    return group === 'outside' ? label : `${group}/${label}`
  }
  const heads = columns.map(({ endpoint, port }) =>
    escaped(
      `${name(endpoint)}${port === null ? '' : ` ${port.port}${port.protocol === 'TCP' ? '' : ` ${port.protocol}`}`}`,
    ),
  )
  const rows = endpoints.map(
    (_, row) =>
      `| ${[escaped(name(row)), ...columns.map((_, column) => WORDS[cells[row * columns.length + column] as CellCode])].join(' | ')} |`,
  )
  return [
    [`| from \\ to | ${heads.join(' | ')} |`, `| --- |${heads.map(() => ' --- |').join('')}`, ...rows].join('\n'),
    '“open”: no policy has a say. “in part”: replicas, addresses or ports differ.',
  ]
}

function problemText(problem: Diagnostic): string {
  const { message, advice } = diagnosticText(problem)
  return `- ${problem.span ? `${code(problem.span.document)} line ${problem.span.start.line}: ` : ''}${markdown(message)}.${advice.length > 0 ? ` ${markdown(advice)}` : ''}`
}

function markdown(sentence: Sentence): string {
  return sentence
    .map((phrase) =>
      phrase.code ? code(phrase.text) : phrase.strong ? `**${escaped(phrase.text)}**` : escaped(phrase.text),
    )
    .join('')
}

/** A name as code. One with a backtick in it, which no object of Kubernetes has, is escaped as text. */
function code(text: string): string {
  return text.includes('`') || text === '' ? escaped(text) : `\`${text.replace(/\s+/g, ' ')}\``
}
