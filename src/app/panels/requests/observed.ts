/** What a flow log adds to the graph: fetched together when a log is opened. */
export { default as ObservedBar } from './ObservedBar.svelte'
export { default as ObservedLayer } from './ObservedLayer.svelte'
