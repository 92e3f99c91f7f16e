import { assertNever } from '../../ground/result.ts'
import type { LaneId, Moment, Timeline, TimeVerdict } from '../../sim/time/timeline.ts'
import type { TimeAbout, TimeScenario } from '../../world/time/scenario.ts'
import { endpointName } from './endpoint.ts'
import { capital, code, count, join, list, say, type Sentence } from './sentence.ts'

/** The scenarios, in the order in which they are offered. */
export const SCENARIOS: readonly { readonly kind: TimeScenario['kind']; readonly name: string }[] = [
  { kind: 'start-up', name: 'A pod starts' }, { kind: 'policy', name: 'A policy changes' }, { kind: 'rollout', name: 'A rollout' }, { kind: 'address', name: 'An address is given again' },
]

/** What is to be done first. */
export const ASK_FOR_TIME = 'Ask about two stations above; then this shows what becomes of the answer while a pod starts, a policy changes, a rollout runs, or an address is given again.'

/** Why a scenario has nothing to tell about this question. */
export const NOTHING_TO_TELL: Readonly<Record<TimeScenario['kind'], string>> = {
  'start-up': 'Neither end of the question is a pod with an address of its own, so none of them starts.',
  'policy': 'No policy selects either end of the question, so none can come or go.',
  'rollout': 'Neither end of the question is a Deployment’s pod: only Deployments replace their pods step by step.',
  'address': 'The question does not start at a pod with an address of its own, so there is no address to give again.',
}

export const TIME_FAILED = 'The timeline could not be made. The next change is tried again.'

/** `before`, `0 s`, `0.5 s` */
export function secondsText(seconds: number): string {
  return seconds < 0 ? 'before' : `${seconds} s`
}

/** A verdict in one word, with its glyph. */
export function timeWord({ outcome }: TimeVerdict): { readonly glyph: 'allow' | 'deny' | 'part' | 'none'; readonly word: string } {
  switch (outcome) {
    case 'allowed': return { glyph: 'allow', word: 'Allowed' }
    case 'denied': return { glyph: 'deny', word: 'Denied' }
    case 'depends': return { glyph: 'part', word: 'Depends' }
    case 'nothing': return { glyph: 'none', word: 'None' }
    default: return assertNever(outcome)
  }
}

/** Whom a lane is about. */
export function laneName(lane: LaneId, { pod, address }: TimeAbout): Sentence {
  switch (lane) {
    case 'flow': return say`The question`
    case 'open': return say`A connection that was open`
    case 'new': return say`A new connection`
    case 'old-pods': return say`With an old pod`
    case 'new-pods': return say`With a new pod`
    case 'address': return say`Whoever has ${code(address ?? '')}`
    case 'stranger': return say`A stranger without labels`
    case 'replacement': return say`The pod in place of ${code(pod ?? '')}`
    default: return assertNever(lane)
  }
}

/** What happens at a moment of a timeline. */
export function eventText({ event, pods, seconds }: Moment, about: TimeAbout, scenario: TimeScenario, { moments }: Timeline): Sentence {
  switch (event) {
    case 'starts': return join([
      say`${code(about.pod ?? '')} has its network, and its program starts.`,
      moments.length === 1 ? say`Nobody enforces policies here, so nothing comes after.` : [],
      about.twin === null ? [] : say`Its node already runs ${code(about.twin)}, which shares its rules, so it has them at once.`,
    ])
    case 'published': return say`The controller has gathered what happened to pods for a second, and tells the agents.`
    case 'programmed': return scenario.kind === 'start-up' ? say`The rules are in place: its own, and those of others that name it.` : say`The agents have programmed the new rules.`
    case 'connected': return say`A connection is opened, as far as the rules allow it.`
    case 'accepted': return say`The API server ${acceptedText(scenario, about)}. No gate knows of it yet${moments.at(-1)?.event === 'accepted' ? ', and none will: nobody enforces policies here' : ''}.`
    case 'flushed': return say`kube-network-policies has every open connection judged anew.`
    case 'before': return say`All ${count(about.replicas ?? 0, 'pod')} of ${code(endpointName(about.workload ?? ''))} are of the old template.`
    case 'changed': return join([say`The Deployment has a new template.`, podsText(pods)])
    case 'ready': return join([say`Pods of the new template are ready, and more follow.`, podsText(pods)])
    case 'finished': return say`All pods are of the new template.`
    case 'held': return say`${code(about.pod ?? '')} has the address.`
    case 'deleted': return say`The pod is deleted, and nobody has its address.`
    case 'rested': return say`The address has rested for ${seconds} seconds and may be given again.`
    case 'reused': return join([say`A stranger gets the address.`, orderText(about), say`We start one pod a second on that node.`])
    default: return assertNever(event)
  }
}

function acceptedText(scenario: TimeScenario, { policy }: TimeAbout): Sentence {
  if (scenario.kind !== 'policy' || policy === null) return say`takes your edit`
  const [kind, name] = policy.split(' ') as [string, string]
  return scenario.change === 'goes' ? say`deletes ${kind} ${code(name)}` : say`takes ${kind} ${code(name)}`
}

function podsText(pods: Moment['pods']): Sentence {
  if (!pods) return []
  const { old, new: ready, starting } = pods
  return say`${capital(plainList([...(old > 0 ? [`${old} old`] : []), ...(ready > 0 ? [`${ready} new`] : []), ...(starting > 0 ? [`${starting} not ready yet`] : [])]))}.`
}

function plainList(parts: readonly string[]): string {
  return list(parts.map((part) => say`${part}`)).map(({ text }) => text).join('')
}

function orderText({ after }: TimeAbout): Sentence {
  return after === null ? say`Chance decides who gets which address, so it may be the next pod.` : say`${count(after, 'other address', 'other addresses')} come first: this one went to the end of the line.`
}

/** Why a verdict comes out so. */
export function timeWhy({ outcome, why, deniedAt }: TimeVerdict): Sentence {
  switch (why) {
    case 'rules': return outcome === 'allowed' ? say`The rules let it pass.` : outcome === 'depends' ? say`It depends on which pod answers, or on what the question leaves open.` : say`The rules stop it ${deniedAt === 'egress' ? 'on its way out' : 'on its way in'}.`
    case 'gate-open': return say`The pod’s own gate is not programmed yet, and lets everything through.`
    case 'gate-closed': return say`The pod’s own gate is not programmed yet, and lets nothing through.`
    case 'isolated-first': return say`A policy selects the pod, and its allowing rules are not in place yet.`
    case 'unknown-peer': return say`The other end’s rules do not know the pod’s address yet.`
    case 'remembered': return say`The connection is known, and its packets are not judged again.`
    case 'judged-again': return say`Packets of open connections are judged by the new rules: it is cut.`
    case 'left-open': return say`The API leaves open what becomes of it; choose a network plugin to see what that one does.`
    case 'never-open': return say`There is none: the rules did not allow it before.`
    case 'nobody': return say`There is no such pod now.`
    case 'no-endpoints': return say`The Service has no pod that is ready.`
    case 'no-road': return say`The network has no way to carry it.`
    default: return assertNever(why)
  }
}

/** The whole moment for screen readers: `0.5 s. The rules are in place. The question: denied.` */
export function momentText(moment: Moment, event: string, lanes: readonly string[]): string {
  return [`${secondsText(moment.seconds)}: ${event}`, ...moment.verdicts.map((verdict, index) => `${lanes[index]}: ${timeWord(verdict).word.toLowerCase()}.`)].join(' ')
}

/** How a policy changes. */
export const CHANGES = { arrives: 'comes', goes: 'goes', edited: 'Everything since the baseline or the last edit' } as const

/** What differs in the new template of a rollout. */
export function labelChangeText(label: Extract<TimeScenario, { kind: 'rollout' }>['label']): string {
  if (!label) return 'the same labels'
  return label.value === null ? `no label ${label.key}` : `${label.key}=${label.value}`
}
