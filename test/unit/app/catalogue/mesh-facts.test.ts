import { describe, expect, it } from 'vitest'
import { meshFacts } from '../../../../src/app/text/catalogue/de/mesh-facts.ts'
import { MESH_FACTS } from '../../../../src/app/text/catalogue/en/mesh-facts.ts'
import { plain, type Sentence } from '../../../../src/app/text/sentence.ts'
import type { MeshFact } from '../../../../src/engine/mesh-fact.ts'

const BY = ['default', 'mesh', 'namespace', 'workload', 'port'] as const
const ENDS = ['source', 'destination'] as const
const EITHER = [true, false]

/** One of each, in the forms that say something else. */
const facts: readonly MeshFact[] = [
  ...ENDS.flatMap((end): MeshFact[] => [
    { fact: 'no-proxy', end },
    { fact: 'port-excluded', end, port: 80 },
    { fact: 'skipped-port', end, port: 80 },
  ]),
  { fact: 'given-identity' },
  ...[null, 'r'].map((route): MeshFact => ({
    fact: 'linkerd-service-route',
    service: 'shop/api',
    kind: 'HTTPRoute',
    route,
  })),
  { fact: 'mutual-by-itself' },
  { fact: 'tunnelled', port: 15008 },
  { fact: 'capture-bypassed', end: 'destination', port: 80 },
  { fact: 'ingress-listener', port: 80, protocol: 'HTTP', to: '127.0.0.1:8080' },
  { fact: 'ingress-listener', port: 80, protocol: '', to: null },
  { fact: 'ingress-unlisted', port: 80 },
  { fact: 'dialled-by-address' },
  { fact: 'port-unserved', port: 443 },
  { fact: 'port-unrouted', port: 9000 },
  ...EITHER.map((isSent): MeshFact => ({ fact: 'unread-sent', port: 80, isSent })),
  ...(['tls', 'bytes'] as const).flatMap((spoken) =>
    EITHER.map((isAnswered): MeshFact => ({ fact: 'not-http', spoken, isAnswered })),
  ),
  { fact: 'client-tls', mode: 'DISABLE' },
  ...BY.flatMap((by): MeshFact[] => [
    ...(['STRICT', 'PERMISSIVE', 'DISABLE'] as const).map((mode): MeshFact => ({ fact: 'server-mode', mode, by })),
    { fact: 'plain-at-strict', by },
  ]),
  ...(['no-proxy', 'disabled', 'excluded'] as const).map((why): MeshFact => ({ fact: 'tls-at-plain', why })),
  { fact: 'own-tls-at-strict' },
  { fact: 'from-own-node' },
  ...EITHER.map((isThis): MeshFact => ({ fact: 'probe-rewritten', port: 15020, isThis })),
  ...[null, 'v2'].map((subset): MeshFact => ({ fact: 'routed', host: 'api', subset })),
  ...[null, 'api'].map((host): MeshFact => ({ fact: 'no-route', host })),
  ...[null, 'api'].map((host): MeshFact => ({ fact: 'no-stream-route', host })),
  { fact: 'answered', status: 418 },
  { fact: 'unknown-host', host: 'api' },
  ...EITHER.map((isDefined): MeshFact => ({ fact: 'no-subset', subset: 'v2', isDefined })),
  { fact: 'no-backend', host: 'api' },
  { fact: 'behind-waypoint', waypoint: 'shop/w' },
  ...(['sidecar', 'gateway', 'no-proxy'] as const).map((why): MeshFact => ({
    fact: 'past-waypoint',
    waypoint: 'shop/w',
    why,
  })),
  ...(['expired', 'malformed', 'unknown-issuer', 'audience'] as const).flatMap((why) =>
    ['', 'issuer'].map((issuer): MeshFact => ({ fact: 'token-refused', issuer, why })),
  ),
  { fact: 'token-verified', principal: 'issuer/alice' },
  { fact: 'path-refused', path: '/a' },
  ...['HTTP/1', 'unknown'].map((protocol): MeshFact => ({
    fact: 'linkerd-sent-opaque',
    server: 's',
    protocol,
    port: 80,
  })),
  { fact: 'skipped-caller' },
  { fact: 'expects-plain', service: 'api', port: 'http' },
  ...[
    'all-unauthenticated',
    'all-authenticated',
    'cluster-unauthenticated',
    'cluster-authenticated',
    'deny',
    'audit',
  ].flatMap((policy): MeshFact[] => [
    { fact: 'linkerd-default-policy', policy, protocol: 'opaque' },
    ...[[], ['a'], ['a', 'b']].map((late): MeshFact => ({
      fact: 'linkerd-server',
      server: 's',
      protocol: 'HTTP/1',
      access: policy,
      late,
    })),
  ]),
  ...(['tls', 'bytes'] as const).map((spoken): MeshFact => ({
    fact: 'linkerd-not-spoken',
    server: 's',
    protocol: 'HTTP/1',
    spoken,
  })),
  { fact: 'linkerd-route', kind: 'HTTPRoute', route: 'r' },
  ...[['a'], ['a', 'b']].map((routes): MeshFact => ({ fact: 'linkerd-no-route', routes })),
  { fact: 'linkerd-reference-missing', policy: 'p', missing: 'm' },
  { fact: 'linkerd-rate-limit', policy: 'p' },
  { fact: 'linkerd-concurrency-limit', policy: 'p', most: 10 },
  ...(['Allow', 'Deny'] as const).flatMap((traffic) =>
    [null, 'r'].map((route): MeshFact => ({ fact: 'linkerd-egress', network: 'n', traffic, route })),
  ),
  { fact: 'linkerd-egress-unread', network: 'n', kind: 'TLSRoute' },
  ...EITHER.map((found): MeshFact => ({ fact: 'linkerd-sent-to', backend: 'b', found })),
]

const say = (texts: object, fact: MeshFact) =>
  (texts as Readonly<Record<string, (fact: MeshFact) => Sentence>>)[fact.fact]!(fact)
const names = (sentence: Sentence) =>
  sentence
    .filter(({ code }) => code)
    .map(({ text }) => text)
    .sort()
const prose = (sentence: Sentence) => plain(sentence.filter(({ code }) => !code))

describe('what a proxy finds', () => {
  it.each(facts.map((fact) => [JSON.stringify(fact), fact] as const))(
    '%s: the same names in German, in German words',
    (_, fact) => {
      const english = say(MESH_FACTS, fact)
      const german = say(meshFacts, fact)
      expect(names(german)).toEqual(names(english))
      expect(prose(german)).not.toMatch(
        /undefined|["'”]|\b(?:the|of|and|is|are|not|this|that|nobody|nothing|everybody|proxy)\b/,
      )
    },
  )

  it('is told, every fact of it', () => {
    expect(new Set(facts.map(({ fact }) => fact))).toEqual(new Set(Object.keys(MESH_FACTS)))
  })
})
