import { parseAddress } from '../../ground/ip.ts'
import type { Labels } from '../../ground/labels.ts'
import { printBlock, type YamlObject } from '../../manifests/print-yaml.ts'
import type { Cluster, Workload } from '../../model/cluster.ts'
import type { Question } from '../answer.ts'
import { passing, type CellCode } from '../cell.ts'
import type { World } from '../index.ts'
import type { FlowLog, ObservedConnection, ObservedEnd } from './read-log.ts'

/** Which policies a draft is made of. */
export type DraftKind = 'NetworkPolicy' | 'CiliumNetworkPolicy'

/**
 * An observed connection, and how the cluster of the text knows its ends. `question` null: an end is nobody here, so
 * that nothing can be asked.
 */
export interface KnownConnection {
  readonly connection: ObservedConnection
  readonly from: string | null
  readonly to: string | null
  readonly question: Question | null
}

/**
 * `after`: what becomes of each connection that passed, with the draft; `beyond`: what else may pass to or from the
 * pods that the draft closes, as questions.
 */
export interface DraftProof {
  readonly observed: number
  readonly allowed: number
  readonly stopped: readonly string[]
  readonly beyond: readonly string[]
}

/** `unknown`: connections that passed and cannot be put into a policy, because an end is not in the text. */
export interface Draft {
  readonly kind: DraftKind
  readonly text: string
  readonly policies: number
  readonly unknown: number
  readonly proof: DraftProof
}

/** The connections of a log, found in the cluster of the text. */
export function knownConnections({ connections }: FlowLog, cluster: Cluster): readonly KnownConnection[] {
  return connections.map((connection) => {
    const from = refOf(connection.from, cluster)
    const to = refOf(connection.to, cluster)
    const question: Question | null =
      from && to
        ? { from, to, protocol: connection.protocol, ...(connection.port !== null && { port: connection.port }) }
        : null
    return { connection, from, to, question }
  })
}

/**
 * A pod by its name, else the workload whose pod it once was; a node or the outside by its address. Null: nobody here.
 */
function refOf(end: ObservedEnd, cluster: Cluster): string | null {
  if (end.kind === 'pod') return workloadOf(end, cluster)?.ref ?? null
  if (end.name === '') return end.kind === 'outside' ? 'internet' : null
  const owner = cluster.byAddress.get(parseAddress(end.name)?.text ?? '')
  if (end.kind === 'node') return owner?.kind === 'host' ? `node:${owner.node}` : null
  return owner ? null : `ip:${end.name}`
}

function workloadOf({ name, labels }: ObservedEnd, cluster: Cluster): Workload | null {
  const pod = cluster.podByName.get(name)
  if (pod) return pod.workload
  const [namespace, podName] = name.split('/') as [string, string]
  const named = cluster.workloads.filter(
    (workload) => workload.namespace.name === namespace && podName.startsWith(`${workload.name}-`),
  )
  const worn = new Set(labels)
  const alike = cluster.workloads.filter(
    (workload) =>
      workload.namespace.name === namespace &&
      Object.keys(workload.labels).length > 0 &&
      Object.entries(workload.labels).every(([key, value]) => worn.has(`k8s:${key}=${value}`)),
  )
  return alike[0] ?? named.sort((a, b) => b.name.length - a.name.length)[0] ?? null
}

/**
 * Policies that let exactly what passed in the log pass, for every workload that is an end of it: one each, closing
 * both directions that were seen. Proven by opening the documents with them and asking for every connection again, and
 * by listing what else may pass.
 */
export function draftFrom(log: FlowLog, world: World, kind: DraftKind): Draft {
  const known = knownConnections(log, world.cluster)
  const passed = known.filter(({ connection, question }) => connection.passed && question !== null)
  const policies = new Map<string, DraftPolicy>()
  for (const { connection, from, to } of passed) {
    const source = world.cluster.workloadByRef.get(from!)
    const destination = world.cluster.workloadByRef.get(to!)
    if (source && isPlain(source))
      policyFor(policies, source).egress.push({ connection, other: destination ?? null, ref: to! })
    if (destination && isPlain(destination))
      policyFor(policies, destination).ingress.push({ connection, other: source ?? null, ref: from! })
  }
  const objects = [...policies.values()]
    .sort((a, b) => (a.workload.ref < b.workload.ref ? -1 : 1))
    .map((policy) => (kind === 'NetworkPolicy' ? networkPolicy(policy) : ciliumPolicy(policy)))
  const text = objects.map((object) => `${printBlock(object as YamlObject, 0, { step: 2, dash: 0 })}\n`).join('---\n')
  return {
    kind,
    text,
    policies: objects.length,
    unknown: known.filter(({ connection, question }) => connection.passed && question === null).length,
    proof: prove(text, passed, [...policies.values()], world),
  }
}

interface DraftPolicy {
  readonly workload: Workload
  readonly ingress: DraftFlow[]
  readonly egress: DraftFlow[]
}

/** `other`: the workload at the other end; null: none, see `ref`. */
interface DraftFlow {
  readonly connection: ObservedConnection
  readonly other: Workload | null
  readonly ref: string
}

/** Pods on the host network are their nodes to any policy. */
function isPlain({ pods }: Workload): boolean {
  return pods.some(({ endpoint }) => endpoint?.kind === 'pod')
}

function policyFor(policies: Map<string, DraftPolicy>, workload: Workload): DraftPolicy {
  const known = policies.get(workload.ref)
  if (known) return known
  const policy: DraftPolicy = { workload, ingress: [], egress: [] }
  policies.set(workload.ref, policy)
  return policy
}

/** Labels that a controller counts by would never fit the next pod. */
function selectorOf({ labels }: Workload): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter(
      ([key]) =>
        !/^(pod-template-hash|controller-revision-hash|pod-template-generation|statefulset\.kubernetes\.io\/|apps\.kubernetes\.io\/pod-index|batch\.kubernetes\.io\/|controller-uid|job-name)/.test(
          key,
        ),
    ),
  )
}

function nameOf({ name }: Workload): string {
  return `observed-${name}`.slice(0, 63).replace(/-+$/, '')
}

/** Flows by the other end, so that each has one rule with its ports. Sorted. */
function byPeer(flows: readonly DraftFlow[]): readonly (readonly DraftFlow[])[] {
  const groups = new Map<string, DraftFlow[]>()
  for (const flow of flows) {
    const key = flow.other?.ref ?? (flow.connection.names.length > 0 ? flow.connection.names.join() : flow.ref)
    groups.set(key, [...(groups.get(key) ?? []), flow])
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

type Plain = Readonly<Record<string, unknown>>

function networkPolicy({ workload, ingress, egress }: DraftPolicy): Plain {
  const rules = (flows: readonly DraftFlow[], side: 'from' | 'to') =>
    byPeer(flows).flatMap((group) => {
      const peer = plainPeer(group[0]!, workload)
      const ports = group.flatMap(({ connection: { port, protocol } }) => (port === null ? [] : [{ port, protocol }]))
      // The API has no way to say ICMP: a rule without ports would let everything pass.
      return peer && ports.length > 0 ? [{ [side]: [peer], ports: uniqueOf(ports) }] : []
    })
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: nameOf(workload), namespace: workload.namespace.name },
    spec: {
      podSelector: { matchLabels: selectorOf(workload) },
      policyTypes: [...(ingress.length > 0 ? ['Ingress'] : []), ...(egress.length > 0 ? ['Egress'] : [])],
      ...(ingress.length > 0 && { ingress: rules(ingress, 'from') }),
      ...(egress.length > 0 && { egress: rules(egress, 'to') }),
    },
  }
}

function plainPeer({ other, connection, ref }: DraftFlow, { namespace }: Workload): Plain | null {
  if (other && isPlain(other)) {
    const podSelector = { matchLabels: selectorOf(other) }
    return other.namespace.name === namespace.name
      ? { podSelector }
      : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': other.namespace.name } }, podSelector }
  }
  const address = parseAddress(
    ref.startsWith('ip:') ? ref.slice(3) : connection.to.kind === 'node' ? connection.to.name : connection.from.name,
  )
  if (ref === 'internet') return { ipBlock: { cidr: '0.0.0.0/0' } }
  return address ? { ipBlock: { cidr: `${address.text}/${address.family === 4 ? 32 : 128}` } } : null
}

function ciliumPolicy({ workload, ingress, egress }: DraftPolicy): Plain {
  const rules = (flows: readonly DraftFlow[], side: 'from' | 'to') =>
    byPeer(flows).flatMap((group) => {
      const peer = ciliumPeer(group[0]!, side, workload)
      const icmps = uniqueOf(
        group.flatMap(({ connection: { port, protocol } }) =>
          port === null
            ? [{ family: protocol === 'ICMPv6' ? 'IPv6' : 'IPv4', type: protocol === 'ICMPv6' ? 128 : 8 }]
            : [],
        ),
      )
      const ports = [
        ...new Map(
          group
            .filter(({ connection }) => connection.port !== null)
            .map((flow) => [`${flow.connection.port}/${flow.connection.protocol}`, flow]),
        ).values(),
      ].map(({ connection }) => portRule(connection, side))
      return [
        ...(ports.length > 0 ? [{ ...peer, toPorts: ports }] : []),
        ...(icmps.length > 0 ? [{ ...peer, icmps: [{ fields: icmps }] }] : []),
      ]
    })
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: nameOf(workload), namespace: workload.namespace.name },
    spec: {
      endpointSelector: { matchLabels: selectorOf(workload) },
      ...(ingress.length > 0 && { ingress: rules(ingress, 'from') }),
      ...(egress.length > 0 && { egress: rules(egress, 'to') }),
    },
  }
}

/**
 * What was said is part of it, where a proxy wrote it down. A look-up goes through the proxy always, so that names are
 * learnt.
 */
function portRule({ port, protocol, requests }: ObservedConnection, side: 'from' | 'to'): Plain {
  const base = { ports: [{ port: String(port), protocol }] }
  const http = requests
    .filter((each) => /^[A-Z]+ \//.test(each))
    .map((each) => {
      const [method, path] = each.split(' ') as [string, string]
      return { method, path: path.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&') }
    })
  if (http.length > 0 && protocol === 'TCP') return { ...base, rules: { http: uniqueOf(http) } }
  const dns = requests
    .filter((each) => each.startsWith('dns '))
    .map((each) => ({ matchName: each.slice('dns '.length) }))
  if (side === 'to' && port === 53 && protocol !== 'SCTP')
    return { ...base, rules: { dns: dns.length > 0 ? uniqueOf(dns) : [{ matchPattern: '*' }] } }
  return base
}

function ciliumPeer({ other, connection, ref }: DraftFlow, side: 'from' | 'to', { namespace }: Workload): Plain {
  if (other && isPlain(other)) {
    const matchLabels = {
      ...selectorOf(other),
      ...(other.namespace.name !== namespace.name && { 'k8s:io.kubernetes.pod.namespace': other.namespace.name }),
    }
    return { [`${side}Endpoints`]: [{ matchLabels }] }
  }
  if (ref.startsWith('node:') || (other && !isPlain(other))) return { [`${side}Entities`]: ['host', 'remote-node'] }
  if (side === 'to' && connection.names.length > 0)
    return { toFQDNs: connection.names.map((matchName) => ({ matchName })) }
  const address = ref.startsWith('ip:') ? parseAddress(ref.slice(3)) : null
  return address
    ? { [`${side}CIDR`]: [`${address.text}/${address.family === 4 ? 32 : 128}`] }
    : { [`${side}Entities`]: ['world'] }
}

function uniqueOf<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}

/** Beyond these nobody reads on. */
const LISTED = 50

/** Asks for everything again with the draft beside the documents. */
function prove(
  text: string,
  passed: readonly KnownConnection[],
  drafted: readonly DraftPolicy[],
  world: World,
): DraftProof {
  const after = world.open([...world.documents, { name: DRAFT_NAME, text }])
  const questions = passed.map(({ connection, question, to }) => ({
    ...question!,
    ...(connection.names[0] && to?.startsWith('ip:') ? { to: `name:${connection.names[0]}` } : {}),
    ...wordsOf(connection),
  }))
  const stopped = questions.filter((question) => after.ask(question).outcome === 'denied')
  const isSeen = new Set(
    passed.map(({ from, to, connection }) => `${from} ${to} ${connection.port}/${connection.protocol}`),
  )
  const closedFor = {
    ingress: new Set(drafted.filter(({ ingress }) => ingress.length > 0).map(({ workload }) => workload.ref)),
    egress: new Set(drafted.filter(({ egress }) => egress.length > 0).map(({ workload }) => workload.ref)),
  }
  const { ends, columns, cells } = after.matrix()
  const beyond = columns.flatMap(({ end, port }, column) =>
    port === null
      ? []
      : ends.flatMap(({ ref: from }, row): readonly string[] => {
          const to = ends[end]!.ref
          const cell = cells[row * columns.length + column] as CellCode
          if (
            from === to ||
            (!closedFor.ingress.has(to) && !closedFor.egress.has(from)) ||
            passing(cell) === 0 ||
            isSeen.has(`${from} ${to} ${port.port}/${port.protocol}`)
          )
            return []
          return [`${from} -> ${to}:${port.port}${port.protocol === 'TCP' ? '' : `/${port.protocol}`}`]
        }),
  )
  return {
    observed: questions.length,
    allowed: questions.length - stopped.length,
    stopped: stopped
      .slice(0, LISTED)
      .map(
        ({ from, to, port, protocol }) =>
          `${from} -> ${to}${port === undefined ? '' : `:${port}`}${protocol === 'TCP' ? '' : `/${protocol}`}`,
      ),
    beyond: beyond.slice(0, LISTED),
  }
}

/** The first thing that was said, for a rule may ask for it. */
function wordsOf({ requests: [first] }: ObservedConnection): Partial<Question> {
  if (first === undefined) return {}
  if (first.startsWith('dns ')) return { dns: { name: first.slice('dns '.length) } }
  const [method, path] = first.split(' ') as [string, string]
  return { http: { method, path } }
}

/** What the draft is called beside the documents of the work. */
const DRAFT_NAME = 'observed.yaml'
