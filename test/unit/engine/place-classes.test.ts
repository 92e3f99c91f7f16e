import { expect, test } from 'vitest'
import { openWorld } from '../../../src/world/index.ts'

const NODE_AND_POD = `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: one}
spec: {containers: [{name: main, image: example/app}]}
---
apiVersion: v1
kind: Pod
metadata: {name: on-its-node, namespace: one}
spec: {hostNetwork: true, containers: [{name: main, image: example/app}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: out, namespace: one}
spec: {podSelector: {}, policyTypes: [Egress], egress: [{}]}
`

test('a host and a place outside are never one class, also where every policy treats them alike: a closed host closes nobody outside', () => {
  const options = { enforcementMode: 'always', hostFirewall: 'on', policyCIDRMatchMode: 'nodes' }
  const world = openWorld({
    documents: [{ name: 'a', text: NODE_AND_POD }],
    cni: { name: 'cilium', mode: 'vxlan', options },
  })
  expect(world.ask({ from: 'one/a', to: 'internet', port: 443 }).outcome).toBe('allowed')
  expect(world.connections({ from: 'one/a', to: 'internet' }).map(({ allowed }) => allowed.TCP)).toEqual([
    [{ from: 0, to: 65535 }],
  ])
  expect(world.ask({ from: 'one/a', to: 'one/on-its-node', port: 443 }).outcome).toBe('denied')
})
