import type { BEHAVIOURS, BehaviourId, BehaviourTopic, BehaviourValue } from '../../../sim/cni/behaviours.ts'

/** `title` asks, each value answers: first in a few words that fit a cell, then whole. */
interface BehaviourText<Id extends BehaviourId> {
  readonly title: string
  readonly values: { readonly [Value in BehaviourValue<Id>]: readonly [short: string, whole: string] }
}

/** The headings above behaviours. */
export type TopicHeadings = Readonly<Record<BehaviourTopic, string>>

/** Words for every behaviour of a topic, in one language. */
export type BehaviourTexts<Topic extends BehaviourTopic = BehaviourTopic> = {
  readonly [Id in BehaviourId as (typeof BEHAVIOURS)[Id]['topic'] extends Topic ? Id : never]: BehaviourText<Id>
}
