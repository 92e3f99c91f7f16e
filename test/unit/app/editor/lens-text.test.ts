import { describe, expect, it } from 'vitest'
import {
  inlineText,
  peerSentence,
  policySentence,
  ruleSentence,
  type LensSentence,
} from '../../../../src/app/text/lens.ts'
import type { PeerLens, PeerPart, PolicyLens, RuleLens } from '../../../../src/worker/snapshot.ts'
import { answer, DENIED, DENY, OPEN_OUT, policy as ref, selected, trial } from '../text/answers.ts'

/** Tiles in brackets, alerts between stars. */
const print = (sentence: LensSentence) =>
  sentence
    .map(({ text, tile, alert }) => (tile ? `[${text}]` : alert ? `*${text}*` : text))
    .join('')
    .replaceAll('\u00a0', ' ')

const POLICY: PolicyLens = {
  ref: ref('allow-web'),
  line: 1,
  status: 'applied',
  selectedPods: 2,
  selects: [],
  peers: [],
  isolates: { ingress: true, egress: false },
  admits: 1,
  denies: 0,
  rules: [],
}
const term = (key: string, value: string) => ({ key, operator: 'Equals', values: [value] }) as const
const WEB: PeerPart = { of: 'pod', selector: [term('app', 'web')] }
const MONITORING: PeerPart = { of: 'namespace', selector: [term('purpose', 'monitoring')] }
const SHOP: PeerPart = { of: 'own-namespace', namespace: 'shop' }
const peer = (parts: readonly PeerPart[], pods: number | null = 1): PeerLens => ({
  line: 12,
  lastLine: 14,
  column: 9,
  parts,
  pods,
})
const rule = (peers: readonly PeerLens[], over: Partial<RuleLens> = {}): RuleLens => ({
  section: 'ingress',
  index: 0,
  name: null,
  action: 'allow',
  line: 11,
  ports: [],
  peers,
  pods: peers.length === 0 ? null : 3,
  ...over,
})

describe('the row over a policy', () => {
  it.each<[Partial<PolicyLens>, string]>([
    [{}, 'selects 2 pods · ingress isolated · admits 1 flow'],
    [{ selectedPods: 0, admits: 0 }, 'selects *0 pods* · ingress isolated · admits 0 flows'],
    [
      { isolates: { ingress: true, egress: true }, selectedPods: 1 },
      'selects 1 pod · ingress and egress isolated · admits 1 flow',
    ],
    [{ isolates: { ingress: false, egress: false } }, 'selects 2 pods · isolates nothing · admits 1 flow'],
    [{ status: 'rejected' }, '*not applied*: the API server refuses it'],
  ])('%j', (over, expected) => expect(print(policySentence({ ...POLICY, ...over }))).toBe(expected))
})

describe('the row over a rule', () => {
  it.each<[RuleLens, string]>([
    [rule([peer([WEB, SHOP], 0)], { ports: ['8080/TCP'] }), '1 pods app=web in shop on 8080 · *0 pods*'],
    [
      rule([peer([MONITORING, WEB])], { index: 1, ports: ['http/TCP', '53/UDP'] }),
      '2 namespaces purpose=monitoring [and] pods app=web on http or 53 UDP · 1 pod',
    ],
    [rule([peer([MONITORING])]), '1 all pods in namespaces purpose=monitoring · 1 pod'],
    [rule([peer([{ of: 'pod', selector: [] }, SHOP])]), '1 all pods in shop · 1 pod'],
    [
      rule([
        peer([
          { of: 'namespace', selector: [] },
          { of: 'pod', selector: [] },
        ]),
      ]),
      '1 all namespaces [and] all pods · 1 pod',
    ],
    [
      rule([peer([{ of: 'block', cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.0.0/16'] }], null)]),
      '1 10.0.0.0/8 except 10.1.0.0/16 and 10.2.0.0/16',
    ],
    [
      rule([
        peer([
          { of: 'pod', selector: [term('app', 'web'), { key: 'tier', operator: 'NotIn', values: ['a', 'b'] }] },
          SHOP,
        ]),
      ]),
      '1 pods app=web, tier notin (a, b) in shop · 1 pod',
    ],
    [rule([]), '1 from anywhere'],
    [
      rule([], { section: 'egress', ports: ['all UDP', '8000-8100/TCP'] }),
      '1 to anywhere on every UDP port or 8000-8100',
    ],
    [rule([peer([WEB, SHOP]), peer([MONITORING])], { ports: ['8080/TCP'] }), '1 either of 2 peers on 8080 · 3 pods'],
    [rule([peer([WEB]), peer([WEB]), peer([WEB])]), '1 any of 3 peers · 3 pods'],
  ])('%#', (lens, expected) => expect(print(ruleSentence(lens, POLICY.ref)).replace('\u2002', ' ')).toBe(expected))

  it('over each of several peers', () => {
    expect(print(peerSentence(peer([WEB, SHOP], 2), true))).toBe('pods app=web in shop · 2 pods')
    expect(print(peerSentence(peer([MONITORING, WEB], 0), false))).toBe(
      '[or] namespaces purpose=monitoring [and] pods app=web · *0 pods*',
    )
  })
})

describe('the end of a question line', () => {
  const admitted = {
    at: 'ingress',
    step: 'rule-matched',
    trial: { ...trial('allow-web', 1, [], []), matches: true },
  } as const
  it.each([
    [DENIED, 'deny', 'no rule of 2 admits it'],
    [
      answer('denied', [OPEN_OUT, selected('default-deny'), DENY], { deniedAt: 'ingress' }),
      'deny',
      'default-deny has no rules',
    ],
    [answer('denied', [], { cause: 'no-endpoints' }), 'deny', 'no endpoints'],
    [answer('allowed', [OPEN_OUT, selected('allow-web'), admitted]), 'allow', 'allow-web #2'],
    [answer('allowed', [OPEN_OUT, { at: 'ingress', step: 'not-isolated' }]), 'open', 'allowed, no policy selects'],
    [answer('conditional', [], { needs: ['port'] }), 'part', 'depends on the port'],
  ])('%#', (given, glyph, text) => expect(inlineText({ ok: true, answer: given })).toEqual({ glyph, text }))

  it('says why there is no answer', () => {
    const problem = {
      code: 'question',
      reason: 'endpoint',
      wanted: 'shop/wep',
      suggestions: [],
      severity: 'error',
      layer: 'question',
      span: null,
      subject: null,
    } as const
    expect(inlineText({ ok: false, problem }).text).toContain('shop/wep')
  })
})
