import type { Journey, JourneyKind, JourneyStep, ObjectRef, Payload, StateChange, StepId } from '../../world/architecture.ts'
import { CNI_STEPS } from './architecture/cni-steps.ts'
import { DEPLOYMENT_STEPS } from './architecture/deployment-steps.ts'
import { PART_NAMES, wayText } from './architecture/parts.ts'
import { POLICY_STEPS } from './architecture/policy-steps.ts'
import type { SaidStep, StepWords } from './architecture/scene.ts'
import { code, plain, say, type Sentence } from './sentence.ts'

/** The words of every step. */
const STEPS: Readonly<Record<StepId, SaidStep>> = { ...DEPLOYMENT_STEPS, ...CNI_STEPS, ...POLICY_STEPS }

export function stepWords(step: JourneyStep, journey: Journey): StepWords {
  return STEPS[step.id]({ step, journey })
}

/** Called by a name of their own, which takes no article. */
const OWN_NAMES: readonly JourneyStep['from'][] = ['kubectl', 'etcd', 'kube-proxy']

/** From where to where, and how: `kubelet → API server: HTTPS, port 6443, protobuf`; `inside the API server` when nothing is sent. */
export function stepWay({ from, to, transport, actor }: JourneyStep): string {
  if (to === null || !transport) return `inside ${OWN_NAMES.includes(from) ? '' : 'the '}${PART_NAMES[from]}${actor ? ` (${actor})` : ''}`
  return `${PART_NAMES[from]} → ${PART_NAMES[to]}: ${wayText(transport)}`
}

/** The journeys, as they are chosen. */
export const JOURNEY_NAMES: Readonly<Record<JourneyKind, string>> = { 'deployment': 'Apply a workload', 'policy': 'Apply a policy', 'cni-add': 'CNI ADD' }

/** What each journey is about. */
export const JOURNEY_ABOUT: Readonly<Record<JourneyKind, string>> = {
  'deployment': 'From a file to a pod with an address',
  'policy': 'From a file to a rule in the kernel',
  'cni-add': 'What runtime and network plugin say to each other',
}

/** What is chosen for a journey. */
export const CHOICE_LABELS: Readonly<Record<JourneyKind, string>> = { 'deployment': 'Workload', 'policy': 'Policy', 'cni-add': 'Pod' }

/** `shop/web (Deployment)`. */
export function choiceText({ kind, namespace, name }: ObjectRef): string {
  return `${namespace === null ? '' : `${namespace}/`}${name}${kind === 'Pod' ? '' : ` (${kind})`}`
}

/** Why a journey has nothing to show. */
export const NOTHING: Readonly<Record<JourneyKind, string>> = {
  'deployment': 'Nothing in these documents runs pods. Add a Deployment, and follow it from the file to its address.',
  'policy': 'There is no policy in these documents yet. Write one, and follow it from the file to the kernel of the node that enforces it.',
  'cni-add': 'No pod in these documents gets an address. Add one, and see what the network plugin is told and what it answers.',
}

const PAYLOADS: Readonly<Record<Payload['is'], string>> = {
  object: 'The object', environment: 'Environment', stdin: 'Standard input', stdout: 'Standard output', request: 'Request', reply: 'Answer', file: 'File', config: 'Network configuration',
  commands: 'As commands', event: 'Event', entries: 'On this node',
}

export function payloadTitle({ is, name }: Payload): string {
  return name === null ? PAYLOADS[is] : `${PAYLOADS[is]}: ${name}`
}

/** `Pod shop/web-1: status.podIP = 10.244.1.5`; the value is left out where only a real cluster knows it. */
export function changeText({ of, field, value }: StateChange): Sentence {
  const object = say`${of.kind} ${code(of.namespace === null ? of.name : `${of.namespace}/${of.name}`)}`
  return value === null ? say`${object}: ${code(field)} is set` : say`${object}: ${code(field)} is ${code(value)}`
}

export const BELIEVED = 'believed'
export const BELIEVED_WHY = 'Generally known, but we have not found it said in so many words by the project itself.'

/** `Step 5 of 24: etcd keeps it`, for screen readers. */
export function stepSpoken(index: number, journey: Journey): string {
  const step = journey.steps[index]
  return step ? `Step ${index + 1} of ${journey.steps.length}: ${stepWords(step, journey).title}. ${stepWay(step)}. ${plain(stepWords(step, journey).words)}` : ''
}

export const PICTURE_LABEL = 'The parts of the cluster and who speaks to whom. All of it is also listed under Parts; the steps under All steps.'
export const VIEW_LABEL = 'Architecture. Arrow keys go from step to step, Space plays.'

/** `and 3 more nodes`. */
export function moreNodes(amount: number): string {
  return amount === 1 ? 'and 1 more node' : `and ${amount} more nodes`
}

/** Under the second node: it has all of the first one's parts. */
export const SAME_PARTS = 'the same parts'
export const NO_NODES = 'a node'
