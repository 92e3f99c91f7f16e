import { expect, test } from 'vitest'
import { openWorld } from '../../../src/world/index.ts'

/** Patterns that an engine which tries one way after another never comes back from. */
const HOSTILE = ['(a+)+$', '(a|aa)+$', '(.*a){20}', '([a-z]+)*[0-9]']

test(
  'ten thousand rules with hostile patterns are opened, and asked about, in any time at all',
  { timeout: 120_000 },
  () => {
    const pod = (name: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}\nspec: {nodeName: n1, containers: [{name: main, image: e, ports: [{containerPort: 8080}]}]}\n---\n`
    const rule = (number: number) =>
      `  - toPorts: [{ports: [{port: "8080", protocol: TCP}], rules: {http: [{path: "/p${number}/${HOSTILE[number % HOSTILE.length]}"}]}}]\n`
    const policy = (index: number) => ({
      name: `p${index}`,
      text: `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: p${index}, namespace: shop}\nspec:\n  endpointSelector: {matchLabels: {app: api}}\n  ingress:\n${Array.from({ length: 100 }, (_, number) => rule(index * 100 + number)).join('')}`,
    })
    const world = openWorld({
      documents: [
        { name: 'cluster', text: `${pod('web')}${pod('api')}` },
        ...Array.from({ length: 100 }, (_, index) => policy(index)),
      ],
      cni: { name: 'cilium' },
    })
    const ask = (path: string | null) =>
      world.ask({
        from: 'shop/web',
        to: 'shop/api',
        port: 8080,
        ...(path !== null && { http: { method: 'GET', path } }),
      }).outcome
    expect(ask(null)).toBe('conditional')
    expect(ask(`/p4/${'a'.repeat(1_000)}`)).toBe('allowed')
    expect(ask(`/p4/${'a'.repeat(1_000)}!`)).toBe('denied')
    expect(ask(`/p7/${'a'.repeat(2_000)}7`)).toBe('allowed')
    expect(ask('/nobody')).toBe('denied')
  },
)
