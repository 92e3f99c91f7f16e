import type { Box } from '../lattice/geometry.ts'

/** What of the picture is in the pane: picture coordinates times `k`, plus `x` and `y`, are pixels of the pane. */
export interface View {
  readonly x: number
  readonly y: number
  readonly k: number
}

/** The room for the picture, in pixels of the screen. */
export interface PaneSize {
  readonly width: number
  readonly height: number
}

/** The smallest and the largest `k` that anybody gets. */
export const SCALES = [0.12, 3] as const
/** Small clusters are not blown up further than this. */
const LARGEST_FIT = { usual: 1.3, large: 2.2 } as const

/** In a narrow pane (a phone) the whole would be too small to read: less of it is shown, around what matters. */
const NARROW = { width: 560, whole: 0.5, part: 0.64 } as const

/** How large the whole of `world` would be in a pane. */
function wholeIn(world: Box, { width, height }: PaneSize, isLarge: boolean): number {
  const largest = LARGEST_FIT[isLarge ? 'large' : 'usual']
  return Math.max(SCALES[0], Math.min(largest, width / world.width, height / world.height))
}

/** Whether a pane is too narrow for the whole of `world`, so that it is panned. */
export function showsPart(world: Box, pane: PaneSize, isLarge = false): boolean {
  return pane.width < NARROW.width && wholeIn(world, pane, isLarge) < NARROW.whole
}

/**
 * The whole of `world` in the middle of the pane; in a narrow one, a readable part of it around `focus`. `isLarge`: for
 * an audience.
 */
export function fitView(world: Box, pane: PaneSize, focus: Box | null = null, isLarge = false): View {
  const isPart = showsPart(world, pane, isLarge)
  const k = isPart ? NARROW.part : wholeIn(world, pane, isLarge)
  const around = isPart ? (focus ?? world) : world
  const place = (start: number, size: number, from: number, all: number, room: number) =>
    all * k <= room
      ? (room - all * k) / 2 - from * k
      : Math.min(-from * k, Math.max(room - (from + all) * k, room / 2 - (start + size / 2) * k))
  return {
    k,
    x: place(around.x, around.width, world.x, world.width, pane.width),
    y: place(around.y, around.height, world.y, world.height, pane.height),
  }
}

/** Room around what is brought into the pane, in pixels. */
const AIR = 24

/** Moves as little as is needed to have the whole of `box` in the pane; the same view when it is. */
export function viewWith(view: View, box: Box, { width, height }: PaneSize): View {
  const left = box.x * view.k + view.x
  const top = box.y * view.k + view.y
  if (left >= 0 && top >= 0 && left + box.width * view.k <= width && top + box.height * view.k <= height) return view
  const shift = (start: number, size: number, room: number) =>
    start < AIR ? AIR - start : Math.min(0, Math.max(room - AIR - (start + size), AIR - start))
  return {
    k: view.k,
    x: view.x + shift(left, box.width * view.k, width),
    y: view.y + shift(top, box.height * view.k, height),
  }
}

/** In pixels of the pane. */
export type Point = [x: number, y: number]

/** Hears every step of the view; `byHand` is true when a person moved it. */
export type OnView = (view: View, byHand: boolean) => void
