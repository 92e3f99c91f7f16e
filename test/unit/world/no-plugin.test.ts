import { describe, expect, test } from 'vitest'
import { plain } from '../../../src/app/text/sentence.ts'
import { diagnosticText } from '../../../src/app/text/diagnostic.ts'
import { hasPlugin, NO_PLUGIN, settingOf } from '../../../src/sim/cni/choice.ts'
import { openWorld } from '../../../src/world/index.ts'

/**
 * Without a plugin the runtime finds no network configuration, the kubelet reports its node NotReady, and pods wait.
 * Source:
 * https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/troubleshooting-kubeadm/#coredns-is-stuck-in-the-pending-state
 */
const DOCUMENTS = [
  {
    name: 'a',
    text: `apiVersion: v1
kind: Node
metadata: { name: n1 }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c, image: i, ports: [{ containerPort: 80 }] }] } }
---
apiVersion: v1
kind: Pod
metadata: { name: placed, namespace: shop }
spec: { nodeName: n1, containers: [{ name: c, image: i }] }
---
apiVersion: v1
kind: Pod
metadata: { name: agent, namespace: shop }
spec: { nodeName: n1, hostNetwork: true, containers: [{ name: c, image: i }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: shut, namespace: shop }
spec: { podSelector: {} }
`,
  },
]
const none = openWorld({ documents: DOCUMENTS, cni: NO_PLUGIN })
const ask = (text: string) => {
  const question = none.parse(text)
  if (!question.ok) throw new Error(text)
  return none.ask(question.value)
}
const lost = none.diagnostics.filter(({ code }) => code === 'pods-without-address')

describe('a cluster without a network plugin', () => {
  test('is a setting of its own, that other settings never become', () => {
    expect(none.cni).toMatchObject({ name: 'reference', mode: 'none', options: {} })
    expect([
      hasPlugin(none.cni),
      hasPlugin(settingOf({ name: 'reference' })),
      hasPlugin(settingOf({ name: 'flannel', mode: 'none' })),
    ]).toEqual([false, true, true])
  })
  test('gives no pod an address, and puts none on a node but those that name one', () => {
    expect(none.cluster.pods.map(({ name, node, addresses }) => [name, node, addresses.length])).toEqual([
      ['agent', 'n1', 1],
      ['placed', 'n1', 0],
      ['web-1', null, 0],
      ['web-2', null, 0],
    ])
  })
  test('runs pods on the network of their node', () => {
    expect(none.cluster.podByName.get('shop/agent')?.endpoint?.kind).toBe('host')
    expect(ask('node:n1 -> internet:443').outcome).toBe('allowed')
  })
  test('says of each pod why it waits', () => {
    expect(lost).toMatchObject([
      { why: 'no-plugin', node: 'n1', pods: 1, severity: 'warning' },
      { why: 'no-plugin', node: null, pods: 2 },
    ])
    expect(lost.map((each) => plain(diagnosticText(each).message))).toEqual([
      'No network plugin is installed, so one pod has no address',
      'No network plugin is installed, so 2 pods have no address',
    ])
    expect(lost.map((each) => plain(diagnosticText(each).advice))).toEqual([
      expect.stringContaining('ContainerCreating'),
      expect.stringContaining('Pending'),
    ])
  })
  test('answers nothing about them, and finds nobody behind their Service', () => {
    expect(ask('shop/agent -> shop/web:80')).toMatchObject({
      outcome: 'unanswerable',
      problem: { reason: 'no-address', wanted: 'shop/web', suggestions: [] },
    })
    expect(ask('shop/placed -> internet:443')).toMatchObject({
      outcome: 'unanswerable',
      problem: { reason: 'no-address', wanted: 'shop/placed' },
    })
    expect(ask('node:n1 -> svc:shop/web:80')).toMatchObject({ outcome: 'denied', cause: 'no-endpoints' })
  })
  test('enforces no policy', () =>
    expect(none.policies.rejected).toMatchObject([{ name: 'shut', why: 'not-enforced' }]))
  test('gives all of them addresses as soon as there is one', () => {
    const [flannel] = none.under([{ name: 'flannel' }])
    expect(flannel!.cluster.pods.every(({ addresses, node }) => addresses.length > 0 && node === 'n1')).toBe(true)
  })
})
