/** What the engine needs for the nodes' addresses and for nothing else: a part of its own, which is fetched when they are first looked at. */
export { nodesOf } from '../world/nodes.ts'
