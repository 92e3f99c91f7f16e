import type { HubbleEnd, HubbleFlow } from './event.ts'

/** How flows are printed. `names`: pods and hosts by their names in place of addresses. */
export interface Style {
  readonly format: 'compact' | 'dict' | 'json' | 'table'
  readonly names: boolean
  readonly nodeName: boolean
  readonly policyNames: boolean
}

/** How `hubble observe` prints when it is told nothing. */
export const PLAIN: Style = { format: 'compact', names: true, nodeName: false, policyNames: false }

/** A line that is printed, and the flow it is about; null: a heading. */
export interface PrintedLine<Flow extends HubbleFlow = HubbleFlow> {
  readonly text: string
  readonly flow: Flow | null
}

/**
 * The flows as `hubble observe` prints them. Source:
 * https://github.com/cilium/cilium/blob/main/hubble/pkg/printer/printer.go
 */
export function printFlows<Flow extends HubbleFlow>(
  flows: readonly Flow[],
  style: Style,
): readonly PrintedLine<Flow>[] {
  switch (style.format) {
    case 'compact':
      return flows.map((flow) => ({ flow, text: compactLine(flow, style) }))
    case 'json':
      return flows.map((flow) => ({ flow, text: jsonLine(flow) }))
    case 'dict':
      return flows.flatMap((flow, index) => dictLines(flow, style, index > 0).map((text) => ({ flow, text })))
    case 'table':
      return table(flows, style)
  }
}

/**
 * `Jul 29 12:00:00.000: shop/web:4711 (ID:38999) -> shop/api:8080 (ID:42085) to-endpoint FORWARDED (TCP Flags: SYN)`
 */
export function compactLine(flow: HubbleFlow, style: Style = PLAIN): string {
  const ends = [
    `${hostOf(flow, 'source', style)} ${identityOf(flow.source)}`,
    `${hostOf(flow, 'destination', style)} ${identityOf(flow.destination)}`,
  ]
  // Of a reply the caller stays on the left; of what is dropped nobody knows whether it is one.
  const [left, right] = flow.is_reply === true ? ends.reverse() : ends
  return `${stamp(flow)}${style.nodeName ? ` [${flow.node_name ?? ''}]` : ''}: ${left} ${flow.is_reply === undefined ? '<>' : flow.is_reply ? '<-' : '->'} ${right} ${typeOf(flow)} ${verdictOf(flow, style)} (${flow.Summary ?? ''})`
}

/** A flow as the server answers with it. */
function jsonLine(flow: HubbleFlow): string {
  return JSON.stringify({ flow, node_name: flow.node_name, time: flow.time })
}

function dictLines(flow: HubbleFlow, style: Style, isNext: boolean): readonly string[] {
  return [
    ...(isNext ? ['------------'] : []),
    `  TIMESTAMP: ${stamp(flow)}`,
    ...(style.nodeName ? [`       NODE: ${flow.node_name ?? ''}`] : []),
    `     SOURCE: ${hostOf(flow, 'source', style)}`,
    `DESTINATION: ${hostOf(flow, 'destination', style)}`,
    `       TYPE: ${typeOf(flow)}`,
    `    VERDICT: ${verdictOf(flow, style)}`,
    `    SUMMARY: ${flow.Summary ?? ''}`,
  ]
}

/** Columns as wide as what is in them, and three blanks. */
function table<Flow extends HubbleFlow>(flows: readonly Flow[], style: Style): readonly PrintedLine<Flow>[] {
  if (flows.length === 0) return []
  const rows: readonly { readonly flow: Flow | null; readonly cells: readonly string[] }[] = [
    {
      flow: null,
      cells: ['TIMESTAMP', ...(style.nodeName ? ['NODE'] : []), 'SOURCE', 'DESTINATION', 'TYPE', 'VERDICT', 'SUMMARY'],
    },
    ...flows.map((flow) => ({
      flow,
      cells: [
        stamp(flow),
        ...(style.nodeName ? [flow.node_name ?? ''] : []),
        hostOf(flow, 'source', style),
        hostOf(flow, 'destination', style),
        typeOf(flow),
        verdictOf(flow, style),
        flow.Summary ?? '',
      ],
    })),
  ]
  const widths = rows[0]!.cells.map((_, column) => Math.max(...rows.map(({ cells }) => cells[column]!.length)) + 3)
  return rows.map(({ flow, cells }) => ({
    flow,
    text: cells.map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column]!))).join(''),
  }))
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `Jul 29 12:00:00.000`, as Go's StampMilli. */
function stamp({ time }: HubbleFlow): string {
  const at = new Date(time)
  return `${MONTHS[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${at.toISOString().slice(11, 23)}`
}

function hostOf(flow: HubbleFlow, side: 'source' | 'destination', { names }: Style): string {
  const end = flow[side]
  // Nobody says which address Cilium’s own Envoy has.
  const address = flow.IP?.[side] ?? (end.identity === 8 ? RESERVED[8]! : '')
  const known = side === 'destination' ? flow.destination_names : flow.source_names
  const ports = flow.l4?.TCP ?? flow.l4?.UDP ?? flow.l4?.SCTP
  const port = ports && (side === 'source' ? ports.source_port : ports.destination_port)
  const host =
    names && end.pod_name !== undefined
      ? `${end.namespace}/${end.pod_name}`
      : names && known && known.length > 0
        ? known.join(',')
        : address
  return port === undefined ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Numbers below 256 have a word each. Source: pkg/identity/numericidentity.go */
export const RESERVED: Readonly<Record<number, string>> = {
  1: 'host',
  2: 'world',
  3: 'unmanaged',
  4: 'health',
  5: 'init',
  6: 'remote-node',
  7: 'kube-apiserver',
  8: 'ingress',
}

function identityOf({ identity = 0 }: HubbleEnd): string {
  return `(${RESERVED[identity] ?? `ID:${identity}`})`
}

const TRACE = 4
const DROP = 1
const POLICY_VERDICT = 5
const MATCHES = ['none', 'L3-Only', 'L3-L4', 'L4-Only', 'all', 'L3-Proto', 'Proto-Only'] as const
/** Source: pkg/monitor/api/drop.go */
const DROPS: Readonly<Record<number, string>> = {
  133: 'Policy denied',
  181: 'Policy denied by denylist',
  189: 'Authentication required',
}

function typeOf({ l7, event_type, trace_observation_point, policy_match_type, traffic_direction }: HubbleFlow): string {
  if (l7)
    return `${l7.http ? 'http' : l7.dns ? 'dns' : 'l7'}-${l7.type.toLowerCase()}${l7.dns ? ` ${l7.dns.observation_source ?? ''}` : ''}`
  switch (event_type?.type) {
    case TRACE:
      return trace_observation_point?.toLowerCase().replace('_', '-') ?? 'UNKNOWN'
    case DROP:
      return DROPS[event_type.sub_type ?? 0] ?? String(event_type.sub_type ?? 0)
    case POLICY_VERDICT:
      return `policy-verdict:${MATCHES[policy_match_type ?? 0] ?? 'none'} ${traffic_direction ?? 'TRAFFIC_DIRECTION_UNKNOWN'}`
    default:
      return 'UNKNOWN'
  }
}

function verdictOf(flow: HubbleFlow, { policyNames }: Style): string {
  const { verdict, event_type } = flow
  if (event_type?.type !== POLICY_VERDICT) return verdict
  const word = {
    FORWARDED: 'ALLOWED',
    REDIRECTED: 'ALLOWED',
    DROPPED: 'DENIED',
    ERROR: 'DENIED',
    AUDIT: 'AUDITED',
    TRACED: 'TRACED',
    TRANSLATED: 'TRANSLATED',
  }[verdict]
  const by = [flow.egress_allowed_by, flow.ingress_allowed_by, flow.egress_denied_by, flow.ingress_denied_by].flatMap(
    (policies) => policies ?? [],
  )
  return policyNames && by.length > 0
    ? `${word} BY ${by.map(({ name, kind }) => `${name} (${kind})`).join(', ')}`
    : word
}
