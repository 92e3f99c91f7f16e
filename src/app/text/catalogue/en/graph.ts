import { part } from '../part.ts'
import { code, count, say } from '../../sentence.ts'

/** What is written into the graph, and around it. */
export const GRAPH = part('graph', {
  label:
    'Cluster graph. Arrow keys move between stations, Enter pins one, Enter on another one asks the flow, Escape releases.',
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
  /** Whether policies hold an end in a direction. */
  gate: { yes: 'isolated', no: 'open', part: 'isolated for some pods' },
  gates: (ingress: string, egress: string) => `ingress ${ingress}, egress ${egress}`,
  hostNetwork: 'host network, policies do not hold',
  pods: (amount: number) => count(amount, 'pod'),
  inMesh: (member: string) => `in the mesh with ${member}`,
  reach: (by: number, to: number) => `reached by ${by}, reaches ${to}`,
  externalName: 'an external name',
  leadsNowhere: 'leads nowhere, no pods behind it',
  leadsTo: (workloads: number) => `leads to ${count(workloads, 'workload')}`,
  ports: (ports: string) => `port ${ports}`,
  policies: (amount: number) => count(amount, 'policy', 'policies'),
  /** Flows within a namespace that are counted instead of drawn. */
  inside: (flows: number) => `${flows} ✓ inside`,
  /** Ports that pass, of those that there are. */
  ofPorts: (passing: number, all: number) => `${passing} of ${all}`,
  folded: (namespace: string, workloads: number) => `namespace ${namespace}, ${count(workloads, 'workload')}, folded`,
  node: (name: string) => `node ${name}`,
  place: (name: string) => `${name}, outside`,
  notInMesh: say`not in it`,
  members: { sidecar: 'its own proxy', ambient: 'its node’s proxy', gateway: 'a gateway', waypoint: 'a waypoint' },
  memberAs: (member: string, identity: string) => say`${member}, as ${code(identity)}`,
  lines: {
    allowed: 'a rule admits it',
    part: 'some ports',
    open: 'open by default',
    'denied-entering': 'denied at this gate',
    'denied-leaving': 'denied leaving',
    none: 'see the trace',
    entry: 'way in, not judged',
    bundle: 'bundle of flows',
    clique: 'all inside reach each other',
    gates: 'isolated · open gate',
    isolated: 'isolated gate',
    dotted: 'open gate',
    sign: 'Service',
    'dead-sign': 'Service without pods',
  },
  noPolicy: (flows: number) =>
    `No policy: ${flows === 1 ? 'the one flow is' : `all ${flows} flows are`} open. Point at a pod to see its lines.`,
  undrawn: { open: 'open', denied: 'denied', bundled: 'gathered', gone: 'changed of pods that are gone' },
  noLine: (flows: string, needsPin: boolean) =>
    `Flows without a line: ${flows}. ${needsPin ? 'Pin' : 'Point at'} a pod to see its lines.`,
})
