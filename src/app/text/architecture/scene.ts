import type {
  CniAbout,
  DeploymentAbout,
  Journey,
  JourneyStep,
  ObjectRef,
  PolicyAbout,
} from '../../../world/architecture.ts'
import { code, say, type Phrase, type Sentence } from '../sentence.ts'

/** A step and the journey it belongs to: all that a sentence about it needs. */
export interface Scene {
  readonly step: JourneyStep
  readonly journey: Journey
}

/** What is said about a step: a title of a few words, and one to three sentences. */
export interface StepWords {
  readonly title: string
  readonly words: Sentence
}

/** The words of a step, which depend on the journey that it is part of. */
export type SaidStep = (scene: Scene) => StepWords

/** `shop/web`, or the name alone of what belongs to the whole cluster. */
export function objectName({ namespace, name }: ObjectRef): Phrase {
  return code(namespace === null ? name : `${namespace}/${name}`)
}

/** The node where the pod runs. */
export function nodeName({ journey }: Scene): Phrase {
  return journey.node === null ? { text: 'its node' } : code(journey.node)
}

/** The node's name within a title. */
export function nodeTitle({ journey }: Scene): string {
  return journey.node ?? 'its node'
}

/** Null: the journey follows no pod. */
export function podOf({ about }: Journey): CniAbout['pod'] | null {
  return about.journey === 'policy' ? null : about.pod
}

/** The pod that is followed. */
export function podName({ journey }: Scene): Phrase {
  const pod = podOf(journey)
  return pod ? code(`${pod.namespace}/${pod.name}`) : { text: 'the pod' }
}

/** Null: the journey is another one. */
export function deploymentOf({ journey }: Scene): DeploymentAbout | null {
  return journey.about.journey === 'deployment' ? journey.about : null
}

/** Null: the journey is another one. */
export function policyOf({ journey }: Scene): PolicyAbout | null {
  return journey.about.journey === 'policy' ? journey.about : null
}

/** What was written: the workload or the policy. */
export function ownObject({ journey: { about } }: Scene): ObjectRef | null {
  return about.journey === 'deployment' ? about.workload : about.journey === 'policy' ? about.policy : null
}

/** `a Deployment`, `an AdminNetworkPolicy`. */
export function aKind(kind: string): string {
  return `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`
}

/** The addresses of the pod that is followed. */
export function addressesOf(scene: Scene): Sentence {
  const pod = podOf(scene.journey)
  return pod && pod.addresses.length > 0 ? say`${code(pod.addresses.join(' and '))}` : say`its address`
}
