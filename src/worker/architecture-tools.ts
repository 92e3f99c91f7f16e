/** What the engine needs for the architecture and for nothing else: a part of its own, which is fetched when it is first looked at. */
export { architectureOf } from '../world/architecture.ts'
