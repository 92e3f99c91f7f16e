import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { readExample } from '../../src/app/state/example-reader.ts'
import { GROUPS, WORDS } from '../../src/app/text/catalogue/de/example-words.ts'
import {
  examplesFrom,
  FIRST_EXAMPLE,
  groupExamples,
  listExamples,
  loadExamples,
  type Example,
} from '../../src/app/state/examples.ts'
import { isDocumentName } from '../../src/app/state/work.ts'
import { isFindingCode } from '../../src/ground/finding.ts'
import { settingOf, type CniName } from '../../src/sim/cni/choice.ts'
import { writtenQuestions } from '../../src/worker/inline-answers.ts'
import { openWorld, type Answer, type World } from '../../src/world/index.ts'
import { readText } from './yaml-file.ts'

const LESSONS = fileURLToPath(new URL('../../lessons', import.meta.url))
const paths = readdirSync(LESSONS, { recursive: true, encoding: 'utf8' })
  .map((path) => `lessons/${path.replaceAll('\\', '/')}`)
  .filter((path) => /^lessons\/(examples|worlds)\/.*\.yaml$/.test(path))
  .sort()
const files = Object.fromEntries(paths.map((path) => [path, readText(path)]))
const heads = paths.filter((path) => path.endsWith('/example.yaml'))
const examples = examplesFrom(files)

const worldOf = ({ work: { documents, cni } }: Example) => openWorld({ documents, cni })

function ask(world: World, question: string): Answer {
  const parsed = world.parse(question)
  if (!parsed.ok) throw new Error(`cannot be read: ${question}`)
  return world.ask(parsed.value)
}

describe('the examples as a list', () => {
  test('are listed before they are fetched, and the first is there at once', async () => {
    const { all, first } = await listExamples()
    const whole = await loadExamples()
    expect(all.map(({ id, title }) => [id, title])).toEqual(whole.map(({ id, title }) => [id, title]))
    expect(whole.map(({ id }) => id)).toEqual(examples.map(({ id }) => id))
    expect(first).toEqual(whole.find(({ id }) => id === FIRST_EXAMPLE))
  })
  test('every folder is an example', () =>
    expect(examples.map(({ id }) => id).sort()).toEqual(heads.map((path) => path.split('/').at(-2))))
  test.each(heads)('%s means to our small reader what it means in YAML', (path) => {
    const {
      title,
      promise,
      group,
      order,
      documents,
      question = null,
      view = null,
      cni,
    } = load(files[path]!) as Record<string, unknown>
    const { name, mode, ...options } = (cni ?? { name: 'reference' }) as {
      readonly name: CniName
      readonly mode?: string
    } & Record<string, unknown>
    expect(readExample(files[path]!)).toEqual({
      title,
      promise,
      group,
      order,
      documents,
      question,
      view,
      cni: cni === undefined ? null : settingOf({ name, ...(mode !== undefined && { mode }), options }),
    })
  })
  test('the first one is there, and in the first group', () => {
    expect(groupExamples(examples, '')[0]!.examples.map(({ id }) => id)).toContain(FIRST_EXAMPLE)
  })
  test('groups stand together', () => {
    const order = examples.map(({ group }) => group)
    expect(
      order.filter((group, index) => index > 0 && group !== order[index - 1] && order.indexOf(group) < index),
    ).toEqual([])
  })
  test('orders and titles are their own, and titles fit the rail', () => {
    expect(new Set(examples.map(({ order }) => order)).size).toBe(examples.length)
    expect(new Set(examples.map(({ title }) => title)).size).toBe(examples.length)
    expect(examples.filter(({ title }) => title.length > 27).map(({ title }) => title)).toEqual([])
    expect(
      examples.filter(({ promise }) => promise.length > 90 || !promise.endsWith('.')).map(({ promise }) => promise),
    ).toEqual([])
  })
  test('all are told in German too, in words that fit the rail', () => {
    expect(Object.keys(WORDS).sort()).toEqual(examples.map(({ id }) => id).sort())
    expect(new Set(Object.keys(GROUPS))).toEqual(new Set(examples.map(({ group }) => group)))
    expect(
      Object.values(WORDS).filter(
        ([title, promise]) => title.length > 29 || promise.length > 110 || !promise.endsWith('.'),
      ),
    ).toEqual([])
  })
  test('every file belongs to one of them, or is the world of a lesson', () => {
    const worlds = new Set(
      readdirSync(LESSONS, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('goals.yaml'))
        .map((path) => `lessons/worlds/${/^world: (.+)$/m.exec(readText(`lessons/${path}`))?.[1]}.yaml`),
    )
    const used = new Set(examples.flatMap(({ work }) => work.documents.map(({ text }) => text)))
    expect(
      paths.filter((path) => !path.endsWith('/example.yaml') && !used.has(files[path]!) && !worlds.has(path)),
    ).toEqual([])
  })
})

/** Warnings that are right where they stand: the example shows just this mistake, or closes DNS, which nobody in it needs. */
const FINDINGS: Readonly<Record<string, readonly string[]>> = {
  'why-cant-web-reach-api': ['rule-admits-nobody allow-web:12'],
  'same-yaml-four-clusters': ['block-is-pod policies:29', 'front-door-closed policies:8'],
  'same-question-both-ends': ['dns-closed web-egress:4', 'one-end-opened api-guests:13'],
  'and-not-or': ['or-instead-of-and two-dashes:18'],
  'the-empty-list-trap': [
    'dns-closed four-policies:21',
    'ingress-closed-too four-policies:27',
    'not-isolated four-policies:12',
    'one-end-opened four-policies:28',
  ],
  'except-the-scanner': ['dns-closed to-partner:4'],
  'own-namespace-only': ['dns-closed stay-home:4'],
  'one-policy-each-way': ['dns-closed api-out:4'],
  'dns-goes-dark': ['dns-closed web-egress:4'],
}

describe.each(examples.map((example) => [example.title, example] as const))('%s', (_, example) => {
  const world = worldOf(example)
  test('has tabs that can be called so', () => {
    const names = example.work.documents.map(({ name }) => name)
    expect(names.filter((name) => !isDocumentName(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })
  test('is accepted by the API server', () => {
    expect(
      world.diagnostics
        .filter(({ severity, code }) => severity !== 'note' && !isFindingCode(code))
        .map(({ code, span }) => `${code} ${span?.document}:${span?.start.line}`),
    ).toEqual([])
  })
  test('raises the findings that it is about, and no others', () => {
    expect(
      world.diagnostics
        .filter(({ severity, code }) => severity === 'warning' && isFindingCode(code))
        .map(({ code, span }) => `${code} ${span?.document}:${span?.start.line}`)
        .sort(),
    ).toEqual(FINDINGS[example.id] ?? [])
  })
  test('asks a question that has an answer', () => {
    expect(example.question).not.toBeNull()
    expect(ask(world, example.question!).outcome).not.toBe('unanswerable')
  })
  test('has answers to all questions in its text', () => {
    const questions = example.work.documents.flatMap(({ text }) => writtenQuestions(text))
    expect(
      questions
        .filter(({ question }) => ask(world, question).outcome === 'unanswerable')
        .map(({ question }) => question),
    ).toEqual([])
  })
})

/** The pictures that must be right, and the fault of the first one. */
describe('what the examples promise', () => {
  const outcomes = (id: string) => {
    const example = examples.find((each) => each.id === id)!
    const world = worldOf(example)
    return Object.fromEntries(
      example.work.documents
        .flatMap(({ text }) => writtenQuestions(text))
        .map(({ question }) => {
          const { outcome, deniedAt } = ask(world, question)
          return [question, outcome === 'denied' && deniedAt ? `denied at ${deniedAt}` : outcome]
        }),
    )
  }

  test('one label is wrong, on line 14, and mending it opens the way', () => {
    const example = examples.find(({ id }) => id === FIRST_EXAMPLE)!
    const answer = ask(worldOf(example), 'shop/web -> shop/api:8080')
    expect(answer).toMatchObject({ outcome: 'denied', deniedAt: 'ingress' })
    const near = answer.steps.flatMap((step) =>
      step.step === 'rule-missed' ? step.trial.peers.flatMap(({ checks }) => checks.filter(({ held }) => !held)) : [],
    )
    expect(near).toContainEqual(
      expect.objectContaining({
        wanted: expect.objectContaining({ key: 'app', values: ['web-frontend'] }),
        got: { kind: 'label', value: 'web' },
        span: expect.objectContaining({ document: 'allow-web', start: expect.objectContaining({ line: 14 }) }),
      }),
    )
    const mended = openWorld({
      documents: example.work.documents.map(({ name, text }) => ({
        name,
        text: text.replace('app: web-frontend', 'app: web'),
      })),
    })
    const after = ask(mended, 'shop/web -> shop/api:8080')
    expect(after.outcome).toBe('allowed')
    expect(
      after.steps.flatMap((step) =>
        step.step === 'rule-matched' ? [`${step.trial.rule.policy.name} ${step.trial.rule.index + 1}`] : [],
      ),
    ).toEqual(['allow-web 1'])
  })

  test.each([
    [
      'everything-is-open',
      {
        'shop/web -> shop/api:8080': 'allowed',
        'dev/dbg -> shop/db:5432': 'allowed',
        'internet -> shop/db:5432': 'allowed',
        'shop/api -> internet:443': 'allowed',
      },
    ],
    ['shut-one-door', { 'shop/web -> shop/api:8080': 'denied at ingress', 'shop/api -> shop/db:5432': 'allowed' }],
    [
      'same-question-both-ends',
      { 'shop/web -> shop/api:8080': 'denied at egress', 'shop/cache -> shop/api:8080': 'denied at ingress' },
    ],
    [
      'and-not-or',
      {
        'shop/exporter -> shop/api:9090': 'denied at ingress',
        'monitoring/grafana -> shop/api:9090': 'denied at ingress',
        'shop/exporter -> shop/db:9187': 'allowed',
        'monitoring/grafana -> shop/db:9187': 'allowed',
      },
    ],
    [
      'in-notin-exists',
      {
        'shop/web -> shop/db:5432': 'denied at ingress',
        'shop/visitor -> shop/db:5432': 'allowed',
        'shop/visitor -> shop/cache:6379': 'denied at ingress',
      },
    ],
    [
      'ports-by-name-and-range',
      {
        'monitoring/prom -> shop/api:9090': 'allowed',
        'monitoring/prom -> shop/db:9187': 'allowed',
        'monitoring/prom -> shop/db:9090': 'denied at ingress',
        'monitoring/prom -> shop/batch:9003': 'allowed',
        'monitoring/prom -> shop/batch:9004': 'denied at ingress',
      },
    ],
    [
      'a-name-not-a-place',
      {
        'shop/web -> shop/api:8080 GET /orders/7': 'allowed',
        'shop/cart -> shop/api:8080 GET /orders/7': 'denied',
        'dev/debug -> shop/api:8080 GET /orders/7': 'denied',
        'shop/web -> shop/api:8080 GET /admin': 'denied',
        'dev/debug -> shop/api:8080 GET /ready': 'allowed',
      },
    ],
    [
      'the-empty-list-trap',
      {
        'shop/api -> internet:443': 'allowed',
        'shop/web -> shop/api:8080': 'denied at ingress',
        'ingress/edge -> shop/web:8080': 'denied at ingress',
        'shop/api -> shop/db:5432': 'denied at ingress',
        'internet -> shop/cache:6379': 'allowed',
      },
    ],
    [
      'ports-without-from',
      {
        'internet -> shop/web:8080': 'allowed',
        'internet -> shop/web:9090': 'denied at ingress',
        'dev/dbg -> shop/web:8080/UDP': 'denied at ingress',
      },
    ],
    [
      'except-the-scanner',
      {
        'shop/courier -> ip:198.51.100.20:443': 'allowed',
        'shop/courier -> ip:198.51.100.13:443': 'denied at egress',
        'shop/courier -> ip:[2001:db8:51:20::1]:443': 'allowed',
        'shop/courier -> ip:[2001:db8:51:13::1]:443': 'denied at egress',
      },
    ],
    [
      'a-name-is-not-a-label',
      {
        'prod/app -> billing/ledger:5432': 'denied at ingress',
        'blue/app -> billing/ledger:5432': 'allowed',
        'prod/app -> billing/archive:5432': 'allowed',
        'blue/app -> billing/archive:5432': 'denied at ingress',
      },
    ],
    [
      'a-pod-without-labels',
      {
        'shop/plain -> shop/api:8080': 'allowed',
        'dev/dbg -> shop/plain:8000': 'denied at ingress',
        'shop/plain -> internet:443': 'denied at egress',
        'shop/plain -> monitoring/prom:9090': 'allowed',
      },
    ],
    [
      'own-namespace-only',
      {
        'shop/api -> shop/db:5432': 'allowed',
        'shop/api -> monitoring/prom:9090': 'denied at egress',
        'shop/api -> kube-system/dns:53/UDP': 'denied at egress',
      },
    ],
    [
      'one-policy-each-way',
      {
        'shop/api -> shop/db:5432': 'allowed',
        'shop/web -> shop/api:8080': 'allowed',
        'shop/api -> shop/web:8080': 'denied at egress',
        'shop/cache -> shop/api:8080': 'denied at ingress',
      },
    ],
    [
      'dns-goes-dark',
      {
        'shop/web -> shop/api:8080': 'allowed',
        'shop/web -> name:api.shop:80': 'denied at egress',
        'shop/web -> kube-system/dns:53/UDP': 'denied at egress',
      },
    ],
    [
      'same-yaml-four-clusters',
      {
        'dev/dbg -> shop/db:5432': 'denied at ingress',
        'dev/backup -> shop/db:5432': 'allowed',
        'internet -> node:n1:30080': 'denied at ingress',
        'shop/api -> shop/db:5432': 'allowed',
      },
    ],
    [
      'reading-is-not-writing',
      {
        'shop/web -> shop/api:8080': 'conditional',
        'shop/web -> shop/api:8080 GET /orders/7': 'allowed',
        'shop/web -> shop/api:8080 DELETE /orders/7': 'denied at ingress',
        'shop/web -> shop/api:8080 GET /orders/7/invoice': 'denied at ingress',
        'shop/exporter -> shop/api:8080 GET /orders/7': 'denied at ingress',
      },
    ],
    [
      'names-of-the-outside',
      {
        'shop/api -> name:pay.example.com:443': 'allowed',
        'shop/api -> name:pay.example.com:80': 'denied at egress',
        'shop/api -> kube-system/dns:53/UDP dns pay.example.com': 'allowed',
        'shop/api -> kube-system/dns:53/UDP dns pay.example.org': 'denied at egress',
        'shop/api -> ip:203.0.113.10:443': 'conditional',
      },
    ],
    [
      'a-tier-that-passes',
      {
        'dev/dbg -> shop/api:8080': 'denied at ingress',
        'shop/web -> shop/api:8080': 'allowed',
        'shop/cache -> shop/api:8080': 'denied at ingress',
        'monitoring/prom -> shop/api:9090': 'allowed',
        'monitoring/grafana -> shop/api:9090': 'denied at ingress',
      },
    ],
    [
      'twelve-parts',
      {
        'ferry/site -> svc:ferry/booking:80': 'allowed',
        'ferry/site -> ferry/payments:8080': 'denied at egress',
        'ferry/weather -> ip:169.254.169.254:80': 'denied at egress',
      },
    ],
    [
      'straight-from-kubectl',
      {
        'orders/front -> orders/store:5432': 'allowed',
        'orders/front -> svc:orders/store:5432': 'allowed',
        'internet -> orders/store:5432': 'denied at ingress',
      },
    ],
  ])('%s', (id, expected) => expect(outcomes(id)).toMatchObject(expected))

  test('the shop is the shop that the lessons speak of', () => {
    const { cluster } = openWorld({ documents: [{ name: 'shop', text: files['lessons/worlds/shop.yaml']! }] })
    expect(
      cluster.workloads.map(
        ({ namespace, name, pods }) =>
          `${namespace.name}/${name} ${pods.map(({ ports }) => ports.map(({ port, name: portName, protocol }) => `${port}${portName ? `=${portName}` : ''}/${protocol}`).join()).join(' ')}`,
      ),
    ).toEqual([
      'dev/dbg ',
      'dev/web 8080/TCP',
      'ingress/edge 443/TCP',
      'kube-system/dns 53=dns/UDP,53=dns-tcp/TCP',
      'monitoring/grafana 3000/TCP',
      'monitoring/prom 9090/TCP',
      'shop/api 8080=http/TCP,9090=metrics/TCP 8080=http/TCP,9090=metrics/TCP',
      'shop/cache 6379/TCP',
      'shop/db 5432=pg/TCP,9187=metrics/TCP',
      'shop/exporter 9100/TCP',
      'shop/web 8080/TCP',
    ])
    expect(
      cluster.services.map(({ namespace, name, backends }) => `${namespace.name}/${name} ${backends.length}`),
    ).toEqual(['kube-system/dns 1', 'shop/api 2', 'shop/db 1', 'shop/web 1'])
    expect(cluster.nodes.map(({ name }) => name)).toEqual(['n1', 'n2'])
  })
})
