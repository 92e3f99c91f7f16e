import { CNI_OFFERS, isSameSetting, settingOf, type CniSetting } from '../../sim/cni/choice.ts'
import type { Question } from '../../world/answer.ts'
import type { Assertion } from '../../world/assertions/assertion.ts'
import type { Token } from '../../policy/request.ts'
import { printToken, readToken } from '../../world/token-text.ts'
import { isObject } from '../../ground/json-object.ts'

/** Which picture of the cluster is open. */
export const VIEWS = ['graph', 'matrix', 'walk', 'table', 'nodes', 'board', 'architecture', 'cnis'] as const
/** A picture of the cluster. */
export type View = (typeof VIEWS)[number]
/** Those with their own words below the picture: they need the whole height, and say nothing about the verdict. */
export const FILLING_VIEWS: readonly View[] = ['walk', 'board', 'architecture', 'cnis']
/** Those that are one drawing, or become one in a file. */
export const DRAWN_VIEWS: readonly View[] = ['graph', 'matrix', 'walk', 'architecture']

/** One tab. */
export interface WorkDocument {
  readonly name: string
  readonly text: string
}

/** A question that was asked: as data once it has been understood, as the user's text before. */
export type AskedQuestion = string | Question

/**
 * Everything that a link, a file or the browser's storage keeps of a work, and nothing that can be computed from it.
 */
export interface Work {
  readonly documents: readonly WorkDocument[]
  /** Name of the tab in front; always one of `documents` unless there are none. */
  readonly active: string
  readonly cursor: { readonly line: number; readonly column: number }
  readonly question: AskedQuestion | null
  /** Null: whichever suits the size of the cluster. */
  readonly view: View | null
  /** The documents that changes are counted from; null: none are marked. */
  readonly baseline: readonly WorkDocument[] | null
  /** Which versions of policy.networking.k8s.io the cluster serves. */
  readonly policyApi: PolicyApi
  /** The network plugin, with everything filled in. */
  readonly cni: CniSetting
  /** What is expected of flows. */
  readonly assertions: readonly Assertion[]
}

/** No plugin of its own: each API as its text says. */
export const REFERENCE_CNI: CniSetting = settingOf({ name: 'reference' })

/** Which versions of policy.networking.k8s.io the API server serves. */
export const POLICY_APIS = ['both', 'v1alpha1', 'v1alpha2', 'none'] as const
/** Which version of the policy API for the whole cluster is installed. */
export type PolicyApi = (typeof POLICY_APIS)[number]

/** Nothing is open, nothing is asked. */
export const EMPTY_WORK: Work = {
  documents: [],
  active: '',
  cursor: { line: 1, column: 1 },
  question: null,
  view: null,
  baseline: null,
  policyApi: 'both',
  cni: REFERENCE_CNI,
  assertions: [],
}

/** Characters of all documents together that a work may have. */
export const WORK_LIMIT = 5_000_000
/** Documents that a work may have. */
export const DOCUMENT_LIMIT = 500
/** Assertions that a work may have. */
export const ASSERTION_LIMIT = 500
const NAME_LIMIT = 200
const PROTOCOLS = ['TCP', 'UDP', 'SCTP', 'ICMP', 'ICMPv6'] as const

/**
 * Reads a work from data of unknown origin: a link, a file, storage. Every field is checked and copied one by one, so
 * nothing else gets in; what is merely odd (a cursor, a view) falls back, what is broken (documents) makes the whole
 * null.
 */
export function readWork(data: unknown): Work | null {
  if (!isObject(data)) return null
  const documents = readDocuments(data.documents, [])
  if (!documents) return null
  return {
    documents,
    active: documents.find(({ name }) => name === data.active)?.name ?? documents[0]?.name ?? '',
    cursor: readCursor(data.cursor),
    question: readQuestion(data.question),
    view: VIEWS.find((view) => view === data.view) ?? null,
    policyApi: POLICY_APIS.find((api) => api === data.policyApi) ?? 'both',
    cni: readCni(data.cni),
    assertions: Array.isArray(data.assertions) ? data.assertions.slice(0, ASSERTION_LIMIT).flatMap(readAssertion) : [],
    baseline: data.baseline === undefined || data.baseline === null ? null : readDocuments(data.baseline, documents),
  }
}

/**
 * The work as it is kept: texts of the baseline that did not change since are left out, and so are the network plugin
 * when it is the reference and assertions when there are none. `readWork` reads it.
 */
export function packWork(work: Work): Partial<Record<keyof Work, unknown>> {
  const { documents, active, cursor, question, view, baseline, policyApi, cni, assertions } = work
  const isSame = ({ name, text }: WorkDocument) =>
    documents.some((document) => document.name === name && document.text === text)
  return {
    documents,
    active,
    cursor,
    question,
    view,
    policyApi,
    ...(isSameSetting(cni, REFERENCE_CNI) ? {} : { cni }),
    ...(assertions.length > 0 && { assertions }),
    baseline: baseline?.map((document) => (isSame(document) ? { name: document.name } : document)) ?? null,
  }
}

/**
 * Null: not a list of documents, or of more than a work may have. Without a text of its own one has that of its
 * `others` namesake.
 */
function readDocuments(data: unknown, others: readonly WorkDocument[]): readonly WorkDocument[] | null {
  if (!Array.isArray(data) || data.length > DOCUMENT_LIMIT) return null
  const documents: WorkDocument[] = []
  for (const item of data as readonly unknown[]) {
    if (!isObject(item) || typeof item.name !== 'string') return null
    const text = item.text ?? others.find(({ name }) => name === item.name)?.text
    if (typeof text !== 'string' || !isDocumentName(item.name) || documents.some(({ name }) => name === item.name))
      return null
    documents.push({ name: item.name, text })
  }
  return roomFor(documents) === 'fits' ? documents : null
}

/** Whether a work may have these documents: `too-many` of them, or `too-large` together. */
export function roomFor(documents: readonly WorkDocument[]): 'fits' | 'too-many' | 'too-large' {
  if (documents.length > DOCUMENT_LIMIT) return 'too-many'
  return documents.reduce((sum, { text }) => sum + text.length, 0) > WORK_LIMIT ? 'too-large' : 'fits'
}

/** Whether a tab may be called this: one line of 1 to 200 characters. */
export function isDocumentName(name: string): boolean {
  return name.trim() === name && name.length > 0 && name.length <= NAME_LIMIT && !/\p{Cc}/u.test(name)
}

/** A plugin, a mode or an option that is not known takes the default. */
function readCni(data: unknown): CniSetting {
  const name = isObject(data) ? CNI_OFFERS.find((offer) => offer.name === data.name)?.name : undefined
  if (!isObject(data) || name === undefined) return REFERENCE_CNI
  return settingOf({
    name,
    ...(typeof data.mode === 'string' && { mode: data.mode }),
    ...(isObject(data.options) && { options: data.options }),
  })
}

function readCursor(data: unknown): Work['cursor'] {
  const isPlace = (value: unknown): value is number =>
    Number.isInteger(value) && (value as number) >= 1 && (value as number) <= WORK_LIMIT
  return isObject(data) && isPlace(data.line) && isPlace(data.column)
    ? { line: data.line, column: data.column }
    : EMPTY_WORK.cursor
}

/** A question of unknown origin; null: none. */
export function readQuestion(data: unknown): AskedQuestion | null {
  const isShort = (value: unknown): value is string => typeof value === 'string' && value.length <= 1000
  if (isShort(data)) return data
  if (!isObject(data) || !isShort(data.from) || !isShort(data.to)) return null
  const protocol =
    PROTOCOLS.find((name) => name === data.protocol) ?? (isWithin(data.protocol, 255) ? data.protocol : undefined)
  const port = isWithin(data.port, 65535) || isShort(data.port) ? data.port : undefined
  return {
    from: data.from,
    to: data.to,
    ...(port !== undefined && { port }),
    ...(protocol !== undefined && { protocol }),
    ...(isShort(data.toAddress) && { toAddress: data.toAddress }),
    ...(isObject(data.http) && { http: readRequest(data.http) }),
    ...(isObject(data.dns) && isShort(data.dns.name) && { dns: { name: data.dns.name } }),
    ...(isShort(data.sni) && { sni: data.sni }),
    ...(APPS.some((app) => app === data.app) && { app: data.app as NonNullable<Question['app']> }),
    ...(isShort(data.fromIdentity) && { fromIdentity: data.fromIdentity }),
    ...(isObject(data.kafka) &&
      isShort(data.kafka.apiKey) && {
        kafka: {
          apiKey: data.kafka.apiKey,
          ...(isShort(data.kafka.topic) && { topic: data.kafka.topic }),
          ...(isShort(data.kafka.clientId) && { clientId: data.kafka.clientId }),
        },
      }),
    ...(isObject(data.icmp) &&
      isWithin(data.icmp.type, 255) && {
        icmp: { type: data.icmp.type, ...(isWithin(data.icmp.code, 255) && { code: data.icmp.code }) },
      }),
  }
}

/** An assertion of unknown origin: it, or nothing. */
function readAssertion(data: unknown): readonly Assertion[] {
  const isShort = (value: unknown): value is string => typeof value === 'string' && value.length <= 1000
  const isCount = (value: unknown): value is number =>
    Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1_000_000
  if (!isObject(data) || !isShort(data.question) || (data.expect !== 'allow' && data.expect !== 'deny')) return []
  return [
    {
      question: data.question,
      expect: data.expect,
      ...(isShort(data.name) && data.name !== '' && { name: data.name }),
      ...(isCount(data.timeoutSeconds) && { timeoutSeconds: data.timeoutSeconds }),
      ...(isCount(data.attempts) && { attempts: data.attempts }),
    },
  ]
}

const APPS: readonly Question['app'][] = ['http', 'grpc', 'tcp', 'tls']

/** Method, path, host, headers and tokens of a request; whatever else it says is left out. */
function readRequest({
  method,
  path,
  host,
  headers,
  tokens,
}: Readonly<Record<string, unknown>>): NonNullable<Question['http']> {
  const isShort = (value: unknown): value is string => typeof value === 'string' && value.length <= 1000
  return {
    ...(isShort(method) && { method }),
    ...(isShort(path) && { path }),
    ...(isShort(host) && { host }),
    ...(isObject(headers) && {
      headers: Object.fromEntries(
        Object.entries(headers)
          .slice(0, 50)
          .flatMap(([name, value]) => (isShort(value) ? [[name, value]] : [])),
      ),
    }),
    ...(Array.isArray(tokens) && tokens.length > 0 && { tokens: tokens.slice(0, 10).flatMap(readTokenData) }),
  }
}

/** In the one-word form that questions have, so that nothing else comes in. */
function readTokenData(data: unknown): readonly Token[] {
  if (!isObject(data) || typeof data.iss !== 'string' || typeof data.sub !== 'string') return []
  const printed = printToken(data as unknown as Token)
  const token = printed.length > 2000 ? null : readToken(printed)
  return token ? [token] : []
}

function isWithin(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
}
