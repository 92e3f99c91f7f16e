import { describe, expect, it } from 'vitest'
import { plain } from '../../../../src/app/text/sentence.ts'
import { WALK } from '../../../../src/app/text/catalogue/en/walk.ts'
import { hopCount, hopFacts, nothingText, tableTitle, tubeLabel } from '../../../../src/app/text/walk/hop-facts.ts'
import { checkText, hopTitle, stopDetail, stopName } from '../../../../src/app/text/walk/hop-title.ts'
import { hookKind, hopWhy } from '../../../../src/app/text/walk/hop-why.ts'
import { scenesOf, type Leg, type Scene } from '../../../../src/app/text/walk/scene.ts'
import { walkText } from '../../../../src/app/text/walk/walk-text.ts'
import { CNI_OFFERS } from '../../../../src/sim/cni/choice.ts'
import type { Drop, Hop, HopCheck, HopKind, HopProxy, LookupTable, PacketWalk } from '../../../../src/sim/cni/walk.ts'
import {
  ALLOWED,
  DENIED,
  hop,
  LONG,
  node,
  NO_NAME,
  ONE_PASS,
  OPEN,
  OUT,
  OUTSIDE,
  pod,
  STOPPED,
  TUNNEL,
  vxlan,
  walk,
  WIRE,
} from './walks.ts'

const KINDS: readonly HopKind[] = [
  'ask-dns',
  'translate',
  'leave-pod',
  'check',
  'bridge',
  'route',
  'wrap',
  'leave-node',
  'router',
  'enter-node',
  'unwrap',
  'masquerade',
  'enter-pod',
  'outside',
  'socket',
  'proxy',
]
const PLACES: Readonly<Record<HopKind, Hop['place']>> = {
  'ask-dns': pod('shop/web', 'n1'),
  translate: node('n1'),
  'leave-pod': pod('shop/web', 'n1'),
  check: node('n1'),
  bridge: node('n1'),
  route: node('n1'),
  wrap: node('n1'),
  'leave-node': node('n1'),
  router: WIRE,
  'enter-node': node('n2'),
  unwrap: node('n2'),
  masquerade: node('n1'),
  'enter-pod': pod('shop/api-2', 'n2'),
  outside: OUTSIDE,
  socket: pod('shop/api-2', 'n2'),
  proxy: pod('shop/api-2', 'n2'),
}
const PLUGINS = CNI_OFFERS.flatMap(({ name, modes }) =>
  modes.map(({ id, label }) => [`${name} ${label}`, { name, mode: id }] as const),
)

const PROXY: HopProxy = {
  name: 'envoy',
  side: 'server',
  port: 15006,
  link: 'mutual',
  identity: 'cluster.local/ns/shop/sa/web',
  outcome: 'allowed',
  connection: 1,
  of: 1,
}

/** A walk in which every kind of stop comes once, in the order in which they could. */
const everyKind = KINDS.map((kind) =>
  hop(kind, PLACES[kind], {
    device: 'dev0',
    check: kind === 'check' ? ALLOWED : null,
    proxy: kind === 'proxy' ? PROXY : null,
    ...(kind === 'wrap' ? { after: [...vxlan(1), ...hop('wrap', WIRE).after] } : {}),
  }),
)
const texts = (scenes: readonly Scene[]) =>
  scenes.map((scene) => `${stopName(scene)} | ${plain(hopTitle(scene))} | ${plain(hopWhy(scene))}`)
const whyAt = (of: PacketWalk, index: number, leg: Leg = 'way') => plain(hopWhy(scenesOf(of, leg)[index]!))

describe('the words of a walk', () => {
  it.each(PLUGINS)('are there for every kind of stop, both ways, under %s', (_label, choice) => {
    for (const leg of ['way', 'reply'] as const) {
      const all = texts(scenesOf(walk(choice, everyKind, everyKind), leg))
      for (const text of all) expect(text).toMatch(/^\S.* \| \S.{8,} \| \S.{20,}[.:]?$/)
      for (const text of all) expect(text).not.toMatch(/undefined|null|NaN|\[object| {2}\w/)
      expect(new Set(all.map((text) => text.split(' | ')[0])).size).toBe(KINDS.length)
    }
  })

  it('are the teacher’s: a full sentence over each stop, and short ones below', () => {
    for (const text of texts(scenesOf(TUNNEL, 'way'))) {
      const [, title, why] = text.split(' | ') as [string, string, string]
      expect(title.endsWith('.')).toBe(false)
      for (const sentence of why.split(/(?<=[.:]) /))
        expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(40)
    }
  })

  it('say what the gate said, and which rule', () => {
    const outcomes: readonly HopCheck['outcome'][] = ['allowed', 'denied', 'exempt', 'none', 'unenforced']
    const titles = outcomes.map((outcome) =>
      plain(
        hopTitle(
          scenesOf(
            walk({ name: 'cilium' }, [hop('check', node('n1'), { check: { at: 'ingress', outcome, steps: [] } })]),
            'way',
          )[0]!,
        ),
      ),
    )
    expect(new Set(titles).size).toBe(5)
    expect([checkText(ALLOWED), checkText(DENIED), checkText(OPEN)]).toEqual([
      'allowed, allow-web, rule 1',
      'denied',
      'no policy',
    ])
  })

  it('differ where plugins do', () => {
    const why = (name: 'flannel' | 'calico' | 'cilium' | 'aws-vpc-cni') =>
      whyAt(walk({ name }, [hop('check', node('n1'), { check: ALLOWED })]), 0)
    expect(why('cilium')).toContain('identities, not addresses')
    expect(why('calico')).toContain('cali-tw-…')
    expect(why('aws-vpc-cni')).toContain('after a node has put its own address')
    expect(whyAt(OUT, 1)).toContain('agent of the VPC CNI is off')
    expect(whyAt(TUNNEL, 4)).toMatch(/identity of the sender, and n2 will judge by it.*costs 50 bytes.*at most 1450/)
    expect(whyAt(TUNNEL, 8)).toContain('came in the tunnel’s header: 12001')
    expect(whyAt(TUNNEL, 1)).toContain('no packet ever carries the Service’s address')
  })

  it('know which way the packet goes', () => {
    expect(whyAt(OUT, 2)).toContain('default route')
    expect(whyAt(OUT, 3)).toContain('Nobody outside knows the way back')
    expect(whyAt(LONG, 5)).toContain('the client’s place')
    expect(whyAt(LONG, 8)).toContain('outermost addresses alone')
    expect(whyAt(LONG, 11)).toContain('each of its own pods')
    expect(whyAt(walk({ name: 'calico' }, [hop('route', pod('shop/web', 'n1'), { device: 'lo' })]), 0)).toContain(
      'a pod always reaches itself',
    )
    expect(whyAt(TUNNEL, 2, 'reply')).not.toContain('will judge by it')
    expect(whyAt(TUNNEL, 3)).toContain('No policy selects the pod in this direction')
    expect(plain(hopTitle(scenesOf(TUNNEL, 'reply')[7]!))).toBe('The caller has its answer')
  })

  it('say why a packet goes no further, and what shows it', () => {
    const reasons: readonly Drop['by'][] = [
      'no-endpoints',
      'no-local-endpoints',
      'no-route',
      'name-not-resolved',
      'not-listening',
    ]
    const whys = reasons.map((by) =>
      whyAt(
        walk({ name: 'calico' }, [
          hop('route', node('n1'), { drop: { by, symptom: 'timeout', curl: '', counter: null, log: null } }),
        ]),
        0,
      ),
    )
    expect(new Set(whys).size).toBe(reasons.length)
    expect(new Set(Object.values(WALK.symptoms)).size).toBe(8)
    expect([nothingText('counter', 'cilium'), nothingText('log', 'cilium'), nothingText('log', 'reference')]).toEqual([
      'Nothing counts it.',
      'Nothing is written down.',
      'Depends on the plugin.',
    ])
    expect(plain(hopTitle(scenesOf(NO_NAME, 'way')[0]!))).toBe('DNS does not know the name')
  })

  it('name tables, tunnels, hooks and facts', () => {
    const titles: readonly LookupTable['title'][] = [
      'routes',
      'forwarding',
      'service',
      'ipcache',
      'policy-map',
      'rules',
      'names',
      'conntrack',
    ]
    expect(
      new Set(titles.map((title) => plain(tableTitle({ title, rows: [] }, scenesOf(TUNNEL, 'way')[4]!)))).size,
    ).toBe(titles.length)
    expect(tubeLabel(scenesOf(TUNNEL, 'way')[4]!)).toEqual({ name: 'VXLAN, UDP 8472', detail: 'VNI 12001' })
    expect(tubeLabel(scenesOf(LONG, 'way')[6]!)).toEqual({ name: 'IP in IP', detail: 'protocol 4' })
    expect(
      [
        'KUBE-SERVICES (nat PREROUTING)',
        'nft inet kube-network-policies postrouting',
        'cil_lxc_policy',
        'security group (inbound)',
        'NAT gateway',
        'conntrack',
        'lo',
      ].map(hookKind),
    ).toEqual(['chain', 'chain', 'program', 'asked', 'machine', 'remembered', 'hook'])
    expect(hopFacts(scenesOf(TUNNEL, 'way')[4]!).map(({ word, value }) => `${word} ${value}`)).toEqual([
      'Where n1',
      'Device cilium_vxlan',
      'Program cil_to_overlay',
      'MTU 1450 bytes',
    ])
    expect([hopCount(scenesOf(TUNNEL, 'way')[4]!), hopCount(scenesOf(TUNNEL, 'reply')[1]!)]).toEqual([
      'Hop 5 of 11',
      'Answer, hop 2 of 8',
    ])
  })

  it('stand under a stop only where they say something', () => {
    expect(scenesOf(TUNNEL, 'way').map(stopDetail)).toEqual([
      '10.96.0.10',
      '10.0.1.7:8080',
      'eth0',
      'no policy',
      'cilium_vxlan',
      '172.18.0.11',
      '172.18.0.12',
      'cilium_vxlan',
      'allow-web, rule 1',
      'eth0',
      'port 8080',
    ])
    expect(scenesOf(ONE_PASS, 'way').map(stopName)).toEqual(['Leave pod', 'Egress', 'Ingress', 'Enter pod', 'Socket'])
  })

  it('are all in the text twin', () => {
    const text = walkText(STOPPED, 'shop/web -> shop/api:8080')
    expect(text.split('\n').slice(0, 2)).toEqual(['shop/web -> shop/api:8080', 'CNI Cilium, VXLAN'])
    for (const scene of scenesOf(STOPPED, 'way'))
      expect(text).toContain(`${scene.index + 1}. ${plain(hopTitle(scene))}.\n   ${plain(hopWhy(scene))}`)
    expect(text).toContain(
      'After: IP 172.18.0.11 → 172.18.0.12 [ UDP 52744 → 8472 [ VXLAN VNI 12001 [ Ethernet inner frame [ IP 10.0.0.5 → 10.0.1.7 [ TCP 43120 → 8080, SYN ] ] ] ] ] (110 bytes, 50 of them new)',
    )
    expect(text).toContain('→ 10.0.1.7  id 12002  tunnel to 172.18.0.12')
    expect(text).toContain(
      'curl: (28) Connection timed out after 3001 milliseconds\n   Counter: cilium_drop_count_total',
    )
    expect(text).toContain('To see it: n1$ tcpdump -ni eth0 udp port 8472')
    expect(walkText(TUNNEL, 'q')).toContain('\nThe answer:\n1. The program answers.')
  })
})
