import { isEnlarged, type TypeSizes } from '../graph/type.ts'
import { showsPart, type PaneSize } from '../graph/view.ts'
import type { Geometry, StationRoom } from './geometry.ts'

/** Stations get wider by steps, so that columns move seldom while somebody drags a splitter; pixels of the picture. */
const STEP = 7
/** Wider than this, two stations no longer look alike from afar. */
const WIDEST = 132
/** So much wider where the picture is panned anyway: enough for most names, and two stations still fit into the pane. */
const PANNED = 21
/** So much of a channel its lines can spare. */
const OF_CHANNEL = 14

/**
 * How wide stations become where a picture is small, for its letters are large then and want room. They take what would
 * stay empty on both sides of the picture where the height of the pane decides its size, else a little of the channels;
 * in a narrow pane, where only a part of the picture is seen, the picture gets wider. In pixels of the picture, never
 * narrower than in `geometry`, and the same as there as long as letters have their usual size.
 */
export function roomForNames({ world, stationWidth, columns }: Geometry, room: PaneSize, type: TypeSizes): StationRoom {
  if (!isEnlarged(type)) return { width: stationWidth, ofChannel: 0 }
  const most = Math.max(0, WIDEST - stationWidth)
  if (showsPart(world, room)) return { width: stationWidth + Math.min(PANNED, most), ofChannel: 0 }
  const spare = (room.width * world.height) / room.height - world.width
  const free = Math.min(most, Math.max(0, Math.floor(spare / columns.length / STEP) * STEP))
  const borrowed = Math.max(0, Math.min(OF_CHANNEL, most) - free)
  return { width: stationWidth + free + borrowed, ofChannel: borrowed }
}
