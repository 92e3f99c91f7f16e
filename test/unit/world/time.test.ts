import { describe, expect, test } from 'vitest'
import { openWorld, type CniChoice, type Question, type TimeScenario, type World } from '../../../src/world/index.ts'
import { askAt, timelineOf } from '../../../src/world/time/timeline.ts'

const labels = (app: string, more: object = {}) => ({ app, ...more })
const node = (name: string) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name } })
const pod = (name: string, app: string, on: string, more: { namespace?: string; ip?: string } = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: more.namespace ?? 'shop', labels: labels(app) },
  spec: { nodeName: on, containers: [{ name: 'app', image: 'app', ports: [{ containerPort: 8080 }] }] },
  ...(more.ip && { status: { phase: 'Running', podIP: more.ip } }),
})
const policy = (name: string, spec: object, namespace = 'shop') => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace },
  spec,
})
const select = (app: string) => ({ podSelector: { matchLabels: { app } } })
const admit = (name: string, app: string, from: string) =>
  policy(name, { ...select(app), policyTypes: ['Ingress'], ingress: [{ from: [select(from)] }] })

const BASE = [
  node('a'),
  node('b'),
  pod('web', 'web', 'a'),
  pod('new', 'api', 'b'),
  pod('dbg', 'dbg', 'a', { namespace: 'dev' }),
]
const worldOf = (objects: readonly object[], cni: CniChoice): World =>
  openWorld({ documents: [{ name: 'all', text: objects.map((each) => JSON.stringify(each)).join('\n---\n') }], cni })
const CLOSED = admit('api', 'api', 'web')
const aws = (networkPolicy: string): CniChoice => ({ name: 'aws-vpc-cni', options: { networkPolicy } })
const KNP: CniChoice = { name: 'flannel', options: { networkPolicy: 'standard' } }

/** `0 starts allowed gate-open` for each moment; of several lanes all verdicts. */
function told(world: World, question: Question, scenario: TimeScenario, earlier?: World): readonly string[] {
  const { timeline } = timelineOf(world, question, scenario, earlier)
  return (timeline?.moments ?? []).map(
    ({ seconds, event, verdicts }) =>
      `${seconds} ${event}: ${verdicts.map(({ outcome, why, deniedAt }) => `${outcome}${deniedAt ? ` ${deniedAt}` : ''} ${why}`).join(', ')}`,
  )
}

describe('a pod starts', () => {
  const start: TimeScenario = { kind: 'start-up', pod: 'shop/new' }
  const stranger: Question = { from: 'dev/dbg', to: 'shop/new', port: 8080 }
  const friend: Question = { from: 'shop/web', to: 'shop/new', port: 8080 }

  test.each<[string, CniChoice, readonly string[]]>([
    [
      'AWS, standard: open until the rules are there',
      aws('standard'),
      ['0 starts: allowed gate-open', '1 published: allowed gate-open', '1.5 programmed: denied ingress rules'],
    ],
    [
      'AWS, strict: closed',
      aws('strict'),
      ['0 starts: denied egress rules', '1 published: denied egress rules', '1.5 programmed: denied egress rules'],
    ],
    ['AWS, off: nobody looks', aws('off'), ['0 starts: allowed rules']],
    [
      'kube-network-policies: open until the address is known',
      KNP,
      ['0 starts: allowed gate-open', '0.5 programmed: denied ingress rules'],
    ],
    [
      'Calico: closed',
      { name: 'calico' },
      ['0 starts: denied ingress gate-closed', '0.5 programmed: denied ingress rules'],
    ],
    [
      'Cilium: closed',
      { name: 'cilium' },
      ['0 starts: denied ingress gate-closed', '0.5 programmed: denied ingress rules'],
    ],
    ['Flannel: always open', { name: 'flannel' }, ['0 starts: allowed rules']],
    [
      'the API: what some policy selects is isolated from the start',
      { name: 'reference' },
      ['0 starts: denied ingress isolated-first', '0.5 programmed: denied ingress rules'],
    ],
  ])('someone whom no rule admits. %s', (_say, cni, expected) => {
    expect(told(worldOf([...BASE, CLOSED], cni), stranger, start)).toEqual(expected)
  })

  test.each<[string, CniChoice, readonly string[]]>([
    [
      'AWS, standard',
      aws('standard'),
      ['0 starts: allowed rules', '1 published: allowed rules', '1.5 programmed: allowed rules'],
    ],
    ['Calico', { name: 'calico' }, ['0 starts: denied ingress gate-closed', '0.5 programmed: allowed rules']],
    ['the API', { name: 'reference' }, ['0 starts: denied ingress isolated-first', '0.5 programmed: allowed rules']],
  ])('someone who is admitted waits, or does not. %s', (_say, cni, expected) => {
    expect(told(worldOf([...BASE, CLOSED], cni), friend, start)).toEqual(expected)
  })

  test('without policies Calico still drops what a new pod gets, and the API lets it in', () => {
    expect(told(worldOf(BASE, { name: 'calico' }), friend, start)[0]).toBe('0 starts: denied ingress gate-closed')
    expect(told(worldOf(BASE, { name: 'reference' }), friend, start)[0]).toBe('0 starts: allowed rules')
  })

  test('the kubelet reaches it in any case', () => {
    expect(
      told(worldOf([...BASE, CLOSED], { name: 'calico' }), { from: 'node:b', to: 'shop/new', port: 8080 }, start)[0],
    ).toBe('0 starts: allowed rules')
  })

  test('who is new cannot be known: the other end’s rules admit it by its labels only later', () => {
    const door = admit('web', 'web', 'api')
    const question: Question = { from: 'shop/new', to: 'shop/web', port: 8080 }
    expect(told(worldOf([...BASE, door], aws('standard')), question, start)).toEqual([
      '0 starts: denied ingress unknown-peer',
      '1 published: denied ingress unknown-peer',
      '1.5 programmed: allowed rules',
    ])
    expect(told(worldOf([...BASE, door], { name: 'flannel' }), question, start)).toEqual(['0 starts: allowed rules'])
  })

  test('on AWS a pod whose like is already on the node has its rules at once', () => {
    const two = [
      node('a'),
      pod('web', 'web', 'a'),
      pod('api-1', 'api', 'a'),
      pod('api-2', 'api', 'a'),
      pod('dbg', 'dbg', 'a', { namespace: 'dev' }),
      CLOSED,
    ]
    const world = worldOf(two, aws('standard'))
    const question: Question = { from: 'dev/dbg', to: 'shop/api-2', port: 8080 }
    expect(told(world, question, { kind: 'start-up', pod: 'shop/api-2' })[0]).toBe('0 starts: denied ingress rules')
    expect(timelineOf(world, question, { kind: 'start-up', pod: 'shop/api-2' }).about?.twin).toBe('shop/api-1')
  })

  test('goals can ask for a second', () => {
    const at = (cni: CniChoice, question: Question, seconds: number) =>
      askAt(worldOf([...BASE, CLOSED], cni), question, start, seconds).outcome
    expect([
      at(aws('standard'), stranger, 0),
      at(aws('standard'), stranger, 10),
      at(aws('standard'), friend, 10),
    ]).toEqual(['allowed', 'denied', 'allowed'])
    expect(at(aws('strict'), stranger, 0)).toBe('denied')
    expect(at(aws('standard'), stranger, -5)).toBe('allowed')
  })
})

describe('a policy comes while a connection is open', () => {
  const question: Question = { from: 'shop/web', to: 'shop/new', port: 8080 }
  const arrives: TimeScenario = { kind: 'policy', change: 'arrives', policy: 'NetworkPolicy shop/lock' }
  const lock = policy('lock', { ...select('web'), policyTypes: ['Egress'] })

  test.each<[string, CniChoice, readonly string[]]>([
    ['Flannel', { name: 'flannel' }, []],
    [
      'kube-network-policies',
      KNP,
      [
        '0.5 programmed: allowed remembered, denied egress rules',
        '30 flushed: denied egress judged-again, denied egress rules',
      ],
    ],
    ['Calico', { name: 'calico' }, ['0.5 programmed: allowed remembered, denied egress rules']],
    [
      'Calico with eBPF',
      { name: 'calico', options: { dataplane: 'ebpf' } },
      ['0.5 programmed: allowed remembered, denied egress rules'],
    ],
    ['Cilium', { name: 'cilium' }, ['0.5 programmed: denied egress judged-again, denied egress rules']],
    ['AWS', aws('standard'), ['1 programmed: denied egress judged-again, denied egress rules']],
    ['the API', { name: 'reference' }, ['0.5 programmed: depends left-open, denied egress rules']],
  ])('the first one of a pod: %s', (_say, cni, expected) => {
    expect(told(worldOf([...BASE, lock], cni), question, arrives).slice(2)).toEqual(expected)
  })

  // The pod has a policy that lets it out, and an edit takes that rule away.
  const allowing = policy('out', { ...select('web'), policyTypes: ['Egress'], egress: [{ to: [select('api')] }] })
  const emptied = policy('out', { ...select('web'), policyTypes: ['Egress'] })
  test.each<[string, CniChoice, string | undefined]>([
    ['Flannel', { name: 'flannel' }, 'allowed'],
    ['kube-network-policies', KNP, 'denied'],
    ['Calico', { name: 'calico' }, 'allowed'],
    ['Calico with eBPF', { name: 'calico', options: { dataplane: 'ebpf' } }, 'allowed'],
    ['Cilium', { name: 'cilium' }, 'denied'],
    ['AWS', aws('standard'), 'allowed'],
  ])('a rule that is taken away: %s', (_say, cni, outcome) => {
    const world = worldOf([...BASE, emptied], cni)
    expect(
      timelineOf(
        world,
        question,
        { kind: 'policy', change: 'edited', policy: null },
        worldOf([...BASE, allowing], cni),
      ).timeline?.moments.at(-1)?.verdicts[0]?.outcome,
    ).toBe(outcome)
  })

  test('a policy that goes opens for new connections; none could be open before', () => {
    expect(told(worldOf([...BASE, lock], { name: 'calico' }), question, { ...arrives, change: 'goes' })).toEqual([
      '-1 connected: nothing never-open, denied egress rules',
      '0 accepted: nothing never-open, denied egress rules',
      '0.5 programmed: nothing never-open, allowed rules',
    ])
  })

  test('without a policy at either end there is nothing to tell', () => {
    expect(timelineOf(worldOf(BASE, { name: 'calico' }), question, arrives)).toMatchObject({
      timeline: null,
      choices: { policies: [], edited: false },
    })
  })
})

describe('a rollout', () => {
  const api = (replicas: number) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop' },
    spec: {
      replicas,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      selector: { matchLabels: { app: 'api' } },
      template: {
        metadata: { labels: { app: 'api', tier: 'back' } },
        spec: { containers: [{ name: 'api', image: 'api', ports: [{ containerPort: 8080 }] }] },
      },
    },
  })
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'api', namespace: 'shop' },
    spec: { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 8080 }] },
  }
  const out = policy('out', {
    ...select('web'),
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: { matchLabels: { tier: 'back' } } }] }],
  })
  const objects = [node('a'), node('b'), pod('web', 'web', 'a'), api(2), service, out]
  const question: Question = { from: 'shop/web', to: 'svc:shop/api', port: 80 }

  test('pods without the label that a policy selects by are refused, one by one', () => {
    const scenario: TimeScenario = { kind: 'rollout', workload: null, label: { key: 'tier', value: null } }
    expect(told(worldOf(objects, { name: 'calico' }), question, scenario)).toEqual([
      '-1 before: allowed rules, allowed rules, nothing nobody',
      '0 changed: allowed rules, allowed rules, denied egress rules',
      '5 ready: depends egress rules, allowed rules, denied egress rules',
      '10 finished: denied egress rules, nothing nobody, denied egress rules',
    ])
    expect(timelineOf(worldOf(objects, { name: 'calico' }), question, scenario).choices.rollouts).toEqual([
      { workload: 'deploy:shop/api', labels: { tier: 'back' } },
    ])
  })

  test('with the same labels only addresses change', () => {
    expect(
      told(worldOf(objects, { name: 'cilium' }), question, {
        kind: 'rollout',
        workload: 'deploy:shop/api',
        label: null,
      }).map((each) => each.split(',')[0]),
    ).toEqual([
      '-1 before: allowed rules',
      '0 changed: allowed rules',
      '5 ready: allowed rules',
      '10 finished: allowed rules',
    ])
  })

  test('Recreate leaves the Service without endpoints', () => {
    const recreated = objects.map((each) =>
      each === objects[3] ? { ...api(2), spec: { ...api(2).spec, strategy: { type: 'Recreate' } } } : each,
    )
    expect(
      told(worldOf(recreated, { name: 'calico' }), question, { kind: 'rollout', workload: null, label: null })[1],
    ).toBe('0 changed: denied no-endpoints, nothing nobody, allowed rules')
  })

  test('pods that are written down go too, and a pod that is asked for by name stands for all', () => {
    const owned = (name: string) => ({
      ...pod(name, 'api', 'b'),
      metadata: {
        name,
        namespace: 'shop',
        labels: { app: 'api', tier: 'back' },
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'api', controller: true }],
      },
    })
    const world = worldOf([...objects, owned('api-x'), owned('api-y')], { name: 'calico' })
    expect(
      told(
        world,
        { from: 'shop/web', to: 'shop/api-x', port: 8080 },
        { kind: 'rollout', workload: null, label: { key: 'tier', value: 'front' } },
      ).map((each) => each.split(',')[0]),
    ).toEqual([
      '-1 before: allowed rules',
      '0 changed: depends egress rules',
      '5 ready: depends egress rules',
      '10 finished: denied egress rules',
    ])
  })
})

describe('an address is given again', () => {
  const block = policy('by-address', {
    ...select('api'),
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ ipBlock: { cidr: '10.244.0.9/32' } }] }],
  })
  const objects = (cidr: string, ip: string) => [
    { ...node('a'), spec: { podCIDR: '10.244.0.0/24' } },
    node('b'),
    pod('client', 'client', 'a', { ip }),
    pod('new', 'api', 'b'),
    { ...block, spec: { ...(block.spec as object), ingress: [{ from: [{ ipBlock: { cidr } }] }] } },
  ]
  const question: Question = { from: 'shop/client', to: 'shop/new', port: 8080 }
  const scenario: TimeScenario = { kind: 'address', pod: null }

  test('a rule by address admits whoever has it next', () => {
    expect(told(worldOf(objects('10.244.0.9/32', '10.244.0.9'), KNP), question, scenario)).toEqual([
      '-1 held: allowed rules, denied ingress rules',
      '0 deleted: nothing nobody, denied ingress rules',
      '253 reused: allowed rules, allowed rules',
    ])
  })

  test('Cilium knows pods by identity, so such a rule admits none', () => {
    expect(
      told(worldOf(objects('10.244.0.9/32', '10.244.0.9'), { name: 'cilium' }), question, scenario).every(
        (each) => !each.includes('allowed'),
      ),
    ).toBe(true)
  })

  test('AWS lets an address rest for 30 seconds; Calico puts it at the end of its block’s line', () => {
    const seconds = (cni: CniChoice, ip: string) =>
      timelineOf(worldOf(objects(`${ip}/32`, ip), cni), question, scenario).timeline?.moments.map(
        (moment) => `${moment.seconds} ${moment.event}`,
      )
    expect(seconds(aws('standard'), '10.10.1.9')).toEqual(['-1 held', '0 deleted', '30 rested', '31 reused'])
    expect(seconds({ name: 'calico' }, '192.168.0.9')?.at(-1)).toMatch(/^6\d reused$/)
  })

  test('the pod that takes its place has another address', () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'client', namespace: 'shop' },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'client' } },
        template: { metadata: { labels: { app: 'client' } }, spec: { containers: [{ name: 'c', image: 'c' }] } },
      },
    }
    const first = worldOf([node('a'), node('b'), deployment, pod('new', 'api', 'b')], { name: 'calico' })
    const address = first.cluster.pods.find(({ name }) => name === 'client-1')!.addresses[0]!.text
    const world = worldOf(
      [
        node('a'),
        node('b'),
        deployment,
        pod('new', 'api', 'b'),
        {
          ...block,
          spec: { ...(block.spec as object), ingress: [{ from: [{ ipBlock: { cidr: `${address}/32` } }] }] },
        },
      ],
      { name: 'calico' },
    )
    expect(
      told(world, { from: 'deploy:shop/client', to: 'shop/new', port: 8080 }, scenario).map((each) =>
        each.replace(/^\S+ /, ''),
      ),
    ).toEqual([
      'held: allowed rules, denied ingress rules, nothing nobody',
      'deleted: nothing nobody, denied ingress rules, denied ingress rules',
      'reused: allowed rules, allowed rules, denied ingress rules',
    ])
  })

  test('only a pod has an address to give', () => {
    expect(
      timelineOf(
        worldOf(objects('10.244.0.9/32', '10.244.0.9'), KNP),
        { from: 'internet', to: 'shop/new', port: 8080 },
        scenario,
      ),
    ).toMatchObject({ timeline: null, choices: { addresses: [] } })
  })
})
