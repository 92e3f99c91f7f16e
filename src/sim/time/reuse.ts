import type { AddressReuse } from '../cni/keeper.ts'
import type { TimeEvent } from './timeline.ts'

/** `has`: who has the address. */
export interface ReuseStage {
  readonly seconds: number
  readonly event: Extract<TimeEvent, 'held' | 'deleted' | 'rested' | 'reused'>
  readonly has: 'pod' | 'nobody' | 'stranger'
  readonly believed: boolean
  readonly source: string | null
}

/**
 * An address from its first owner to the next, when a pod is deleted and its node starts a new one every second from
 * then on; how fast pods come is ours, their order is the plugin's.
 */
export function reuseStages({ rest, after, believed, source }: AddressReuse): readonly ReuseStage[] {
  return [
    { seconds: -1, event: 'held', has: 'pod', believed: false, source: null },
    { seconds: 0, event: 'deleted', has: 'nobody', believed: false, source: null },
    ...(rest > 0 ? [{ seconds: rest, event: 'rested' as const, has: 'nobody' as const, believed, source }] : []),
    {
      seconds: rest + (after ?? 0) + 1,
      event: 'reused',
      has: 'stranger',
      believed: believed || after === null,
      source,
    },
  ]
}
