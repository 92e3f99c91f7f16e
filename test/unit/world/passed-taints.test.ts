import { describe, expect, test } from 'vitest'
import { openWorld } from '../../../src/world/index.ts'

const node = (name: string, spec: string) => `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nspec: {${spec}}`
const pods = (kind: string, spec = '') =>
  `apiVersion: apps/v1
kind: ${kind}
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {${spec}containers: [{name: c, image: example/c}]}}`
const TAINTED = 'taints: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]'

function opened(...objects: readonly string[]) {
  return openWorld({ documents: [{ name: 'a', text: objects.join('\n---\n') }], cni: { name: 'calico' } })
}

function told(...objects: readonly string[]): readonly string[] {
  return opened(...objects).diagnostics.flatMap((each) =>
    each.code === 'taints-passed-over' ? [`${each.pods} at ${each.subject?.name}`] : [],
  )
}

/** A scheduler would leave them Pending. Source: kubernetes, pkg/scheduler/framework/plugins/tainttoleration */
describe('what runs on tainted nodes because the text has no others', () => {
  test('is told once, at the first node', () => {
    expect(told(node('n1', TAINTED), pods('Deployment'))).toEqual(['1 at n1'])
    expect(told(node('n2', 'unschedulable: true'), node('n1', TAINTED), pods('Deployment'))).toEqual(['1 at n1'])
  })

  test('is not told where a node is free, where the pod puts up with it, or where it names its node', () => {
    expect(told(node('n1', TAINTED), node('n2', ''), pods('Deployment'))).toEqual([])
    expect(told(pods('Deployment'))).toEqual([])
    expect(told(node('n1', TAINTED), pods('Deployment', 'tolerations: [{operator: Exists}], '))).toEqual([])
    expect(told(node('n1', TAINTED), pods('Deployment', 'nodeName: n1, '))).toEqual([])
    expect(told(node('n1', TAINTED))).toEqual([])
  })

  test('is a note, at the name of the node', () => {
    const { diagnostics } = opened(node('n1', TAINTED), pods('Deployment'))
    expect(diagnostics.find(({ code }) => code === 'taints-passed-over')).toMatchObject({
      severity: 'note',
      span: { start: { line: 3, column: 18 } },
    })
  })

  test('is not told of a pod that reports an address, which runs', () => {
    const running = `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: example/c}]}\nstatus: {podIP: 192.168.1.7}`
    expect(told(node('n1', TAINTED), running)).toEqual([])
  })

  test('is not told of a DaemonSet, which puts up with what befalls a node', () => {
    const troubled = node('n1', 'taints: [{key: node.kubernetes.io/not-ready, effect: NoExecute}]')
    expect(told(troubled, pods('DaemonSet'))).toEqual([])
    expect(told(node('n1', TAINTED), pods('DaemonSet'))).toEqual(['1 at n1'])
  })
})
