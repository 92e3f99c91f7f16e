import { describe, expect, test } from 'vitest'
import { node, open, outcomes, pod } from './asked.ts'

describe('lists and matrix say what single questions say', () => {
  test('where a name of a port stands for another number on each destination, and other rules name none', () => {
    const world = open(
      { name: 'reference' },
      pod('client', 'n1'),
      pod('a', 'n1', { http: 5050 }, ', role: server'),
      pod('b', 'n1', { http: 6060 }),
      pod('none', 'n1', {}, ', role: server'),
      pod('p', 'n1', { http: 7070 }, ', role: server'),
      pod('q', 'n1', { http: 8080 }),
      pod('r', 'n1', { http: 9090 }),
      `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: out, namespace: shop}
spec:
  podSelector: {matchLabels: {app: client}}
  policyTypes: [Egress]
  egress:
    - {to: [{podSelector: {matchLabels: {role: server}}}], ports: [{port: http}]}
    - {to: [{podSelector: {}}], ports: [{port: 53}]}`,
    )
    expect(
      ['a', 'b', 'none', 'p', 'q', 'r'].map((name) =>
        outcomes(world, ...[53, 5050, 7070].map((port) => `shop/client -> shop/${name}:${port}`)),
      ),
    ).toEqual([
      ['allowed', 'allowed', 'denied'],
      ['allowed', 'denied', 'denied'],
      ['allowed', 'denied', 'denied'],
      ['allowed', 'denied', 'allowed'],
      ['allowed', 'denied', 'denied'],
      ['allowed', 'denied', 'denied'],
    ])
  })

  test('where a node is let through to its own pods that a policy closes, and others are not', () => {
    const closed = () =>
      open(
        { name: 'cilium' },
        node('n1', '172.18.0.11'),
        node('n2', '172.18.0.12'),
        pod('api', 'n1'),
        pod('web', 'n1'),
        ...['n1', 'n2'].map((name) => pod(`agent-${name}`, name).replace('spec: {', 'spec: {hostNetwork: true, ')),
        `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {matchLabels: {app: api}}}`,
      )
    const [pods, own, other] = [
      'shop/web -> shop/api:80',
      'shop/agent-n1 -> shop/api:80',
      'shop/agent-n2 -> shop/api:80',
    ] as const
    // In both orders, since what is found first is kept.
    expect(outcomes(closed(), pods, own, other)).toEqual(['denied', 'allowed', 'denied'])
    expect(outcomes(closed(), own, other, pods)).toEqual(['allowed', 'denied', 'denied'])
  })

  const cilium = (name: string, rest: string) => `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec: {endpointSelector: {matchLabels: {app: api}}, ${rest}}`

  // Source: https://docs.cilium.io/en/stable/security/policy/language/#enabledefaultdeny
  test('where one of two policies closes whom both are for', () => {
    const world = open(
      { name: 'cilium' },
      ...['api', 'web', 'db', 'job'].map((name) => pod(name, 'n1')),
      cilium('open', 'enableDefaultDeny: {ingress: false}, ingress: [{fromEndpoints: [{matchLabels: {app: web}}]}]'),
      cilium('closed', 'ingress: [{fromEndpoints: [{matchLabels: {app: db}}]}]'),
    )
    expect(outcomes(world, ...['web', 'db', 'job'].map((name) => `shop/${name} -> shop/api:80`))).toEqual([
      'allowed',
      'allowed',
      'denied',
    ])
  })
  test('where a proxy answers to whom no policy closes, until 1.18', () => {
    const world = open(
      { name: 'cilium', options: { version: '1.17' } },
      ...['api', 'web'].map((name) => pod(name, 'n1')),
      cilium(
        'read',
        'enableDefaultDeny: {ingress: false}, ingress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{method: GET}]}}]}]',
      ),
    )
    expect(outcomes(world, 'shop/web -> shop/api:80', 'shop/web -> shop/api:81')).toEqual(['conditional', 'allowed'])
  })

  // Source: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#rule
  test('where rules demand something of the end that their policy is for', () => {
    const world = open(
      { name: 'calico' },
      ...['web', 'one', 'two', 'three'].map((name) => pod(name, 'n1', {}, ', role: server')),
      `apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: own, namespace: shop}
spec:
  selector: role == 'server'
  ingress:
    - {action: Allow, protocol: TCP, destination: {selector: app == 'one', ports: [80]}}
    - {action: Allow, protocol: TCP, destination: {selector: app == 'two', ports: [80]}, source: {selector: app == 'web'}}`,
    )
    expect(
      outcomes(
        world,
        'shop/three -> shop/one:80',
        'shop/three -> shop/two:80',
        'shop/web -> shop/one:80',
        'shop/web -> shop/two:80',
        'shop/web -> shop/three:80',
      ),
    ).toEqual(['allowed', 'denied', 'allowed', 'allowed', 'denied'])
  })
})
