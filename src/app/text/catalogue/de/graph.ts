import type { GRAPH } from '../en/graph.ts'

export const graph: typeof GRAPH = {
  label: 'Graph des Clusters. Pfeiltasten gehen von Station zu Station, die Eingabetaste heftet eine an, auf einer anderen fragt sie nach dem Flow, Escape löst.',
  noPods: 'keine Pods',
  fold: 'falten',
  nodes: 'Nodes',
  outside: 'Draußen',
  legend: 'Legende',
  zoom: 'Größe',
  smaller: 'Kleiner',
  larger: 'Größer',
  all: 'Alles zeigen',
  askFrom: 'Von hier fragen',
  askTo: 'Hierher fragen',
  walls: 'Wände',
}
