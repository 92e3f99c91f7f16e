import { assertNever } from '../../ground/result.ts'
import type { LaneId, Moment, Timeline, TimeVerdict } from '../../sim/time/timeline.ts'
import type { TimeAbout, TimeScenario } from '../../world/time/scenario.ts'
import { TIME } from './catalogue/en/time.ts'
import { endpointName } from './endpoint.ts'
import { join, say, type Sentence } from './sentence.ts'

/** The scenarios, in the order in which they are offered. */
export const SCENARIOS: readonly TimeScenario['kind'][] = ['start-up', 'policy', 'rollout', 'address']

/** `before`, `0 s`, `0.5 s` */
export function secondsText(seconds: number): string {
  return seconds < 0 ? TIME.before : TIME.seconds(seconds)
}

const GLYPHS = { allowed: 'allow', denied: 'deny', depends: 'part', nothing: 'none' } as const

/** A verdict in one word, with its glyph. */
export function timeWord({ outcome }: TimeVerdict): {
  readonly glyph: 'allow' | 'deny' | 'part' | 'none'
  readonly word: string
} {
  return { glyph: GLYPHS[outcome], word: TIME.words[outcome] }
}

/** Whom a lane is about. */
export function laneName(lane: LaneId, { pod, address }: TimeAbout): Sentence {
  return TIME.lanes[lane](pod ?? '', address ?? '')
}

/** What happens at a moment of a timeline. */
export function eventText(
  { event, pods, seconds }: Moment,
  about: TimeAbout,
  scenario: TimeScenario,
  { moments }: Timeline,
): Sentence {
  switch (event) {
    case 'starts':
      return join([
        TIME.starts(about.pod ?? ''),
        moments.length === 1 ? TIME.nobodyEnforces : [],
        about.twin === null ? [] : TIME.twin(about.twin),
      ])
    case 'published':
      return TIME.published
    case 'programmed':
      return scenario.kind === 'start-up' ? TIME.rulesInPlace : TIME.programmed
    case 'connected':
      return TIME.connected
    case 'accepted':
      return TIME.accepted(acceptedText(scenario, about), moments.at(-1)?.event === 'accepted')
    case 'flushed':
      return TIME.flushed
    case 'before':
      return TIME.allOld(about.replicas ?? 0, endpointName(about.workload ?? ''))
    case 'changed':
      return join([TIME.changed, podsText(pods)])
    case 'ready':
      return join([TIME.ready, podsText(pods)])
    case 'finished':
      return TIME.finished
    case 'held':
      return TIME.held(about.pod ?? '')
    case 'deleted':
      return TIME.deleted
    case 'rested':
      return TIME.rested(seconds)
    case 'reused':
      return join([TIME.reused, about.after === null ? TIME.byChance : TIME.inOrder(about.after), TIME.onePerSecond])
    default:
      return assertNever(event)
  }
}

function acceptedText(scenario: TimeScenario, { policy }: TimeAbout): Sentence {
  if (scenario.kind !== 'policy' || policy === null) return TIME.takesEdit
  const [kind, name] = policy.split(' ') as [string, string]
  return scenario.change === 'goes' ? TIME.deletes(kind, name) : TIME.takes(kind, name)
}

function podsText(pods: Moment['pods']): Sentence {
  return pods ? say`${TIME.pods(pods.old, pods.new, pods.starting)}` : []
}

/** Why a verdict comes out so. */
export function timeWhy({ outcome, why, deniedAt }: TimeVerdict): Sentence {
  if (why !== 'rules') return TIME.why[why]
  return outcome === 'allowed'
    ? TIME.rulesLet
    : outcome === 'depends'
      ? TIME.rulesDepend
      : TIME.rulesStop(deniedAt === 'egress')
}

/** The whole moment for screen readers: `0.5 s. The rules are in place. The question: denied.` */
export function momentText(moment: Moment, event: string, lanes: readonly string[]): string {
  return [
    `${secondsText(moment.seconds)}: ${event}`,
    ...moment.verdicts.map((verdict, index) => `${lanes[index]}: ${timeWord(verdict).word.toLowerCase()}.`),
  ].join(' ')
}

/** What differs in the new template of a rollout. */
export function labelChangeText(label: Extract<TimeScenario, { kind: 'rollout' }>['label']): string {
  if (!label) return TIME.sameLabels
  return label.value === null ? TIME.noLabel(label.key) : `${label.key}=${label.value}`
}
