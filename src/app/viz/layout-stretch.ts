import { isEnlarged, type TypeSizes } from './graph-type.ts'
import { showsPart, type PaneSize } from './graph-view.ts'
import type { Geometry } from './layout-geometry.ts'

/** Stations get wider by steps, so that columns move seldom while somebody drags a splitter; pixels of the picture. */
const STEP = 7
/** Wider than this, two stations no longer look alike from afar. */
const WIDEST = 132
/** Where the picture is panned anyway: wide enough for most names, and two stations still fit into the pane. */
const PANNED = 111

/**
 * How wide stations become where the height of the pane decides how small the picture is: what is left on both sides of
 * it would stay empty, while small pictures have large letters that want room; and where a narrow pane shows a part of
 * the picture. In pixels of the picture, never narrower
 * than in `geometry`, and the same as there as long as letters have their usual size.
 */
export function stretchedWidth({ world, stationWidth, columns }: Geometry, room: PaneSize, type: TypeSizes): number {
  if (isEnlarged(type) && showsPart(world, room)) return Math.max(stationWidth, PANNED)
  const spare = (room.width * world.height) / room.height - world.width
  if (!isEnlarged(type) || spare <= 0) return stationWidth
  const wanted = Math.min(spare / columns.length, WIDEST - stationWidth)
  return stationWidth + Math.max(0, Math.floor(wanted / STEP) * STEP)
}
