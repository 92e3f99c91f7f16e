import type { DocumentText } from '../../manifests/read.ts'
import type { Pod } from '../../model/cluster.ts'
import type { Behaviours } from '../../sim/cni/behaviours.ts'
import type { CniSetting } from '../../sim/cni/choice.ts'
import type { AddressKeeper } from '../../sim/cni/keeper.ts'
import { keeperOf } from '../../sim/cni/keepers.ts'
import type { ClusterNetwork } from '../../sim/cni/network.ts'
import { behavioursOf } from '../../sim/cni/behaviours-of.ts'
import type { Timeline, TimeVerdict } from '../../sim/time/timeline.ts'
import type { Answer, EndpointRef, Question } from '../answer.ts'
import type { Asked } from '../asked.ts'
import { flowOf } from '../possibilities.ts'
import type { World } from '../world.ts'
import { resolveReference } from '../references.ts'
import type { TimeAbout } from './scenario.ts'

/** What a timeline is made from: a world, what its plugin does, and how to open the documents with something more. */
export interface TimeInput {
  readonly asked: Asked
  readonly setting: CniSetting
  readonly network: ClusterNetwork
  readonly behaviours: Behaviours
  readonly keeper: AddressKeeper
  readonly documents: readonly DocumentText[]
  open(documents: readonly DocumentText[]): Pick<World, 'ask'>
  /** An earlier state of the documents; null: there is none. */
  readonly earlier: Asked | null
}

/** What of two worlds a timeline is made from. */
export function timeInput(world: World, earlier: World | null): TimeInput {
  return {
    asked: askedIn(world),
    setting: world.cni,
    network: world.network,
    behaviours: behavioursOf(world.cni),
    keeper: keeperOf(world.cni.name),
    documents: world.documents,
    open: (documents) => world.open(documents),
    earlier: earlier && askedIn(earlier),
  }
}

function askedIn({ cluster, policies, facts, locate, mesh }: World): Asked {
  return { cluster, policies, facts, locate, mesh }
}

/** A timeline and what it is about; null: the scenario has nothing to be about in this question. */
export type TimeResult = { readonly timeline: Timeline; readonly about: TimeAbout } | null

/** The rules' verdict, as a timeline tells it. */
export function ruled({ outcome, deniedAt, cause }: Answer): TimeVerdict {
  switch (outcome) {
    case 'allowed':
      return { outcome: 'allowed', why: 'rules', deniedAt: null }
    case 'conditional':
      return { outcome: 'depends', why: 'rules', deniedAt: deniedAt ?? null }
    case 'unanswerable':
      return NOBODY
    case 'denied':
      return {
        outcome: 'denied',
        why: cause === 'no-endpoints' ? 'no-endpoints' : cause === 'no-route' ? 'no-road' : 'rules',
        deniedAt: deniedAt ?? null,
      }
  }
}

/** Nobody is there to be judged. */
export const NOBODY: TimeVerdict = { outcome: 'nothing', why: 'nobody', deniedAt: null }

/** The pods with an address of their own that an end of a question may mean; of a Service its backends. */
export function podsAt(ref: EndpointRef, { cluster, facts }: Asked): readonly Pod[] {
  const found = resolveReference(ref, cluster, facts)
  if (!found.ok || found.value.kind === 'anywhere') return []
  const endpoints =
    found.value.kind === 'service'
      ? found.value.service.backends.map(({ endpoint }) => endpoint)
      : found.value.endpoints.map(({ endpoint }) => endpoint)
  return endpoints.flatMap((endpoint) => (endpoint.kind === 'pod' ? [endpoint.pod] : []))
}

/**
 * The question about one pod at this end. A Service in its place is left out: the pod is asked at the port that the
 * Service leads to.
 */
export function askedOf(question: Question, end: 'from' | 'to', ref: EndpointRef, asked: Asked): Question {
  if (end === 'from') return { ...question, from: ref }
  const { toAddress: _other, ...rest } = question
  const port = flowOf(question, asked)?.port ?? question.port
  return { ...rest, to: ref, ...(port !== undefined && port !== null && { port }) }
}

/** Which end of a question a pod is at. */
export function endOf(pod: Pod, question: Question, asked: Asked): 'from' | 'to' | null {
  return podsAt(question.to, asked).includes(pod) ? 'to' : podsAt(question.from, asked).includes(pod) ? 'from' : null
}
