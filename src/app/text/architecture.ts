import type { Journey, JourneyStep, ObjectRef, Payload, StateChange } from '../../world/architecture.ts'
import { partName, wayText } from './architecture/parts.ts'
import { podOf, type Scene, type StepWords } from './architecture/scene.ts'
import { ARCHITECTURE } from './catalogue/en/architecture.ts'
import { JOURNEY } from './catalogue/en/journey.ts'
import { code, plain, say, type Sentence } from './sentence.ts'

/** What is said of this step of a journey. */
export function stepWords(step: JourneyStep, journey: Journey): StepWords {
  return JOURNEY[step.id]({ step, journey })
}

/** Called by a name of their own, which takes no article. */
const OWN_NAMES: readonly JourneyStep['from'][] = ['kubectl', 'etcd', 'kube-proxy']

/**
 * From where to where, and how: `kubelet → API server: HTTPS, port 6443, protobuf`; `inside the API server` when
 * nothing is sent.
 */
export function stepWay({ from, to, transport, actor }: JourneyStep): string {
  if (to === null || !transport) return ARCHITECTURE.inside(partName(from), !OWN_NAMES.includes(from), actor)
  return `${partName(from)} → ${partName(to)}: ${wayText(transport)}`
}

/** `shop/web (Deployment)`. */
export function choiceText({ kind, namespace, name }: ObjectRef): string {
  return `${namespace === null ? '' : `${namespace}/`}${name}${kind === 'Pod' ? '' : ` (${kind})`}`
}

/** The heading of what is sent, with its name if it has one. */
export function payloadTitle({ is, name }: Payload): string {
  return name === null ? ARCHITECTURE.payloads[is] : `${ARCHITECTURE.payloads[is]}: ${name}`
}

/** `Pod shop/web-1: status.podIP = 10.244.1.5`; the value is left out where only a real cluster knows it. */
export function changeText({ of, field, value }: StateChange): Sentence {
  const object = say`${of.kind} ${code(of.namespace === null ? of.name : `${of.namespace}/${of.name}`)}`
  return value === null ? ARCHITECTURE.isSet(object, field) : ARCHITECTURE.is(object, field, value)
}

/** `Step 5 of 24: etcd keeps it`, for screen readers. */
export function stepSpoken(index: number, journey: Journey): string {
  const step = journey.steps[index]
  return step
    ? `${ARCHITECTURE.step(index + 1, journey.steps.length)}: ${stepWords(step, journey).title}. ${stepWay(step)}. ${plain(stepWords(step, journey).words)}`
    : ''
}

/** What the ids in payloads are worth. */
export function madeUpNote({ journey }: Scene): string {
  return podOf(journey) ? ARCHITECTURE.madeUp : ''
}
