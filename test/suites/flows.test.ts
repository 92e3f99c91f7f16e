import { describe, expect, test } from 'vitest'
import { Engine } from '../../src/worker/engine.ts'
import { openWorld, printQuestion, type Question, type World } from '../../src/world/index.ts'
import { factsOf, missesOf } from './explained.ts'
import { flowFixtures, type FlowCase, type FlowRow } from './flow-fixture.ts'
import { deepFreeze } from './freeze.ts'
import { expectSurfacesAgree } from './surfaces.ts'
import { fields } from './yaml-file.ts'

/** Every kind's, one folder each. The older versions of the cluster-wide API are together. */
const fixtures = [
  'network-policy',
  'cluster-network-policy',
  'aws-cluster-network-policy',
  'admin-network-policy',
  'baseline-admin-network-policy',
  'cilium-network-policy',
  'cilium-clusterwide-network-policy',
  'calico-network-policy',
  'calico-global-network-policy',
  'istio',
  'linkerd',
].flatMap(flowFixtures)

for (const { path, about, cases } of fixtures) {
  describe(`${path.replace(/^.*\/flows\/|\.yaml$/g, '')}: ${about}`, () => {
    // One engine for the file: each case is a fresh work in it, as one example after another is on the screen.
    const engine = new Engine()
    for (const each of cases) describe(each.name, () => runCase(each, engine))
  })
}

/**
 * Worlds of the clusters alone, so that each is read once. That opening again is opening from scratch is another
 * suite's business.
 */
const clusters = new Map<string, World>()

function runCase(each: FlowCase, engine: Engine): void {
  const input = deepFreeze({
    documents: each.documents,
    facts: each.facts,
    cni: each.cni,
    ...(each.mesh && { mesh: each.mesh }),
  })
  const cluster = input.documents[0]!
  const key = `${JSON.stringify(each.cni)} ${cluster.text}`
  const known = clusters.get(key) ?? openWorld({ documents: [cluster], cni: each.cni })
  clusters.set(key, known)
  const world = openWorld(input, known)
  // Whatever is asked must leave the cluster and the policies as they are.
  deepFreeze(world.cluster)
  deepFreeze(world.policies.policies)
  const questions = each.rows.map((row) => questionOf(world, row))

  test.each(each.rows.map((row, index) => [row.ask, row.verdict, row, questions[index]!] as const))(
    '%s is %s',
    (_ask, verdict, row, question) => {
      const answer = world.ask(question)
      expect(
        { verdict: answer.outcome, ...factsOf(answer, row.because, input.documents) },
        JSON.stringify({
          deniedAt: answer.deniedAt,
          misses: missesOf(answer.steps),
          notes: answer.notes.map(({ note }) => note),
          flow: answer.flow?.destination.label,
        }),
      ).toEqual({ verdict, ...row.because })
      // Lists and matrix tell of the network’s policies alone, and of callers on a port that the system gave them.
      if (verdict !== 'unanswerable' && !answer.mesh && question.srcPort === undefined)
        expectSurfacesAgree(world, question, answer)
    },
  )

  test('the worker says the same, in answers and beside the questions in the text', () => {
    if (Object.keys(each.facts).length > 0 || each.mesh || each.rows.some(({ also }) => also)) return
    const asked = { name: 'questions', text: each.rows.map(({ ask }) => `# ? ${ask}`).join('\n') }
    const documents = [...each.documents, asked]
    const opened = engine.handle(
      deepFreeze({
        type: 'open',
        id: 1,
        revision: 1,
        order: documents.map(({ name }) => name),
        changed: documents,
        active: 'policies',
        fresh: true,
        applyBroken: true,
        cni: each.cni,
        question: null,
      }),
    )
    if (opened.type !== 'snapshot') throw new Error('opening gives a snapshot')
    const { inline, reach } = opened.snapshot
    const outcomes = each.rows.map((row, index) => {
      const reply = engine.handle({ type: 'ask', id: index, question: questions[index]! })
      const written = row.toAddress === undefined ? inline[index]!.result : null
      if (reply.type !== 'ask') throw new Error('a question gives an answer')
      return [reply.value, ...(written ? [written] : [])].map((result) =>
        result.ok ? result.answer.outcome : 'unanswerable',
      )
    })
    expect(outcomes).toEqual(
      each.rows.map(({ verdict, toAddress }) => (toAddress === undefined ? [verdict, verdict] : [verdict])),
    )
    expect(reach.cells).toEqual(world.matrix().cells)
  })

  test('the order of the documents changes nothing', () => {
    const turned = openWorld({ ...input, documents: [...input.documents].reverse() }, world)
    expect(questions.map((question) => turned.ask(question).outcome)).toEqual(each.rows.map(({ verdict }) => verdict))
  })
}

function questionOf(world: World, row: FlowRow): Question {
  const parsed = world.parse(row.ask)
  if (!parsed.ok) throw new Error(`cannot be read: ${row.ask}`)
  // TCP goes without saying.
  const { protocol, ...rest } = parsed.value
  expect(world.parse(printQuestion(parsed.value))).toEqual({
    ok: true,
    value: protocol === 'TCP' ? rest : parsed.value,
  })
  return {
    ...parsed.value,
    ...(row.toAddress === undefined ? {} : { toAddress: row.toAddress }),
    ...row.also,
    ...(row.also?.http && { http: { ...parsed.value.http, ...row.also.http } }),
  }
}

describe('the fixtures', () => {
  const cases = fixtures.flatMap((fixture) => fixture.cases)
  test('have names of their own', () => {
    const names = cases.map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
  test('have names that are sentences', () => {
    expect(cases.map(({ name }) => name).filter((name) => name.split(' ').length < 3 || name.endsWith('.'))).toEqual([])
  })
  test('say where their rule is written', () => {
    expect(
      cases
        .filter(
          ({ source }) =>
            !/^https:\/\/(kubernetes\.io|github\.com|network-policy-api\.sigs\.k8s\.io|gateway-api\.sigs\.k8s\.io|www\.rfc-editor\.org|man7\.org|www\.cni\.dev|docs\.cilium\.io|docs\.tigera\.io|linkerd\.io|istio\.io)\/\S*$/.test(
              source,
            ),
        )
        .map(({ name }) => name),
    ).toEqual([])
  })
  test('are refused when they hold a key that nothing reads', () => {
    expect(() =>
      fields({ ask: 'a/b -> c/d:1', verdict: 'allowed', becuase: {} }, 'a row', {
        required: ['ask', 'verdict'],
        optional: ['because'],
      }),
    ).toThrow('unknown key "becuase"')
  })
  test('ask nothing twice of the same policies', () => {
    expect(
      cases
        .filter(
          ({ rows }) =>
            new Set(rows.map(({ ask, toAddress, also }) => `${ask} ${toAddress ?? ''} ${JSON.stringify(also)}`)).size <
            rows.length,
        )
        .map(({ name }) => name),
    ).toEqual([])
  })
})
