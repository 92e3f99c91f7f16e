import { blockContains, parseAddress, parseCidrLoosely } from '../../../ground/ip.ts'
import type { HubbleEnd, HubbleFlow } from './event.ts'
import { CONFLICTS } from './conflicts.ts'
import { RESERVED } from './print.ts'

type Side = 'source' | 'destination'
/** Whether a value fits a flow at one of its ends. */
type Fits = (flow: HubbleFlow, side: Side) => boolean

/**
 * What flows are chosen by: of each flag one value has to fit, and of all flags each. `--pod` and the like mean either
 * end, the same one for all of them. Nothing added: every flow fits. Source:
 * https://github.com/cilium/cilium/blob/main/hubble/cmd/observe/flows_filter.go, pkg/hubble/filters
 */
export class Filter {
  readonly #wanted = new Map<string, Fits[]>()
  readonly #pods: Record<string, string[]> = {}
  readonly #namespaces: Record<string, string[]> = {}
  readonly #flags = new Set<string>()

  static knows(flag: string): boolean {
    return (
      Object.hasOwn(OF_FLOW, flag) ||
      Object.hasOwn(AT_END, aboutOf(flag)) ||
      ['pod', 'namespace', 'all-namespaces'].includes(aboutOf(flag))
    )
  }

  get isEmpty(): boolean {
    return this.#flags.size === 0
  }

  /** Null: it was taken. Else why not, as the tool says it. */
  add(flag: string, value: string): string | null {
    this.#flags.add(flag)
    for (const group of CONFLICTS) {
      const together = group.filter((each) => this.#flags.has(each))
      if (together.length > 1) return `filters --${together[0]} and --${together[1]} cannot be combined`
    }
    const about = aboutOf(flag)
    const at = sideOf(flag) ?? 'either'
    if (about === 'pod') (this.#pods[at] ??= []).push(value)
    else if (about === 'namespace' || about === 'all-namespaces')
      (this.#namespaces[at] ??= []).push(about === 'namespace' ? value : '')
    else {
      const read = Object.hasOwn(OF_FLOW, flag) ? OF_FLOW[flag]!(value) : AT_END[about]!(value)
      if (typeof read === 'string') return read
      const side = sideOf(flag)
      this.#wanted.set(flag, [...(this.#wanted.get(flag) ?? []), side === null ? read : (flow) => read(flow, side)])
    }
    return this.#conflictOfNames()
  }

  fits(flow: HubbleFlow): boolean {
    return (['source', 'destination'] as const).some(
      (side) =>
        this.#podsFit(flow, side) && [...this.#wanted.values()].every((any) => any.some((fits) => fits(flow, side))),
    )
  }

  #podsFit(flow: HubbleFlow, side: Side): boolean {
    return ['source', 'destination', 'either'].every((at) => {
      const names = podNames(this.#pods[at] ?? [], this.#namespaces[at] ?? [])
      return names.length === 0 || names.some((name) => podFits(flow[at === 'either' ? side : (at as Side)], name))
    })
  }

  #conflictOfNames(): string | null {
    for (const [at, namespaces] of Object.entries(this.#namespaces)) {
      for (const namespace of namespaces) {
        const other = (this.#pods[at] ?? []).find((pod) => /^[^/]+\//.test(pod) && pod.split('/')[0] !== namespace)
        if (other !== undefined)
          return `namespace conflict: ${JSON.stringify(namespace)} does not contain ${JSON.stringify(other)}`
      }
    }
    return null
  }
}

function aboutOf(flag: string): string {
  return flag.replace(/^(?:from|to)-/, '')
}

function sideOf(flag: string): Side | null {
  return flag.startsWith('from-') ? 'source' : flag.startsWith('to-') ? 'destination' : null
}

/**
 * Names that a pod may have, `namespace/prefix`; an empty namespace is any. A name without one is of the namespaces
 * that are asked for, else of `default`.
 */
function podNames(pods: readonly string[], namespaces: readonly string[]): readonly string[] {
  if (namespaces.length === 0) return pods.map((pod) => (pod.includes('/') ? pod : `default/${pod}`))
  return (pods.length === 0 ? [''] : pods).flatMap((pod) =>
    pod.includes('/') ? [pod] : namespaces.map((namespace) => `${namespace}/${pod}`),
  )
}

function podFits(end: HubbleEnd, wanted: string): boolean {
  const slash = wanted.indexOf('/')
  const namespace = wanted.slice(0, slash)
  return (
    end.pod_name !== undefined &&
    (namespace === '' || end.namespace === namespace) &&
    end.pod_name.startsWith(wanted.slice(slash + 1))
  )
}

/**
 * What `--verdict` may name.
 * Source: api/v1/flow/flow.proto (Verdict)
 */
export const VERDICTS = ['FORWARDED', 'DROPPED', 'AUDIT', 'REDIRECTED', 'ERROR', 'TRACED', 'TRANSLATED'] as const
/** What `--protocol` may name. */
export const PROTOCOLS = ['icmp', 'icmpv4', 'icmpv6', 'sctp', 'tcp', 'udp', 'dns', 'http', 'kafka'] as const
/** Names of event types. Source: pkg/monitor/api/types.go */
export const TYPES: Readonly<Record<string, number>> = {
  drop: 1,
  debug: 2,
  capture: 3,
  trace: 4,
  'policy-verdict': 5,
  'trace-sock': 7,
  l7: 129,
  agent: 130,
}

/** Filters that are about the flow. A text says why the value is none. */
const OF_FLOW: Readonly<Record<string, (value: string) => Fits | string>> = {
  verdict: (value) =>
    (VERDICTS as readonly string[]).includes(value)
      ? ({ verdict }) => verdict === value
      : `invalid --verdict value: ${value}`,
  'drop-reason-desc': (value) =>
    /^[A-Z0-9_]+$/.test(value)
      ? ({ drop_reason_desc }) => drop_reason_desc === value
      : value === ''
        ? 'empty --drop-reason-desc value'
        : `invalid --drop-reason-desc value: ${value}`,
  protocol: (value) => {
    const name = value.toLowerCase()
    if (!(PROTOCOLS as readonly string[]).includes(name))
      return `invalid protocol filter: unknown protocol: ${JSON.stringify(value)}`
    if (name === 'http') return ({ l7 }) => l7?.http !== undefined
    if (name === 'dns') return ({ l7 }) => l7?.dns !== undefined
    return ({ l4 }) =>
      Object.keys(l4 ?? {}).some((each) => each.toLowerCase() === name || (name === 'icmp' && each.startsWith('ICMP')))
  },
  type: readType,
  'traffic-direction': (value) =>
    /^(?:in|e)gress$/i.test(value)
      ? ({ traffic_direction }) => traffic_direction === value.toUpperCase()
      : `${value.toLowerCase()}: invalid traffic direction, expected ingress or egress`,
  'tcp-flags': (value) => {
    const flags = value.toUpperCase().split(',')
    const unknown = flags.findIndex((flag) => !/^(?:SYN|FIN|RST|PSH|ACK|URG|ECE|CWR|NS)$/.test(flag))
    return unknown < 0
      ? ({ l4 }) => l4?.TCP?.flags !== undefined && flags.every((flag) => l4.TCP!.flags![flag] === true)
      : `unknown tcp flag: ${value.split(',')[unknown]}`
  },
  'http-method':
    (value) =>
    ({ l7 }) =>
      l7?.http?.method?.toLowerCase() === value.toLowerCase(),
  'http-status':
    (value) =>
    ({ l7 }) =>
      l7?.http?.code !== undefined &&
      (value.endsWith('+') ? String(l7.http.code).startsWith(value.slice(0, -1)) : String(l7.http.code) === value),
  'ip-version':
    (value) =>
    ({ IP }) =>
      IP ? /^(?:ip)?v?[46]$/i.test(value) && IP.ipVersion === `IPv${value.slice(-1)}` : !/[46]$/.test(value),
  'node-name':
    (value) =>
    ({ node_name }) =>
      node_name === value.replace(/^default\//, ''),
}

function readType(value: string): Fits | string {
  const [type, point] = /^([^:]*)(?::(.*))?$/s.exec(value)!.slice(1) as [string, string | undefined]
  const number = Object.hasOwn(TYPES, type) ? TYPES[type]! : /^\d{1,9}$/.test(type) ? Number(type) : null
  if (number === null)
    return `unable to parse type '${type}', not a known type name and unable to parse as numeric value: strconv.ParseUint: parsing ${JSON.stringify(type)}: invalid syntax`
  if (point === undefined) return ({ event_type }) => event_type?.type === number
  if (number === TYPES['trace'] && /^(?:from|to)-[a-z]+$/.test(point))
    return ({ event_type, trace_observation_point }) =>
      event_type?.type === number && trace_observation_point?.toLowerCase().replace('_', '-') === point
  if (!/^\d{1,9}$/.test(point))
    return `unable to parse event sub-type '${point}', not a known sub-type name and unable to parse as numeric value: strconv.ParseUint: parsing ${JSON.stringify(point)}: invalid syntax`
  return ({ event_type }) => event_type?.type === number && String(event_type.sub_type ?? 0) === point
}

/** Filters that are about an end. */
const AT_END: Readonly<Record<string, (value: string) => Fits | string>> = {
  label: (value) => {
    const wanted = value.split(',').map((each) => each.trim().replace('==', '='))
    return atEnd(({ labels = [] }) =>
      wanted.every((each) =>
        labels.some((label) =>
          [label, label.replace(/^[\w-]+:/, '')].some((name) => name === each || name.startsWith(`${each}=`)),
        ),
      ),
    )
  },
  identity: (value) => {
    const reserved = Object.entries(RESERVED).find(([, name]) => name === value)
    if (!reserved && !/^\d{1,10}$/.test(value))
      return `invalid security identity, expected one of [${Object.values(RESERVED).join(' ')}] or a numeric value`
    return atEnd(({ identity = 0 }) => String(identity) === (reserved?.[0] ?? String(Number(value))))
  },
  workload: (value) => {
    const [name, kind] = value.split('/').reverse() as [string, string?]
    return atEnd(({ workloads = [] }) =>
      workloads.some((each) => each.name === name && (kind === undefined || each.kind === kind)),
    )
  },
  port:
    (value) =>
    ({ l4 }, side) => {
      const ports = l4?.TCP ?? l4?.UDP ?? l4?.SCTP
      return ports !== undefined && String(side === 'source' ? ports.source_port : ports.destination_port) === value
    },
  ip: (value) => {
    const block = parseCidrLoosely(value.includes('/') ? value : `${value}/${value.includes(':') ? 128 : 32}`)?.block
    if (!block) return `invalid IP address or CIDR: ${value}`
    return ({ IP }, side) => {
      const address = IP && parseAddress(IP[side])
      return !!address && blockContains(block, address)
    }
  },
  fqdn: (value) => {
    const name = value.replace(/\.$/, '').toLowerCase()
    const suffix = name.startsWith('*') ? name.slice(1) : null
    return ({ source_names = [], destination_names = [] }, side) =>
      (side === 'source' ? source_names : destination_names).some((each) =>
        suffix === null ? each === name : each.endsWith(suffix),
      )
  },
}

function atEnd(fits: (end: HubbleEnd) => boolean): Fits {
  return (flow, side) => fits(flow[side])
}
