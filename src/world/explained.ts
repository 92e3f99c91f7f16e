import type { GateVerdict, Refusal, Verdict } from '../engine/evaluate.ts'
import { explainVerdict } from '../engine/explain.ts'
import type { Journey } from '../engine/route.ts'
import type { Flow } from '../policy/match.ts'
import type { Answer, DenialCause, FlowFact, Note } from './answer.ts'
import type { Asked, Judged, Possibility } from './asked.ts'
import { flowFacts } from './flow-facts.ts'
import { meshStory, type MeshStory } from './mesh-story.ts'
import { notesOn } from './notes.ts'

/** The answer to one connection that was judged. */
export function explained(judged: Judged, asked: Asked): Answer {
  const { possibility, verdict, journey } = judged
  return journey ? explainJourney(judged, journey, asked) : explain(possibility, verdict, asked)
}

/** A denial that is settled before any policy is asked. */
export function settled(cause: DenialCause, ...notes: readonly Note[]): Answer {
  return { outcome: 'denied', cause, needs: [], steps: [], notes, flow: null }
}

/** What is answered to a connection that a Service drops. */
export function dropped(note: Note): Answer {
  return settled(note.note === 'no-local-endpoints' ? 'no-endpoints' : 'policy-drop', note)
}

function explain({ flow, target, turnedAway }: Possibility, verdict: Verdict, { policies, locate }: Asked): Answer {
  if (turnedAway) return dropped(turnedAway)
  if (!verdict.connected) return { ...settled('no-route', { note: 'no-road' }), flow: flowFacts(flow) }
  const steps = explainVerdict(verdict, flow, policies, locate)
  const stopping = verdict.gates.find(({ at }) => at === verdict.deniedAt)
  return {
    outcome: verdict.passage === 'depends' ? 'conditional' : verdict.passage,
    ...(verdict.deniedAt ? { deniedAt: verdict.deniedAt } : {}),
    ...(verdict.passage === 'denied' ? { cause: causeOf(flow, stopping) } : {}),
    needs: verdict.passage === 'depends' ? [NEEDS[stopping?.refusal ?? 'none']] : [],
    flow: flowFacts(flow),
    steps,
    notes: notesOn(flow, target, verdict, steps, policies),
  }
}

/** Who serves Ingresses answers what policy denies to it and from it. */
function causeOf(flow: Flow, stopping: GateVerdict | undefined): DenialCause {
  const subject = stopping?.at === 'egress' ? flow.source : flow.destination
  return subject.kind === 'entry' ? 'http-403' : CAUSES[stopping?.refusal ?? 'none']
}

/** The network's part is told of the connection on which it ends; the mesh's story has them all. */
function explainJourney(
  { possibility: { flow, target }, verdict }: Judged,
  journey: Journey,
  { policies, locate }: Asked,
): Answer {
  const last = journey.legs.at(-1)!
  const refusal = last.stop?.refusal ?? null
  const stopping = verdict.gates.find(({ at }) => at === verdict.deniedAt)
  const story = meshStory(journey, policies, locate)
  const steps = last.network ? story.legs.at(-1)!.steps : []
  const needs = journey.legs.flatMap(({ client, proxies, network }): readonly FlowFact[] => [
    ...(network?.passage === 'depends'
      ? [NEEDS[network.gates.find(({ at }) => at === network.deniedAt)?.refusal ?? 'none']]
      : []),
    ...[...client, ...proxies.flatMap(({ stages }) => stages)].flatMap((stage): readonly FlowFact[] =>
      stage.needs === null ? [] : stage.needs === 'authorizer' ? ['external-authorizer'] : ['request'],
    ),
  ])
  return {
    outcome: journey.passage === 'depends' ? 'conditional' : journey.passage,
    ...(last.network && verdict.deniedAt ? { deniedAt: verdict.deniedAt } : {}),
    ...(journey.passage === 'denied'
      ? { cause: refusal?.cause ?? (last.stop?.at === 'no-road' ? 'no-route' : CAUSES[stopping?.refusal ?? 'none']) }
      : {}),
    needs: journey.passage === 'depends' ? [...new Set(needs)] : [],
    // The port of a proxy is declared by nobody, and the proxy listens on it.
    flow: flowFacts(flow),
    steps,
    notes: [
      ...(last.network ? notesOn(flow, target, verdict, steps, policies) : []).filter(
        ({ note }) => note !== 'port-not-declared' || flow.port === last.leg.flow.port,
      ),
      ...assumedAuthorizers(story),
    ],
    mesh: story,
  }
}

/** Those that a rule has asked, each once. */
function assumedAuthorizers({ legs }: MeshStory): readonly Note[] {
  const asked = legs
    .flatMap(({ proxies }) => proxies.flatMap(({ stages }) => stages))
    .flatMap(({ policies }) => policies)
    .flatMap(({ authorizer, rules }) =>
      authorizer?.known === 'sample' && rules.some(({ fits }) => fits !== 'no') ? [authorizer.name] : [],
    )
  return [...new Set(asked)].map((authorizer) => ({ note: 'authorizer-assumed', authorizer }))
}

/** What the caller meets, by what the proxy read. */
const CAUSES: Readonly<Record<NonNullable<Refusal> | 'none', DenialCause>> = {
  http: 'http-403',
  dns: 'dns-refused',
  sni: 'tls-mismatch',
  kafka: 'l7-denied',
  opaque: 'l7-denied',
  authentication: 'auth-required',
  none: 'policy-drop',
}

/** What would have to be said for an answer. */
const NEEDS: Readonly<Record<NonNullable<Refusal> | 'none', FlowFact>> = {
  http: 'request',
  dns: 'dns-name',
  sni: 'sni',
  kafka: 'request',
  opaque: 'request',
  authentication: 'request',
  none: 'request',
}
