import type { Layout } from './layout.svelte.ts'

/** The editor is never narrower, in pixels. */
export const EDITOR_MIN = 300
const ANSWER_MIN = 420
const RAIL = 228
const STRIP = 44
const LESSON = 380
const LESSON_WIDE = 464

/** What the columns of the work depend on. */
export interface ColumnsInput {
  /** Of all of them, in pixels. */
  readonly width: number
  readonly layout: Pick<Layout, 'isPair' | 'isMedium' | 'isWide' | 'hasRail' | 'hasLesson' | 'editorWidth' | 'half'>
  readonly isLesson: boolean
  readonly isBuilding: boolean
  readonly isWalk: boolean
}

/** The columns of the work, from the left: rail, lesson or builder; editor; picture. */
export interface Columns {
  /** As CSS has it. */
  readonly template: string
  /** Of the editor, in pixels, and the most that it may have. */
  readonly editor: number
  readonly most: number
  /** A walk needs the width: the editor is a strip beside it until somebody wants the text. */
  readonly isSpread: boolean
  /** Beside the builder, text and picture have room for both only below each other. */
  readonly isStacked: boolean
}

/** What each column has of the width. */
export function columnsOf(input: ColumnsInput): Columns {
  const { width, layout, isBuilding, isWalk } = input
  const rail = layout.isPair ? sideOf(input) : 0
  const room = width - rail
  const most = Math.max(EDITOR_MIN, room - ANSWER_MIN)
  const editor = Math.min(Math.max(layout.editorWidth ?? Math.round(room * shareOf(input)), EDITOR_MIN), most)
  const isSpread = layout.isPair && !isBuilding && isWalk && layout.half !== 'yaml'
  const isStacked = isBuilding && layout.isPair && !layout.isMedium
  return { template: templateOf(layout.isPair, isSpread, isStacked, rail, editor), editor, most, isSpread, isStacked }
}

function sideOf({ layout, isLesson, isBuilding }: ColumnsInput): number {
  if (isBuilding) return LESSON_WIDE
  if (!isLesson) return layout.hasRail ? RAIL : STRIP
  if (!layout.hasLesson) return STRIP
  return layout.isWide ? LESSON_WIDE : LESSON
}

/**
 * What the editor has of the room beside the rail, where nobody said otherwise: 488 of 1600 beside the open rail; else
 * 36 %, and 44 % where the window is small.
 */
function shareOf({ layout, isLesson }: ColumnsInput): number {
  if (isLesson && layout.hasLesson) return 0.44
  if (layout.hasRail) return 0.356
  return layout.isMedium ? 0.375 : 0.44
}

function templateOf(isPair: boolean, isSpread: boolean, isStacked: boolean, rail: number, editor: number): string {
  if (isStacked) return `${LESSON}px minmax(0, 1fr)`
  if (!isPair) return 'minmax(0, 1fr)'
  return `${rail}px ${isSpread ? `${STRIP}px` : `${editor}px 1px`} minmax(0, 1fr)`
}
