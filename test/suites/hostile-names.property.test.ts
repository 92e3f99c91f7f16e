import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CNI_OFFERS } from '../../src/sim/cni/choice.ts'
import { openWorld } from '../../src/world/index.ts'
import { bounded } from './bounded.ts'
import { setting } from './generate-setting.ts'
import { cluster, documentsOf, type GeneratedCluster } from './generate.ts'

/**
 * Names that mean something to the language we are written in mean nothing to a cluster: with namespaces, labels and
 * ports called otherwise, all verdicts are the same. `constructor` is a name that Kubernetes allows everywhere; as keys
 * and values of labels the others are allowed too.
 */
const OTHERS: Readonly<Record<string, string>> = {
  one: 'constructor',
  two: 'valueof',
  web: 'constructor',
  dns: 'valueof',
  app: 'toString',
  a: 'hasOwnProperty',
  b: 'valueOf',
}

/** On nodes that are written down: where the scheduler puts a pod may hang on its name. */
function placed({ objects, ...rest }: GeneratedCluster): GeneratedCluster {
  return {
    ...rest,
    objects: objects
      .filter(({ kind }) => kind !== 'Deployment')
      .map((object) =>
        object['kind'] === 'Pod' ? { ...object, spec: { nodeName: 'n1', ...(object['spec'] as object) } } : object,
      ),
  }
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [Object.hasOwn(OTHERS, key) ? OTHERS[key]! : key, renamed(each)]),
    )
  return typeof value === 'string' && Object.hasOwn(OTHERS, value) ? OTHERS[value] : value
}

test('names of the language are names', () => {
  fc.assert(
    fc.property(cluster.map(placed), setting, (generated, cni) => {
      const plain = openWorld({ documents: documentsOf(generated), cni })
      const other = openWorld({ documents: documentsOf(renamed(generated) as typeof generated), cni })
      const refs = [...plain.cluster.pods.map(({ namespace, name }) => `${namespace.name}/${name}`), 'internet']
      const theirs = (ref: string) => ref.replace(/^[^/]+/, (word) => OTHERS[word] ?? word)
      const told = ({ outcome, deniedAt }: ReturnType<typeof plain.ask>) => [outcome, deniedAt]
      for (const from of refs) {
        for (const to of refs) {
          for (const port of [80, 'web', 'dns'] as const) {
            const same = other.ask({
              from: theirs(from),
              to: theirs(to),
              port: typeof port === 'string' ? OTHERS[port]! : port,
            })
            expect(told(same), `${from} -> ${to}:${port}`).toEqual(told(plain.ask({ from, to, port })))
          }
        }
      }
    }),
    bounded(100_000),
  )
})

test('a world in which everything is called constructor', () => {
  const text = `
apiVersion: v1
kind: Namespace
metadata: {name: constructor, labels: {constructor: constructor, toString: valueOf}}
---
apiVersion: v1
kind: Node
metadata: {name: constructor, labels: {constructor: constructor}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: constructor, namespace: constructor}
spec:
  selector: {matchLabels: {constructor: constructor}}
  template:
    metadata: {labels: {constructor: constructor, hasOwnProperty: valueOf}, annotations: {constructor: constructor}}
    spec: {serviceAccountName: constructor, containers: [{name: constructor, image: constructor, ports: [{name: constructor, containerPort: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: constructor, namespace: constructor}
spec: {selector: {constructor: constructor}, ports: [{name: constructor, port: 80, targetPort: constructor}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: constructor, namespace: constructor}
spec:
  podSelector: {matchLabels: {hasOwnProperty: valueOf}}
  policyTypes: [Ingress]
  ingress: [{from: [{namespaceSelector: {matchLabels: {toString: valueOf}}, podSelector: {matchLabels: {constructor: constructor}}}], ports: [{port: constructor}]}]
`
  for (const { name } of CNI_OFFERS) {
    const world = openWorld({ documents: [{ name: 'constructor', text }], cni: { name } })
    expect(world.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    if (name !== 'reference') continue
    expect(world.ask({ from: 'constructor/constructor', to: 'svc:constructor/constructor', port: 80 }).outcome).toBe(
      'allowed',
    )
    expect(
      world.ask({ from: 'constructor/constructor', to: 'constructor/constructor', port: 'constructor' }).outcome,
    ).toBe('allowed')
    expect(world.ask({ from: 'internet', to: 'constructor/constructor', port: 80 }).outcome).toBe('denied')
  }
})
