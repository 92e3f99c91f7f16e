import { describe, expect, test } from 'vitest'
import { FIRST_EXAMPLE } from '../../src/app/state/example/examples.ts'
import { writtenQuestions } from '../../src/worker/inline-answers.ts'
import { openWorld } from '../../src/world/index.ts'
import { files, examples, worldOf, ask } from './examples-read.ts'

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
