import type { Box } from '../lattice/geometry.ts'
import { stopsOn, type WalkGround } from './ground.ts'
import { LINE } from './labels.ts'
import type { WalkMeasures } from './titles.ts'
import type { WalkTube } from './tubes.ts'

/** What is written over a tunnel: which one, and its number. `detail` empty: nothing more. */
export interface TubeWords {
  readonly name: string
  readonly detail: string
}

/** What the wire between two machines carries: the outermost tunnel that is open there, else what it is itself. */
export function wireWords(
  index: number,
  ground: readonly WalkGround[],
  tubes: readonly WalkTube[],
  wordsOf: (stop: number) => TubeWords | null,
  wire: string,
): TubeWords {
  const before = ground.slice(0, index).flatMap(stopsOn).at(-1) ?? -1
  const open = tubes
    .filter(({ from, to }) => from <= before && (to === null || to > before))
    .sort((a, b) => b.depth - a.depth)[0]
  return (open && wordsOf(open.from)) ?? { name: wire, detail: '' }
}

/** How wide the words on a tube or a wire are, in pixels. */
export function wordsWidth({ name, detail }: TubeWords, measure: WalkMeasures): number {
  return Math.max(measure.name(name), detail === '' ? 0 : measure.detail(detail))
}

/** The box of words that stand centred over `x` with their first line on `y`. */
export function wordsBox(words: TubeWords, x: number, y: number, measure: WalkMeasures): Box {
  const width = wordsWidth(words, measure) + 8
  return {
    x: x - width / 2,
    y: y - LINE.above,
    width,
    height: LINE.above + LINE.below + (words.detail === '' ? 0 : LINE.step),
  }
}
