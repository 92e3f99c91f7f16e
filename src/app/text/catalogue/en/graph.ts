import { part } from '../part.ts'

/** What is written into the graph, and around it. */
export const GRAPH = part('graph', {
  label: 'Cluster graph. Arrow keys move between stations, Enter pins one, Enter on another one asks the flow, Escape releases.',
  noPods: 'no pods',
  fold: 'fold',
  nodes: 'nodes',
  outside: 'Outside',
  legend: 'Legend',
  zoom: 'Zoom',
  smaller: 'Smaller',
  larger: 'Larger',
  all: 'Show all',
  askFrom: 'Ask from here',
  askTo: 'Ask to here',
  walls: 'Walls',
})
