import { fieldAt, numberAt, textAt } from '../../manifests/fields.ts'
import type { RolloutPods, TimeEvent } from './timeline.ts'

/** How a Deployment replaces its pods. */
export interface RolloutPlan {
  readonly replicas: number
  /** Pods that there may be besides, and that may be missing. */
  readonly maxSurge: number
  readonly maxUnavailable: number
  /** Seconds from the start of a pod until it counts. */
  readonly readyAfter: number
}

/** A moment of a rollout, in seconds from its start, and who is there from then on. */
export interface RolloutStage {
  readonly seconds: number
  readonly event: Extract<TimeEvent, 'before' | 'changed' | 'ready' | 'finished'>
  readonly pods: RolloutPods
}

/** How long a pod takes until it is ready depends on the program; this is ours. */
const READY_SECONDS = 5

/**
 * A quarter of the pods each when the Deployment says nothing; of a share, what is missing is rounded down and what is
 * besides is rounded up. With Recreate all old pods go before a new one comes.
 * Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
 */
export function rolloutPlan(deployment: unknown, replicas: number): RolloutPlan {
  const strategy = fieldAt(deployment, 'spec', 'strategy')
  const readyAfter = READY_SECONDS + (numberAt(deployment, 'spec', 'minReadySeconds') ?? 0)
  if (textAt(strategy, 'type') === 'Recreate') return { replicas, maxSurge: 0, maxUnavailable: replicas, readyAfter }
  const maxSurge = amountOf(fieldAt(strategy, 'rollingUpdate', 'maxSurge'), replicas, Math.ceil)
  const maxUnavailable = amountOf(fieldAt(strategy, 'rollingUpdate', 'maxUnavailable'), replicas, Math.floor)
  // Else nothing would ever move.
  return {
    replicas,
    maxSurge,
    maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : Math.min(maxUnavailable, replicas),
    readyAfter,
  }
}

function amountOf(written: unknown, replicas: number, round: (value: number) => number): number {
  if (typeof written === 'number') return Math.max(0, written)
  const share = /^(\d+)%$/.exec(typeof written === 'string' ? written : '25%')
  return round((Number(share?.[1] ?? 25) * replicas) / 100)
}

/** More steps than these are told at even distances. */
const STEPS = 10

/**
 * The steps of a rollout. Old pods go as soon as enough others are ready; a pod that goes takes no new connections.
 * Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/deployment/rolling.go
 */
export function rolloutStages({
  replicas,
  maxSurge,
  maxUnavailable,
  readyAfter,
}: RolloutPlan): readonly RolloutStage[] {
  const stages: RolloutStage[] = [{ seconds: -1, event: 'before', pods: { old: replicas, new: 0, starting: 0 } }]
  let old = replicas
  let ready = 0
  let starting = 0
  let seconds = 0
  while (replicas > 0) {
    starting += Math.max(0, Math.min(replicas + maxSurge - (old + ready + starting), replicas - ready - starting))
    old -= Math.max(0, Math.min(old, old + ready - (replicas - maxUnavailable)))
    // What has gone makes room for more at once.
    starting += Math.max(0, Math.min(replicas + maxSurge - (old + ready + starting), replicas - ready - starting))
    if (old === 0 && starting === 0) break
    stages.push({ seconds, event: seconds === 0 ? 'changed' : 'ready', pods: { old, new: ready, starting } })
    seconds += readyAfter
    ready += starting
    starting = 0
  }
  if (replicas > 0) stages.push({ seconds, event: 'finished', pods: { old: 0, new: replicas, starting: 0 } })
  return thinned(stages)
}

/** The first, the last, and some between. */
function thinned(stages: readonly RolloutStage[]): readonly RolloutStage[] {
  if (stages.length <= STEPS) return stages
  const kept = new Set(
    Array.from({ length: STEPS }, (_, index) => Math.round((index * (stages.length - 1)) / (STEPS - 1))),
  )
  return stages.filter((_, index) => kept.has(index))
}
