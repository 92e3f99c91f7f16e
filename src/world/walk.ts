import type { GateVerdict, Verdict } from '../engine/evaluate.ts'
import { explainVerdict } from '../engine/explain.ts'
import type { DecisionStep } from '../engine/explanation.ts'
import { isExemptFromAll } from '../engine/profile.ts'
import type { Flow } from '../policy/match.ts'
import { ephemeralPort } from '../sim/cni/headers.ts'
import { roadOf } from '../sim/cni/roads.ts'
import type { Trip, TripEnd, TripGate, TripService } from '../sim/cni/trip.ts'
import type { HopCheck, PacketWalk } from '../sim/cni/walk.ts'
import { walkPacket } from '../sim/cni/walk-packet.ts'
import type { Question } from './answer.ts'
import { judge } from './ask.ts'
import type { Judged } from './asked.ts'
import { dialledAddress } from './dialling.ts'
import { dropped } from './explained.ts'
import { brokenTrip } from './broken-walk.ts'
import { isAnswered } from './notes.ts'
import { endOf, type Walked } from './walk-ends.ts'
import { hostText, nameOf } from './walk-name.ts'
import { withProxies } from './walk-proxies.ts'
import { frontOf, serviceOf } from './walk-service.ts'

/**
 * The way of the connection that `ask` explains, hop by hop. `walked`: a world, or what of it is needed. `part`: of an
 * answer in parts, which; absent: the one that the answer's steps are of. Null: the question has no answer, no packet
 * can be sent because the ends have no family of addresses in common, or nobody knows which node an end is on and the
 * plugin's way goes by nodes.
 */
export function walkOf(walked: Walked, question: Question, part?: number): PacketWalk | null {
  const judged = judge(question, walked)
  if (!judged.ok) return null
  const road = (trip: Trip) => walkPacket(trip, roadOf(walked.network.setting.name)(trip))
  if ('answer' in judged.value) {
    const trip = brokenTrip(question, judged.value.answer, walked)
    return trip && road(trip)
  }
  const told = partOf(judged.value.parts, part)
  const turnedAway = told?.possibility.turnedAway
  if (turnedAway) {
    const trip = brokenTrip(question, dropped(turnedAway), walked, told.possibility.flow)
    return trip && road(trip)
  }
  const trip = judgedTrip(question, told && calledByProxy(told, walked), walked)
  return trip && told?.journey && walked.mesh ? withProxies(road(trip), trip, told, walked.mesh) : trip && road(trip)
}

/** A proxy of a mesh chooses the pod by itself, so that nobody translates the Service on the way. */
function calledByProxy(judged: Judged, { mesh }: Walked): Judged {
  const { possibility, journey } = judged
  const leg = journey?.legs.at(-1)?.leg
  if (
    !leg ||
    !mesh ||
    !possibility.flow.service ||
    mesh.member(leg.flow.source) === 'none' ||
    leg.link.facts.some(
      ({ fact }) => (fact.fact === 'skipped-port' || fact.fact === 'port-excluded') && fact.end === 'source',
    )
  )
    return judged
  return { ...judged, possibility: { ...possibility, flow: { ...possibility.flow, service: null } } }
}

/** Where outcomes differ the answer tells of the denied one, else of the one that depends on something. */
function partOf(parts: readonly Judged[], part: number | undefined): Judged | undefined {
  if (part !== undefined) return parts[part]
  return (
    parts.find(({ verdict }) => verdict.passage === 'denied') ??
    parts.find(({ verdict }) => verdict.passage === 'depends') ??
    parts[0]
  )
}

function judgedTrip(question: Question, judged: Judged | undefined, walked: Walked): Trip | null {
  if (!judged) return null
  const {
    verdict,
    possibility: { flow, target },
  } = judged
  const from = endOf(flow.source, flow.sourceAddress, walked)
  const to = endOf(flow.destination, flow.destinationAddress, walked)
  if (!from || !to) return null
  const service =
    flow.service && serviceOf(flow.service, target.service?.node !== null && target.service !== null, from, to, walked)
  const dialled = dialledBy(question, flow, service, to, walked)
  return {
    network: walked.network,
    cluster: walked.cluster,
    flow,
    from,
    to,
    service,
    dialled,
    connected: verdict.connected,
    gates: gatesOf(verdict, flow, walked),
    name: nameOf(question, from, null, walked),
    sourcePort: flow.sourcePort ?? ephemeralPort(`${from.address.text} ${dialled.address.text} ${dialled.port}`),
  }
}

/** No one judges what no packet reaches. */
function gatesOf(verdict: Verdict, flow: Flow, { policies, locate }: Walked): Trip['gates'] {
  if (!verdict.connected) return { egress: null, ingress: null }
  const steps = explainVerdict(verdict, flow, policies, locate)
  const gate = (at: 'egress' | 'ingress'): TripGate | null => {
    const judged = verdict.gates.find((each) => each.at === at)!
    const subject = at === 'egress' ? flow.source : flow.destination
    if (subject.kind === 'external' || (subject.kind === 'host' && isExemptFromAll(judged.exempt))) return null
    const check = checkOf(
      judged,
      steps.filter((step) => step.at === at),
    )
    // What stops it between the ends is told at the gate on that side.
    const isStopped = verdict.way.some(({ gate, passes }) => gate.at === at && !passes)
    return {
      check: isStopped ? { ...check, outcome: 'denied' } : check,
      refusal: judged.refusal,
      ...(isAnswered(judged, flow, policies) && { answered: true as const }),
    }
  }
  return { egress: gate('egress'), ingress: gate('ingress') }
}

/** Where it depends on what is said, the packets themselves pass. */
function checkOf({ at, passage, exempt }: GateVerdict, steps: readonly DecisionStep[]): HopCheck {
  const has = (...kinds: readonly DecisionStep['step'][]) => steps.some(({ step }) => kinds.includes(step))
  const outcome =
    passage === 'denied'
      ? 'denied'
      : isExemptFromAll(exempt)
        ? 'exempt'
        : has('selected')
          ? 'allowed'
          : exempt
            ? 'exempt'
            : steps.some((step) => step.step === 'not-enforced' && step.why === 'not-enforced')
              ? 'unenforced'
              : 'none'
  return { at, outcome, steps }
}

function dialledBy(
  question: Question,
  flow: Flow,
  service: TripService | null,
  to: TripEnd,
  walked: Walked,
): Trip['dialled'] {
  const hop = flow.service
  if (!service || !hop) return { host: hostText(question, to.address), address: to.address, port: flow.port }
  const { address, port } = frontOf(
    service,
    hop.service,
    hop.port,
    hop.address ?? dialledAddress(question),
    to.address,
    walked,
  )
  return { host: hostText(question, address), address, port }
}
