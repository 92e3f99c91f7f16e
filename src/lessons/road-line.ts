import type { World } from '../world/index.ts'
import { walkOf } from '../world/walk.ts'
import type { LineState } from './line-state.ts'
import type { GoalLine } from './goal.ts'

/**
 * How the flow's packet crosses from one node to another. A packet that stays on its node crosses nothing, so the line
 * does not hold.
 */
export function checkRoad({ question, wrapped }: Extract<GoalLine, { line: 'road' }>, world: World): LineState {
  const walk = walkOf(world, question)
  if (!walk) return { met: false, found: { of: 'nothing', name: question.to } }
  const crosses = walk.hops.some(({ kind }) => kind === 'enter-node')
  const layers = walk.hops
    .filter(({ kind }) => kind === 'wrap')
    .flatMap(({ after, before }) => after.filter((header) => !before.includes(header)))
  const outer =
    layers.find(({ layer }) => layer === 'VXLAN' || layer === 'Geneve' || layer === 'WireGuard') ??
    layers.find(({ layer }) => layer === 'IP')
  return {
    met: crosses && wrapped === (outer !== undefined),
    found: { of: 'road', crosses, wrapped: outer ? (outer.layer === 'IP' ? 'IPIP' : outer.layer) : null },
  }
}
