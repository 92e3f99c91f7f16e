import type { HopPlace } from '../../../sim/cni/walk.ts'

/**
 * Stops in a row in one pod, or on a node outside of its pods. `stops` are indexes; empty: the packet never gets there.
 */
export type WalkStretch =
  | { readonly in: 'pod'; readonly pod: string; readonly stops: readonly number[] }
  | { readonly in: 'node'; readonly stops: readonly number[] }

/** A node, or somewhere outside; or the wire between two of them. */
export type WalkGround =
  | {
      readonly on: 'node'
      readonly name: string
      readonly isReached: boolean
      readonly stretches: readonly WalkStretch[]
    }
  | { readonly on: 'outside'; readonly name: string; readonly isReached: boolean; readonly stops: readonly number[] }
  | { readonly on: 'wire'; readonly stops: readonly number[] }

/** Where the packet was meant to go, when it does not get there. */
export type WalkEnd = Extract<HopPlace, { in: 'pod' | 'node' | 'outside' }>

/**
 * The places of a walk from left to right. Between two machines there is always a wire. A node that the packet leaves
 * and comes back to is there twice: in a picture of one way, each place comes when it is reached.
 */
export function groundOf(places: readonly HopPlace[], unreached: WalkEnd | null): readonly WalkGround[] {
  let ground: readonly WalkGround[] = []
  places.forEach((place, index) => {
    ground = withStop(ground, place, [index])
  })
  if (!unreached || isThere(ground, unreached)) return ground
  return withStop(ground, unreached, [])
}

function withStop(ground: readonly WalkGround[], place: HopPlace, stops: readonly number[]): readonly WalkGround[] {
  const last = ground.at(-1)
  const before = ground.slice(0, -1)
  const isReached = stops.length > 0
  if (place.in === 'wire')
    return last?.on === 'wire'
      ? [...before, { on: 'wire', stops: [...last.stops, ...stops] }]
      : [...ground, { on: 'wire', stops }]
  if (place.in === 'outside') {
    if (last?.on === 'outside') return [...before, { ...last, stops: [...last.stops, ...stops] }]
    return [...withWire(ground), { on: 'outside', name: place.label, isReached, stops }]
  }
  const stretch: WalkStretch = place.in === 'pod' ? { in: 'pod', pod: place.pod, stops } : { in: 'node', stops }
  if (last?.on !== 'node' || last.name !== place.node)
    return [...withWire(ground), { on: 'node', name: place.node, isReached, stretches: [stretch] }]
  const open = last.stretches.at(-1)!
  const goesOn = open.in === 'pod' ? stretch.in === 'pod' && open.pod === stretch.pod : stretch.in === 'node'
  return [
    ...before,
    {
      ...last,
      stretches: goesOn
        ? [...last.stretches.slice(0, -1), { ...open, stops: [...open.stops, ...stops] }]
        : [...last.stretches, stretch],
    },
  ]
}

function withWire(ground: readonly WalkGround[]): readonly WalkGround[] {
  return ground.length === 0 || ground.at(-1)!.on === 'wire' ? ground : [...ground, { on: 'wire', stops: [] }]
}

function isThere(ground: readonly WalkGround[], end: WalkEnd): boolean {
  return ground.some((each) => {
    switch (end.in) {
      case 'outside':
        return each.on === 'outside' && each.stops.length > 0 && each === ground.at(-1)
      case 'node':
        return each.on === 'node' && each.name === end.node
      case 'pod':
        return each.on === 'node' && each.stretches.some((stretch) => stretch.in === 'pod' && stretch.pod === end.pod)
    }
  })
}

/** The stops on this ground, from the first to the last. */
export function stopsOn(ground: WalkGround): readonly number[] {
  return ground.on === 'node' ? ground.stretches.flatMap(({ stops }) => stops) : ground.stops
}
