import { expect, test } from 'vitest'
import type { ClusterView } from '../../../../src/worker/snapshot.ts'
import { hasSelectorTexts, selectorWords, wornLabels } from '../../../../src/app/editor/selector-words.ts'

const WORN = { endpoints: { app: ['api', 'web'], 'app.kubernetes.io/name': ['shop'] }, namespaces: { team: ['store'] } }
const KEYS = ['app', 'app.kubernetes.io/name', 'has(', 'all()']
const OPERATORS = ['==', '!=', 'in {', 'not in {', 'contains', 'starts with', 'ends with']

/** The cursor stands at ‸, else at the end. */
test.each<readonly [line: string, words: readonly string[] | null, replaces: number]>([
  ['  selector: ', KEYS, 0],
  ['  selector: ap', KEYS, 2],
  ["    - {action: Allow, source: {notSelector: \"app == 'web' && ", KEYS, 0],
  ['  selector: "!(ap', KEYS, 2],
  ['  namespaceSelector: ', ['team', 'has(', 'all()', 'global()'], 0],
  ['  selector: app ', OPERATORS, 0],
  ['  selector: app !', OPERATORS, 1],
  ['  selector: app == ', ["'api'", "'web'"], 0],
  ["  selector: 'app == ", ['"api"', '"web"'], 0],
  ["  selector: app == 'w", ["api'", "web'"], 1],
  ["  selector: app == 'w‸'", ['api', 'web'], 1],
  ["  selector: app starts with 'w", ["api'", "web'"], 1],
  ["  selector: has(x) && app not in {'api', '", ["api'", "web'"], 0],
  ['  selector: app in {', ["'api'", "'web'"], 0],
  ["  namespaceSelector: team != '", ["store'"], 0],
  ["  selector: app == 'web' ", ['&&', '||'], 0],
  ["  selector: app == 'web' &", ['&&', '||'], 1],
  ["  selector: unknown == '", null, 0],
  ["  selector: __proto__ == '", null, 0],
  ['  podSelector: ', null, 0],
  ['  selector:', null, 0],
  ['# selector', null, 0],
])('%j', (line, words, replaces) =>
  expect(selectorWords(line.split('‸')[0]!, line.split('‸')[1] ?? '', WORN)).toEqual(words && { words, replaces }),
)

test('the labels of a picture', () => {
  const workload = (labels: Record<string, string>) => ({ labels }) as unknown as ClusterView['workloads'][number]
  const namespace = { name: 'shop', labels: { team: 'store' }, implied: false, policies: 0, span: null }
  expect(
    wornLabels({
      workloads: [workload({ app: 'web' }), workload({ app: 'api', tier: 'back' })],
      namespaces: [namespace],
    }),
  ).toEqual({
    endpoints: { app: ['api', 'web'], 'projectcalico.org/namespace': ['shop'], tier: ['back'] },
    namespaces: { 'projectcalico.org/name': ['shop'], team: ['store'] },
  })
})

test('only in objects of Calico', () => {
  expect(hasSelectorTexts('kind: Service\napiVersion: v1\n')).toBe(false)
  expect(hasSelectorTexts('kind: NetworkPolicy\napiVersion: projectcalico.org/v3\n')).toBe(true)
  expect(hasSelectorTexts('{"apiVersion": "crd.projectcalico.org/v1"}')).toBe(true)
})

test('a long line takes no time', () => {
  const started = performance.now()
  selectorWords(`  selector: ${"a == '".repeat(5_000)}`, '', WORN)
  selectorWords(`  selector: ${'a '.repeat(20_000)}`, '', WORN)
  selectorWords(`  selector: a in {${"'x', ".repeat(10_000)}`, '', WORN)
  expect(performance.now() - started).toBeLessThan(500)
})
