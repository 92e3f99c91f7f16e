import { expect, test } from 'vitest'
import { inlineText } from '../../../../src/app/text/lens.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { callerSees } from '../../../../src/app/text/caller.ts'
import { verdictSentence, verdictWord } from '../../../../src/app/text/verdict.ts'
import { openWorld, type Answer } from '../../../../src/world/index.ts'
import { MESHED_SHOP } from './meshed-shop.ts'

const GUESTS = `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: guests, namespace: shop }
spec: { selector: { matchLabels: { app: api } }, rules: [{ from: [{ source: { principals: ["*"] } }] }] }
`
const EGRESS = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, annotations: { linkerd.io/inject: enabled } }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: app, image: example/web }] }
---
apiVersion: policy.linkerd.io/v1alpha1
kind: EgressNetwork
metadata: { name: outside, namespace: shop }
spec: { trafficPolicy: Deny }
`

const answered = (...texts: readonly string[]): Answer =>
  openWorld({ documents: texts.map((text, index) => ({ name: `t${index}`, text })) }).ask({
    from: 'shop/web',
    to: 'svc:shop/api',
    port: 80,
    http: { method: 'GET', path: '/' },
  })
const said = (answer: Answer) => {
  const { glyph, place } = verdictWord(answer)
  const { rest } = verdictSentence(answer)
  return [glyph, plain(place), plain(rest), inlineText({ ok: true, answer }).text]
}

test('what a rule of a mesh lets pass is not said to pass for want of a policy', () => {
  expect(said(answered(MESHED_SHOP, GUESTS))).toEqual([
    'allow',
    'by guests in the mesh',
    'In the mesh, guests lets it pass. No network policy selects shop/web for egress or shop/api for ingress.',
    'guests',
  ])
  expect(said(answered(MESHED_SHOP))).toEqual([
    'open',
    'no policy selects either end',
    'No policy selects shop/web for egress or shop/api for ingress.',
    'allowed, no policy selects',
  ])
})

test('who speaks TLS meets a closed door in the handshake', () => {
  const world = openWorld({ documents: [{ name: 'world', text: EGRESS }] })
  const printed = (question: object) =>
    callerSees(world.ask({ from: 'shop/web', to: 'ip:203.0.113.9', ...question }))!.output
  expect(printed({ port: 443, sni: 'other.example' })).toEqual(['curl: (35) TLS connect error'])
  expect(printed({ port: 5432, app: 'tcp' })).toEqual(['curl: (52) Empty reply from server'])
})
