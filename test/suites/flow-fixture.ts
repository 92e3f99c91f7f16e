import type { CniChoice, Facts, MeshChoice, Question } from '../../src/world/index.ts'
import type { DocumentText } from '../../src/manifests/read.ts'
import { fields, list, readText, text, texts, yamlFiles } from './yaml-file.ts'

/** One file of `test/fixtures/flows/<kind>`: one theme, in cases that each have policies and rows. */
export interface FlowFixture {
  readonly path: string
  readonly about: string
  readonly cases: readonly FlowCase[]
}

export interface FlowCase {
  /** A sentence that says what holds. Unique among all fixtures. */
  readonly name: string
  /** Where it is written down. */
  readonly source: string
  readonly documents: readonly DocumentText[]
  readonly facts: Facts
  /** The network plugin that enforces. */
  readonly cni: CniChoice
  /** The service mesh; absent: the one that the documents speak of. */
  readonly mesh?: MeshChoice
  readonly rows: readonly FlowRow[]
}

export interface FlowRow {
  readonly ask: string
  readonly toAddress?: string
  /** What the grammar of questions has no words for. */
  readonly also?: Pick<Question, 'app' | 'fromIdentity' | 'http' | 'srcPort'>
  readonly verdict: Verdict
  readonly because: Because
}

const VERDICTS = ['allowed', 'denied', 'conditional', 'unanswerable'] as const
type Verdict = (typeof VERDICTS)[number]

/**
 * Facts of the explanation; only what is written is compared.
 *
 * - `rule`: the rules that match, as `shop/allow-web ingress 1` (a policy of the cluster: `deny-dev ingress 1`),
 *   counted from 1; exactly these, of the policies that are asked. `none`: no rule matches. `notReached`: the policies
 *   that are not asked.
 * - `isolatedBy`: the policies that the implicit denial names. `missed`: a check of a rule that failed, with both sides
 *   as text.
 * - Of a mesh: `link` is how the last connection is secured, `facts` what its proxies found, among others; `told` is all of the kinds that it names, in order, and `untold` are kinds of which there is none. `decided`:
 *   the policies of which a rule decides at a proxy, as `AuthorizationPolicy shop/web`; `near`: a test of such a rule
 *   that failed, `section` and what was read. `body`: what a proxy answers; `sees`: how the caller meets it.
 * - `open`: the gates at which no rule decides and it passes, and whether policies select that end at all:
 *   `ingress not-isolated` or `ingress default-allow`.
 * - `flow`: where the connection ends, after translation, `shop/api-1:8080`. `notes`: kinds of notes, among others;
 *   `unnoted` are kinds of which there is none.
 */
export interface Because {
  readonly deniedAt?: string
  readonly cause?: string
  readonly rule?: readonly string[]
  readonly isolatedBy?: readonly string[]
  readonly missed?: readonly { readonly rule: string; readonly wanted: string; readonly got: string }[]
  readonly exempt?: readonly string[]
  readonly notReached?: readonly string[]
  readonly notEnforced?: readonly string[]
  readonly notes?: readonly string[]
  readonly unnoted?: readonly string[]
  readonly open?: readonly string[]
  readonly needs?: readonly string[]
  readonly flow?: string
  readonly wanted?: string
  readonly link?: string
  readonly body?: string
  readonly sees?: string
  readonly facts?: readonly string[]
  readonly told?: readonly ToldRow[]
  readonly untold?: readonly string[]
  readonly decided?: readonly string[]
  readonly near?: readonly { readonly policy: string; readonly section: string; readonly got: string }[]
  /** Gates between the ends that stop it, `hep-f1 ingress`; of an answer’s packets `hep-f1 ingress answer`. */
  readonly stoppedBy?: readonly string[]
}

/**
 * What a proxy found, with some of what the fact says of it. `at`: what stands at its place in the text, the first line
 * of it; `nowhere`: it has none.
 */
export type ToldRow = Readonly<Record<string, unknown>> & { readonly fact: string; readonly at?: string }

/** Reads every flow fixture of a policy kind. Throws on what is not well formed. */
export function flowFixtures(kind: string): readonly FlowFixture[] {
  return yamlFiles(`test/fixtures/flows/${kind}`).map(({ path, value }) => {
    const file = fields(value, path, { required: ['about', 'source', 'cases'], optional: ['cluster', 'cni', 'mesh'] })
    const inherited = {
      source: text(file['source'], `${path} source`),
      cluster: file['cluster'],
      cni: file['cni'],
      mesh: file['mesh'],
    }
    return {
      path,
      about: text(file['about'], `${path} about`),
      cases: list(file['cases'], `${path} cases`).map((item, index) =>
        readCase(item, `${path} case ${index + 1}`, inherited),
      ),
    }
  })
}

function readCase(
  item: unknown,
  place: string,
  inherited: { readonly source: string; readonly cluster: unknown; readonly cni: unknown; readonly mesh: unknown },
): FlowCase {
  const value = fields(item, place, {
    required: ['name', 'rows'],
    optional: ['source', 'cluster', 'cni', 'mesh', 'also', 'policies', 'facts'],
  })
  const mesh = (value['mesh'] ?? inherited.mesh) as MeshChoice | undefined
  const name = text(value['name'], `${place} name`)
  const where = `${place} (${name})`
  const documents = [
    { name: 'cluster', text: clusterText(value['cluster'] ?? inherited.cluster, where) },
    ...(value['also'] === undefined ? [] : [{ name: 'also', text: text(value['also'], `${where} also`) }]),
    ...(value['policies'] === undefined
      ? []
      : [{ name: 'policies', text: text(value['policies'], `${where} policies`) }]),
  ]
  return {
    name,
    documents,
    source: text(value['source'] ?? inherited.source, `${where} source`),
    facts: (value['facts'] ?? {}) as Facts,
    cni: (value['cni'] ?? inherited.cni ?? { name: 'reference' }) as CniChoice,
    ...(mesh && { mesh }),
    rows: list(value['rows'], `${where} rows`).map((row, index) => readRow(row, `${where} row ${index + 1}`)),
  }
}

/** The name of a shared cluster, or the cluster itself in several lines. */
function clusterText(value: unknown, where: string): string {
  const written = text(value, `${where} cluster`)
  return written.includes('\n') ? written : readText(`test/fixtures/clusters/${written}.yaml`)
}

function readRow(item: unknown, where: string): FlowRow {
  const row = fields(item, where, {
    required: ['ask', 'verdict'],
    optional: ['because', 'toAddress', 'app', 'fromIdentity', 'headers', 'srcPort'],
  })
  const verdict = VERDICTS.find((each) => each === row['verdict'])
  if (!verdict) throw new Error(`${where} has the unknown verdict ${String(row['verdict'])}`)
  return {
    ask: text(row['ask'], `${where} ask`),
    verdict,
    because: readBecause(row['because'] ?? {}, `${where} because`),
    ...alsoOf(row),
    ...(row['toAddress'] === undefined ? {} : { toAddress: text(row['toAddress'], `${where} toAddress`) }),
  }
}

function alsoOf(row: Readonly<Record<string, unknown>>): Pick<FlowRow, 'also'> {
  const also = Object.fromEntries(
    ['app', 'fromIdentity', 'srcPort'].filter((key) => row[key] !== undefined).map((key) => [key, row[key]]),
  )
  const headers = row['headers'] === undefined ? {} : { http: { headers: row['headers'] } }
  return Object.keys({ ...also, ...headers }).length === 0
    ? {}
    : { also: { ...also, ...headers } as NonNullable<FlowRow['also']> }
}

function readBecause(item: unknown, where: string): Because {
  const value = fields(item, where, {
    required: [],
    optional: [
      'deniedAt',
      'cause',
      'rule',
      'isolatedBy',
      'missed',
      'exempt',
      'notReached',
      'notEnforced',
      'notes',
      'unnoted',
      'open',
      'needs',
      'flow',
      'wanted',
      'link',
      'facts',
      'told',
      'untold',
      'decided',
      'near',
      'stoppedBy',
      'body',
      'sees',
    ],
  })
  const single = (key: string) => (value[key] === undefined ? {} : { [key]: text(value[key], `${where} ${key}`) })
  const several = (key: string) =>
    value[key] === undefined ? {} : { [key]: texts(value[key], `${where} ${key}`).filter((each) => each !== 'none') }
  const missed =
    value['missed'] === undefined ? [] : Array.isArray(value['missed']) ? value['missed'] : [value['missed']]
  return {
    ...single('deniedAt'),
    ...single('cause'),
    ...single('flow'),
    ...single('wanted'),
    ...single('link'),
    ...single('body'),
    ...single('sees'),
    ...several('facts'),
    ...several('untold'),
    ...several('decided'),
    ...several('rule'),
    ...several('isolatedBy'),
    ...several('exempt'),
    ...several('notReached'),
    ...several('notEnforced'),
    ...several('notes'),
    ...several('unnoted'),
    ...several('open'),
    ...several('needs'),
    ...several('stoppedBy'),
    ...(value['told'] === undefined ? {} : { told: [value['told']].flat().map((each) => readTold(each, where)) }),
    ...(value['near'] === undefined
      ? {}
      : {
          near: [value['near']].flat().map((each) => {
            const { policy, section, got } = fields(each, `${where} near`, { required: ['policy', 'section', 'got'] })
            return {
              policy: text(policy, `${where} near policy`),
              section: text(section, `${where} near section`),
              got: text(got, `${where} near got`),
            }
          }),
        }),
    ...(missed.length === 0
      ? {}
      : {
          missed: missed.map((each) => {
            const { rule, wanted, got } = fields(each, `${where} missed`, { required: ['rule', 'wanted', 'got'] })
            return {
              rule: text(rule, `${where} missed rule`),
              wanted: text(wanted, `${where} missed wanted`),
              got: text(got, `${where} missed got`),
            }
          }),
        }),
  }
}

function readTold(item: unknown, where: string): ToldRow {
  if (typeof item !== 'object' || item === null) throw new Error(`${where} told is no mapping`)
  return { ...item, fact: text((item as Readonly<Record<string, unknown>>)['fact'], `${where} told fact`) }
}
