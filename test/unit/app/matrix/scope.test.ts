import { describe, expect, it } from 'vitest'
import { EVERYTHING, flowKey, levelFor, levelKey } from '../../../../src/app/viz/matrix/scope.ts'
import type { FlowSelection } from '../../../../src/app/viz/selection.ts'
import type { ReachView } from '../../../../src/worker/snapshot.ts'
import { shopReach, tcp } from './worlds.ts'

const asked = (from: string, to: string): FlowSelection => ({ from, to, port: tcp(8080), verdict: null })
const toApi = asked('dev/dbg', 'deploy:shop/api')

/** The same world with so many columns that not all are seen at once. */
function wideReach(): ReachView {
  const reach = shopReach()
  return {
    ...reach,
    columns: Array.from({ length: 30 }, (_, index) => ({ endpoint: index % 4, port: tcp(index) })),
    cells: null,
  }
}

describe('the level of the matrix', () => {
  it('is everything in a small cluster, whatever is asked', () => {
    expect(levelFor(shopReach(), 3, null, null)).toEqual(EVERYTHING)
    expect(levelFor(shopReach(), 3, toApi, null)).toEqual(EVERYTHING)
  })

  it('is the way into the namespace that is asked about in a larger one', () => {
    expect(levelFor(wideReach(), 3, toApi, null)).toEqual({ from: null, to: 'shop' })
    expect(levelFor(wideReach(), 3, asked('dev/dbg', 'internet'), null)).toEqual({ from: null, to: 'outside' })
  })

  it('is the namespaces when there are many workloads and nothing is asked', () => {
    expect(levelFor(wideReach(), 21, null, null)).toBe('namespaces')
    expect(levelFor(wideReach(), 21, asked('dev/dbg', 'svc:shop/api'), null)).toBe('namespaces')
    expect(levelFor(wideReach(), 20, null, null)).toEqual(EVERYTHING)
  })

  it('stays as chosen until another flow is asked that it does not show', () => {
    const chosen = { level: { from: null, to: 'dev' }, flow: flowKey(toApi) }
    expect(levelFor(wideReach(), 3, toApi, chosen)).toBe(chosen.level)
    expect(levelFor(wideReach(), 3, asked('shop/web', 'dev/dbg'), chosen)).toBe(chosen.level)
    expect(levelFor(wideReach(), 3, asked('shop/web', 'deploy:shop/api'), chosen)).toEqual({ from: null, to: 'shop' })
  })

  it('shows any flow at the level of namespaces', () => {
    expect(levelFor(wideReach(), 3, toApi, { level: 'namespaces', flow: '' })).toBe('namespaces')
  })

  it('is chosen anew when its namespace is gone', () => {
    expect(levelFor(wideReach(), 3, toApi, { level: { from: 'gone', to: null }, flow: flowKey(toApi) })).toEqual({
      from: null,
      to: 'shop',
    })
  })

  it('has a key of its own', () => {
    const keys = [
      'namespaces',
      EVERYTHING,
      { from: 'a', to: null },
      { from: null, to: 'a' },
      { from: 'a', to: 'a' },
    ].map((level) => levelKey(level as Parameters<typeof levelKey>[0]))
    expect(new Set(keys).size).toBe(keys.length)
  })
})
