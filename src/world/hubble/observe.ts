import type { GateVerdict } from '../../engine/evaluate.ts'
import type { Endpoint } from '../../model/endpoint.ts'
import type { Direction } from '../../policy/form.ts'
import type { Flow } from '../../policy/match.ts'
import { ephemeralPort } from '../../sim/cni/headers.ts'
import { identityOf } from '../../sim/cni/cilium/identity.ts'
import type { Question } from '../answer.ts'
import { judge } from '../ask.ts'
import type { Asked, Judged } from '../asked.ts'
import { isAnswered } from '../notes.ts'
import { lookupsOf, type ShownLookup } from '../identities/identities-view.ts'
import type { HubbleEnd, HubbleFlow, HubbleL7, HubbleLine } from '../../sim/tools/hubble/event.ts'
import { compactLine, RESERVED } from '../../sim/tools/hubble/print.ts'

/**
 * What Hubble would show of a connection: the events at both gates, in order, and none for who is not asked. `after`:
 * milliseconds from the first connection that was ever seen to this one. Empty: the question has no answer, or no
 * packet is sent. Source: pkg/hubble/parser/threefour/parser.go (decodeVerdict, decodeIsReply), parser/seven/parser.go
 */
export function observe(question: Question, asked: Asked, after = 0): readonly HubbleLine[] {
  const judged = judge(question, asked)
  if (!judged.ok || 'answer' in judged.value) return []
  const { parts } = judged.value
  const part = parts.find(({ verdict }) => verdict.passage === 'denied') ?? parts[0]
  return part ? new Observation(part, asked, after).lines() : []
}

/** Nobody knows when: the first event is at this time, the others after it. */
const START = Date.UTC(2026, 6, 29, 12, 0, 0)
/** Milliseconds after which a client that hears nothing sends its SYN again. */
const RETRIES = [1000, 3000, 7000] as const
const MATCHES: Readonly<Record<ShownLookup['match'], number>> = {
  none: 0,
  'L3-Only': 1,
  'L3-L4': 2,
  'L4-Only': 3,
  all: 4,
  'L3-Proto': 5,
  'Proto-Only': 6,
}
const POINTS = {
  'to-endpoint': 0,
  'to-proxy': 1,
  'to-host': 2,
  'to-stack': 3,
  'to-overlay': 4,
  'to-network': 11,
} as const

/** Collects the events of one connection. */
class Observation {
  readonly #lines: HubbleLine[] = []
  readonly #flow: Flow
  readonly #lookups: readonly ShownLookup[]
  readonly #sourcePort: number
  #time: number

  constructor(
    private readonly judged: Judged,
    private readonly asked: Asked,
    after: number,
  ) {
    this.#time = after
    this.#flow = judged.possibility.flow
    this.#lookups = lookupsOf(this.#flow, asked)
    this.#sourcePort =
      this.#flow.sourcePort ??
      ephemeralPort(`${this.#flow.sourceAddress?.text} ${this.#flow.destinationAddress?.text} ${this.#flow.port}`)
  }

  lines(): readonly HubbleLine[] {
    const [egress, ingress] = this.judged.verdict.gates as readonly [GateVerdict, GateVerdict]
    if (this.#gate(egress) && this.#road(egress)) this.#gate(ingress)
    return this.#lines
  }

  /** Whether the packet, and what is said in it, passes. */
  #gate(gate: GateVerdict): boolean {
    const { at } = gate
    const lookup = this.#lookups.find((each) => each.at === at)
    const subject = at === 'egress' ? this.#flow.source : this.#flow.destination
    if (subject.kind === 'external') return true
    // Envoy asks, and answers; no program of the kernel's says anything of it.
    if (subject.kind === 'entry') return gate.passage !== 'denied'
    const denied = (gate.passage === 'denied' && gate.refusal === null) || gate.refusal === 'authentication'
    if ((lookup && gate.isolated) || denied) this.#verdict(gate, lookup, denied)
    if (denied) return false
    const kind = lookup?.entry?.proxy
    if (kind) {
      this.#trace(at, 'to-proxy')
      if (!this.#said(gate)) return false
    }
    if (at === 'ingress') this.#trace(at, subject.kind === 'pod' ? 'to-endpoint' : 'to-host')
    return true
  }

  /** Between the gates: nothing is seen on one node. */
  #road({ at }: GateVerdict): boolean {
    const { source, destination } = this.#flow
    if (source.kind === 'external' || source.kind === 'entry' || destination.kind === 'entry') return true
    if (destination.kind === 'external') this.#trace(at, 'to-stack')
    else if (source.node !== destination.node)
      this.#trace(
        at,
        this.asked.policies.profile.name === 'cilium' && destination.kind === 'pod' ? 'to-overlay' : 'to-stack',
      )
    return true
  }

  #verdict(gate: GateVerdict, lookup: ShownLookup | undefined, denied: boolean): void {
    const { at, refusal, audited } = gate
    const code = refusal === 'authentication' ? 189 : (lookup?.code ?? 133)
    const match = lookup?.match ?? 'none'
    const by = (lookup?.entry?.by ?? [])
      .filter((name) => name !== 'default' && name !== 'allow-localhost')
      .map((name) => {
        const [first, second] = name.split('/')
        return { name: second ?? first!, kind: this.#kindOf(name), ...(second && { namespace: first! }) }
      })
    const side = at === 'egress' ? 'egress' : 'ingress'
    const attempts =
      denied && this.#flow.protocol === 'TCP' && !isAnswered(gate, this.#flow, this.asked.policies)
        ? [0, ...RETRIES]
        : [0]
    const start = this.#time
    for (const wait of attempts) {
      this.#time = start + wait
      this.#add(at, {
        verdict: denied ? 'DROPPED' : audited ? 'AUDIT' : lookup?.entry?.proxy ? 'REDIRECTED' : 'FORWARDED',
        event_type: { type: 5 },
        policy_match_type: MATCHES[match],
        ...(denied ? dropOf(code) : { is_reply: false }),
        ...(by.length > 0 && { [`${side}_${denied ? 'denied' : 'allowed'}_by`]: by }),
      })
      if (denied) this.#add(at, { verdict: 'DROPPED', event_type: { type: 1, sub_type: code }, ...dropOf(code) })
    }
  }

  #kindOf(name: string): string {
    const found = this.asked.policies.policies.find(
      (policy) => (policy.namespace === null ? policy.name : `${policy.namespace}/${policy.name}`) === name,
    )
    return found?.kind ?? 'NetworkPolicy'
  }

  #trace(at: Direction, point: keyof typeof POINTS): void {
    this.#add(at, {
      verdict: 'FORWARDED',
      event_type: { type: 4, sub_type: POINTS[point] },
      trace_observation_point: point.replace('-', '_').toUpperCase(),
      is_reply: false,
    })
  }

  /** What the proxy reads and answers. Nothing is said: it waits. */
  #said({ at, passage }: GateVerdict): boolean {
    const said = this.#flow.said
    const isDenied = passage === 'denied'
    const verdict = isDenied ? ('DROPPED' as const) : ('FORWARDED' as const)
    const l7 = (record: HubbleL7, summary: string, outcome: 'DROPPED' | 'FORWARDED') =>
      this.#add(
        at,
        { verdict: outcome, Type: 'L7', event_type: { type: 129 }, l7: record, is_reply: record.type === 'RESPONSE' },
        summary,
      )
    if (said?.http) {
      const method = said.http.method ?? 'GET'
      const url = `http://${said.http.host ?? this.#flow.destinationAddress?.text ?? 'unknown'}${said.http.path ?? '/'}`
      l7({ type: 'REQUEST', http: { method, url, protocol: 'HTTP/1.1' } }, `HTTP/1.1 ${method} ${url}`, verdict)
      if (isDenied)
        l7(
          { type: 'RESPONSE', http: { method, url, code: 403, protocol: 'HTTP/1.1' } },
          `HTTP/1.1 403 0ms (${method} ${url})`,
          'FORWARDED',
        )
    } else if (said?.dns) {
      const query = said.dns.name.endsWith('.') ? said.dns.name : `${said.dns.name}.`
      const qtypes = [said.dns.type ?? 'A']
      const observation_source = 'proxy'
      l7({ type: 'REQUEST', dns: { query, qtypes, observation_source } }, `DNS Query ${query} ${qtypes[0]}`, verdict)
      if (isDenied)
        l7(
          { type: 'RESPONSE', dns: { query, rcode: 5, qtypes, observation_source } },
          `DNS Answer RCode: Query Refused TTL: 4294967295 (Proxy ${query} ${qtypes[0]})`,
          'FORWARDED',
        )
    }
    return !isDenied
  }

  #add(at: Direction, fields: Partial<HubbleFlow> & Pick<HubbleFlow, 'verdict'>, summary = this.#summary()): void {
    const { source, destination, sourceAddress, destinationAddress, name } = this.#flow
    const subject = at === 'egress' ? source : destination
    const isReply = fields.is_reply === true
    const ends = [
      endOf(source, this.#identity(source, at)),
      endOf(destination, this.#identity(destination, at)),
    ] as const
    const addresses = sourceAddress && destinationAddress && ([sourceAddress.text, destinationAddress.text] as const)
    const flow: HubbleFlow = {
      time: new Date(START + this.#time++).toISOString(),
      ...fields,
      verdict: fields.verdict,
      ...(addresses && {
        IP: {
          source: addresses[isReply ? 1 : 0],
          destination: addresses[isReply ? 0 : 1],
          ipVersion: sourceAddress.family === 4 ? 'IPv4' : 'IPv6',
        },
      }),
      l4: this.#layer4(isReply, fields.Type === 'L7'),
      source: ends[isReply ? 1 : 0],
      destination: ends[isReply ? 0 : 1],
      Type: fields.Type ?? 'L3_L4',
      ...(subject.kind !== 'external' && subject.node !== null && { node_name: subject.node }),
      traffic_direction: at === 'egress' ? 'EGRESS' : 'INGRESS',
      ...(name !== null && { [isReply ? 'source_names' : 'destination_names']: [name] }),
      Summary: summary,
    }
    this.#lines.push({ flow, compact: compactLine(flow) })
  }

  #layer4(isReply: boolean, isSaid: boolean): NonNullable<HubbleFlow['l4']> {
    const { protocol, icmp, port } = this.#flow
    const ports = isReply
      ? { source_port: port ?? 0, destination_port: this.#sourcePort }
      : { source_port: this.#sourcePort, destination_port: port ?? 0 }
    if (protocol === 'TCP') return { TCP: { ...ports, ...(!isSaid && { flags: { SYN: true } }) } }
    if (protocol === 'UDP' || protocol === 'SCTP') return { [protocol]: ports }
    return protocol === 'ICMPv6' ? { ICMPv6: { type: icmp?.type ?? 128 } } : { ICMPv4: { type: icmp?.type ?? 8 } }
  }

  #summary(): string {
    const { protocol, icmp } = this.#flow
    if (protocol === 'TCP') return 'TCP Flags: SYN'
    if (protocol === 'ICMP') return `ICMPv4 ${icmp === undefined || icmp.type === 8 ? 'EchoRequest' : icmp.type}`
    return protocol === 'ICMPv6'
      ? `ICMPv6 ${icmp === undefined || icmp.type === 128 ? 'EchoRequest' : icmp.type}`
      : String(protocol)
  }

  /** Who an end is to the node at which the event is seen. */
  #identity(end: Endpoint, at: Direction): number {
    if (end.kind === 'pod') return identityOf(end.pod)
    const lookup = this.#lookups.find((each) => each.at === at)
    if (lookup && end === (at === 'egress' ? this.#flow.destination : this.#flow.source)) return lookup.identity
    return end.kind === 'host' ? 1 : end.kind === 'entry' ? 8 : 2
  }
}

/** Source: api/v1/flow/flow.proto (DropReason) */
const DROPS: Readonly<Record<number, string>> = { 133: 'POLICY_DENIED', 181: 'POLICY_DENY', 189: 'AUTH_REQUIRED' }

function dropOf(code: number): Pick<HubbleFlow, 'drop_reason' | 'drop_reason_desc'> {
  return { drop_reason: code, drop_reason_desc: DROPS[code]! }
}

function endOf(end: Endpoint, identity: number): HubbleEnd {
  if (end.kind !== 'pod') return { identity, labels: [`reserved:${RESERVED[identity] ?? 'world'}`] }
  const { namespace, name, labels, workload } = end.pod
  return {
    identity,
    cluster_name: 'default',
    namespace: namespace.name,
    pod_name: name,
    workloads: [{ name: workload.name, kind: workload.kind }],
    labels: [
      ...Object.entries(labels).map(([key, value]) => `k8s:${key}=${value}`),
      `k8s:io.kubernetes.pod.namespace=${namespace.name}`,
    ].sort(),
  }
}
