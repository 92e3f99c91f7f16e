import { describe, expect, test } from 'vitest'
import { columnsOf, type ColumnsInput } from '../../../../src/app/state/columns.ts'

const layout = {
  isPair: true,
  isMedium: true,
  isWide: false,
  hasRail: true,
  hasLesson: false,
  editorWidth: null,
  half: 'cluster',
} as const
const input: ColumnsInput = { width: 1600, layout, isLesson: false, isBuilding: false, isWalk: false }
const of = (more: Partial<Omit<ColumnsInput, 'layout'>> & { readonly layout?: Partial<ColumnsInput['layout']> }) =>
  columnsOf({ ...input, ...more, layout: { ...layout, ...more.layout } })

describe('the columns of the work', () => {
  test.each<[string, Parameters<typeof of>[0], string]>([
    ['beside the open rail', {}, '228px 488px 1px minmax(0, 1fr)'],
    ['beside the folded rail', { layout: { hasRail: false } }, '44px 584px 1px minmax(0, 1fr)'],
    [
      'in a small window',
      { width: 1200, layout: { hasRail: false, isMedium: false } },
      '44px 509px 1px minmax(0, 1fr)',
    ],
    ['in a lesson', { isLesson: true, layout: { hasLesson: true } }, '380px 537px 1px minmax(0, 1fr)'],
    [
      'in a lesson in a wide window',
      { isLesson: true, layout: { hasLesson: true, isWide: true } },
      '464px 500px 1px minmax(0, 1fr)',
    ],
    ['in a lesson that is folded', { isLesson: true, layout: { hasRail: false } }, '44px 584px 1px minmax(0, 1fr)'],
    ['as somebody had them', { layout: { editorWidth: 700 } }, '228px 700px 1px minmax(0, 1fr)'],
    ['never too narrow for the editor', { layout: { editorWidth: 10 } }, '228px 300px 1px minmax(0, 1fr)'],
    ['nor for the picture', { layout: { editorWidth: 9999 } }, '228px 952px 1px minmax(0, 1fr)'],
    ['in a walk', { isWalk: true }, '228px 44px minmax(0, 1fr)'],
    ['in a walk, with the text', { isWalk: true, layout: { half: 'yaml' } }, '228px 488px 1px minmax(0, 1fr)'],
    ['beside the builder', { isBuilding: true }, '464px 404px 1px minmax(0, 1fr)'],
    ['beside the builder in a small window', { isBuilding: true, layout: { isMedium: false } }, '380px minmax(0, 1fr)'],
    ['where there is room for one thing', { layout: { isPair: false } }, 'minmax(0, 1fr)'],
  ])('%s', (_, more, template) => expect(of(more).template).toBe(template))

  test('say the most that the editor may have', () => {
    expect(of({})).toMatchObject({ editor: 488, most: 952, isSpread: false, isStacked: false })
    expect(of({ width: 500 })).toMatchObject({ editor: 300, most: 300 })
  })
})
