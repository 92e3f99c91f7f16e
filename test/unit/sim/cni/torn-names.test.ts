import { expect, it } from 'vitest'
import { identityOf } from '../../../../src/sim/cni/cilium/identity.ts'
import { isTorn } from '../../../../src/sim/cni/cilium/torn-names.ts'
import { openWorld } from '../../../../src/world/index.ts'

const pod = (name: string, app: string, port: number) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${app} } }
spec: { containers: [{ name: c, image: x, ports: [{ name: web, containerPort: ${port} }] }] }
`
const clusterOf = (...pods: readonly string[]) =>
  openWorld({ documents: [{ name: 'pods', text: pods.join('---\n') }], cni: { name: 'cilium' } }).cluster

it('a name is torn at pods of one identity that disagree about it', () => {
  const cluster = clusterOf(pod('old', 'web', 80), pod('new', 'web', 8080), pod('other', 'api', 80))
  const torn = Object.fromEntries(cluster.pods.map((each) => [each.name, isTorn(cluster, each, 'web')]))
  expect(torn).toEqual({ old: true, new: true, other: false })
})

it('two identities that happen to be shown by one number are two', () => {
  const many = clusterOf(...Array.from({ length: 1500 }, (_, index) => pod(`p${index}`, `app${index}`, 80)))
  const byNumber = new Map<number, string>()
  const twins = many.pods.flatMap((each) => {
    const before = byNumber.get(identityOf(each))
    byNumber.set(identityOf(each), each.name)
    return before === undefined ? [] : [[before, each.name] as const]
  })[0]!
  const [one, other] = twins.map((name) => name.replace('p', 'app'))
  const cluster = clusterOf(pod(twins[0], one!, 80), pod(twins[1], other!, 8080))
  expect(identityOf(cluster.pods[0]!)).toBe(identityOf(cluster.pods[1]!))
  expect(cluster.pods.map((each) => isTorn(cluster, each, 'web'))).toEqual([false, false])
})
