import { assertNever } from '../../../ground/result.ts'
import type { CniSetting } from '../../../sim/cni/choice.ts'
import type { AddressRange, NodeFact, NodeInterface, NodeView, PodLimit } from '../../../world/nodes.ts'
import { code, count, join, list, say, strong, type Sentence } from '../sentence.ts'

/** How full a node is, in one line. */
export function fullText({ pods, room, limits }: NodeView): Sentence {
  const on = pods.addressed + pods.onHostNetwork + pods.elsewhere.length
  if (limits.length === 0) return say`${count(on, 'pod')}`
  return room === 0 ? say`${count(on, 'pod')}, and it is full` : say`${count(on, 'pod')}, room for ${room} more`
}

/** What bounds the pods of a node, with its numbers, and what else would. Empty: nothing does. */
export function boundText({ limits }: NodeView): Sentence {
  const [first, ...others] = limits
  if (!first) return []
  const type = limits.find((limit) => limit.by === 'interfaces' || limit.by === 'prefixes')
  const kubelet = limits.find((limit) => limit.by === 'kubelet')
  if (type?.by === 'interfaces' && kubelet && !kubelet.written) {
    return join([say`${typeText(type)}: ${type.interfaces} interfaces × (${type.addresses} addresses − 1) + ${kubelet.system} = ${strong(`${kubelet.pods} pods`)}, and the kubelet takes no more.`, SYSTEM])
  }
  return join([
    ...(type ? [say`${typeText(type)}.`] : []),
    others.length === 0 ? say`Bound by ${amountOf(first, true)}.` : say`Bound by ${amountOf(first, true)}; there are ${list(others.map((limit) => amountOf(limit, false)))}.`,
    ...(kubelet && kubelet.system > 0 ? [SYSTEM] : []),
  ])
}

const SYSTEM: Sentence = say`Two are ${code('aws-node')} and ${code('kube-proxy')}, on the host network of every node.`

function amountOf(limit: PodLimit, binds: boolean): Sentence {
  const number = (words: string) => (binds ? [strong(words)] : say`${words}`)
  switch (limit.by) {
    case 'kubelet': return say`${number(`${limit.pods} pods`)} that the kubelet takes${limit.written ? ', as its Node says' : limit.system > 0 ? '' : ' by default'}`
    case 'range': return say`2${power(limit.bits - limit.prefix)} − ${limit.kept} = ${number(`${limit.pods} addresses`)} in its range`
    case 'blocks': return say`${limit.blocks} blocks × ${limit.perBlock}${limit.kept > 0 ? ` − ${limit.kept}` : ''} = ${number(`${limit.pods} addresses`)} that a node may claim`
    case 'interfaces': return say`${limit.interfaces} interfaces × (${limit.addresses} addresses − 1) = ${number(`${limit.pods} addresses`)}`
    case 'prefixes': return say`${limit.interfaces} interfaces × (${limit.addresses} places − 1) × 16 = ${number(`${limit.pods} addresses`)}`
    case 'no-range': return say`the pool, which is used up: this node has ${number('no range')}`
    default: return assertNever(limit)
  }
}

/** `2⁸` */
function power(exponent: number): string {
  return [...String(exponent)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')
}

function typeText({ type, typeWritten }: Extract<PodLimit, { by: 'interfaces' | 'prefixes' }>): Sentence {
  if (typeWritten === type) return say`${code(type)}`
  return typeWritten === null ? say`No label names a type, so ${code(type)}` : say`${code(typeWritten)} is not in our table, so ${code(type)}`
}

/** What a range is. */
export function rangeName({ kind, cidr, interface: number, borrowedFrom }: AddressRange): Sentence {
  switch (kind) {
    case 'pod-range': return say`${code(cidr!)}, its range`
    case 'block': return borrowedFrom === null ? say`Block ${code(cidr!)}, its own` : say`Block ${code(cidr!)}, which belongs to ${code(borrowedFrom)}`
    case 'interface': return say`${code(`eth${number}`)}`
    case 'prefix': return say`Prefix ${code(cidr!)}`
    case 'branch': return say`Branch interfaces, one for each pod with security groups of its own`
    default: return assertNever(kind)
  }
}

/** `11 of 253 used`. What is kept counts for neither. */
export function usedText({ size, held }: AddressRange): string {
  const pods = held.filter(({ holder }) => holder.kind === 'pod').length
  return `${pods} of ${size - (held.length - pods)} used`
}

/** An interface of a cloud's node: what it is for. */
export function interfaceText({ device, address, takesPods, places, usedPlaces }: NodeInterface, isPrefixes: boolean): Sentence {
  if (address === null) return say`${code(device)}: not attached yet, with ${places} places. ipamd attaches it when the ones before run low.`
  if (!takesPods) return say`${code(device)}, ${code(address)}: the node’s own; custom networking keeps pods off it.`
  return isPrefixes ? say`${code(device)}, ${code(address)}: ${usedPlaces} of ${places} places hold a prefix` : say`${code(device)}, ${code(address)}`
}

/** What a fact of the Node decides. */
export function factText({ field, value }: NodeFact, { subnet }: NodeView): Sentence {
  switch (field) {
    case 'zone': return value === null ? say`No zone label: such nodes are taken to share one subnet, ${code(subnet)}.` : say`Zone ${code(value)}: nodes of a zone share a subnet, ${code(subnet)}.`
    case 'instance-type': return value === null ? say`No label ${code('node.kubernetes.io/instance-type')}, which would say how many interfaces it has.` : say`Instance type ${code(value)}: it decides how many interfaces and addresses there are.`
    case 'pod-cidr': return value === null ? say`No ${code('podCIDR')} is written; this one is the next of the pool.` : say`Its ${code('podCIDR')} is ${code(value)}.`
    case 'pod-capacity': return say`Its status says that the kubelet takes ${value!} pods.`
    default: return assertNever(field)
  }
}

/** Pods whose addresses come from somewhere else than the node's ranges; empty: there are none. */
export function elsewhereText({ pods: { elsewhere } }: NodeView): Sentence {
  if (elsewhere.length === 0) return []
  const [first] = elsewhere
  return elsewhere.length === 1 ? say`${code(first!)} has an address from another network: the documents say so.` : say`${code(first!)} and ${elsewhere.length - 1} more have addresses from another network: the documents say so.`
}

/** Why the reference has nothing to show. */
export const REFERENCE_TEXT: Sentence = say`With the reference, addresses are made up from names: nobody hands them out, and nothing runs out. Choose a network plugin to see who gives which address to whom.`

/** Why there is nothing at all. */
export const NO_PLUGIN_TEXT: Sentence = say`No network plugin is installed. The nodes are NotReady (“cni plugin not initialized”), a taint keeps pods off them, and no pod has an address. Choose a plugin to install it.`

/** Where a plugin has its ranges from. */
export const POOL_TEXT: Readonly<Record<CniSetting['name'], string>> = {
  'reference': '',
  'flannel': 'kube-controller-manager cuts the cluster’s range into one for each node; host-local on the node hands out what is in it.',
  'calico': 'Nodes claim blocks of the pool when they need them, and keep them. Calico does not look at the node’s podCIDR.',
  'cilium': 'The operator gives each node a range of the pool; the node’s agent hands it out, and keeps two addresses.',
  'aws-vpc-cni': 'Pods have addresses of the VPC. Each node takes them in stock, on network interfaces that EC2 attaches to it.',
}
