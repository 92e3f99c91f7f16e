import type { PodEndpoint } from '../../../model/endpoint.ts'
import type { PolicySet } from '../../../engine/policy-set.ts'
import type { Condition, Direction, Rule } from '../../../policy/form.ts'
import {
  matchesIcmp,
  matchesPeer,
  matchesPort,
  matchesProtocol,
  namedPorts,
  peerAt,
  type Flow,
} from '../../../policy/match.ts'
import { selectsIdentity, type Identity } from './identities.ts'

/**
 * A line of an endpoint's policy map. `identity` 0: everybody. `port` as `8080-8095/TCP`, `ANY` for everything.
 * `proxy`: which one takes the connection; null: none. `level`: the smaller counts first; `by`: the policies that put
 * it there, `allow-localhost` and `default` what the agent adds itself.
 */
export interface MapEntry {
  readonly direction: Direction
  readonly identity: number
  readonly port: string
  readonly action: 'Allow' | 'Deny' | 'Pass'
  readonly proxy: 'HTTP' | 'DNS' | 'TLS' | 'Kafka' | 'other' | null
  readonly authentication: boolean
  readonly level: number
  readonly by: readonly string[]
  /** What fits it; absent: everything. */
  readonly rules: readonly Rule[]
}

/** Beyond these nobody reads on. */
const MAP_LIMIT = 4_000

/**
 * What the programs at a pod look up, for both directions. Empty rules give no line; a pod that nothing isolates has
 * the one line that allows everything, last of all.
 * Source: https://docs.cilium.io/en/stable/network/ebpf/maps/, pkg/policy/mapstate.go, pkg/policy/distillery.go
 */
export function policyMapOf(
  subject: PodEndpoint,
  policies: PolicySet,
  identities: readonly Identity[],
): readonly MapEntry[] {
  return (['ingress', 'egress'] as const)
    .flatMap((direction) => directionEntries(direction, subject, policies, identities))
    .slice(0, MAP_LIMIT)
}

function directionEntries(
  direction: Direction,
  subject: PodEndpoint,
  policies: PolicySet,
  identities: readonly Identity[],
): readonly MapEntry[] {
  const tiers = policies.applicable(direction, subject)
  const { view, fallback } = policies.profile
  const merged = new Map<string, MapEntry>()
  let level = 0
  for (const tier of tiers) {
    for (const policy of tier.policies) {
      if (tier.isOrdered) level++
      for (const rule of policy.rules) {
        if (rule.action === 'log' || !isFor(rule, subject, view)) continue
        for (const identity of identitiesFor(rule, identities, view))
          for (const port of portsFor(rule, direction, subject, identity))
            add(merged, {
              direction,
              port,
              level: level * 10,
              identity: identity?.number ?? 0,
              ...actionOf(rule),
              by: [policy.namespace === null ? policy.name : `${policy.namespace}/${policy.name}`],
              rules: [rule],
            })
      }
    }
    level++
  }
  const isClosed =
    fallback === 'deny' ||
    tiers.some((tier) => tier.unmatched === 'deny' && tier.policies.some(({ isolates }) => isolates))
  const own =
    isClosed && direction === 'ingress'
      ? [entryOf(direction, 1, level * 10, 'allow-localhost')]
      : isClosed
        ? []
        : [entryOf(direction, 0, level * 10, 'default')]
  return [
    ...[...merged.values()].sort((a, b) => a.level - b.level || a.identity - b.identity || (a.port < b.port ? -1 : 1)),
    ...own,
  ]
}

/** Whether what a rule asks of its own end holds. */
function isFor({ when }: Rule, subject: PodEndpoint, view: PolicySet['profile']['view']): boolean {
  const self = peerAt(subject, null, null, view)
  return when.every(
    (condition) =>
      condition.aspect !== 'self' ||
      condition.anyOf.some((matcher) => matchesPeer(matcher, self)) !== (condition.negate === true),
  )
}

function entryOf(direction: Direction, identity: number, level: number, by: string): MapEntry {
  return {
    direction,
    identity,
    level,
    port: 'ANY',
    action: 'Allow',
    proxy: null,
    authentication: false,
    by: [by],
    rules: [],
  }
}

function actionOf({ action, request, authentication }: Rule): Pick<MapEntry, 'action' | 'proxy' | 'authentication'> {
  const [first] = request ?? []
  return {
    action: action === 'deny' ? 'Deny' : action === 'pass' ? 'Pass' : 'Allow',
    authentication: authentication !== undefined,
    proxy: !first ? null : PROXIES[first.kind],
  }
}

const PROXIES = { http: 'HTTP', dns: 'DNS', sni: 'TLS', kafka: 'Kafka', opaque: 'other' } as const

/**
 * One line for each identity, port and action. A denial and a plain allow of one key leave the denial; an allow beside
 * a redirect of one key goes on through the proxy.
 */
function add(merged: Map<string, MapEntry>, entry: MapEntry): void {
  const key = `${entry.level} ${entry.identity} ${entry.port} ${entry.action}`
  const known = merged.get(key)
  merged.set(
    key,
    known
      ? {
          ...known,
          proxy: known.proxy ?? entry.proxy,
          authentication: known.authentication || entry.authentication,
          by: [...new Set([...known.by, ...entry.by])],
          rules: [...known.rules, ...entry.rules],
        }
      : entry,
  )
}

/** Null: everybody. */
function identitiesFor(
  rule: Rule,
  identities: readonly Identity[],
  view: PolicySet['profile']['view'],
): readonly (Identity | null)[] {
  const peers = rule.when.filter(
    (condition): condition is Extract<Condition, { aspect: 'peer' }> => condition.aspect === 'peer',
  )
  return peers.length > 0
    ? identities.filter((identity) =>
        peers.every(
          ({ anyOf, negate = false }) => anyOf.some((matcher) => selectsIdentity(matcher, identity, view)) !== negate,
        ),
      )
    : [null]
}

function portsFor(
  { when }: Rule,
  direction: Direction,
  subject: PodEndpoint,
  identity: Identity | null,
): readonly string[] {
  const own = when.flatMap((condition): readonly string[] => {
    switch (condition.aspect) {
      case 'icmp':
        return condition.anyOf.map(({ family, type }) => `${type ?? 'ANY'}/${family === 4 ? 'ICMP' : 'ICMPv6'}`)
      case 'protocol':
        return condition.anyOf.map(({ protocol }) => `ANY/${PROTOCOLS[protocol] ?? protocol}`)
      case 'port':
        return condition.anyOf.flatMap(({ protocol, range, name }) =>
          (protocol === null ? ['TCP', 'UDP', 'SCTP'] : [protocol]).flatMap((each) => {
            if (name === null)
              return [
                `${range === null || (range.from === 0 && range.to === 65535) ? 'ANY' : range.from === range.to ? range.from : `${range.from}-${range.to}`}/${each}`,
              ]
            const destination = direction === 'ingress' ? subject : identity?.endpoint
            return destination ? namedPorts(name, each, destination).map((port) => `${port}/${each}`) : []
          }),
        )
      default:
        return []
    }
  })
  return when.some(({ aspect }) => aspect === 'icmp' || aspect === 'protocol' || aspect === 'port')
    ? [...new Set(own)]
    : ['ANY']
}

const PROTOCOLS: Readonly<Record<string | number, string>> = {
  2: 'IGMP',
  4: 'IPIP',
  41: 'IPv6',
  47: 'GRE',
  50: 'ESP',
  51: 'AH',
  112: 'VRRP',
}

/**
 * What one packet finds in the map. `hits`: the lines that fit it; `entry`: the one that counts; null: none. `match`:
 * as the agent reports it. `code`: the drop's number; null: it passes, or goes to a proxy.
 * Source: pkg/monitor/api (drop reasons, policy match types), bpf/lib/policy.h (__policy_check)
 */
export interface MapLookup {
  readonly hits: readonly MapEntry[]
  readonly entry: MapEntry | null
  readonly match: 'L3-L4' | 'L3-Only' | 'L4-Only' | 'L3-Proto' | 'Proto-Only' | 'all' | 'none'
  readonly code: 133 | 181 | 189 | null
}

/**
 * Looks a packet up. Deny counts before a redirect, that before an allow; then the longer port, then the exact
 * identity. A line that only passes on is skipped with all of its level's successors.
 */
export function lookUp(
  map: readonly MapEntry[],
  direction: Direction,
  identity: number,
  flow: Pick<Flow, 'destination' | 'protocol' | 'port' | 'icmp'>,
): MapLookup {
  const hits = map.filter(
    (entry) =>
      entry.direction === direction && (entry.identity === 0 || entry.identity === identity) && fitsPort(entry, flow),
  )
  const [first] = [...hits]
    .filter(({ action }) => action !== 'Pass')
    .sort(
      (a, b) =>
        a.level - b.level ||
        weight(b) - weight(a) ||
        width(a.port) - width(b.port) ||
        (a.identity === 0 ? 1 : 0) - (b.identity === 0 ? 1 : 0),
    )
  const entry = first ?? null
  return {
    hits,
    entry,
    match: entry ? matchOf(entry) : 'none',
    code: !entry ? 133 : entry.action === 'Deny' ? 181 : null,
  }
}

function fitsPort({ port, rules }: MapEntry, flow: Pick<Flow, 'destination' | 'protocol' | 'port' | 'icmp'>): boolean {
  if (port === 'ANY') return true
  return rules.some(({ when }) =>
    when.every((condition) => {
      switch (condition.aspect) {
        case 'port':
          return condition.anyOf.some((matcher) => matchesPort(matcher, flow) && matchesText(port, flow))
        case 'icmp':
          return condition.anyOf.some((matcher) => matchesIcmp(matcher, flow))
        case 'protocol':
          return condition.anyOf.some((matcher) => matchesProtocol(matcher, flow))
        default:
          return true
      }
    }),
  )
}

/** A line may come from a rule with several ports: the one that it is about counts. */
function matchesText(port: string, flow: Pick<Flow, 'protocol' | 'port'>): boolean {
  const [range, protocol] = port.split('/') as [string, string]
  const [from, to] = range.split('-')
  return (
    String(flow.protocol) === protocol &&
    (range === 'ANY' || (flow.port !== null && Number(from) <= flow.port && flow.port <= Number(to ?? from)))
  )
}

function weight({ action, proxy }: MapEntry): number {
  return action === 'Deny' ? 3 : proxy ? 2 : 1
}

/** How many ports it holds. */
function width(port: string): number {
  if (port === 'ANY') return Infinity
  const [range] = port.split('/') as [string]
  const [from, to] = range.split('-')
  return range === 'ANY' ? 65536 : Number(to ?? from) - Number(from) + 1
}

function matchOf({ identity, port }: MapEntry): MapLookup['match'] {
  const ports = port === 'ANY' ? 'any' : port.startsWith('ANY/') ? 'protocol' : 'port'
  if (identity !== 0) return ports === 'any' ? 'L3-Only' : ports === 'protocol' ? 'L3-Proto' : 'L3-L4'
  return ports === 'any' ? 'all' : ports === 'protocol' ? 'Proto-Only' : 'L4-Only'
}
