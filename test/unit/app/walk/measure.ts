import type { WalkMeasures } from '../../../../src/app/viz/walk/titles.ts'

/** About what browsers say. */
export const MEASURE: WalkMeasures = {
  title: (text) => text.length * 8,
  address: (text) => text.length * 7.3,
  name: (text) => text.length * 7.6,
  detail: (text) => text.length * 6.6,
}
