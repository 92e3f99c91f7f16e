/** What the engine needs to compare network plugins and for nothing else: a part of its own, which is fetched when they are first compared. */
export { compareCnis } from '../world/cnis/compare.ts'
