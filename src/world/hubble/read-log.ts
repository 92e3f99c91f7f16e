import { isObject } from '../../ground/json-object.ts'
import type { HubbleEnd, HubbleFlow } from '../../sim/tools/hubble/event.ts'

/** Why a line of a log says nothing: it is no JSON, no flow, or one about something that no policy is made of. */
export interface SkippedLines {
  readonly unreadable: number
  readonly replies: number
  readonly others: number
}

/** An end of an observed connection: a pod by its name, a node or the outside by its reserved word, or an address. */
export interface ObservedEnd {
  readonly kind: 'pod' | 'node' | 'outside'
  /** `namespace/name` of a pod; the address else; empty: none was written down. */
  readonly name: string
  readonly labels: readonly string[]
}

/**
 * One connection that the log shows, however often. `names`: what the destination's address was looked up as.
 * `requests`: what was said on it, `GET /path` or `dns name`.
 */
export interface ObservedConnection {
  readonly from: ObservedEnd
  readonly to: ObservedEnd
  readonly protocol: 'TCP' | 'UDP' | 'SCTP' | 'ICMP' | 'ICMPv6'
  readonly port: number | null
  readonly passed: boolean
  readonly names: readonly string[]
  readonly requests: readonly string[]
  readonly times: number
}

/** What a log shows. `flows`: lines that were read as flows. `skipped`: those that were not. */
export interface FlowLog {
  readonly connections: readonly ObservedConnection[]
  readonly flows: number
  readonly skipped: SkippedLines
}

const NAME = /^[-a-zA-Z0-9_.]{1,255}$/
/** Lines beyond these are not read. */
const LOG_LINES = 50_000
/** Different connections beyond these are not listed. */
const MOST_CONNECTIONS = 2_000
const MOST_REQUESTS = 50

/**
 * Reads what `hubble observe -o json` prints: a flow a line, bare or as `{"flow": …}`. Never throws on what somebody
 * hands over. Replies are the other half of connections that are read already; what a line drops at any place counts as
 * stopped, whatever passed before.
 */
export function readFlowLog(text: string): FlowLog {
  const found = new Map<string, { -readonly [Key in keyof ObservedConnection]: ObservedConnection[Key] }>()
  let flows = 0
  let unreadable = 0
  let replies = 0
  let others = 0
  for (const line of linesOf(text)) {
    const flow = flowIn(line)
    if (!flow) {
      unreadable++
      continue
    }
    flows++
    if (flow.is_reply === true || flow.l7?.type === 'RESPONSE') {
      replies++
      continue
    }
    const connection = connectionOf(flow)
    if (!connection) {
      others++
      continue
    }
    const key = JSON.stringify([
      connection.from.kind,
      connection.from.name,
      connection.to.kind,
      connection.to.name,
      connection.protocol,
      connection.port,
    ])
    const known = found.get(key)
    if (!known) {
      if (found.size < MOST_CONNECTIONS) found.set(key, { ...connection })
      else others++
      continue
    }
    known.times++
    known.passed &&= connection.passed
    known.names = union(known.names, connection.names)
    if (known.requests.length < MOST_REQUESTS) known.requests = union(known.requests, connection.requests)
  }
  return { connections: [...found.values()], flows, skipped: { unreadable, replies, others } }
}

function* linesOf(text: string): Iterable<string> {
  let count = 0
  for (let start = 0; start < text.length && count < LOG_LINES;) {
    const end = text.indexOf('\n', start)
    const line = text.slice(start, end < 0 ? undefined : end).trim()
    start = end < 0 ? text.length : end + 1
    if (line === '') continue
    count++
    yield line
  }
}

function flowIn(line: string): Partial<HubbleFlow> | null {
  let read: unknown
  try {
    read = JSON.parse(line)
  } catch {
    return null
  }
  const flow = isObject(read) && isObject(read['flow']) ? read['flow'] : read
  return isObject(flow) &&
    isObject(flow['source']) &&
    isObject(flow['destination']) &&
    typeof flow['verdict'] === 'string'
    ? (flow as Partial<HubbleFlow>)
    : null
}

function connectionOf(flow: Partial<HubbleFlow>): ObservedConnection | null {
  const how = protocolOf(flow)
  const from = endIn(flow.source, flow.IP?.source)
  const to = endIn(flow.destination, flow.IP?.destination)
  // A socket that is translated is no packet, and one that is only redirected is seen again.
  if (!how || !from || !to || flow.verdict === 'TRACED' || flow.verdict === 'TRANSLATED') return null
  const l7: unknown = flow.l7
  const http = isObject(l7) ? l7['http'] : null
  const dns = isObject(l7) ? l7['dns'] : null
  const requests =
    isObject(http) && typeof http['method'] === 'string' && /^[A-Z]{1,20}$/.test(http['method'])
      ? [`${http['method']} ${pathOf(http['url'])}`]
      : isObject(dns) && typeof dns['query'] === 'string' && NAME.test(dns['query'])
        ? [`dns ${dns['query'].replace(/\.$/, '')}`]
        : []
  const names =
    to.kind === 'outside' && Array.isArray(flow.destination_names)
      ? flow.destination_names
          .filter((name): name is string => typeof name === 'string' && NAME.test(name))
          .map((name) => name.replace(/\.$/, ''))
      : []
  return { from, to, ...how, passed: flow.verdict !== 'DROPPED' && flow.verdict !== 'ERROR', names, requests, times: 1 }
}

function protocolOf({ l4: given }: Partial<HubbleFlow>): Pick<ObservedConnection, 'protocol' | 'port'> | null {
  const l4: unknown = given
  if (!isObject(l4)) return null
  for (const protocol of ['TCP', 'UDP', 'SCTP'] as const) {
    const layer = l4[protocol]
    const port = isObject(layer) ? layer['destination_port'] : undefined
    if (Number.isInteger(port) && (port as number) > 0 && (port as number) < 65536)
      return { protocol, port: port as number }
  }
  return isObject(l4['ICMPv4'])
    ? { protocol: 'ICMP', port: null }
    : isObject(l4['ICMPv6'])
      ? { protocol: 'ICMPv6', port: null }
      : null
}

function endIn(given: HubbleEnd | undefined, address: unknown): ObservedEnd | null {
  const end: unknown = given
  if (!isObject(end)) return null
  const labels = Array.isArray(end['labels'])
    ? end['labels'].filter((label): label is string => typeof label === 'string').slice(0, 100)
    : []
  if (
    typeof end['pod_name'] === 'string' &&
    NAME.test(end['pod_name']) &&
    typeof end['namespace'] === 'string' &&
    NAME.test(end['namespace'])
  )
    return { kind: 'pod', name: `${end['namespace']}/${end['pod_name']}`, labels }
  const isNode = labels.some((label) => label === 'reserved:host' || label === 'reserved:remote-node')
  const name = typeof address === 'string' && /^[0-9a-fA-F:.]{2,45}$/.test(address) ? address : ''
  return { kind: isNode ? 'node' : 'outside', labels, name }
}

function pathOf(url: unknown): string {
  if (typeof url !== 'string') return '/'
  const path = url.replace(/^[a-z]+:\/\/[^/?]*/, '')
  return path.startsWith('/') ? path.slice(0, 500) : '/'
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return b.every((each) => a.includes(each)) ? a : [...new Set([...a, ...b])]
}
