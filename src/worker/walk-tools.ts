/** What the engine needs for the way of a packet and for nothing else: a part of its own, which is fetched when it is first looked at. */
export { walkOf } from '../world/walk.ts'
