import { expect, test } from 'vitest'
import { openWorld, type CniChoice } from '../../../src/world/index.ts'

const NODE = (pods: number) => `apiVersion: v1
kind: Node
metadata: {name: n1}
status: {addresses: [{type: InternalIP, address: 172.18.0.11}], allocatable: {pods: "${pods}"}}`
const pod = (name: string, spec = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\nspec: {nodeName: n1, ${spec}containers: [{name: c, image: example/c}]}`
const agent = (name: string, spec: string) =>
  `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: ${name}, namespace: shop}\nspec: {selector: {matchLabels: {app: x}}, template: {metadata: {labels: {app: x}}, spec: {${spec}containers: [{name: c, image: example/c}]}}}`

function lost(cni: CniChoice, room: number, ...objects: readonly string[]) {
  return openWorld({
    documents: [{ name: 'a', text: [NODE(room), ...objects].join('\n---\n') }],
    cni,
  }).diagnostics.flatMap((each) =>
    each.code === 'pods-without-address'
      ? [
          `${each.subject?.name} ${each.why} at ${each.node}, ${each.severity}, ${each.span?.start.line}:${each.span?.start.column}`,
        ]
      : [],
  )
}

/** Source: kubernetes, pkg/kubelet/lifecycle/predicate.go, generalFilter (every pod counts). */
test('on a full node the kubelet refuses a pod, also when one on the host network filled it', () => {
  const calico = { name: 'calico' } as const
  expect(lost(calico, 1, pod('a'))).toEqual([])
  const refused = ['b no-room at n1, warning, 13:18']
  expect(lost(calico, 1, pod('a'), pod('b'))).toEqual(refused)
  expect(lost(calico, 1, pod('a', 'hostNetwork: true, '), pod('b'))).toEqual(refused)
})

/** Source: https://github.com/aws/amazon-vpc-cni-k8s (the two pods beyond the addresses of a node are these). */
test('what every node runs anyway takes no room, if it is on the host network', () => {
  const aws = { name: 'aws-vpc-cni' } as const
  const names = (...objects: readonly string[]) => lost(aws, 3, ...objects).map((each) => each.split(' ')[0])
  expect(names(agent('aws-node', 'hostNetwork: true, '), pod('b'))).toEqual([])
  expect(names(agent('aws-node', ''), pod('b'))).toEqual(['aws-node'])
  expect(names(agent('other', 'hostNetwork: true, '), pod('b'))).toEqual(['other'])
})
