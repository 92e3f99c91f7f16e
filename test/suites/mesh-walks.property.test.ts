import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hop, Packet, PacketWalk } from '../../src/sim/cni/walk.ts'
import { openWorld, type CniChoice, type World } from '../../src/world/index.ts'
import { walkOf } from '../../src/world/walk.ts'

type Mode = 'sidecar' | 'ambient' | 'linkerd'

const MARK: Readonly<Record<Mode, string>> = {
  sidecar: 'labels: { istio-injection: enabled }',
  ambient: 'labels: { istio.io/dataplane-mode: ambient }',
  linkerd: 'annotations: { linkerd.io/inject: enabled }',
}
const pod = (name: string, namespace: string, node: string, ip: string, ports = '') => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }
spec: { nodeName: ${node}, serviceAccountName: ${name}, containers: [{ name: app, image: example/${name}${ports} }] }
status: { podIP: ${ip} }`
const node = (name: string, ip: string, cidr: string) => `
apiVersion: v1
kind: Node
metadata: { name: ${name} }
spec: { podCIDR: ${cidr} }
status: { addresses: [{ type: InternalIP, address: ${ip} }] }`
const CLUSTER = (mode: Mode) =>
  [
    `
apiVersion: v1
kind: Namespace
metadata: { name: shop, ${MARK[mode]} }`,
    node('n1', '172.18.0.11', '10.244.1.0/24'),
    node('n2', '172.18.0.12', '10.244.2.0/24'),
    pod('api', 'shop', 'n2', '10.244.2.10', ', ports: [{ containerPort: 8080 }]'),
    pod('web', 'shop', 'n1', '10.244.1.21'),
    pod('dbg', 'dev', 'n1', '10.244.1.31', ', ports: [{ containerPort: 9090 }]'),
    `
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { clusterIP: 10.96.0.20, selector: { app: api }, ports: [{ name: http, port: 80, targetPort: 8080 }] }`,
  ].join('\n---')

const POLICIES = {
  strict:
    'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: strict, namespace: shop }\nspec: { mtls: { mode: STRICT } }',
  get: 'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: get, namespace: shop }\nspec: { selector: { matchLabels: { app: api } }, rules: [{ to: [{ operation: { methods: [GET] } }] }] }',
  nobody:
    'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: nobody, namespace: shop }\nspec: {}',
  gone: 'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: gone, namespace: shop }\nspec: { hosts: [api], http: [{ match: [{ uri: { prefix: /here } }], route: [{ destination: { host: api } }] }] }',
  mutual:
    'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: m, namespace: shop }\nspec: { host: "*.local", trafficPolicy: { tls: { mode: ISTIO_MUTUAL } } }',
  server:
    'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: { name: api, namespace: shop }\nspec: { podSelector: { matchLabels: { app: api } }, port: 8080 }',
  network:
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ports, namespace: shop }\nspec: { podSelector: { matchLabels: { app: api } }, ingress: [{ ports: [{ port: 8080 }] }] }',
} as const
const QUESTIONS = [
  'shop/web -> svc:shop/api:80 GET /',
  'shop/web -> svc:shop/api:80 POST /here',
  'dev/dbg -> svc:shop/api:80 GET /',
  'shop/web -> shop/api:8080 GET /',
  'shop/web -> dev/dbg:9090 GET /',
  'internet -> shop/api:8080',
  'shop/web -> name:api.shop:80 GET /here',
]
const CNIS: readonly CniChoice[] = [{ name: 'reference' }, { name: 'flannel' }, { name: 'calico' }, { name: 'cilium' }]

const world = fc.record({
  mode: fc.constantFrom<Mode>('sidecar', 'ambient', 'linkerd'),
  policies: fc.subarray(Object.keys(POLICIES) as (keyof typeof POLICIES)[]),
  cni: fc.constantFrom(...CNIS),
})
const open = (mode: Mode, policies: readonly (keyof typeof POLICIES)[], cni: CniChoice): World => {
  const fits = policies.filter((name) => name === 'network' || (name === 'server') === (mode === 'linkerd'))
  return openWorld({
    documents: [CLUSTER(mode), ...fits.map((name) => POLICIES[name])].map((text, index) => ({
      name: `d${index}`,
      text,
    })),
    cni,
  })
}

describe('a packet walk through a mesh', () => {
  test('ends where the answer says, and its packets add up', () => {
    let proxies = 0
    fc.assert(
      fc.property(world, ({ mode, policies, cni }) => {
        const opened = open(mode, policies, cni)
        for (const text of QUESTIONS) {
          const read = opened.parse(text)
          if (!read.ok) throw new Error(text)
          const answer = opened.ask(read.value)
          const parts = answer.parts ?? [{ answer }]
          parts.forEach((part, index) => {
            const walk = walkOf(opened, read.value, answer.parts ? index : undefined)
            const about = JSON.stringify({
              mode,
              policies,
              cni,
              text,
              outcome: part.answer.outcome,
              cause: part.answer.cause,
            })
            if (!walk) return
            proxies += walk.hops.filter(({ kind }) => kind === 'proxy').length
            expectWalk(walk, part.answer.outcome, about)
          })
        }
      }),
      { numRuns: 60 },
    )
    expect(proxies).toBeGreaterThan(50)
  })

  test('shows what each proxy catches and what is on the wire between them', () => {
    for (const [mode, client, server, wire, name] of [
      ['sidecar', 15001, 15006, '8080', 'envoy'],
      ['ambient', 15001, 15008, '15008', 'ztunnel'],
      ['linkerd', 4140, 4143, '4143', 'linkerd-proxy'],
    ] as const) {
      const { hops, reply } = walked(open(mode, [], { name: 'calico' }), 'shop/web -> svc:shop/api:80 GET /')
      const own = hops.filter(({ kind }) => kind === 'proxy')
      expect(own.map(({ proxy }) => `${proxy!.name} ${proxy!.side} ${proxy!.port} ${proxy!.outcome}`)).toEqual([
        `${name} client ${client} allowed`,
        `${name} server ${server} allowed`,
      ])
      expect(end(own[0]!.before)).toBe('10.96.0.20:80')
      expect(end(hops.find(({ kind }) => kind === 'leave-pod')!.before)).toBe(`10.244.2.10:${wire}`)
      expect(end(hops.at(-1)!.after)).toBe('10.244.2.10:8080')
      expect(reply.filter(({ kind }) => kind === 'proxy').map(({ proxy }) => proxy!.side)).toEqual(['server', 'client'])
    }
  })

  test('ends at the proxy that refuses, with what the caller sees', () => {
    const ends = (policies: readonly (keyof typeof POLICIES)[], text: string) => {
      const last = walked(open('sidecar', policies, { name: 'cilium' }), text).hops.at(-1)!
      return `${last.kind} ${last.proxy?.side ?? ''} ${last.drop?.by} ${last.drop?.symptom} ${last.drop?.curl.split('\n')[0]}`
    }
    expect(ends(['nobody'], 'shop/web -> svc:shop/api:80 GET /')).toBe('proxy server proxy answer < HTTP/1.1 403')
    expect(ends(['strict'], 'dev/dbg -> svc:shop/api:80 GET /')).toBe(
      'proxy server proxy reset curl: (56) Recv failure: Connection reset by peer',
    )
    expect(ends(['gone'], 'shop/web -> svc:shop/api:80 GET /')).toBe('proxy client proxy answer < HTTP/1.1 404')
    expect(ends(['network', 'nobody'], 'shop/web -> svc:shop/api:80 GET /')).toBe(
      'proxy server proxy answer < HTTP/1.1 403',
    )
  })
})

function walked(opened: World, text: string): PacketWalk {
  const read = opened.parse(text)
  if (!read.ok) throw new Error(text)
  return walkOf(opened, read.value)!
}

const valueOf = (header: Packet[number] | undefined, name: string) =>
  header?.fields.find((field) => field.name === name)?.value
const end = (packet: Packet) => {
  const inner = packet.slice(packet.findLastIndex(({ layer }) => layer === 'IP'))
  return `${valueOf(inner[0], 'dst')}:${valueOf(inner[1], 'dst')}`
}

function expectWalk({ hops, reply }: PacketWalk, outcome: string, about: string): void {
  const final = hops.at(-1)!
  expect({ about, ends: final.drop ? 'drop' : final.kind }).toEqual({
    about,
    ends: outcome === 'denied' ? 'drop' : final.place.in === 'outside' ? 'outside' : 'socket',
  })
  expect(hops.filter(({ drop }) => drop).length, about).toBe(final.drop ? 1 : 0)
  expect(reply.length > 0, about).toBe(!final.drop)
  for (const way of [hops, reply])
    way.forEach((hop, index) => {
      if (index > 0) expect(hop.before, about).toEqual(way[index - 1]!.after)
    })
  if (reply.length > 0) {
    const first = hops.find(({ kind }) => kind !== 'ask-dns')!.before
    const back = reply.at(-1)!.after
    expect({ about, src: valueOf(back[0], 'src'), port: valueOf(back[1], 'src') }).toEqual({
      about,
      src: valueOf(first[0], 'dst'),
      port: valueOf(first[1], 'dst'),
    })
  }
  const last = reply.findLastIndex(({ kind, proxy }) => kind === 'proxy' && proxy!.side === 'client')
  if (last >= 0)
    expect(
      reply.slice(last).some(({ kind }) => kind === 'enter-pod'),
      about,
    ).toBe(false)
  const at = (side: 'client' | 'server') =>
    hops.findIndex(({ kind, proxy }: Hop) => kind === 'proxy' && proxy!.side === side)
  const gate = (side: 'egress' | 'ingress') => hops.findIndex(({ check }) => check?.at === side)
  // The caller's proxy is met before the network, and the server's after it.
  if (at('client') >= 0 && gate('egress') >= 0) expect(at('client'), about).toBeLessThan(gate('egress'))
  if (at('server') >= 0 && gate('ingress') >= 0) expect(at('server'), about).toBeGreaterThan(gate('ingress'))
}
