import { namespacedName } from '../../model/namespaced-name.ts'
import { momentAt, type Timeline, type TimeVerdict } from '../../sim/time/timeline.ts'
import type { Question } from '../answer.ts'
import { ask } from '../ask.ts'
import type { Asked } from '../asked.ts'
import type { World } from '../world.ts'
import { addressReuse } from './address.ts'
import { podsAt, ruled, timeInput, type TimeInput, type TimeResult } from './input.ts'
import { policiesAtEnds, policyChange } from './policy-change.ts'
import { changeableLabels, deploymentsAtEnds, rollout } from './rollout.ts'
import type { TimeAbout, TimeChoices, TimeScenario } from './scenario.ts'
import { startUp } from './start-up.ts'

/** A question as time passes. `timeline` null: the scenario has nothing to be about here; `choices` say what has. */
export interface TimelineView {
  readonly timeline: Timeline | null
  readonly about: TimeAbout | null
  readonly choices: TimeChoices
}

/**
 * What becomes of a question while a pod starts, a policy comes or goes, a Deployment is rolled out, or an address is
 * given again. `earlier`: a state of the documents before edits, for the scenario of an edit. A part of the front door
 * of its own, so that whoever does not look at it need not load it.
 */
export function timelineOf(
  world: World,
  question: Question,
  scenario: TimeScenario,
  earlier: World | null = null,
): TimelineView {
  const input = timeInput(world, earlier)
  const found = resultOf(question, scenario, input)
  return { timeline: found?.timeline ?? null, about: found?.about ?? null, choices: choicesOf(question, input) }
}

/**
 * What holds so many seconds after the scenario begins, for whoever the question is about: the pod that starts, the
 * connection that was open, whichever pod of the rollout, whoever has the address. Negative seconds are before it.
 * Where the scenario has nothing to be about, what the rules say at any time. A goal
 * `at 0s deny dev/dbg -> shop/new:8080` asks `askAt(world, question, { kind: 'start-up', pod: 'shop/new' }, 0)`.
 */
export function askAt(
  world: World,
  question: Question,
  scenario: TimeScenario,
  seconds: number,
  earlier: World | null = null,
): TimeVerdict {
  const input = timeInput(world, earlier)
  const moment = momentAt(resultOf(question, scenario, input)?.timeline ?? { moments: [] }, seconds)
  return moment?.verdicts[0] ?? ruled(ask(question, input.asked))
}

function resultOf(question: Question, scenario: TimeScenario, input: TimeInput): TimeResult {
  switch (scenario.kind) {
    case 'start-up':
      return startUp(question, scenario.pod, input)
    case 'policy':
      return policyChange(question, scenario, input)
    case 'rollout':
      return rollout(question, scenario, input)
    case 'address':
      return addressReuse(question, scenario.pod, input)
  }
}

/** So many of each are offered. */
const MOST = 50

function choicesOf(question: Question, { asked, earlier }: TimeInput): TimeChoices {
  return {
    starting: refsAt([question.to, question.from], asked),
    policies: policiesAtEnds(question, asked).slice(0, MOST),
    edited: earlier !== null,
    rollouts: deploymentsAtEnds(question, asked)
      .map((workload) => ({ workload: workload.ref, labels: changeableLabels(workload) }))
      .slice(0, MOST),
    addresses: refsAt([question.from], asked),
  }
}

function refsAt(ends: readonly string[], asked: Asked): readonly string[] {
  return [...new Set(ends.flatMap((end) => podsAt(end, asked).map(namespacedName)))].slice(0, MOST)
}
