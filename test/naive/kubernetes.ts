import { holds, readAddress } from './addresses.ts'

/**
 * A second answer to the same question, straight from the text of the APIs and as plainly as it can be said: no
 * compiling, no sets, no classes, nothing remembered between questions, and nothing shared with `src/`. It is slow and
 * says no reasons. The engine has to agree with it.
 *
 * It knows NetworkPolicy, ClusterNetworkPolicy, AdminNetworkPolicy and BaselineAdminNetworkPolicy; of the latter
 * everything but names of hosts. It takes objects that the API server has accepted.
 *
 * Sources: https://kubernetes.io/docs/concepts/services-networking/network-policies/, the field descriptions of
 * networking.k8s.io/v1, and https://network-policy-api.sigs.k8s.io/api-overview/.
 */
export type Json = { readonly [key: string]: unknown }

/**
 * One connection between two addresses. Who has an address is looked up in the objects: a pod, a node, or nobody in the
 * cluster.
 */
export interface Packet {
  readonly from: string
  readonly to: string
  readonly protocol: 'TCP' | 'UDP' | 'SCTP'
  readonly port: number
}

export function isAllowed(objects: readonly Json[], packet: Packet): boolean {
  const source = whoHas(objects, packet.from)
  const destination = whoHas(objects, packet.to)
  // "A Pod cannot block access to itself."
  if (source.pod !== null && source.pod === destination.pod) return true
  return (
    mayPass('egress', source, destination, objects, packet) && mayPass('ingress', destination, source, objects, packet)
  )
}

/**
 * `pod`: one with an address of its own. `node`: the node itself, or what shares its network. Both null: somebody
 * outside.
 */
interface Party {
  readonly address: string
  readonly pod: Json | null
  readonly node: Json | null
}

type Direction = 'ingress' | 'egress'
type Decision = 'allow' | 'deny' | 'undecided'

function mayPass(direction: Direction, subject: Party, peer: Party, objects: readonly Json[], packet: Packet): boolean {
  if (subject.pod === null) return true
  const admin = clusterDecision('Admin', direction, subject.pod, peer, objects, packet)
  if (admin !== 'undecided') return admin === 'allow'
  const network = networkDecision(direction, subject.pod, peer, objects, packet)
  if (network !== 'undecided') return network === 'allow'
  return clusterDecision('Baseline', direction, subject.pod, peer, objects, packet) !== 'deny'
}

// NetworkPolicy

function networkDecision(
  direction: Direction,
  subject: Json,
  peer: Party,
  objects: readonly Json[],
  packet: Packet,
): Decision {
  // "Traffic to and from the node where a Pod is running is always allowed, regardless of the IP address of the Pod or
  // the node."
  if (peer.node !== null && nameOf(peer.node) === at(subject, 'spec.nodeName')) return 'undecided'
  const isolating = objects.filter(
    (policy) =>
      policy['kind'] === 'NetworkPolicy' &&
      namespaceOf(policy) === namespaceOf(subject) &&
      typesOf(policy).includes(direction) &&
      selects(at(policy, 'spec.podSelector'), labelsOf(subject)),
  )
  if (isolating.length === 0) return 'undecided'
  const rules = isolating.flatMap((policy) =>
    arrayAt(policy, `spec.${direction}`).map((rule) => ({ rule: rule ?? {}, policy })),
  )
  return rules.some(
    ({ rule, policy }) =>
      peersFit(rule, direction, policy, peer, objects) &&
      portsFit(rule, direction === 'egress' ? peer.pod : subject, packet),
  )
    ? 'allow'
    : 'deny'
}

/**
 * "If no policyTypes are specified on a NetworkPolicy then by default Ingress will always be set and Egress will be set
 * if the NetworkPolicy has any egress rules."
 */
function typesOf(policy: Json): readonly Direction[] {
  const written = arrayAt(policy, 'spec.policyTypes').map((type) => String(type).toLowerCase() as Direction)
  if (written.length > 0) return written
  return arrayAt(policy, 'spec.egress').length > 0 ? ['ingress', 'egress'] : ['ingress']
}

/** "If this field is empty or missing, this rule matches all sources." */
function peersFit(rule: Json, direction: Direction, policy: Json, peer: Party, objects: readonly Json[]): boolean {
  const peers = arrayAt(rule, direction === 'ingress' ? 'from' : 'to')
  return peers.length === 0 || peers.some((each) => peerFits(each, policy, peer, objects))
}

function peerFits(written: Json, policy: Json, { address, pod }: Party, objects: readonly Json[]): boolean {
  if (isPresent(written['ipBlock'])) {
    const block = written['ipBlock'] as Json
    return (
      holds(String(block['cidr']), readAddress(address)) &&
      !arrayAt(block, 'except').some((except) => holds(String(except), readAddress(address)))
    )
  }
  if (pod === null) return false
  const inNamespace = isPresent(written['namespaceSelector'])
    ? selects(written['namespaceSelector'], namespaceLabels(pod, objects))
    : namespaceOf(pod) === namespaceOf(policy)
  return inNamespace && (!isPresent(written['podSelector']) || selects(written['podSelector'], labelsOf(pod)))
}

/**
 * "If this field is empty or missing, this rule matches all ports." `destination`: the pod whose names of ports count;
 * null: it is none.
 */
function portsFit(rule: Json, destination: Json | null, { protocol, port }: Packet): boolean {
  const ports = arrayAt(rule, 'ports')
  return (
    ports.length === 0 ||
    ports.some((each) => {
      if ((each['protocol'] ?? 'TCP') !== protocol) return false
      if (!isPresent(each['port'])) return true
      if (typeof each['port'] === 'string')
        return destination !== null && declares(destination, each['port'], { protocol, port })
      return isPresent(each['endPort'])
        ? Number(each['port']) <= port && port <= Number(each['endPort'])
        : each['port'] === port
    })
  )
}

// The policies of the cluster

/** "The first rule that matches decides." Policies in the order of their priority; a Pass leaves the tier. */
function clusterDecision(
  tier: 'Admin' | 'Baseline',
  direction: Direction,
  subject: Json,
  peer: Party,
  objects: readonly Json[],
  packet: Packet,
): Decision {
  const policies = objects.filter(
    (policy) =>
      tierOf(policy) === tier &&
      (isPresent(at(policy, 'spec.subject.namespaces'))
        ? selects(at(policy, 'spec.subject.namespaces'), namespaceLabels(subject, objects))
        : isSelectedPod(at(policy, 'spec.subject.pods') as Json, subject, objects)),
  )
  policies.sort((one, other) => Number(at(one, 'spec.priority') ?? 0) - Number(at(other, 'spec.priority') ?? 0))
  for (const policy of policies)
    for (const rule of arrayAt(policy, `spec.${direction}`)) {
      const peers = arrayAt(rule, direction === 'ingress' ? 'from' : 'to')
      if (
        !peers.some((each) => clusterPeerFits(each, peer, objects)) ||
        !clusterPortsFit(rule, direction === 'egress' ? peer.pod : subject, packet)
      )
        continue
      if (rule['action'] === 'Pass') return 'undecided'
      return rule['action'] === 'Deny' ? 'deny' : 'allow'
    }
  return 'undecided'
}

function tierOf(policy: Json): unknown {
  switch (policy['kind']) {
    case 'ClusterNetworkPolicy':
      return at(policy, 'spec.tier')
    case 'AdminNetworkPolicy':
      return 'Admin'
    case 'BaselineAdminNetworkPolicy':
      return 'Baseline'
    default:
      return null
  }
}

function clusterPeerFits(written: Json, { address, pod, node }: Party, objects: readonly Json[]): boolean {
  if (isPresent(written['networks']))
    return arrayAt(written, 'networks').some((cidr) => holds(String(cidr), readAddress(address)))
  if (isPresent(written['nodes'])) return node !== null && selects(written['nodes'], labelsOf(node))
  if (pod === null) return false
  return isPresent(written['namespaces'])
    ? selects(written['namespaces'], namespaceLabels(pod, objects))
    : isSelectedPod(written['pods'] as Json, pod, objects)
}

function isSelectedPod(written: Json, pod: Json, objects: readonly Json[]): boolean {
  return (
    selects(written['namespaceSelector'] ?? {}, namespaceLabels(pod, objects)) &&
    selects(written['podSelector'], labelsOf(pod))
  )
}

function clusterPortsFit(rule: Json, destination: Json | null, packet: Packet): boolean {
  const entries = [...arrayAt(rule, 'protocols'), ...arrayAt(rule, 'ports')]
  const { protocol, port } = packet
  if (entries.length === 0) return true
  const within = (range: Json | undefined) =>
    range !== undefined && Number(range['start']) <= port && port <= Number(range['end'])
  return entries.some((entry) => {
    const name = entry['destinationNamedPort'] ?? entry['namedPort']
    if (isPresent(name)) return destination !== null && declares(destination, String(name), packet)
    const older = (entry['portNumber'] ?? entry['portRange']) as Json | undefined
    if (older)
      return (
        (older['protocol'] ?? 'TCP') === protocol &&
        (older['port'] === port || within('start' in older ? older : undefined))
      )
    const written = at(entry, `${protocol.toLowerCase()}.destinationPort`) as Json | undefined
    return written !== undefined && (written['number'] === port || within(written['range'] as Json | undefined))
  })
}

// Objects

/** Pods that have ended have given their address back. Pods on the host network have the node's. */
function whoHas(objects: readonly Json[], address: string): Party {
  const pod =
    objects.find(
      (each) =>
        each['kind'] === 'Pod' &&
        at(each, 'spec.hostNetwork') !== true &&
        !['Succeeded', 'Failed'].includes(String(at(each, 'status.phase'))) &&
        arrayAt(each, 'status.podIPs').some((own) => own['ip'] === address),
    ) ?? null
  const node =
    objects.find(
      (each) => each['kind'] === 'Node' && arrayAt(each, 'status.addresses').some((own) => own['address'] === address),
    ) ?? null
  return { address, pod, node }
}

function declares(pod: Json, name: string, { protocol, port }: Pick<Packet, 'protocol' | 'port'>): boolean {
  return arrayAt(pod, 'spec.containers')
    .flatMap((container) => arrayAt(container, 'ports'))
    .some((each) => each['name'] === name && (each['protocol'] ?? 'TCP') === protocol && each['containerPort'] === port)
}

/** "An empty label selector matches all objects"; the requirements are ANDed. */
function selects(selector: unknown, labels: Json): boolean {
  const { matchLabels, matchExpressions } = (selector ?? {}) as {
    matchLabels?: Json | null
    matchExpressions?: readonly Json[] | null
  }
  return (
    Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
    (matchExpressions ?? []).every(({ key, operator, values }) => {
      const value = labels[key as string]
      const isListed = arrayOf(values).some((each) => (each as unknown) === value)
      switch (operator) {
        case 'In':
          return value !== undefined && isListed
        case 'NotIn':
          return value === undefined || !isListed
        case 'Exists':
          return value !== undefined
        default:
          return value === undefined
      }
    })
  )
}

/** "The Kubernetes control plane sets an immutable label kubernetes.io/metadata.name on all namespaces." */
function namespaceLabels(pod: Json, objects: readonly Json[]): Json {
  const namespace = objects.find((each) => each['kind'] === 'Namespace' && nameOf(each) === namespaceOf(pod))
  return { ...(namespace ? labelsOf(namespace) : {}), 'kubernetes.io/metadata.name': namespaceOf(pod) }
}

const nameOf = (object: Json) => at(object, 'metadata.name')
const namespaceOf = (object: Json) => at(object, 'metadata.namespace') ?? 'default'
const labelsOf = (object: Json) => (at(object, 'metadata.labels') ?? {}) as Json
const isPresent = (value: unknown) => value !== undefined && value !== null
const arrayOf = (value: unknown) => (value ?? []) as readonly Json[]
const arrayAt = (object: Json, path: string) => arrayOf(at(object, path))

function at(object: Json, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Json | null | undefined)?.[key], object)
}
