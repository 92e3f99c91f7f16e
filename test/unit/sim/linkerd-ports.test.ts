import { expect, test } from 'vitest'
import { skippedPorts } from '../../../src/sim/mesh/linkerd/pod-settings.ts'
import { holdsPort, readPortSet } from '../../../src/sim/mesh/linkerd/port-set.ts'
import { openWorld } from '../../../src/world/index.ts'

const port = (from: number, to = from) => ({ from, to })

/** Source: linkerd2, policy-controller/k8s/index/src/ports.rs (parse_portset) */
test.each([
  ['', []],
  ['80', [port(80)]],
  ['25, 8000 - 8100', [port(25), port(8000, 8100)]],
  [' 25 ,80', [port(25), port(80)]],
  [',80,,', [port(80)]],
  ['1,65535', [port(1), port(65535)]],
  ['1-65535', [port(1, 65535)]],
  ['80-80', [port(80)]],
  ['0', null],
  ['0-80', null],
  ['80-70', null],
  ['80-', null],
  ['-80', null],
  ['65536', null],
  ['80-65536', null],
  ['80-90-100', null],
  ['http', null],
  ['80x', null],
  ['80;81', null],
  ['80,http', null],
])('the list %s of ports', (text, ranges) => {
  expect(readPortSet(text)).toEqual(ranges)
})

test('a port is in a range with both of its ends, and none is in none', () => {
  const ranges = [port(70, 80), port(90)]
  expect([69, 70, 75, 80, 81, 89, 90, 91, null].filter((each) => holdsPort(ranges, each))).toEqual([70, 75, 80, 90])
})

test('the ends of ranges that pass by a proxy are the pod’s, or else its namespace’s', () => {
  const text = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, annotations: { config.linkerd.io/skip-inbound-ports: "7000-7010", config.linkerd.io/skip-outbound-ports: "25" } }
---
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: shop, annotations: { config.linkerd.io/skip-outbound-ports: "443" } }
spec: { containers: [{ name: app, image: example/app }] }
---
apiVersion: v1
kind: Pod
metadata: { name: b, namespace: shop, annotations: { config.linkerd.io/skip-outbound-ports: "443;444" } }
spec: { containers: [{ name: app, image: example/app }] }
---
apiVersion: v1
kind: Pod
metadata: { name: c, namespace: dev }
spec: { containers: [{ name: app, image: example/app }] }
`
  const { cluster } = openWorld({ documents: [{ name: 'world', text }] })
  expect(Object.fromEntries(cluster.pods.map((pod) => [pod.name, skippedPorts(pod)]))).toEqual({
    a: [7000, 7010, 443, 443],
    b: [7000, 7010],
    c: [],
  })
})
