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

function told(...objects: readonly string[]): readonly string[] {
  const { diagnostics } = openWorld({
    documents: [{ name: 'a', text: objects.join('\n---\n') }],
    cni: { name: 'calico' },
  })
  return diagnostics.flatMap((each) =>
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

  test('is not told of a DaemonSet, which puts up with what befalls a node', () => {
    const troubled = node('n1', 'taints: [{key: node.kubernetes.io/not-ready, effect: NoExecute}]')
    expect(told(troubled, pods('DaemonSet'))).toEqual([])
    expect(told(node('n1', TAINTED), pods('DaemonSet'))).toEqual(['1 at n1'])
  })
})
