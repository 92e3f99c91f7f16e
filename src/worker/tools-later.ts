import { later } from '../ground/part.ts'
import { fetchAllKinds } from '../policy/registry.ts'
import { kindSchemas } from '../world/schemas.ts'
import type { TOOLS as AtHand } from './tools-now.ts'

/** Parts of the engine that are needed by one call each; each fetched with the first call. */
export const TOOLS: typeof AtHand = {
  architecture: later(async () => (await import('../world/architecture.ts')).architectureOf),
  bench: later(async () => (await import('../world/bench/bench.ts')).benchOf),
  board: later(async () => (await import('../world/board/ask.ts')).askBoard),
  cnis: later(async () => (await import('../world/cnis/compare.ts')).compareCnis),
  compared: later(async () => (await import('./connections-view.ts')).comparedView),
  connections: later(async () => (await import('./connections-view.ts')).connectionsView),
  flowLog: later(async () => (await import('../world/hubble/log-view.ts')).flowLogView),
  identities: later(async () => (await import('../world/identities/identities-view.ts')).identitiesView),
  lessons: later(() => import('./lesson-tools.ts')),
  lookups: later(async () => (await import('../world/identities/identities-view.ts')).lookupsFor),
  makeLesson: later(async () => (await import('../lessons/made/make.ts')).makeLesson),
  meshPolicies: later(async () => (await import('../world/mesh-policies.ts')).meshPolicies),
  nodes: later(async () => (await import('../world/nodes.ts')).nodesOf),
  observe: later(async () => (await import('../world/hubble/observe.ts')).observe),
  rewrite: later(async () => (await import('../world/rewrite/rewrite.ts')).rewriteOlderPolicies),
  // What they are made with is there; the kinds are not.
  schemas: later(async () => {
    await fetchAllKinds()
    return kindSchemas
  }),
  selected: later(async () => (await import('../world/selected.ts')).selectedAt),
  terminal: later(async () => (await import('./terminal-tools.ts')).terminalOf),
  testing: later(async () => (await import('./testing-tools.ts')).testingOf),
  timeline: later(async () => (await import('../world/time/timeline.ts')).timelineOf),
  walk: later(async () => (await import('../world/walk.ts')).walkOf),
  walls: later(async () => (await import('../world/walls.ts')).wallsOf),
}
