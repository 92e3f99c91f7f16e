import { evaluateFlow, type Verdict } from '../../engine/evaluate.ts'
import { isExemptFromAll } from '../../engine/profile.ts'
import type { Pod } from '../../model/cluster.ts'
import { externalEndpoint } from '../../model/endpoint.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import type { Flow } from '../../policy/match.ts'
import { startUpStages, startUpVerdict, type Gate, type OwnGate } from '../../sim/time/start-up.ts'
import type { TimeVerdict } from '../../sim/time/timeline.ts'
import type { EndpointRef, Question } from '../answer.ts'
import { ask } from '../ask.ts'
import { flowOf } from '../possibilities.ts'
import { askedOf, endOf, podsAt, ruled, type TimeInput, type TimeResult } from './input.ts'
import { ABOUT_NOTHING } from './scenario.ts'

/**
 * A pod that has just got its network, until all rules are in place. Its own gate does what the plugin says of pods
 * that start; the other end's gate is judged as for a stranger with the pod's address, until it knows the pod. Both are
 * the engine's judgements of the first connection that the question may mean.
 */
export function startUp(question: Question, wanted: EndpointRef | null, input: TimeInput): TimeResult {
  const { asked, behaviours, setting } = input
  const pod = podFor(wanted, question, input)
  if (!pod) return null
  const twin = twinOf(pod, input)
  const end = endOf(pod, question, asked)
  const own = end ? askedOf(question, end, namespacedName(pod), asked) : question
  const flow = end && flowOf(own, asked)
  return {
    about: { ...ABOUT_NOTHING, pod: namespacedName(pod), node: pod.node, twin: twin && namespacedName(twin) },
    timeline: {
      setting,
      lanes: ['flow'],
      moments: startUpStages(setting.name, behaviours, twin !== null).map(({ own: gate, known, ...moment }) => ({
        ...moment,
        pods: null,
        verdicts: [end && flow ? judged(flow, end, gate, known, input) : ruled(ask(own, asked))],
      })),
    },
  }
}

function judged(
  flow: Flow,
  end: 'from' | 'to',
  own: OwnGate,
  known: boolean,
  { asked: { policies } }: TimeInput,
): TimeVerdict {
  const at = end === 'to' ? 'ingress' : 'egress'
  const verdict = evaluateFlow(flow, policies)
  if (!verdict.connected) return { outcome: 'denied', why: 'no-road', deniedAt: null }
  const stranger: Flow =
    end === 'to'
      ? { ...flow, destination: externalEndpoint('new', flow.destinationAddress ?? undefined) }
      : { ...flow, source: externalEndpoint('new', flow.sourceAddress ?? undefined) }
  const opposite = at === 'ingress' ? 'egress' : 'ingress'
  return startUpVerdict(
    own,
    gateOf(verdict, at),
    gateOf(known ? verdict : evaluateFlow(stranger, policies), opposite),
    gateOf(verdict, opposite),
  )
}

function gateOf({ gates }: Verdict, wanted: Gate['at']): Gate {
  const { at, passage, isolated, exempt } = gates.find((each) => each.at === wanted)!
  return { at, passage, isolated, isExempt: isExemptFromAll(exempt) }
}

/** The pod that is named, else the last one that the question may be for, its destination first. */
function podFor(wanted: EndpointRef | null, question: Question, { asked, asked: { cluster } }: TimeInput): Pod | null {
  const named =
    wanted === null
      ? undefined
      : (cluster.podByName.get(wanted) ??
        (
          cluster.workloadByRef.get(wanted) ?? cluster.workloads.find((each) => namespacedName(each) === wanted)
        )?.pods.at(-1))
  return (
    (named?.endpoint?.kind === 'pod' ? named : undefined) ??
    podsAt(question.to, asked).at(-1) ??
    podsAt(question.from, asked).at(-1) ??
    null
  )
}

/** The VPC CNI's agent keeps one set of rules for all pods of a node whose names differ in the last part only. */
function twinOf(pod: Pod, { asked: { cluster }, setting }: TimeInput): Pod | null {
  if (setting.name !== 'aws-vpc-cni' || pod.node === null || !pod.name.includes('-')) return null
  const stem = ({ name }: Pod) => name.slice(0, name.lastIndexOf('-'))
  return (
    cluster.pods.find(
      (other) =>
        other !== pod &&
        other.node === pod.node &&
        other.endpoint?.kind === 'pod' &&
        other.namespace === pod.namespace &&
        other.name.includes('-') &&
        stem(other) === stem(pod),
    ) ?? null
  )
}
