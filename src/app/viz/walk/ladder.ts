import type { HopPlace } from '../../../sim/cni/walk.ts'
import { groundOf, type WalkEnd } from './ground.ts'
import { tubesOf } from './tubes.ts'

/**
 * One stop of the ladder. `tubeAbove`, `tubeBelow`: whether the line to the stop before and after it runs in a tunnel.
 */
export interface LadderRung {
  readonly index: number
  readonly tubeAbove: boolean
  readonly tubeBelow: boolean
}

/** Stops in one pod, or on a node outside of its pods (`pod` null). No rungs: the packet never gets there. */
export interface LadderGroup {
  readonly pod: string | null
  readonly rungs: readonly LadderRung[]
}

/** A machine, a place outside, or the wire between: one part of the ladder. */
export interface LadderPart {
  readonly key: string
  readonly on: 'node' | 'outside' | 'wire'
  /** Empty on the wire. */
  readonly name: string
  readonly groups: readonly LadderGroup[]
}

/**
 * A walk from top to bottom, for a narrow screen. Wires on which nothing happens are left out: the gap between two
 * machines says it.
 */
export function ladderParts(
  stops: readonly { readonly kind: string; readonly place: HopPlace }[],
  unreached: WalkEnd | null,
): readonly LadderPart[] {
  const tubes = tubesOf(stops.map(({ kind }) => kind))
  const isTube = (from: number) => tubes.some((tube) => tube.from <= from && from < (tube.to ?? stops.length))
  const rungs = (indexes: readonly number[]) =>
    indexes.map((index): LadderRung => ({
      index,
      tubeAbove: index > 0 && isTube(index - 1),
      tubeBelow: index < stops.length - 1 && isTube(index),
    }))
  return groundOf(
    stops.map(({ place }) => place),
    unreached,
  ).flatMap((ground, at): readonly LadderPart[] => {
    const key = `${ground.on} ${at}`
    switch (ground.on) {
      case 'wire':
        return ground.stops.length === 0
          ? []
          : [{ key, on: 'wire', name: '', groups: [{ pod: null, rungs: rungs(ground.stops) }] }]
      case 'outside':
        return [{ key, on: 'outside', name: ground.name, groups: [{ pod: null, rungs: rungs(ground.stops) }] }]
      case 'node':
        return [
          {
            key,
            on: 'node',
            name: ground.name,
            groups: ground.stretches.map((stretch) => ({
              pod: stretch.in === 'pod' ? stretch.pod : null,
              rungs: rungs(stretch.stops),
            })),
          },
        ]
    }
  })
}
