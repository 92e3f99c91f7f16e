import { expect, test } from 'vitest'
import { Engine } from '../../../src/worker/engine.ts'

const TEXT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      hostPID: true
      containers:
        - {name: c, image: i}
`

function walls(ref: string, name: 'flannel' | 'calico' = 'flannel') {
  const engine = new Engine()
  engine.handle({
    type: 'open',
    id: 1,
    revision: 1,
    order: ['web'],
    changed: [{ name: 'web', text: TEXT }],
    active: 'web',
    fresh: false,
    applyBroken: false,
    question: null,
  })
  const reply = engine.handle({ type: 'walls', id: 2, ref, cni: { name } })
  if (reply.type !== 'walls') throw new Error(reply.type)
  expect(reply.id).toBe(2)
  return structuredClone(reply.value)
}

test('a pod is told about, with the places of its fields in the object that makes it', () => {
  const view = walls('shop/web-1')
  expect(view).toMatchObject({
    walls: { pod: 'shop/web-1', cni: 'flannel', link: { segment: 'bridge' } },
    security: { level: 'privileged' },
    kind: 'Deployment',
    namespace: 'shop',
    pods: ['shop/web-1', 'shop/web-2'],
  })
  expect(view!.places['spec.template.spec.hostPID']).toMatchObject({ document: 'web', start: { line: 10 } })
})
test('of a workload its first pod is, under the plugin that is asked for', () =>
  expect(walls('deploy:shop/web', 'calico')?.walls).toMatchObject({
    pod: 'shop/web-1',
    cni: 'calico',
    link: { segment: 'routed' },
  }))
test.each(['shop/gone', 'svc:shop/web', 'internet', ''])('there are none of %j', (ref) => expect(walls(ref)).toBeNull())
