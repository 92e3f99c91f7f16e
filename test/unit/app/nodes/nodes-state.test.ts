import { expect, test } from 'vitest'
import { NODES_AT_ONCE, NodesState } from '../../../../src/app/panels/nodes/nodes-state.svelte.ts'
import type { NodesQuery, NodesView } from '../../../../src/world/nodes.ts'

const viewFor = ({ nodes, more }: NodesQuery) => ({ moreNodes: nodes, mostAdded: more.pods }) as NodesView

test('what was asked last is shown, whichever comes first', async () => {
  const waiting: (() => void)[] = []
  const nodes = new NodesState(
    (query) =>
      new Promise((resolve) => {
        waiting.push(() => resolve(viewFor(query)))
      }),
  )
  const first = nodes.load()
  nodes.more = { pods: 5, node: null }
  const second = nodes.load()
  waiting[1]!()
  await second
  waiting[0]!()
  await first
  expect(nodes.view).toEqual({ moreNodes: NODES_AT_ONCE, mostAdded: 5 })
})

test('a failure is told and the next reading is shown', async () => {
  let works = false
  const nodes = new NodesState((query) => (works ? Promise.resolve(viewFor(query)) : Promise.reject(new Error('no'))))
  await nodes.load()
  expect([nodes.hasFailed, nodes.view]).toEqual([true, null])
  works = true
  nodes.shown += NODES_AT_ONCE
  await nodes.load()
  expect([nodes.hasFailed, nodes.view?.moreNodes]).toEqual([false, 2 * NODES_AT_ONCE])
})
