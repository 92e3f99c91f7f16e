import { describe, expect, it } from 'vitest'
import { inlineText, policySentence, ruleSentence, type LensSentence } from '../../../../src/app/text/lens.ts'
import { ladderOf } from '../../../../src/app/text/ladder.ts'
import { noteText } from '../../../../src/app/text/note.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { traceText } from '../../../../src/app/text/trace-text.ts'
import { verdictSentence, verdictWord } from '../../../../src/app/text/verdict.ts'
import { highlightOf } from '../../../../src/app/state/highlight.ts'
import { lensOf } from '../../../../src/worker/lens.ts'
import { openWorld } from '../../../../src/world/index.ts'

const CLUSTER = ['shop', 'monitoring', 'dev']
  .map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}`)
  .concat(
    [
      ['shop', 'web'],
      ['shop', 'api'],
      ['monitoring', 'prom'],
      ['dev', 'dbg'],
    ].map(
      ([namespace, name]) =>
        `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}\nspec: {containers: [{name: main, image: example/app, ports: [{containerPort: 8080}]}]}`,
    ),
  )
  .join('\n---\n')

const ns = (name: string) => `namespaces: {matchLabels: {kubernetes.io/metadata.name: ${name}}}`

const ADMIN = `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: guard}
spec:
  tier: Admin
  priority: 10
  subject: {${ns('shop')}}
  ingress:
    - {name: scrape, action: Accept, from: [{${ns('monitoring')}}]}
    - {name: own, action: Pass, from: [{${ns('shop')}}]}
    - {name: rest, action: Deny, from: [{namespaces: {}}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}
---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: BaselineAdminNetworkPolicy
metadata: {name: default}
spec: {subject: {namespaces: {}}, egress: [{action: Allow, to: [{networks: [203.0.113.0/24]}, {nodes: {}}]}]}
`

const world = openWorld({
  documents: [
    { name: 'cluster', text: CLUSTER },
    { name: 'policies', text: ADMIN },
  ],
})
const ask = (from: string, to: string) => world.ask({ from, to, port: 8080 })
const sentence = (from: string, to: string) => {
  const { lead, rest } = verdictSentence(ask(from, to))
  return `${plain(lead)} ${plain(rest)}`
}
const word = (from: string, to: string) => {
  const { glyph, word: said, place } = verdictWord(ask(from, to))
  return `${glyph}: ${said} ${plain(place)}`
}
const ingress = (from: string, to: string) => ladderOf(ask(from, to)).gates[1]!

describe('a verdict of the cluster’s policies', () => {
  it('names the rule that accepts, with the word of its API', () => {
    expect(word('monitoring/prom', 'shop/api')).toBe('allow: Allowed by guard, rule 1')
    expect(sentence('monitoring/prom', 'shop/api')).toBe(
      'Allowed. guard, rule 1 accepts it; no rule decides about monitoring/prom for egress, so it passes by default.',
    )
  })
  it('names the rule that denies, and where it ranks', () => {
    expect(word('dev/dbg', 'shop/api')).toBe('deny: Denied entering shop/api')
    expect(sentence('dev/dbg', 'shop/api')).toBe(
      'Denied at shop/api, on the way in. Rule 3 of guard denies it (Admin tier, priority 10).',
    )
    expect(inlineText({ ok: true, answer: ask('dev/dbg', 'shop/api') })).toEqual({
      glyph: 'deny',
      text: 'guard #3 denies it',
    })
  })
  it('says who decides after a Pass', () => {
    expect(sentence('shop/web', 'shop/api')).toBe(
      'Allowed. closed, rule 1 admits it; no rule decides about shop/web for egress, so it passes by default.',
    )
    expect(word('shop/api', 'shop/web')).toBe('open: Allowed by default, no rule decides')
  })
})

describe('the ladder of the cluster’s policies', () => {
  it('has the tiers in their order, and what is not asked', () => {
    const gate = ingress('monitoring/prom', 'shop/api')
    expect(plain(gate.summary)).toBe('allowed – rule 1 of guard accepts it')
    expect(
      gate.policies.map(
        ({ name, detail, isReached }) => `${isReached ? '' : '('}${name}: ${plain(detail)}${isReached ? '' : ')'}`,
      ),
    ).toEqual([
      'guard: Admin tier, priority 10 · namespace kubernetes.io/metadata.name=shop',
      '(shop/closed: app=api, not asked: decided before)',
    ])
  })
  it('says what each rule does', () => {
    const rules = ingress('shop/web', 'shop/api').policies.flatMap(({ name, rules: all }) =>
      all.map(({ number, verb, role }) => `${name} ${number} ${role}: ${verb}`),
    )
    expect(rules).toEqual(['guard 2 matched: hands it on to NetworkPolicy', 'shop/closed 1 matched: admits it'])
    expect(
      ingress('dev/dbg', 'shop/api').policies[0]!.rules.map(({ number, role, verb }) => `${number} ${role}: ${verb}`),
    ).toEqual(['1 missed: accepts it', '2 missed: hands it on to NetworkPolicy', '3 matched: denies it'])
  })
  it('marks what denied in the text, not what nearly allowed', () => {
    expect(highlightOf(ask('dev/dbg', 'shop/api'), 'policies').map(({ start }) => start.line)).toEqual([])
    expect(ingress('dev/dbg', 'shop/api').decider?.rule.span?.start.line).toBe(11)
  })
  it('copies as text', () => {
    expect(
      traceText({ from: 'dev/dbg', to: 'shop/api', port: 8080 }, ask('dev/dbg', 'shop/api')).split('\n').slice(4, 12),
    ).toEqual([
      '- default (Baseline tier · every pod)',
      '',
      'Ingress at shop/api: denied – rule 3 of guard denies it',
      '- guard (Admin tier, priority 10 · namespace kubernetes.io/metadata.name=shop, 3 rules)',
      '  rule 1: One label differs',
      '  rule 2: One label differs',
      '  rule 3 denies it',
      '- shop/closed (app=api, not asked: decided before)',
    ])
  })
})

describe('the rows over the cluster’s policies', () => {
  const print = (row: LensSentence) => plain(row).replaceAll('\u00a0', ' ').replace('\u2002', ' ')
  const [guard, closed, baseline] = lensOf('policies', world, world.matrix()).policies
  it('tell tier, pods and flows', () => {
    expect(print(policySentence(guard!))).toBe(
      'Admin tier, priority 10 · selects 2 pods · accepts 2 flows, denies 2 flows',
    )
    expect(print(policySentence(closed!))).toBe('selects 1 pod · ingress isolated · admits 1 flow')
    expect(print(policySentence(baseline!))).toBe('Baseline tier · selects 4 pods · allows 8 flows')
    expect(print(policySentence({ ...guard!, status: 'not-served' }))).toBe(
      'not applied: this cluster does not serve its API',
    )
  })
  it('tell what each rule does, and to whom', () => {
    expect(guard!.rules.map((rule) => print(ruleSentence(rule, guard!.ref)))).toEqual([
      '1 accepts all pods in namespaces kubernetes.io/metadata.name=monitoring · 1 pod',
      '2 hands on all pods in namespaces kubernetes.io/metadata.name=shop · 2 pods',
      '3 denies all pods in all namespaces · 4 pods',
    ])
    expect(baseline!.rules.map((rule) => print(ruleSentence(rule, baseline!.ref)))).toEqual([
      '1 allows either of 2 peers',
    ])
  })
})

it('ties and names have their notes', () => {
  expect(plain(noteText({ note: 'same-priority', tier: 'Admin', priority: 7, first: 'a', others: ['b'] }))).toBe(
    'a and b share the Admin tier and priority 7, and their rules disagree here. The API lets either count; here the name that sorts first does.',
  )
  expect(plain(noteText({ note: 'matched-by-name', name: 'a.example' }))).toContain(
    'a.example is matched by the addresses that this pod got',
  )
})
