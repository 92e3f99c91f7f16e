import type { CniName } from '../../../sim/cni/choice.ts'
import type { Drop, LookupTable } from '../../../sim/cni/walk.ts'
import { say, type Sentence } from '../sentence.ts'
import { hookWord } from './hop-why.ts'
import { proxyFacts } from './hop-proxy.ts'
import { nodeOf, placeName, type Scene } from './scene.ts'

/** One thing about a stop that a machine would print too. */
export interface HopFact {
  readonly word: string
  readonly value: string
  /** What the word means; absent: it goes without saying. */
  readonly help?: string
}

const HELP: Readonly<Record<string, string>> = {
  Device: 'A network interface, as ip link lists it.', Port: 'One of the bridge’s sockets, so to speak: a pod is plugged in here.', Chain: 'A list of rules in the kernel’s packet filter.',
  Program: 'A small program (eBPF) that the kernel runs on every packet that passes here.', MTU: 'The largest packet that fits through.', 'Remembered by': 'The kernel’s list of connections that it has seen.',
}

export function hopFacts({ hop, podMtu }: Scene): readonly HopFact[] {
  const isBridge = hop.kind === 'bridge'
  const facts: readonly HopFact[] = [
    { word: 'Where', value: hop.place.in === 'pod' ? `${hop.place.pod} on ${nodeOf(hop.place)}` : placeName(hop.place) },
    ...(hop.device === null ? [] : [{ word: isBridge && hop.hook !== null ? 'Port' : 'Device', value: hop.device }]),
    ...(hop.hook === null ? [] : [{ word: isBridge ? 'Bridge' : hookWord(hop.hook), value: hop.hook }]),
    ...(hop.proxy ? proxyFacts(hop.proxy) : []),
    ...(hop.mtu === null ? [] : [{ word: 'MTU', value: `${hop.mtu} bytes` }]),
    ...((hop.kind === 'leave-pod' || hop.kind === 'wrap') && hop.mtu !== podMtu ? [{ word: 'Pods may send', value: `${podMtu} bytes at most` }] : []),
  ]
  return facts.map((fact) => (HELP[fact.word] ? { ...fact, help: HELP[fact.word]! } : fact))
}

/** The question that a table answers, and whose it is. */
export function tableTitle({ title }: LookupTable, { hop }: Scene): Sentence {
  const node = nodeOf(hop.place), whose = node === null ? '' : ` of ${node}`
  switch (title) {
    case 'routes': return say`Where does it go? Routes${whose}`
    case 'forwarding': return say`Behind which port is it? Forwarding table${whose}`
    case 'service': return say`Who is behind the Service? Rules${whose}`
    case 'ipcache': return say`Whose address is it? ipcache${whose}`
    case 'policy-map': return hop.check?.at === 'egress' ? say`Where may it go? Policy map of the sender` : say`Who may enter? Policy map of the receiver`
    case 'rules': return say`Which rule takes it? Rules${whose}`
    case 'names': return say`What does DNS say?`
    case 'conntrack': return say`Which connection is it? Connections that ${node ?? 'the node'} remembers`
  }
}

/** What the caller gets to see, in the words of somebody who waits for an answer. */
export const SYMPTOMS: Readonly<Record<Drop['symptom'], string>> = {
  timeout: 'Nothing comes back. The caller waits until it gives up.',
  refused: 'A refusal, at once. Somebody said no, which a policy never does.',
  unreachable: 'The network says at once that there is no way.',
  'unknown-host': 'No address, so no packet was sent.',
  answer: 'An answer over HTTP, at once. A proxy gave it in place of the program.',
  reset: 'The connection opens and is reset at once. A network policy never does that.',
  closed: 'The connection opens and ends without an answer.',
  handshake: 'The connection opens, and the two do not agree on TLS.',
}

/** Where no counter, or no log, shows a drop. The reference is nobody in particular, so it has neither and both. */
export function nothingText(of: 'counter' | 'log', cni: CniName): string {
  if (cni === 'reference') return 'Depends on the plugin.'
  return of === 'counter' ? 'Nothing counts it.' : 'Nothing is written down.'
}

export const BELIEVED = 'No project states this in so many words: it follows from what they state, or is generally known.'

/** `Hop 5 of 11`, `Answer, hop 2 of 8`. */
export function hopCount({ index, hops, leg }: Scene): string {
  return `${leg === 'reply' ? 'Answer, hop' : 'Hop'} ${index + 1} of ${hops.length}`
}

/** What stands over the wrapping between two nodes: which tunnel, to which port, with which number. */
export function tubeLabel(scene: Scene): { readonly name: string; readonly detail: string } {
  const { after, before } = scene.hop
  const added = after.slice(0, after.length - before.length)
  const field = (layer: string, name: string) => added.find((header) => header.layer === layer)?.fields.find((each) => each.name === name)?.value
  const tunnel = added.find(({ layer }) => layer === 'VXLAN' || layer === 'Geneve' || layer === 'WireGuard')
  if (!tunnel) return { name: 'IP in IP', detail: 'protocol 4' }
  const port = field('UDP', 'dst'), number = tunnel.fields.find(({ name }) => name.toUpperCase() === 'VNI')?.value
  return { name: port === undefined ? tunnel.layer : `${tunnel.layer}, UDP ${port}`, detail: number === undefined ? (tunnel.layer === 'WireGuard' ? 'encrypted' : '') : `VNI ${number}` }
}

/** Between islands where no machine of ours stands. */
export const WIRE = 'the wire'

/** For a pod that the packet never got to. */
export const UNREACHED = 'not reached'

/** Read out before the row of a table that counts. */
export const TABLE_MATCHED = 'this one: '
export const CALLER_SEES = 'The caller sees'
export const COUNTER = 'Counter'
export const LOG = 'Log'
export const BELIEVED_WORD = 'believed'
export const TO_SEE_IT = 'A command that shows it:'
export const COPY_COMMAND = 'Copy the command'
export const COPIED = 'Copied'
