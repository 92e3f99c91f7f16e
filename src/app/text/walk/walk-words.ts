import type { CniChoice } from '../../../sim/cni/choice.ts'
import type { Pace } from '../../ui/stepper.svelte.ts'
import type { FlowFact } from '../../../world/answer.ts'
import { code, say, type Sentence } from '../sentence.ts'
import { factText } from '../verdict.ts'

export const WALK_LABEL = 'Packet walk. Arrow keys go from stop to stop, Home and End to the first and the last, Space plays.'
export const STOPS_LABEL = 'Stops of the packet'

/** How fast the packet goes. */
export const WALK_PACES: readonly Pace[] = [
  { id: 'slow', label: 'half a hop a second', every: 2000 }, { id: 'even', label: '1 hop a second', every: 1000 }, { id: 'fast', label: '2 hops a second', every: 500 },
]

/** Plugins under which the same flow goes another way. */
export const OTHER_PLUGINS: readonly { readonly label: string; readonly choice: CniChoice }[] = [
  { label: 'Flannel VXLAN', choice: { name: 'flannel', mode: 'vxlan' } },
  { label: 'Calico IPIP', choice: { name: 'calico', mode: 'ipip' } },
  { label: 'Cilium native routing', choice: { name: 'cilium', mode: 'native' } },
  { label: 'Amazon VPC CNI', choice: { name: 'aws-vpc-cni' } },
]
export const OTHERS_LABEL = 'Same flow under'

export const FOLD_EDITOR = 'Fold the editor'

export const FOLLOW_REPLY = 'Follow the reply'
export const FOLLOW_WAY = 'Back to the first packet'
export const AS_TEXT = 'All hops as text'
export const COPY_TEXT = 'Copy as text'
export const REPLY_TEXT = 'The answer'
export const FAILED = 'The walk could not be made. The next change is tried again.'
export const LOADING = 'Following the packet…'

/** Nobody has asked yet: what could be. */
export const ASK_FIRST: Sentence = say`A walk follows one packet from the program that sends it to the one that gets it: through every gate, tunnel and table on the way. Ask above who should reach whom.`
export const ASK_FIRST_ALONE = 'There are not two ends here that could speak to each other.'
/** There is an answer and no way to follow. */
export const NO_WALK: Sentence = say`There is no way to follow here. Either the two ends have no kind of address in common, or the text does not say on which node one of them runs: ${code('nodeName')} in its pod says so.`

/** `Walk shop/web → shop/api:8080`. */
export function offerText(from: string, to: string, port: string): Sentence {
  return say`Walk ${code(from)} → ${code(port === '' ? to : `${to}:${port}`)}`
}

/** An answer with several possibilities, of which one is followed at a time. */
export function dependsText(varies: FlowFact): string {
  return `It depends on ${factText(varies)}. Followed here:`
}
export const TOLD_PART = 'the one that the answer tells of'

/** For those who do not see the picture: the text below has everything in it. */
export function pictureLabel(stops: number, current: number): string {
  return `Picture of the walk, hop ${current + 1} of ${stops}`
}
