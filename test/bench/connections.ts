import { connectionsView } from '../../src/worker/connections-view.ts'
import { openWorld } from '../../src/world/index.ts'
import { generateWorld } from './generate-world.ts'
import { clearHeap, heapMb, time } from './measure.ts'
import { spread, type Size } from './sizes.ts'

const ROUNDS = 5

/**
 * Milliseconds for the connections of a world after an edit, whose matrix is there already: the list as objects and as
 * the screen gets it, what the edit changed and what all policies change, and who could reach whom if they existed.
 */
export function benchConnections(size: Size): Record<string, unknown> {
  clearHeap()
  const world = generateWorld(size.pods, size.policies)
  const documents = (keystroke: number) =>
    world.documents.map((document) =>
      document.name === 'edited.yaml' ? { name: document.name, text: world.edited(keystroke) } : document,
    )
  const times: Record<'list' | 'view' | 'diff' | 'diffAll' | 'exposure', number[]> = {
    list: [],
    view: [],
    diff: [],
    diffAll: [],
    exposure: [],
  }
  const bare = openWorld({ documents: world.documents.slice(0, 1) })
  bare.matrix()
  let state = openWorld({ documents: documents(0) })
  state.matrix()
  let connections = 0
  let exposures = 0
  let changed = 0
  for (let round = 1; round <= ROUNDS; round++) {
    const next = openWorld({ documents: documents(round) }, state)
    const before = state
    next.matrix()
    times.list.push(
      time(() => {
        connections = next.connections().length
      }),
    )
    times.view.push(time(() => connectionsView(next, before, { about: null, namespace: null, exposure: false })))
    times.diff.push(time(() => next.diffConnections(before)))
    times.diffAll.push(
      time(() => {
        const diff = next.diffConnections(bare)
        changed = diff.opened + diff.closed + diff.changed
      }),
    )
    times.exposure.push(
      time(() => {
        exposures = next.exposure().length
      }),
    )
    state = next
  }
  return {
    bench: 'connections',
    ...size,
    connections,
    changed,
    exposures,
    listMs: spread(times.list),
    viewMs: spread(times.view),
    diffMs: spread(times.diff),
    diffAllMs: spread(times.diffAll),
    exposureMs: spread(times.exposure),
    heapMb: heapMb(),
  }
}
