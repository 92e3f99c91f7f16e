import type { CniSetting } from '../cni/choice.ts'

/**
 * What happens at a moment. A pod starts: `starts` it has its network; `published` the controller has told the agents
 * of it; `programmed` its own rules are in place, and other pods' rules know it. A policy: `connected` a connection is
 * opened; `accepted` the API server has the change; `published`, `programmed` as before; `flushed` open connections are
 * judged anew. A rollout: `before`; `changed` the Deployment has a new template, so that the first pods come and go;
 * `ready` pods of it are ready and the next ones follow; `finished` all are. An address: `held` a pod has it; `deleted`
 * the pod is gone; `rested` it may be given again; `reused` another pod has it.
 */
export type TimeEvent =
  | 'starts'
  | 'published'
  | 'programmed'
  | 'connected'
  | 'accepted'
  | 'flushed'
  | 'before'
  | 'changed'
  | 'ready'
  | 'finished'
  | 'held'
  | 'deleted'
  | 'rested'
  | 'reused'

/**
 * Who is judged. `flow`: the question as it is asked. `open`, `new`: a connection that was open before, and one that is
 * opened now. `old-pods`, `new-pods`: where a pod of the old or the new template is at its end. `address`: whoever has
 * the address. `stranger`: a pod without labels, which will have it. `replacement`: the pod that takes the deleted
 * one's place.
 */
export type LaneId = 'flow' | 'open' | 'new' | 'old-pods' | 'new-pods' | 'address' | 'stranger' | 'replacement'

/**
 * Why it comes out so. `rules`: the policies say it. `gate-open`, `gate-closed`: the pod's own gate is not programmed
 * yet and lets everything through, or nothing. `isolated-first`: some policy selects the pod, and its allowing rules
 * are not in place yet. `unknown-peer`: the other end's rules do not know the pod's address yet. `remembered`: packets
 * of an open connection are not judged again. `judged-again`: they are. `left-open`: the API leaves it to the plugin.
 * `never-open`: there was none that could be open. `nobody`: no pod is there. `no-endpoints`: the Service has nobody to
 * send it to. `no-road`: the network has no way to carry it.
 */
export type TimeWhy =
  | 'rules'
  | 'gate-open'
  | 'gate-closed'
  | 'isolated-first'
  | 'unknown-peer'
  | 'remembered'
  | 'judged-again'
  | 'left-open'
  | 'never-open'
  | 'nobody'
  | 'no-endpoints'
  | 'no-road'

/**
 * `depends`: on which pod answers, or on something else that the question leaves open. `nothing`: there is nothing to
 * judge.
 */
export interface TimeVerdict {
  readonly outcome: 'allowed' | 'denied' | 'depends' | 'nothing'
  readonly why: TimeWhy
  /** The gate that stops it; null: none does. */
  readonly deniedAt: 'egress' | 'ingress' | null
}

/** Pods of the two templates of a Deployment. `starting`: not ready yet. */
export interface RolloutPods {
  readonly old: number
  readonly new: number
  readonly starting: number
}

/** From here until the next moment. `believed`: no project states the number of seconds, or what happens. */
export interface Moment {
  readonly seconds: number
  readonly event: TimeEvent
  readonly believed: boolean
  /** Null: nobody writes it down. */
  readonly source: string | null
  /** In the order of the lanes. */
  readonly verdicts: readonly TimeVerdict[]
  readonly pods: RolloutPods | null
}

/**
 * What becomes of a question as time passes. In order of seconds; before the first moment and after the last nothing
 * changes.
 */
export interface Timeline {
  readonly setting: CniSetting
  readonly lanes: readonly LaneId[]
  readonly moments: readonly Moment[]
}

/** The moment that holds at so many seconds; of an empty timeline null. */
export function momentAt({ moments }: Pick<Timeline, 'moments'>, seconds: number): Moment | null {
  return moments.findLast((moment) => moment.seconds <= seconds) ?? moments[0] ?? null
}
