import { expect, test } from 'vitest'
import { openWorld } from '../../../src/world/index.ts'

const config = (mesh: string, namespace = 'istio-system') =>
  JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio', namespace }, data: { mesh } })
const open = (text: string) => openWorld({ documents: [{ name: 'a', text }] })
const notEvaluated = (text: string) => open(text).diagnostics.some(({ code }) => code === 'not-evaluated')

test('the configuration of a mesh is read, says that the mesh is there, and is not called unread', () => {
  expect(open(config('trustDomain: example.org')).mesh?.name).toBe('istio-sidecar')
  expect(notEvaluated(config('trustDomain: example.org'))).toBe(false)
  expect(notEvaluated(config(''))).toBe(false)
})

test('what cannot be read in it is said', () => {
  for (const text of ['{', '- a list', 'a: 1\n---\nb: 2']) expect(notEvaluated(config(text)), text).toBe(true)
})

test('another ConfigMap is what it was', () => {
  expect(notEvaluated(config('trustDomain: example.org', 'shop'))).toBe(true)
  expect(open(config('trustDomain: example.org', 'shop')).mesh).toBeNull()
})
