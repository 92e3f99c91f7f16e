import { describe, expect, it } from 'vitest'
import { plain } from '../../../../src/app/text/sentence.ts'
import { barParts, namespaceGrid, sumOf } from '../../../../src/app/viz/matrix/namespaces.ts'
import { NO_DIFF, shopReach, tcp } from './worlds.ts'

const grid = (changes: Parameters<typeof namespaceGrid>[1]['changes'] = []) =>
  namespaceGrid(shopReach(), { ...NO_DIFF, changes })

describe('the matrix of namespaces', () => {
  it('has the outside first, both ways', () => {
    const { rows, columns, totals } = grid()
    expect(rows.map(({ label }) => label)).toEqual(['outside', 'dev', 'shop'])
    expect(columns.map(({ label }) => label)).toEqual(['outside', 'dev', 'shop'])
    expect(totals.map(({ all }) => all)).toEqual([0, 1, 3, 1, 0, 3, 2, 2, 5])
    expect(rows.map(({ passing }) => passing)).toEqual([1, 1, 3])
  })

  it('says a square in words', () => {
    const { sentence } = grid()
    expect(plain(sentence(0, 0))).toBe('outside to outside: no flows')
    expect(plain(sentence(0, 1))).toBe('outside to dev: 1 of 1 flows pass, all open')
    expect(plain(sentence(2, 0))).toBe('shop to outside: 1 of 2 flows pass, 1 in part, 1 denied')
    expect(plain(sentence(1, 2))).toBe('dev to shop: 0 of 3 flows pass, all denied')
  })

  it('marks squares in which something opened, closed, or both', () => {
    const { changes, sentence } = grid([
      { sign: 'opened', from: 'shop/web', to: 'deploy:shop/api', port: tcp(8080) },
      { sign: 'closed', from: 'deploy:shop/api', to: 'shop/web', port: tcp(8080) },
      { sign: 'closed', from: 'dev/dbg', to: 'shop/web', port: tcp(8080) },
      { sign: 'opened', from: 'gone/pod', to: 'shop/web', port: tcp(8080) },
    ])
    expect([...changes]).toEqual([
      [8, ['opened', 'closed']],
      [5, ['closed']],
    ])
    expect(plain(sentence(2, 2))).toMatch(/; some opened, some closed$/)
  })

  it('adds up what leads into a namespace, out of one, and between two', () => {
    expect(sumOf(grid(), { from: null, to: 'shop' })).toEqual({ all: 11, passing: 1 })
    expect(sumOf(grid(), { from: 'shop', to: null })).toEqual({ all: 9, passing: 3 })
    expect(sumOf(grid(), { from: 'shop', to: 'dev' })).toEqual({ all: 2, passing: 1 })
    expect(sumOf(grid(), { from: null, to: null })).toEqual({ all: 17, passing: 5 })
  })

  it('needs two lines for large numbers', () => {
    expect(grid().twoLines).toBe(false)
    const reach = shopReach()
    expect(
      namespaceGrid(
        { ...reach, totals: [{ allowed: 0, open: 100, part: 0, all: 100 }, ...reach.totals.slice(1)] },
        NO_DIFF,
      ).twoLines,
    ).toBe(true)
  })
})

describe('the bar of a square', () => {
  it('is as long as its parts', () => {
    expect(barParts({ allowed: 1, open: 2, part: 0, all: 4 }, 40)).toEqual([
      { kind: 'allowed', start: 0, length: 10 },
      { kind: 'open', start: 10, length: 20 },
      { kind: 'denied', start: 30, length: 10 },
    ])
  })

  it('shows what is there, however little it is', () => {
    const parts = barParts({ allowed: 1, open: 0, part: 1, all: 1000 }, 40)
    expect(parts.map(({ kind, length }) => [kind, length])).toEqual([
      ['allowed', 3],
      ['part', 3],
      ['denied', 34],
    ])
  })
})
