import { openWorld } from '../../src/world/index.ts'
import { time } from './measure.ts'
import { spread } from './sizes.ts'

const PODS = 1_000
const TIERS = 20
const POLICIES = 1_000
const TEAMS = 20
const ROUNDS = 5

const TEXTS = {
  cluster: Array.from(
    { length: PODS },
    (_, index) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: p${index}, namespace: team-${index % TEAMS}, labels: {app: a${index % 50}, stage: s${index % 3}}}\nspec: {nodeName: n${index % 20}, containers: [{name: main, image: app, ports: [{containerPort: 8000}]}]}\nstatus: {phase: Running, podIP: 192.168.${100 + (index >> 8)}.${index & 255}}\n`,
  ).join('---\n'),
  tiers: Array.from(
    { length: TIERS - 1 },
    (_, index) =>
      `apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: t${index}}\nspec: {order: ${index * 10}}\n`,
  ).join('---\n'),
}

/** Every policy of every tier but the last passes on what it does not name, so that all tiers are walked. */
function policies(port: number): string {
  return Array.from({ length: POLICIES }, (_, index) => {
    const tier = index % TIERS
    const last = tier === TIERS - 1
    const named = `{action: ${index % 4 === 0 ? 'Deny' : 'Allow'}, protocol: TCP, source: {selector: "app == 'a${(index * 7) % 50}' && stage != 's${index % 3}'"}, destination: {ports: [${index === 0 ? port : 8000 + (index % 9)}]}}`
    return `apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: p${index}}\nspec: {${last ? '' : `tier: t${tier}, `}order: ${index}, selector: "app == 'a${index % 50}'", types: [Ingress], ingress: [${named}, {action: ${last ? 'Deny' : 'Pass'}}]}\n`
  }).join('---\n')
}

/**
 * Milliseconds to open Calico's tiers, for one answer, and after an edit of one policy for the answer and for all
 * pairs.
 */
export function benchTiers(): Record<string, unknown> {
  const documents = (port: number) => [
    { name: 'cluster.yaml', text: TEXTS.cluster },
    { name: 'tiers.yaml', text: TEXTS.tiers },
    { name: 'policies.yaml', text: policies(port) },
  ]
  const question = { from: 'team-1/p1', to: 'team-0/p0', port: 8000 }
  const cni = { name: 'calico' } as const
  const times: Record<'open' | 'ask' | 'edit' | 'matrix', number[]> = { open: [], ask: [], edit: [], matrix: [] }
  let state = openWorld({ documents: documents(8000), cni })
  for (let round = 1; round <= ROUNDS; round++) {
    times.open.push(time(() => openWorld({ documents: documents(8000), cni }).ask(question)))
    times.ask.push(time(() => state.ask(question)))
    times.edit.push(
      time(() => {
        state = openWorld({ documents: documents(8000 + round), cni }, state)
        state.ask(question)
      }),
    )
    times.matrix.push(time(() => state.matrix()))
  }
  return {
    bench: 'calico tiers',
    pods: PODS,
    tiers: TIERS,
    policies: POLICIES,
    openMs: spread(times.open),
    askMs: spread(times.ask),
    editMs: spread(times.edit),
    matrixMs: spread(times.matrix),
  }
}
