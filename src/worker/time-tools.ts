/** What the engine needs for timelines and for nothing else: a part of its own, which is fetched with the first one. */
export { timelineOf } from '../world/time/timeline.ts'
