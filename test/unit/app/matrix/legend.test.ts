import { describe, expect, it } from 'vitest'
import { legendOf } from '../../../../src/app/viz/matrix/legend.ts'
import { namespaceGrid } from '../../../../src/app/viz/matrix/namespaces.ts'
import { EVERYTHING } from '../../../../src/app/viz/matrix/scope.ts'
import { workloadGrid } from '../../../../src/app/viz/matrix/grid.ts'
import type { DiffView } from '../../../../src/worker/snapshot.ts'
import { NO_DIFF, shopReach, tcp } from './worlds.ts'

const CLOSED: DiffView = {
  against: 'baseline',
  opened: 0,
  closed: 1,
  changes: [{ sign: 'closed', from: 'dev/dbg', to: 'shop/web', port: tcp(8080) }],
}

describe('the legend', () => {
  it('lists only what is drawn', () => {
    expect(
      legendOf(workloadGrid(shopReach(), shopReach().cells!, { from: 'dev', to: 'shop' }, NO_DIFF), NO_DIFF).map(
        ({ text }) => text,
      ),
    ).toEqual(['denied entering'])
    expect(
      legendOf(workloadGrid(shopReach(), shopReach().cells!, EVERYTHING, CLOSED), CLOSED).map(({ text }) => text),
    ).toEqual([
      'a rule admits it',
      'open by default',
      'denied leaving',
      'denied entering',
      'depends on pod, address or request',
      'itself, or both outside',
      'changed since the baseline',
    ])
  })

  it('explains the bars of the squares', () => {
    expect(legendOf(namespaceGrid(shopReach(), CLOSED), CLOSED).map(({ text }) => text)).toEqual([
      'a rule admits',
      'depends on pod, address or request',
      'open by default',
      'denied',
      'changed since the baseline',
    ])
  })
})
