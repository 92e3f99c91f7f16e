import { describe, expect, test } from 'vitest'
import { withBeyond } from '../../../src/engine/beyond-reach.ts'
import type { Beyond } from '../../../src/engine/beyond.ts'
import type { FamilyReach } from '../../../src/engine/pair-reach.ts'
import { PortSpace } from '../../../src/engine/port-space.ts'
import { outside } from './judged.ts'

/** TCP: 0 to 79, 80, 81 to 442, 443, and the rest; then all of UDP, all of SCTP. */
const space = new PortSpace([], [], [80, 443])
const { sets } = space
const atoms = (set: number) => space.atoms.flatMap((_, index) => (sets.has(set, index) ? [index] : []))
const TCP = [0, 1, 2, 3, 4]
const others = [5, 6]

/** What the policies say: the same of leaving and entering, whatever is said. */
const saying = (more: Partial<FamilyReach> = {}): FamilyReach => ({
  leaves: sets.all,
  enters: sets.all,
  mayLeave: sets.all,
  mayEnter: sets.all,
  undecided: sets.none,
  ...more,
})
/** A mesh that says the same of each port. */
const mesh = (passage: 'allowed' | 'denied' | 'depends', isOpen = false): Beyond => ({
  ports: [80, 443],
  concerns: () => true,
  passage: () => ({ passage, isOpen }),
})
const judge = (reach: FamilyReach, beyond: Beyond, only = sets.all) => {
  const pair = { from: outside, to: outside, family: 4 } as const
  const { leaves, enters, mayLeave, mayEnter, undecided } = withBeyond(reach, beyond, pair, space, only)
  return {
    leaves: atoms(leaves),
    enters: atoms(enters),
    mayLeave: atoms(mayLeave),
    mayEnter: atoms(mayEnter),
    undecided: atoms(undecided),
  }
}
const all = [...TCP, ...others]

describe('what decides beside the policies', () => {
  test('stops on the way in, over TCP alone', () =>
    expect(judge(saying(), mesh('denied'))).toEqual({
      leaves: all,
      enters: others,
      mayLeave: all,
      mayEnter: others,
      undecided: [],
    }))
  test('leaves a stop on the way out where it is', () =>
    expect(judge(saying({ leaves: sets.of(others), mayLeave: sets.of(others) }), mesh('denied'))).toEqual({
      leaves: others,
      enters: others,
      mayLeave: others,
      mayEnter: others,
      undecided: [],
    }))
  test('may pass what the policies stop on that port, since it was asked about another', () =>
    expect(
      judge(
        saying({ leaves: sets.none, enters: sets.none, mayLeave: sets.none, mayEnter: sets.none }),
        mesh('allowed'),
      ),
    ).toEqual({ leaves: TCP, enters: TCP, mayLeave: TCP, mayEnter: TCP, undecided: [] }))
  test('passes with the right words what depends on them', () =>
    expect(judge(saying(), mesh('depends'))).toEqual({
      leaves: all,
      enters: others,
      mayLeave: all,
      mayEnter: all,
      undecided: [],
    }))
  test('decides port by port, by the first of each atom', () => {
    const asked: number[] = []
    const beyond: Beyond = {
      ...mesh('denied'),
      passage: (_from, _to, _family, port) => {
        asked.push(port)
        return { passage: port === 80 ? 'allowed' : 'denied', isOpen: false }
      },
    }
    expect(judge(saying(), beyond).enters).toEqual([1, ...others])
    expect(asked).toEqual([0, 80, 81, 443, 444])
  })
  test('says where no policy had a say, of what may pass', () => {
    expect(judge(saying({ undecided: sets.all }), mesh('allowed')).undecided).toEqual(others)
    expect(judge(saying(), mesh('allowed', true)).undecided).toEqual(TCP)
    expect(judge(saying({ undecided: sets.all }), mesh('denied', true)).undecided).toEqual(others)
  })
  test('leaves ports alone that do not matter', () =>
    expect(judge(saying(), mesh('denied'), sets.of([1]))).toEqual({
      leaves: all,
      enters: [0, 2, 3, 4, ...others],
      mayLeave: all,
      mayEnter: [0, 2, 3, 4, ...others],
      undecided: [],
    }))
})
