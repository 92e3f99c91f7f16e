import type { Diagnostic } from '../ground/diagnostic.ts'
import { success, type Result } from '../ground/result.ts'
import { evaluateFlow, type Passage } from '../engine/evaluate.ts'
import { evaluateRoute } from '../engine/route.ts'
import { endpointLabel } from '../model/endpoint.ts'
import type { Answer, AnswerPart, Question } from './answer.ts'
import type { Asked, Judged, Possibility } from './asked.ts'
import { explained } from './explained.ts'
import { knowsDns } from './name-lookup.ts'
import { findPossibilities } from './possibilities.ts'

/**
 * Answers a question. Where it leaves something open (which replica, which backend, which address family, which address
 * outside, whether that was looked up under a name) every possibility is judged; when they differ the answer is
 * `conditional` and says on what it depends.
 */
export function ask(question: Question, asked: Asked): Answer {
  const judged = judge(question, asked)
  if (!judged.ok)
    return { outcome: 'unanswerable', needs: [], steps: [], notes: [], flow: null, problem: judged.problem }
  if ('answer' in judged.value) return judged.value.answer
  const answers = judged.value.parts.map((each): AnswerPart => ({
    varies: each.possibility.varies,
    of: each.possibility.of,
    answer: explained(each, asked),
  }))
  const answer = join(answers)
  if (!question.to.startsWith('name:') || knowsDns(asked.cluster)) return answer
  return {
    ...answer,
    notes: [...answer.notes, { note: 'lookup-not-modelled', name: question.to.slice('name:'.length) }],
  }
}

/**
 * The connections that an answer is made of, judged: one for each outcome, in the order of the answer's parts.
 * `answer`: it was settled before anything was judged.
 */
export function judge(
  question: Question,
  asked: Asked,
): Result<{ readonly parts: readonly Judged[] } | { readonly answer: Answer }, Diagnostic> {
  const possible = findPossibilities(question, asked)
  if (!possible.ok) return possible
  if ('answer' in possible.value) return success(possible.value)
  const judged = possible.value.possibilities.flatMap((each) => judgePossibility(each, question, asked))
  return success({ parts: distinct(nameFirst(judged)) })
}

/** A mesh may have several ways for one connection, of which any may be taken. */
function judgePossibility(
  possibility: Possibility,
  { fromIdentity }: Question,
  { mesh, policies }: Asked,
): readonly Judged[] {
  const { flow } = possibility
  if (possibility.turnedAway)
    return [
      { possibility, verdict: { ...evaluateFlow(flow, policies), passage: 'denied', connected: false }, journey: null },
    ]
  const legs = mesh && flow.protocol === 'TCP' ? mesh.legs(flow, fromIdentity ?? null) : []
  if (legs.length === 0) return [{ possibility, verdict: evaluateFlow(flow, policies), journey: null }]
  const journeys = evaluateRoute(legs, policies)
  return journeys.map((journey) => {
    const { leg, network } = journey.legs.at(-1)!
    const seen = leg.wire ?? leg.flow
    const by = journeys.length > 1 ? ` by way of ${endpointLabel(seen.destination)}` : ''
    return {
      possibility: {
        ...possibility,
        flow: seen,
        of: `${possibility.of}${by}`,
        varies:
          by === '' ? possibility.varies : (journey.legs.find((each) => each.leg.chosenBy)?.leg.chosenBy ?? 'backend'),
      },
      verdict: network ?? evaluateFlow(seen, policies),
      journey,
    }
  })
}

/** When only the names make a difference, that is what the answer depends on. */
function nameFirst(judged: readonly Judged[]): readonly Judged[] {
  const unnamed = judged.filter(({ possibility }) => possibility.flow.name === null)
  if (unnamed.length === judged.length || new Set(unnamed.map(passageOf)).size !== 1) return judged
  return judged.map((each) => ({ ...each, possibility: { ...each.possibility, varies: 'name' } }))
}

function passageOf({ verdict, journey }: Judged): Passage {
  return journey?.passage ?? verdict.passage
}

/** Of equal outcomes the first stands for all: replicas are many and say the same. */
function distinct(judged: readonly Judged[]): readonly Judged[] {
  const seen = new Set<string>()
  return judged.filter((each) => {
    const key = outcomeKey(each)
    return seen.has(key) ? false : seen.add(key)
  })
}

/** Equal for those who are answered the same. */
function outcomeKey({ possibility: { turnedAway }, verdict, journey }: Judged): string {
  if (turnedAway) return turnedAway.note
  if (!journey) return verdict.connected ? `${verdict.passage} ${verdict.deniedAt ?? ''}` : 'no-road'
  const stop = journey.legs.at(-1)?.stop
  return `${journey.passage} ${stop?.at ?? ''} ${stop?.refusal?.cause ?? ''}`
}

/** One answer of those to the possibilities; the first is told of where all say the same. */
function join(parts: readonly AnswerPart[]): Answer {
  const first = parts[0]!.answer
  if (parts.length === 1) return first
  // Egress here and ingress there is still one word: denied.
  if (parts.every(({ answer }) => answer.outcome === first.outcome))
    return { ...first, needs: [...new Set(parts.flatMap(({ answer }) => answer.needs))], parts }
  const told = (
    parts.find(({ answer }) => answer.outcome === 'denied') ??
    parts.find(({ answer }) => answer.outcome === 'conditional')!
  ).answer
  const varying = new Set(parts.map(({ answer }) => answer.outcome)).size > 1 ? parts.map(({ varies }) => varies) : []
  return {
    ...told,
    outcome: 'conditional',
    needs: [...new Set([...varying, ...parts.flatMap(({ answer }) => answer.needs)])],
    parts,
  }
}
