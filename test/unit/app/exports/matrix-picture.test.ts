import { expect, it } from 'vitest'
import { matrixPicture } from '../../../../src/app/exports/matrix-picture.ts'
import { linkInPicture } from '../../../../src/app/exports/picture-file.ts'
import type { Grid, GridLine } from '../../../../src/app/viz/matrix/grid.ts'
import { CELL } from '../../../../src/worker/snapshot.ts'

const line = (name: string, group: string, label: string, owner = ''): GridLine => ({
  key: name,
  group,
  label,
  owner,
  note: '',
  name,
  passing: 0,
})
const grid: Grid = {
  rows: [line('internet', 'outside', 'internet'), line('shop/<web>', 'shop', 'web')],
  columns: [line('shop/api 8080', 'shop', '8080', 'api'), line('shop/api 9090', 'shop', '9090', 'api')],
  sentence: (row, column) => [{ text: `${row} to ${column} & more` }],
  mark: (row, column) => ({
    mark: 'cell',
    verdict: row === 0 ? CELL['denied-entering'] : CELL.allowed,
    change: row === 1 && column === 1 ? 'opened' : null,
  }),
}
const colours = { ground: '#fff', ink: '#000', soft: '#444', line: '#ddd', mark: (colour: string) => `c-${colour}` }

it('draws every cell with its verdict, and opens again as the work it shows', async () => {
  const { text, width, height } = matrixPicture(grid, colours, '#v1.abc_-')
  expect(text.match(/<title>/g)).toHaveLength(4)
  expect(text).toContain('shop/&lt;web&gt;')
  expect(text).not.toContain('<web>')
  expect(text).toContain('<title>1 to 1 &amp; more</title>')
  expect(text.match(/rotate\(-45/g)).toHaveLength(1)
  expect(text).toContain('stroke="c-deny"')
  expect(text).toContain('fill="c-allow"')
  expect(width).toBeGreaterThan(150)
  expect(height).toBeGreaterThan(80)
  expect(await linkInPicture(new Blob([text]))).toBe('#v1.abc_-')
  expect(await linkInPicture(new Blob([matrixPicture(grid, colours, null).text]))).toBeNull()
})
