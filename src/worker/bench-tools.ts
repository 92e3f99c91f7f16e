/** What the engine needs for a bench of requests, and for what Hubble shows of them: a part of its own, which is fetched when it is first used. */
export { benchOf } from '../world/bench/bench.ts'
export { observe } from '../world/hubble/observe.ts'
