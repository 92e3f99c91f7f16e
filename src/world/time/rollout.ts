import { labelsAt } from '../../manifests/fields.ts'
import type { Pod, Workload } from '../../model/cluster.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import { rolloutPlan, rolloutStages } from '../../sim/time/rollout.ts'
import type { RolloutPods, TimeVerdict } from '../../sim/time/timeline.ts'
import type { EndpointRef, Question } from '../answer.ts'
import type { Asked } from '../asked.ts'
import { askedOf, NOBODY, podsAt, ruled, type TimeInput, type TimeResult } from './input.ts'
import { podText, stayingText, withObjects } from './pod-text.ts'
import { ABOUT_NOTHING, type TimeScenario } from './scenario.ts'

/** A rollout with more pods than these is shown with so many: the shares are the same. */
const MOST_PODS = 20

/**
 * A Deployment replaces its pods, step by step: at each step the documents are opened with the pods that there are
 * then, and the question is asked anew. New pods have addresses of their own, and one label that differs.
 */
export function rollout(
  question: Question,
  { workload: wanted, label }: Extract<TimeScenario, { kind: 'rollout' }>,
  input: TimeInput,
): TimeResult {
  const { asked, setting, documents } = input
  const workloads = deploymentsAtEnds(question, asked)
  const deployment = workloads.find(({ ref }) => ref === wanted) ?? workloads[0]
  const pods = deployment?.pods.filter(({ endpoint }) => endpoint?.kind === 'pod').slice(0, MOST_PODS) ?? []
  if (!deployment || pods.length === 0) return null
  const labels = changed(pods[0]!.labels, label)
  const end = podsAt(question.to, asked).some(({ workload }) => workload === deployment) ? 'to' : 'from'
  const whole = {
    ...question,
    ...(pods.some((each) => namespacedName(each) === question[end]) && { [end]: deployment.ref }),
  }
  return {
    about: { ...ABOUT_NOTHING, workload: deployment.ref, replicas: pods.length },
    timeline: {
      setting,
      lanes: ['flow', 'old-pods', 'new-pods'],
      moments: rolloutStages(rolloutPlan(deployment.object.value, pods.length)).map((stage) => {
        const names = namesAt(stage.pods, deployment.name)
        const opened = input.open(
          withObjects(documents, [
            ...stayingText(deployment.pods, (pod) => pods.indexOf(pod) >= 0 && pods.indexOf(pod) < stage.pods.old),
            ...names.map((name, index) =>
              podText({ like: pods[0]!, name, labels, ip: null, node: null, ready: index < stage.pods.new }),
            ),
          ]),
        )
        const one = (ref: EndpointRef | null): TimeVerdict =>
          ref === null ? NOBODY : ruled(opened.ask(askedOf(question, end, ref, asked)))
        return {
          ...stage,
          believed: stage.event === 'ready' || stage.event === 'finished',
          source: SOURCE,
          verdicts: [
            ruled(opened.ask(whole)),
            one(stage.pods.old > 0 ? refOf(pods[0]!.name, deployment) : null),
            one(names[0] === undefined ? null : refOf(names[0], deployment)),
          ],
        }
      }),
    },
  }
}

const SOURCE = 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment'

function namesAt({ new: ready, starting }: RolloutPods, deployment: string): readonly string[] {
  return Array.from({ length: ready + starting }, (_, index) => `${deployment}-new-${index + 1}`)
}

function refOf(pod: string, { namespace }: Workload): EndpointRef {
  return `${namespace.name}/${pod}`
}

function changed(labels: Pod['labels'], label: Extract<TimeScenario, { kind: 'rollout' }>['label']): Pod['labels'] {
  if (!label) return labels
  const others = Object.fromEntries(Object.entries(labels).filter(([key]) => key !== label.key))
  return label.value === null ? others : { ...others, [label.key]: label.value }
}

/** The Deployments whose pods are at an end of the question, the destination's first. */
export function deploymentsAtEnds(question: Question, asked: Asked): readonly Workload[] {
  return [
    ...new Set([...podsAt(question.to, asked), ...podsAt(question.from, asked)].map(({ workload }) => workload)),
  ].filter(({ kind, object }) => kind === 'Deployment' && object.kind === 'Deployment')
}

/** Labels that a new template may change: those by which the Deployment selects its pods stay as they are. */
export function changeableLabels({ object, labels }: Workload): Readonly<Record<string, string>> {
  const selector = labelsAt(object.value, 'spec', 'selector', 'matchLabels')
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !Object.hasOwn(selector, key)))
}
