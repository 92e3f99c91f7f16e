import type { CniName } from '../../../sim/cni/choice.ts'
import type { LookupTable } from '../../../sim/cni/walk.ts'
import { WALK } from '../catalogue/en/walk.ts'
import type { Sentence } from '../sentence.ts'
import { hookKind } from './hop-why.ts'
import { proxyFacts } from './hop-proxy.ts'
import { nodeOf, placeName, type Scene } from './scene.ts'

/** One thing about a stop that a machine would print too. */
export interface HopFact {
  readonly word: string
  readonly value: string
  /** What the word means; absent: it goes without saying. */
  readonly help?: string
}

/** What is told of a stop beside its name, in order. */
export function hopFacts({ hop, podMtu }: Scene): readonly HopFact[] {
  const { facts, hooks, help } = WALK
  const explained = (word: string, key: string, value: string): HopFact => ({
    word,
    value,
    ...(help[key] !== undefined && { help: help[key] }),
  })
  const isBridge = hop.kind === 'bridge'
  return [
    {
      word: facts.where,
      value:
        hop.place.in === 'pod' ? WALK.podOn(hop.place.pod, nodeOf(hop.place) ?? WALK.someNode) : placeName(hop.place),
    },
    ...(hop.device === null
      ? []
      : [
          isBridge && hop.hook !== null
            ? explained(facts.port, 'port', hop.device)
            : explained(facts.device, 'device', hop.device),
        ]),
    ...(hop.hook === null
      ? []
      : [
          isBridge
            ? { word: facts.bridge, value: hop.hook }
            : explained(hooks[hookKind(hop.hook)], hookKind(hop.hook), hop.hook),
        ]),
    ...(hop.proxy ? proxyFacts(hop.proxy) : []),
    ...(hop.mtu === null ? [] : [explained(facts.mtu, 'mtu', WALK.bytes(hop.mtu))]),
    ...((hop.kind === 'leave-pod' || hop.kind === 'wrap') && hop.mtu !== podMtu
      ? [{ word: facts.podsMaySend, value: WALK.atMost(podMtu) }]
      : []),
  ]
}

/** The question that a table answers, and whose it is. */
export function tableTitle({ title }: LookupTable, { hop }: Scene): Sentence {
  return title === 'policy-map'
    ? hop.check?.at === 'egress'
      ? WALK.mapOfSender
      : WALK.mapOfReceiver
    : WALK.tables[title](nodeOf(hop.place))
}

/** Where no counter, or no log, shows a drop. The reference is nobody in particular, so it has neither and both. */
export function nothingText(of: 'counter' | 'log', cni: CniName): string {
  return WALK.nothing[cni === 'reference' ? 'reference' : of]
}

/** `Hop 5 of 11`, `Answer, hop 2 of 8`. */
export function hopCount({ index, hops, leg }: Scene): string {
  return WALK.count(leg === 'reply', index + 1, hops.length)
}

/** What stands over the wrapping between two nodes: which tunnel, to which port, with which number. */
export function tubeLabel(scene: Scene): { readonly name: string; readonly detail: string } {
  const { after, before } = scene.hop
  const added = after.slice(0, after.length - before.length)
  const field = (layer: string, name: string) =>
    added.find((header) => header.layer === layer)?.fields.find((each) => each.name === name)?.value
  const tunnel = added.find(({ layer }) => layer === 'VXLAN' || layer === 'Geneve' || layer === 'WireGuard')
  if (!tunnel) return { name: 'IP in IP', detail: WALK.protocol(4) }
  const port = field('UDP', 'dst')
  const number = tunnel.fields.find(({ name }) => name.toUpperCase() === 'VNI')?.value
  return {
    name: port === undefined ? tunnel.layer : `${tunnel.layer}, UDP ${port}`,
    detail: number === undefined ? (tunnel.layer === 'WireGuard' ? WALK.encrypted : '') : `VNI ${number}`,
  }
}
