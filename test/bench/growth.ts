import { Engine } from '../../src/worker/engine.ts'
import { openWorld } from '../../src/world/index.ts'
import { generateWorld } from './generate-world.ts'
import { time } from './measure.ts'
import { spread } from './sizes.ts'

/** One point: what grew, how far, and the milliseconds. `classes`: endpoints that no policy tells apart. */
export interface GrowthPoint {
  readonly bench: 'growth'
  readonly by: 'pods' | 'policies'
  readonly pods: number
  readonly policies: number
  readonly classes: number
  readonly keyMs: number
  readonly connectionsMs: number
}

const KEYS = 12
const ROUNDS = 3
const PODS = [100, 200, 500, 1000, 2000, 5000, 10_000] as const
const POLICIES = [10, 30, 100, 300, 1000] as const

/**
 * How the time of a key press and of the list of connections grows: with pods while policies stay, and with policies
 * while pods stay.
 */
export function* benchGrowth(): Generator<GrowthPoint> {
  for (const pods of PODS) yield measure('pods', pods, 100)
  for (const policies of POLICIES) yield measure('policies', 2000, policies)
}

function measure(by: GrowthPoint['by'], pods: number, policies: number): GrowthPoint {
  const world = generateWorld(pods, policies)
  const order = world.documents.map(({ name }) => name)
  const engine = new Engine()
  const open = (revision: number, changed: typeof world.documents) =>
    engine.handle({
      type: 'open',
      id: revision,
      revision,
      order,
      changed,
      active: 'edited.yaml',
      fresh: revision === 1,
      applyBroken: false,
      findings: 'when-quiet',
      question: { ...world.question, port: 8001, protocol: 'TCP' },
    })
  open(1, world.documents)
  const keys = Array.from({ length: KEYS }, (_, index) =>
    time(() => open(index + 2, [{ name: 'edited.yaml', text: world.edited(index + 1) }])),
  )
  const opened = openWorld({ documents: world.documents })
  const classes = opened.matrix().reachability.classes.count
  const lists = Array.from({ length: ROUNDS }, (_, round) => {
    const next = openWorld(
      {
        documents: world.documents.map((document) =>
          document.name === 'edited.yaml' ? { ...document, text: world.edited(round + 1) } : document,
        ),
      },
      opened,
    )
    return time(() => next.connections())
  })
  return {
    bench: 'growth',
    by,
    pods,
    policies,
    classes,
    keyMs: spread(keys).median,
    connectionsMs: spread(lists).median,
  }
}
