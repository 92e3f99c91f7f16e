import { describe, expect, test } from 'vitest'
import { isSameChange, labelChanges } from '../../../../src/app/panels/time/label-changes.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import {
  eventText,
  labelChangeText,
  laneName,
  momentText,
  secondsText,
  timeWhy,
  timeWord,
} from '../../../../src/app/text/time.ts'
import { openWorld, type CniChoice, type Question, type TimeScenario } from '../../../../src/world/index.ts'
import { timelineOf } from '../../../../src/world/time/timeline.ts'

const pod = (name: string, app: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app } },
  spec: { nodeName: 'a', containers: [{ name: 'x', image: 'x' }] },
})
const lock = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'lock', namespace: 'shop' },
  spec: { podSelector: { matchLabels: { app: 'api' } }, policyTypes: ['Ingress'] },
}
const api = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'crew', namespace: 'shop' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'crew' } },
    template: { metadata: { labels: { app: 'crew' } }, spec: { containers: [{ name: 'x', image: 'x' }] } },
  },
}
const QUESTION: Question = { from: 'shop/web', to: 'shop/api', port: 80 }

function told(cni: CniChoice, scenario: TimeScenario, question = QUESTION): readonly string[] {
  const { timeline, about } = timelineOf(
    openWorld({
      documents: [
        {
          name: 'all',
          text: [pod('web', 'web'), pod('api', 'api'), lock, api].map((each) => JSON.stringify(each)).join('\n---\n'),
        },
      ],
      cni,
    }),
    question,
    scenario,
  )
  return timeline!.moments.map((moment) =>
    momentText(
      moment,
      plain(eventText(moment, about!, scenario, timeline!)),
      timeline!.lanes.map((lane) => plain(laneName(lane, about!))),
    ),
  )
}

describe('moments in words', () => {
  test('a pod starts', () => {
    expect(told({ name: 'calico' }, { kind: 'start-up', pod: 'shop/api' })).toEqual([
      '0 s: shop/api has its network, and its program starts. The question: denied.',
      '0.5 s: The rules are in place: its own, and those of others that name it. The question: denied.',
    ])
    expect(told({ name: 'flannel' }, { kind: 'start-up', pod: 'shop/api' })).toEqual([
      '0 s: shop/api has its network, and its program starts. Nobody enforces policies here, so nothing comes after. The question: allowed.',
    ])
  })

  test('a policy comes, and goes', () => {
    expect(told({ name: 'cilium' }, { kind: 'policy', change: 'arrives', policy: null })).toEqual([
      'before: A connection is opened, as far as the rules allow it. A connection that was open: allowed. A new connection: allowed.',
      '0 s: The API server takes NetworkPolicy shop/lock. No gate knows of it yet. A connection that was open: allowed. A new connection: allowed.',
      '0.5 s: The agents have programmed the new rules. A connection that was open: denied. A new connection: denied.',
    ])
    expect(told({ name: 'calico' }, { kind: 'policy', change: 'goes', policy: null })[1]).toContain(
      'The API server deletes NetworkPolicy shop/lock.',
    )
  })

  test('a rollout', () => {
    expect(
      told(
        { name: 'calico' },
        { kind: 'rollout', workload: null, label: null },
        { from: 'shop/web', to: 'deploy:shop/crew', port: 80 },
      ).map((each) => each.split(' The question')[0]),
    ).toEqual([
      'before: All 2 pods of shop/crew are of the old template.',
      '0 s: The Deployment has a new template. 2 old and 1 not ready yet.',
      '5 s: Pods of the new template are ready, and more follow. 1 old, 1 new and 1 not ready yet.',
      '10 s: All pods are of the new template.',
    ])
  })

  test('an address is given again', () => {
    expect(
      told({ name: 'aws-vpc-cni' }, { kind: 'address', pod: null }).map((each) => each.split(' Whoever')[0]),
    ).toEqual([
      'before: shop/web has the address.',
      '0 s: The pod is deleted, and nobody has its address.',
      '30 s: The address has rested for 30 seconds and may be given again.',
      '31 s: A stranger gets the address. Chance decides who gets which address, so it may be the next pod. We start one pod a second on that node.',
    ])
  })
})

test('every reason has words', () => {
  for (const why of [
    'rules',
    'gate-open',
    'gate-closed',
    'isolated-first',
    'unknown-peer',
    'remembered',
    'judged-again',
    'left-open',
    'never-open',
    'nobody',
    'no-endpoints',
    'no-road',
  ] as const) {
    for (const outcome of ['allowed', 'denied', 'depends', 'nothing'] as const)
      expect(plain(timeWhy({ outcome, why, deniedAt: outcome === 'denied' ? 'egress' : null }))).toMatch(/\.$/)
  }
  expect(timeWord({ outcome: 'depends', why: 'rules', deniedAt: null })).toEqual({ glyph: 'part', word: 'Depends' })
  expect([secondsText(-1), secondsText(0), secondsText(1.5)]).toEqual(['before', '0 s', '1.5 s'])
})

test('a new template may lose a label, or have another value', () => {
  const changes = labelChanges({ tier: 'back' })
  expect(changes.map(labelChangeText)).toEqual(['the same labels', 'no label tier', 'tier=back-next'])
  expect(changes.findIndex((change) => isSameChange(change, { key: 'tier', value: 'back-next' }))).toBe(2)
  expect(changes.findIndex((change) => isSameChange(change, null))).toBe(0)
})
