import { atHand } from '../ground/part.ts'
import { architectureOf } from '../world/architecture.ts'
import { benchOf } from '../world/bench/bench.ts'
import { askBoard } from '../world/board/ask.ts'
import { compareCnis } from '../world/cnis/compare.ts'
import { flowLogView } from '../world/hubble/log-view.ts'
import { observe } from '../world/hubble/observe.ts'
import { identitiesView, lookupsFor } from '../world/identities/identities-view.ts'
import { meshPolicies } from '../world/mesh-policies.ts'
import { nodesOf } from '../world/nodes.ts'
import { rewriteOlderPolicies } from '../world/rewrite/rewrite.ts'
import { kindSchemas } from '../world/schemas.ts'
import { selectedAt } from '../world/selected.ts'
import { timelineOf } from '../world/time/timeline.ts'
import { makeLesson } from '../lessons/made/make.ts'
import { walkOf } from '../world/walk.ts'
import { wallsOf } from '../world/walls.ts'
import { comparedView, connectionsView } from './connections-view.ts'
import * as lessons from './lesson-tools.ts'
import { terminalOf } from './terminal-tools.ts'
import { testingOf } from './testing-tools.ts'

/**
 * Parts of the engine that are needed by one call each, and not by everybody. In a browser `tools-later.ts` stands in
 * its place, with the same lines.
 */
export const TOOLS = {
  architecture: atHand(architectureOf),
  bench: atHand(benchOf),
  board: atHand(askBoard),
  cnis: atHand(compareCnis),
  compared: atHand(comparedView),
  connections: atHand(connectionsView),
  flowLog: atHand(flowLogView),
  identities: atHand(identitiesView),
  lessons: atHand(lessons),
  lookups: atHand(lookupsFor),
  makeLesson: atHand(makeLesson),
  meshPolicies: atHand(meshPolicies),
  nodes: atHand(nodesOf),
  observe: atHand(observe),
  rewrite: atHand(rewriteOlderPolicies),
  schemas: atHand(kindSchemas),
  selected: atHand(selectedAt),
  terminal: atHand(terminalOf),
  testing: atHand(testingOf),
  timeline: atHand(timelineOf),
  walk: atHand(walkOf),
  walls: atHand(wallsOf),
}
