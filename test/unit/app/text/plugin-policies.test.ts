import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { examplesFrom } from '../../../../src/app/state/examples.ts'
import { policySentence, ruleSentence, type LensSentence } from '../../../../src/app/text/lens.ts'
import { lensOf } from '../../../../src/worker/lens.ts'
import { openWorld } from '../../../../src/world/index.ts'

const print = (sentence: LensSentence) => sentence.map(({ text }) => text).join('').replaceAll('\u00a0', ' ').replace('\u2002', ' ')

/** What stands over the policies and rules of an example's first document. */
function rows(id: string): readonly string[] {
  const folder = new URL(`../../../../lessons/examples/${id}/`, import.meta.url)
  const read = (path: string) => readFileSync(new URL(path, folder), 'utf8')
  const head = read('example.yaml')
  const names = [...head.matchAll(/file: ([^ }]+)/g)].map(([, name]) => name!)
  const files = Object.fromEntries([['example.yaml', head], ...names.map((name) => [name, read(name)] as const)].map(([name, text]) => [new URL(name!, `file:///lessons/examples/${id}/`).pathname, text!]))
  const [{ work }] = examplesFrom(files) as [ReturnType<typeof examplesFrom>[number]]
  const world = openWorld({ documents: work.documents, cni: work.cni })
  return lensOf(work.documents[0]!.name, world, world.matrix()).policies.flatMap((policy) => [print(policySentence(policy)), ...policy.rules.map((rule) => print(ruleSentence(rule, policy.ref.kind)))])
}

test('a policy of Cilium, with what may be said', () => {
  expect(rows('reading-is-not-writing')).toEqual([
    'selects 2 pods · ingress isolated · admits 1 flow',
    '1 allows endpoints any:app=web, k8s:io.kubernetes.pod.namespace=shop on 8080 saying HTTP GET /orders(/[0-9]+)?',
  ])
})

test('a policy of Cilium, with names', () => {
  expect(rows('names-of-the-outside').map((row) => row.replace(/admits \d+ flows?/, 'admits …'))).toEqual([
    'selects 2 pods · egress isolated · admits …',
    '1 allows endpoints k8s:io.kubernetes.pod.namespace=kube-system, any:k8s-app=kube-dns on 53 over any protocol saying DNS *.example.com',
    '2 allows pay.example.com on 443',
  ])
})

test('policies of Calico in a tier', () => {
  expect(rows('a-tier-that-passes').filter((row) => row.includes('tier,'))).toEqual([
    'security tier, order 10 · selects 6 pods · allows 3 flows',
    'security tier, order 20 · selects 6 pods · denies 14 flows',
  ])
})
