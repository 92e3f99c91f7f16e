/** What the engine needs for the walls of a pod and for nothing else: a part of its own, which is fetched when they are first looked at. */
export { wallsOf } from '../world/walls.ts'
