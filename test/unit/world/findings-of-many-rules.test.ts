import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openWorld } from '../../../src/world/index.ts'

const SHOP = readFileSync(new URL('../../fixtures/clusters/shop.yaml', import.meta.url), 'utf8')
const MANY = 2_000
const numbers = Array.from({ length: MANY }, (_, index) => index)
const FRONT =
  'apiVersion: v1\nkind: Service\nmetadata: {name: front, namespace: shop}\nspec: {type: NodePort, externalTrafficPolicy: Cluster, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n'

/** What an author meets at each key press, however long a policy is. */
const SOON = 15_000

describe('findings about long policies of Cilium', () => {
  test.each<readonly [string, string]>([
    [
      'paths of one rule',
      `ingress: [{toPorts: [{ports: [{port: "8080", protocol: TCP}], rules: {http: [${numbers.map((each) => `{path: /p${each}}`).join(', ')}]}}]}]`,
    ],
    [
      'names of one rule',
      `egress: [{toFQDNs: [${numbers.map((each) => `{matchPattern: "*.n${each}.example"}`).join(', ')}]}]`,
    ],
    [
      'names of many rules',
      `egress: [{toPorts: [{ports: [{port: "53", protocol: UDP}], rules: {dns: [{matchName: a.example}]}}]}, ${numbers.map((each) => `{toFQDNs: [{matchName: n${each}.example}]}`).join(', ')}]`,
    ],
    [
      'requests for one peer on one port',
      `ingress: [${numbers.map((each) => `{fromEndpoints: [{}], toPorts: [{ports: [{port: "8080", protocol: TCP}], rules: {http: [{path: "/p${each}$"}]}}]}`).join(', ')}]`,
    ],
    [
      'blocks of callers behind a Service',
      `ingress: [${numbers.map((each) => `{fromCIDR: [203.0.${Math.floor(each / 256)}.${each % 256}/32]}`).join(', ')}]`,
    ],
  ])(
    '%s',
    (_, sections) => {
      const policy = `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec: {endpointSelector: {matchLabels: {app: web}}, ${sections}}\n`
      const start = performance.now()
      const world = openWorld({
        documents: [
          { name: 'cluster', text: SHOP },
          { name: 'front', text: FRONT },
          { name: 'policy', text: policy },
        ],
        cni: { name: 'cilium' },
      })
      expect(world.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(performance.now() - start).toBeLessThan(SOON)
    },
    60_000,
  )
})
