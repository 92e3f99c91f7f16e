/** What the engine needs for a log of flows and for nothing else: a part of its own, which is fetched with the first log. */
export { flowLogView } from '../world/hubble/log-view.ts'
