/** How much is written at a zoom: nothing, names, names and ports, or every pod with its labels. */
export type Level = 'dots' | 'names' | 'ports' | 'pods'

/** Sizes of letters in pixels of the picture; on the screen they are `scale` times that. */
export interface TypeSizes {
  readonly level: Level
  readonly name: number
  /** Names that find no room may be this small. */
  readonly least: number
  readonly ports: number
  readonly hull: number
  /** On lines. Below the level of ports only what changed is written there. */
  readonly chip: number
  /** On signposts; 0: they stay blank. */
  readonly sign: number
}

/** On the screen nothing is smaller. Where letters do not fit at these sizes, the picture says less. */
const SMALLEST = { name: 11.5, ports: 10, hull: 12, chip: 10 } as const
/** At 100 %. */
const USUAL = { name: 14, ports: 12, hull: 14, chip: 12 } as const
/** A signpost is not high enough for larger letters. */
const LARGEST_SIGN = 12.5

/** For an audience, letters on the screen are so many times as large before the picture says less. */
const LARGE = 1.45

/** `scale`: of the picture on the screen. `isLarge`: it is to be read from the back row. */
export function typeAt(scale: number, isLarge = false): TypeSizes {
  if (isLarge) return typeAt(scale / LARGE)
  const size = (of: keyof typeof USUAL) => Math.ceil(Math.max(USUAL[of], SMALLEST[of] / scale) * 2) / 2
  const level = scale < 0.36 ? 'dots' : scale < 0.6 ? 'names' : scale <= 1.4 ? 'ports' : 'pods'
  return {
    level,
    name: size('name'),
    least: Math.max(12, Math.ceil((SMALLEST.name / scale) * 2) / 2),
    ports: size('ports'),
    hull: Math.min(size('hull'), 40),
    chip: size('chip'),
    sign: SMALLEST.ports / scale > LARGEST_SIGN ? 0 : Math.max(11, Math.ceil((SMALLEST.ports / scale) * 2) / 2),
  }
}

/** Whether letters take more of the picture than at 100 %. */
export function isEnlarged({ name }: TypeSizes): boolean {
  return name > USUAL.name
}

/** The advance of a letter, in ems: in mono every letter's, in the sans an average one's. */
export const ADVANCE = { mono: 0.602, sans: 0.55 } as const

/** The zoom to set letters for: in steps, so that a turn of the wheel does not set every name anew. */
export function typeStep(k: number): number {
  const below = [0.36, 0.4, 0.45, 0.5, 0.55, 0.6, 0.64, 0.68, 0.72, 0.76, 0.8].findLast((step) => k >= step)
  return k > 1.4 ? 1.41 : k >= 0.85 ? 1 : (below ?? Math.max(0.12, Math.floor(k * 20) / 20))
}
