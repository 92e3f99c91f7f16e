import { openWorld } from '../../src/world/index.ts'

const RULES = 10_000
/** Patterns that an engine which tries one way after another never comes back from. */
const HOSTILE = ['(a+)+$', '(a|aa)+$', '(.*a){20}', '([a-z]+)*[0-9]']

/** Ten thousand rules that read requests, and requests that hostile patterns are tried on: opening, and asking. */
export function benchCilium(): Record<string, unknown> {
  const pod = (name: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}\nspec: {nodeName: n1, containers: [{name: main, image: e, ports: [{containerPort: 8080}]}]}\n---\n`
  const rule = (number: number) =>
    `  - toPorts: [{ports: [{port: "8080", protocol: TCP}], rules: {http: [{path: "/p${number}/${HOSTILE[number % HOSTILE.length]}"}]}}]\n`
  const policies = Array.from(
    { length: RULES / 100 },
    (_, policy) =>
      `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: p${policy}, namespace: shop}\nspec:\n  endpointSelector: {matchLabels: {app: api}}\n  ingress:\n${Array.from({ length: 100 }, (_, index) => rule(policy * 100 + index)).join('')}`,
  )
  const documents = [
    { name: 'cluster', text: `${pod('web')}${pod('api')}` },
    ...policies.map((text, index) => ({ name: `p${index}`, text })),
  ]
  const started = performance.now()
  const world = openWorld({ documents, cni: { name: 'cilium' } })
  world.matrix()
  const opened = performance.now()
  const answer = world.ask({
    from: 'shop/web',
    to: 'shop/api',
    port: 8080,
    http: { path: `/p7/${'a'.repeat(2_000)}!` },
  })
  return {
    bench: 'cilium',
    rules: RULES,
    openMs: Math.round(opened - started),
    hostileAskMs: Math.round(performance.now() - opened),
    outcome: answer.outcome,
  }
}
