import { afterEach, describe, expect, it } from 'vitest'
import { diagnosticText, messageLanguage } from '../../../../src/app/text/diagnostic.ts'
import { GERMAN } from '../../../../src/app/text/catalogue/de/german.ts'
import { CILIUM_FINDING } from '../../../../src/app/text/catalogue/en/cilium-finding.ts'
import { DIAGNOSTIC } from '../../../../src/app/text/catalogue/en/diagnostic.ts'
import { FURTHER_DIAGNOSTIC } from '../../../../src/app/text/catalogue/en/further-diagnostic.ts'
import { FINDING } from '../../../../src/app/text/catalogue/en/finding.ts'
import { ISTIO_FINDING } from '../../../../src/app/text/catalogue/en/istio-finding.ts'
import { LINKERD_FINDING } from '../../../../src/app/text/catalogue/en/linkerd-finding.ts'
import { PLUGIN_FINDING } from '../../../../src/app/text/catalogue/en/plugin-finding.ts'
import { POD_FINDING } from '../../../../src/app/text/catalogue/en/pod-finding.ts'
import { ENGLISH, speakFrom } from '../../../../src/app/text/catalogue/spoken.ts'
import { plain, type Sentence } from '../../../../src/app/text/sentence.ts'
import type { Diagnostic } from '../../../../src/ground/diagnostic.ts'
import { openWorld } from '../../../../src/world/index.ts'
import { findingFixtures } from '../../../suites/finding-fixture.ts'

const found = findingFixtures().flatMap(({ code, raises }) =>
  raises.map(
    ({ name, documents, cni }) =>
      [`${code}: ${name}`, openWorld({ documents, cni }).diagnostics.find((each) => each.code === code)!] as const,
  ),
)

/** One of each, in the forms that say something else. */
const others = [
  { code: 'yaml-syntax', reason: 'x', hint: null },
  { code: 'yaml-syntax', reason: 'x', hint: { hint: 'tab' } },
  { code: 'yaml-syntax', reason: 'x', hint: { hint: 'missing-colon', word: 'spec' } },
  { code: 'yaml-syntax', reason: 'x', hint: { hint: 'open-quote' } },
  ...(['size', 'depth', 'aliases', 'documents', 'nodes'] as const).map((limit) => ({
    code: 'yaml-limit',
    limit,
    allowed: 3,
  })),
  { code: 'duplicate-key', key: 'spec' },
  { code: 'not-an-object', got: 'list' },
  { code: 'missing-field', field: 'kind' },
  { code: 'missing-field', field: 'metadata.name' },
  { code: 'missing-field', field: 'metadata.name', generateName: 'web-' },
  { code: 'waypoint-assumed' },
  { code: 'no-match', apiVersion: 'v2', kind: 'Pod', served: 'v1' },
  { code: 'no-match', apiVersion: 'v2', kind: 'Pod', served: null },
  { code: 'unknown-field', field: 'spec.x', suggestion: 'spec.y' },
  { code: 'unknown-field', field: 'spec.x', suggestion: null },
  ...['map[string]string', 'string', 'int32', 'bool', '[]v1.Peer', 'v1.Peer'].map((expected) => ({
    code: 'wrong-type',
    field: 'x',
    holder: 'Spec',
    expected,
    got: 'number',
  })),
  { code: 'field-error', field: 'spec.x', type: 'Invalid value', value: '"a"', detail: 'no' },
  { code: 'field-error', field: 'spec.x', type: 'Invalid value', value: '"a"', detail: 'no', setBy: '--flag' },
  { code: 'internal-error', detail: 'no' },
  { code: 'internal-error', detail: 'no', heldBy: 'shop/web' },
  { code: 'agent-refusal', agent: 'Cilium', detail: 'no' },
  { code: 'field-not-evaluated', field: 'spec.x' },
  { code: 'older-release', agent: 'Cilium', version: '1.15', since: '1.16', reads: 'one-label' },
  { code: 'older-release', agent: 'Cilium', version: '1.15', since: '1.16', reads: 'as-written' },
  { code: 'webhook-denied', webhook: 'w', message: 'no' },
  { code: 'field-warning', field: 'spec.x', detail: 'old' },
  { code: 'selector-unreadable', field: 'spec.x', type: 'Invalid value', value: '"a"', detail: 'no' },
  { code: 'unknown-protocol', protocol: 'ABC' },
  { code: 'domain-names-action', action: 'Deny' },
  { code: 'same-priority', tier: 'Admin', priority: 1, first: 'a', second: 'b' },
  { code: 'same-priority', tier: 'Admin', priority: null, first: 'a', second: 'b' },
  { code: 'duplicate-object', first: { document: 'a', start: { line: 3, column: 1 }, end: { line: 3, column: 2 } } },
  { code: 'duplicate-object', first: null },
  { code: 'namespace-implied', namespace: 'shop' },
  { code: 'not-evaluated' },
  { code: 'replicas-capped', wanted: 9, kept: 3 },
  { code: 'pods-capped', wanted: 9, kept: 3 },
  { code: 'taints-passed-over', pods: 1 },
  { code: 'taints-passed-over', pods: 3 },
  { code: 'address-shared', address: '10.0.0.1', other: 'shop/web' },
  ...(['no-room', 'no-port', 'no-address', 'no-plugin'] as const).flatMap((why) =>
    [1, 2].flatMap((pods) => [null, 'a'].map((node) => ({ code: 'pods-without-address', why, node, pods }))),
  ),
  ...(['no-service', 'no-port', 'no-endpoints', 'not-granted'] as const).flatMap((why) =>
    [80, null].map((port) => ({ code: 'entry-backend', why, service: 'shop/web', port })),
  ),
  ...(['unknown', 'listener', 'namespace', 'host'] as const).map((why) => ({
    code: 'route-parent',
    why,
    gateway: 'shop/front',
  })),
  ...(['syntax', 'endpoint', 'port', 'protocol', 'service-port', 'address', 'no-address'] as const).flatMap((reason) =>
    [[], ['shop/web']].map((suggestions) => ({ code: 'question', reason, wanted: 'shop/wep', suggestions })),
  ),
].map(
  (facts) =>
    [
      JSON.stringify(facts),
      {
        severity: 'error',
        layer: 'schema',
        span: null,
        subject: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' },
        ...facts,
      } as Diagnostic,
    ] as const,
)

const { furtherDiagnostic, pluginFinding, ciliumFinding, podFinding, istioFinding, linkerdFinding } = GERMAN.later
const messages = {
  ...GERMAN.now,
  furtherDiagnostic: await furtherDiagnostic(),
  pluginFinding: await pluginFinding(),
  ciliumFinding: await ciliumFinding(),
  podFinding: await podFinding(),
  istioFinding: await istioFinding(),
  linkerdFinding: await linkerdFinding(),
}
/** What the API server or a tool says is advice in its own words. */
const QUOTES = /^pod-security-/
const german = () => speakFrom(() => ({ code: 'de', messages }))
afterEach(() => speakFrom(() => ENGLISH))

/** What comes from the cluster and the API: the same in every language, in whatever order. */
const names = (sentence: Sentence) =>
  sentence
    .filter(({ code }) => code)
    .map(({ text }) => text)
    .sort()

/** What we say around them. */
const prose = (sentence: Sentence) => plain(sentence.filter(({ code }) => !code)).replace(/„[^“]*“/g, '')

describe.each([
  ['found', found],
  ['wrong', others],
] as const)('what is %s', (_, all) => {
  it.each(all)('%s: the same names in German, in German words', (_, diagnostic) => {
    const english = diagnosticText(diagnostic)
    german()
    const text = diagnosticText(diagnostic)
    const { message, advice, isPrinted } = text
    expect([names(message), names(advice), isPrinted]).toEqual([
      names(english.message),
      names(english.advice),
      english.isPrinted,
    ])
    expect(`${plain(message)} ${plain(advice)}`).not.toMatch(/undefined|NaN|\[object/)
    if (isPrinted) expect(message).toEqual(english.message)
    else expect(plain(message)).not.toBe(plain(english.message))
    if (advice.length > 0 && !QUOTES.test(diagnostic.code)) expect(plain(advice)).not.toBe(plain(english.advice))
    expect(prose(isPrinted ? advice : [...message, ...advice])).not.toMatch(
      /["'”]|\d Pods?\b|\b(?:the|of|and|is|are|not|this|that|nobody|nothing)\b/i,
    )
    expect(messageLanguage(text)).toBe(isPrinted ? 'en' : undefined)
  })
})

it('meets every code', () => {
  expect(new Set([...found, ...others].map(([, { code }]) => code))).toEqual(
    new Set(
      [
        FINDING,
        DIAGNOSTIC,
        FURTHER_DIAGNOSTIC,
        PLUGIN_FINDING,
        CILIUM_FINDING,
        POD_FINDING,
        ISTIO_FINDING,
        LINKERD_FINDING,
      ].flatMap((part) => Object.keys(part)),
    ),
  )
})
