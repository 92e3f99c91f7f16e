import type { Box } from '../lattice/geometry.ts'
import type { Point } from '../routes/lines.ts'
import type { WalkMap } from './drawing.ts'
import { softened, type MapWay } from './way.ts'

const ANCHORS = { start: 'end', middle: 'middle', end: 'start' } as const

/** The same picture from right to left. */
export function mirrored(map: WalkMap): WalkMap {
  const point = <Kind extends Pick<Point, 'x'>>(each: Kind): Kind => ({ ...each, x: map.width - each.x })
  const box = <Kind extends Box>(each: Kind): Kind => ({ ...each, x: map.width - each.x - each.width })
  const way = <Kind extends MapWay>(each: Kind): Kind => ({ ...each, ...softened(each.points.map(point)) })
  return {
    ...map,
    frames: map.frames.map(box),
    words: map.words.map(point),
    pieces: map.pieces.map(way),
    tubes: map.tubes.map(way),
    marks: map.marks.map((mark) => ({
      ...point(mark),
      angle: 180 - mark.angle,
      label: mark.label && {
        ...point(mark.label),
        anchor: ANCHORS[mark.label.anchor],
        box: box(mark.label.box),
        leader: mark.label.leader && point(mark.label.leader),
      },
    })),
    bar: map.bar && { ...point(map.bar), angle: 180 - map.bar.angle },
  }
}
