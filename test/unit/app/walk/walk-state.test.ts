import { describe, expect, it } from 'vitest'
import { WalkState } from '../../../../src/app/panels/walk/walk-state.svelte.ts'
import { BRIDGED, ONE_PASS, STOPPED, TUNNEL } from './walks.ts'

const QUESTION = { from: 'shop/web', to: 'shop/api', port: 8080 }

/** A view that has got a walk and stands at one of its stops. */
function standing(walk = TUNNEL, index = 0) {
  const view = new WalkState()
  view.take(walk, QUESTION)
  view.stepper.go(index)
  return view
}

describe('the state of a walk', () => {
  it('begins at the first stop, and steps to the last and no further', () => {
    const view = standing()
    expect([view.scene?.index, view.scenes.length, view.leg]).toEqual([0, 11, 'way'])
    for (let step = 0; step < 20; step++) view.stepper.by(1)
    expect(view.scene?.hop.kind).toBe('socket')
    view.stepper.by(-1)
    expect(view.stepper.index).toBe(9)
  })

  it('stays at the stop that does the same when the rules or the plugin change', () => {
    const view = standing(TUNNEL, 8)
    view.take(STOPPED, QUESTION)
    expect(view.scene?.hop.check?.outcome).toBe('denied')
    view.take(BRIDGED, QUESTION)
    expect(view.stepper.index).toBe(2)
  })

  it('begins anew for another question', () => {
    const view = standing(TUNNEL, 8)
    view.take(ONE_PASS, { ...QUESTION, port: 9090 })
    expect(view.stepper.index).toBe(0)
  })

  it('follows the reply where there is one', () => {
    const view = standing(TUNNEL, 4)
    view.follow('reply')
    expect([view.leg, view.stepper.index, view.scene?.leg]).toEqual(['reply', 0, 'reply'])
    view.take(STOPPED, QUESTION)
    expect([view.leg, view.scenes.length]).toEqual(['way', 9])
    view.take(TUNNEL, QUESTION)
    expect(view.leg).toBe('reply')
    view.follow('way')
    expect(view.leg).toBe('way')
  })

  it('has nothing to show without a walk', () => {
    const view = new WalkState()
    view.take(null, QUESTION)
    expect([view.walk, view.scene, view.scenes]).toEqual([null, null, []])
  })

  it('plays at half, one or two hops a second', () => {
    expect(standing().stepper.paces.map(({ every }) => every)).toEqual([2000, 1000, 500])
  })
})
