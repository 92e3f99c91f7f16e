import type { Direction } from '../../policy/form.ts'
import {
  identitiesOf,
  identityAt,
  ipcacheOf,
  type CachedAddress,
  type Identity,
} from '../../sim/cni/cilium/identities.ts'
import { identityOf } from '../../sim/cni/cilium/identity.ts'
import { lookUp, policyMapOf, type MapEntry, type MapLookup } from '../../sim/cni/cilium/policy-map.ts'
import type { Endpoint, PodEndpoint } from '../../model/endpoint.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import type { Flow } from '../../policy/match.ts'
import type { Question } from '../answer.ts'
import { judge } from '../ask.ts'
import type { Asked } from '../asked.ts'
import type { CniSetting } from '../../sim/cni/choice.ts'

/**
 * `pod`: whose map is wanted, `namespace/name`; null: that of the question's destination, else the first. `question`:
 * what is looked up; null: nothing.
 */
export interface IdentitiesQuery {
  readonly pod: string | null
  readonly question: Question | null
}

/** An identity as it is shown. */
export type ShownIdentity = Pick<Identity, 'number' | 'labels' | 'who'>
/** A line of the policy map as it is shown. */
export type ShownEntry = Omit<MapEntry, 'rules' | 'level'>

/** What one gate of the question looks up in which map. */
export interface ShownLookup {
  readonly at: Direction
  readonly pod: string
  readonly identity: number
  readonly who: string
  readonly port: string
  readonly hits: readonly ShownEntry[]
  readonly entry: ShownEntry | null
  readonly match: MapLookup['match']
  readonly code: MapLookup['code']
}

/**
 * `map` null: there is no such pod. `enforced`: whether a direction drops what no line allows. Lists are complete up to
 * `LIST_LIMIT` lines; the counts say how many there are.
 */
export interface IdentitiesView {
  readonly pods: readonly string[]
  readonly identities: readonly ShownIdentity[]
  readonly ipcache: readonly CachedAddress[]
  readonly map: {
    readonly pod: string
    readonly node: string | null
    readonly identity: number
    readonly enforced: Readonly<Record<Direction, boolean>>
    readonly entries: readonly ShownEntry[]
  } | null
  readonly lookups: readonly ShownLookup[]
  readonly counts: { readonly identities: number; readonly ipcache: number; readonly entries: number }
}

/** Longer lists are cut. */
const LIST_LIMIT = 500

type Observed = Asked & { readonly cni: CniSetting }

/** Identities, ipcache and policy maps, as the node of a pod has them under Cilium. */
export function identitiesView(world: Observed, { pod: wanted, question }: IdentitiesQuery): IdentitiesView {
  const pods = world.cluster.pods.flatMap(({ endpoint }) => (endpoint?.kind === 'pod' ? [endpoint] : []))
  const flow = question ? firstFlow(question, world) : null
  const asked =
    flow?.destination.kind === 'pod' ? flow.destination : flow?.source.kind === 'pod' ? flow.source : pods[0]
  const shown = wanted === null ? asked : pods.find((endpoint) => nameOf(endpoint) === wanted)
  const identities = knownTo(world, shown?.node ?? null)
  const map = shown ? policyMapOf(shown, world.policies, identities) : []
  const ipcache = ipcacheOf(world.cluster, shown?.node ?? null, identities, world.cni.mode !== 'native')
  return {
    pods: pods.map(nameOf),
    ipcache: ipcache.slice(0, LIST_LIMIT),
    identities: identities.slice(0, LIST_LIMIT).map(({ number, labels, who }) => ({ number, labels, who })),
    map: shown
      ? {
          pod: nameOf(shown),
          node: shown.node,
          identity: identityOf(shown.pod),
          entries: map.slice(0, LIST_LIMIT).map(shownEntry),
          enforced: { ingress: isEnforced(map, 'ingress'), egress: isEnforced(map, 'egress') },
        }
      : null,
    lookups: flow ? lookupsOf(flow, world) : [],
    counts: { identities: identities.length, ipcache: ipcache.length, entries: map.length },
  }
}

function isEnforced(map: readonly MapEntry[], direction: Direction): boolean {
  return !map.some((entry) => entry.direction === direction && entry.by.includes('default'))
}

function knownTo({ cluster, policies }: Asked, node: string | null): readonly Identity[] {
  return identitiesOf(cluster, node, policies.arranged, policies.profile.view)
}

/** The look-ups of a question's first connection alone, which take a part of the time. */
export function lookupsFor(world: Observed, question: Question): readonly ShownLookup[] {
  const flow = firstFlow(question, world)
  return flow ? lookupsOf(flow, world) : []
}

/** What both gates of a connection look up, egress first; only pods have maps. */
export function lookupsOf(flow: Flow, world: Asked): readonly ShownLookup[] {
  return (['egress', 'ingress'] as const).flatMap((at): readonly ShownLookup[] => {
    const sighting = world.policies.profile.sightings(at, flow)[0]!.flow
    const [subject, peer, address] =
      at === 'egress'
        ? [sighting.source, sighting.destination, sighting.destinationAddress]
        : [sighting.destination, sighting.source, sighting.sourceAddress]
    if (subject.kind !== 'pod') return []
    const identities = knownTo(world, subject.node)
    const identity = identityOfPeer(
      peer,
      address ?? peer.addresses[0] ?? null,
      at === 'egress' ? flow.name : null,
      subject,
      identities,
    )
    const { hits, entry, match, code } = lookUp(
      policyMapOf(subject, world.policies, identities),
      at,
      identity.number,
      sighting,
    )
    const port = sighting.port === null ? String(sighting.protocol) : `${sighting.port}/${sighting.protocol}`
    return [
      {
        at,
        pod: nameOf(subject),
        identity: identity.number,
        who: identity.who[0] ?? '',
        port,
        hits: hits.map(shownEntry),
        entry: entry && shownEntry(entry),
        match,
        code,
      },
    ]
  })
}

function identityOfPeer(
  peer: Endpoint,
  address: Parameters<typeof identityAt>[0] | null,
  name: string | null,
  subject: PodEndpoint,
  identities: readonly Identity[],
): Pick<Identity, 'number' | 'who'> {
  if (peer.kind === 'pod') return { number: identityOf(peer.pod), who: [nameOf(peer)] }
  if (peer.kind === 'host')
    return (
      identities.find(({ number, who }) => number < 256 && who.includes(`node ${peer.node}`)) ?? {
        number: peer.node === subject.node ? 1 : 6,
        who: [`node ${peer.node}`],
      }
    )
  if (peer.kind === 'entry') return identities.find(({ endpoint }) => endpoint === peer)!
  const byName =
    name === null
      ? undefined
      : identities.find(({ pattern }) => pattern !== null && pattern.toLowerCase() === name.toLowerCase())
  return byName ?? (address && identityAt(address, identities)) ?? { number: 2, who: ['everybody outside'] }
}

/** The first connection that the question may mean. */
function firstFlow(question: Question, asked: Asked): Flow | null {
  const judged = judge(question, asked)
  return judged.ok && 'parts' in judged.value ? (judged.value.parts[0]?.possibility.flow ?? null) : null
}

function nameOf({ pod }: PodEndpoint): string {
  return namespacedName(pod)
}

function shownEntry({ direction, identity, port, action, proxy, authentication, by }: MapEntry): ShownEntry {
  return { direction, identity, port, action, proxy, authentication, by }
}
