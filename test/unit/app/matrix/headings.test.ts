import { describe, expect, it } from 'vitest'
import { piecesOf } from '../../../../src/app/text/pieces.ts'
import { headingLayout, linesOf, sideLayout, spansIn, spansOf } from '../../../../src/app/viz/matrix/headings.ts'
import { namespaceLayout, workloadLayout, type Measures } from '../../../../src/app/viz/matrix/layout.ts'
import { namespaceGrid } from '../../../../src/app/viz/matrix/namespaces.ts'
import { EVERYTHING } from '../../../../src/app/viz/matrix/scope.ts'
import { workloadGrid } from '../../../../src/app/viz/matrix/grid.ts'
import { NO_DIFF, shopReach } from './worlds.ts'

const measure = (text: string) => text.length * 7
const MEASURES: Measures = { group: measure, square: measure, heading: (text) => text.length * 6, name: measure }
const everything = workloadGrid(shopReach(), shopReach().cells!, EVERYTHING, NO_DIFF)
const WIDE = { isNarrow: false, isCoarse: false }

describe('headings of columns', () => {
  it('share a name where the ports are of one workload', () => {
    expect(spansOf(everything.columns).map(({ label, first, count }) => [label, first, count])).toEqual([
      ['dbg', 0, 1],
      ['api', 1, 2],
      ['web', 3, 1],
      ['internet', 4, 1],
    ])
    expect(spansIn(spansOf(everything.columns), { first: 2, end: 3 }).map(({ label }) => label)).toEqual(['api'])
  })

  it('do not share it between workloads that are called alike', () => {
    const column = (key: string, group: string) => ({
      key,
      group,
      label: '80',
      owner: 'web',
      note: '',
      name: '',
      passing: 0,
    })
    expect(
      spansOf([
        column('deploy:a/web 80/TCP', 'a'),
        column('sts:a/web 80/TCP', 'a'),
        column('deploy:b/web 80/TCP', 'b'),
      ]),
    ).toHaveLength(3)
  })

  it('break after hyphens, dots and slashes only', () => {
    expect(piecesOf('kube-system')).toEqual(['kube-', 'system'])
    expect(piecesOf('198.51.100.0/24')).toEqual(['198.', '51.', '100.', '0/', '24'])
    expect(piecesOf('2001:db8::/32')).toEqual(['2001:', 'db8::', '/', '32'])
    expect(linesOf('web', 60, measure)).toBe(1)
    expect(linesOf('kube-system', 60, measure)).toBe(2)
    expect(linesOf('recommendations', 60, measure)).toBe(Infinity)
  })

  it('lie flat when all of a group fit, else all of them stand', () => {
    const layout = (...names: readonly (readonly [string, string])[]) => {
      const { upright, height } = headingLayout(
        names.map(([group, label]) => ({ key: label, group, label, first: 0, count: 1 })),
        60,
        measure,
      )
      return [[...upright], height]
    }
    expect(layout(['a', 'web'], ['a', 'api'])).toEqual([[], 15])
    expect(layout(['a', 'web'], ['a', 'kube-system'])).toEqual([[], 30])
    expect(layout(['a', '198.51.153.64/26'])).toEqual([[], 45])
    expect(layout(['a', 'web'], ['a', 'recommendations'], ['b', 'db'])).toEqual([['a'], 107])
    expect(layout(['a', 'x'.repeat(63)])).toEqual([['a'], 134])
    expect(layout()).toEqual([[], 15])
  })
})

describe('headings of rows', () => {
  it('have the namespaces aside when there are several and there is room', () => {
    expect(sideLayout(everything.rows, true, 180, measure, measure)).toEqual({ groups: 49, names: 56 })
    expect(sideLayout(everything.rows, false, 180, measure, measure)).toEqual({ groups: 0, names: 56 })
    expect(sideLayout(everything.rows.slice(2), true, 180, measure, measure)).toEqual({ groups: 0, names: 21 })
    expect(sideLayout([{ ...everything.rows[0]!, label: 'x'.repeat(60) }], true, 180, measure, measure).names).toBe(180)
  })
})

describe('the sizes of a grid', () => {
  it('has cells of 54 by 34 with gaps of 8 between namespaces', () => {
    const { rows, columns, side, head, width, height } = workloadLayout(everything, MEASURES, WIDE)
    expect([...columns.starts]).toEqual([0, 62, 116, 170, 232])
    expect([...rows.starts]).toEqual([0, 42, 84, 118])
    expect([side, head]).toEqual([49 + 16 + 56 + 12, 22 + 15 + 6 + 19])
    expect([width, height]).toEqual([side + 286 + 64, head + 152 + 34])
  })

  it('puts the namespaces into the gaps where it is narrow, and makes cells taller for fingers', () => {
    const narrow = workloadLayout(everything, MEASURES, { isNarrow: true, isCoarse: true })
    expect(narrow.isTitled).toBe(true)
    expect(narrow.side).toBe(84)
    expect([...narrow.rows.starts]).toEqual([24, 94, 164, 208])
  })

  it('has squares of 60', () => {
    const { rows, columns, side } = namespaceLayout(namespaceGrid(shopReach(), NO_DIFF), MEASURES, WIDE)
    expect([...rows.starts]).toEqual([0, 60, 120])
    expect(columns.length).toBe(180)
    expect(side).toBe(49 + 12)
  })
})
