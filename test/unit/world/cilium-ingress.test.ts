import { describe, expect, test } from 'vitest'
import { gotText } from '../../../src/app/text/check.ts'
import { plain } from '../../../src/app/text/sentence.ts'
import { verdictSentence, verdictWord } from '../../../src/app/text/verdict.ts'
import { openWorld, type Question, type World } from '../../../src/world/index.ts'
import { observe } from '../../../src/world/hubble/observe.ts'
import { walkOf } from '../../../src/world/walk.ts'
import { identitiesView } from '../../../src/world/identities/identities-view.ts'

const SHOP = `
apiVersion: v1
kind: Node
metadata: {name: n1}
status: {addresses: [{type: InternalIP, address: 172.18.0.11}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {nodeName: n1, containers: [{name: main, image: x, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: web, namespace: shop}
spec: {endpointSelector: {}, ingress: [{fromCIDR: [0.0.0.0/0]}, {fromEntities: [ingress], toPorts: [{ports: [{port: "8080", protocol: TCP}]}]}]}
---
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: {name: gate}
spec:
  endpointSelector: {matchExpressions: [{key: "reserved:ingress", operator: Exists}]}
  ingress: [{fromCIDR: [203.0.113.0/24]}]
`

const open = (cni: 'cilium' | 'reference' = 'cilium') =>
  openWorld({ documents: [{ name: 'shop', text: SHOP }], cni: { name: cni } })

function question(world: World, text: string): Question {
  const read = world.parse(text)
  if (!read.ok) throw new Error(text)
  return read.value
}

const world = open()
const ask = (text: string) => world.ask(question(world, text))
const said = (text: string) => {
  const { lead, rest } = verdictSentence(ask(text))
  return `${plain(lead)} ${plain(rest)}`
}

describe('Cilium’s own Ingress', () => {
  test('is told as the end whose gate denies, with what the caller gets', () => {
    expect(said('ip:198.51.100.9 -> ingress:8080')).toBe(
      'Denied at ingress, on the way in. One policy selects it; none of its rules admits 198.51.100.9 on 8080.',
    )
    expect(plain(verdictWord(ask('ip:198.51.100.9 -> ingress:8080')).place)).toBe('403 from the proxy')
    expect(ask('ingress -> shop/web:9090')).toMatchObject({ cause: 'policy-drop', deniedAt: 'ingress' })
  })
  test('is an end of its own kind, which a block does not fit', () => {
    const { flow, steps } = ask('ingress -> svc:shop/web:80')
    expect(flow?.source).toMatchObject({ kind: 'entry', ref: 'ingress', label: 'ingress', node: null, address: null })
    const checks = steps.flatMap((step) =>
      step.step === 'rule-missed' ? step.trial.peers.flatMap((each) => each.checks) : [],
    )
    expect(checks.map(({ got, wanted }) => gotText(got, wanted))).toEqual(['Cilium’s Envoy, known by its identity'])
  })
  test('says that its port is that of the pod behind, where rules are asked about it', () => {
    const remarks = (text: string) =>
      ask(text).notes.flatMap((note) => (note.note === 'plugin-remark' ? [note.remark] : []))
    expect(remarks('ip:203.0.113.9 -> ingress:8080')).toEqual(['entry-port'])
    expect(remarks('ingress -> shop/web:8080')).toEqual([])
  })
  test('has no packets that could be followed, as nobody says where it is', () => {
    expect(walkOf(world, question(world, 'ingress -> shop/web:8080'))).toBeNull()
    expect(walkOf(world, question(world, 'ip:203.0.113.9 -> ingress:8080'))).toBeNull()
  })
  test('is in the table of identities, and looked up by its number', () => {
    const view = identitiesView(world, { pod: null, question: question(world, 'ingress -> shop/web:8080') })
    expect(view.identities.find(({ number }) => number === 8)).toEqual({
      number: 8,
      labels: ['reserved:ingress'],
      who: ['Ingresses and Gateways of Cilium'],
    })
    expect(view.lookups).toMatchObject([{ at: 'ingress', identity: 8, match: 'L3-L4', code: null }])
  })
  test('leaves what else is made of questions to those who can be named', () => {
    for (const text of ['ingress -> shop/web:9090', 'ip:198.51.100.9 -> ingress:8080', 'shop/web -> ingress:8080']) {
      expect(world.flips(question(world, text))).toBeDefined()
    }
  })
  test('is seen by Hubble at the pods, and not at its own gate, where Envoy answers', () => {
    const lines = (text: string) =>
      observe(question(world, text), world).map(({ compact }) => compact.slice(21).replace(/\d{5}/g, 'N'))
    expect(lines('ingress -> shop/web:8080')).toEqual([
      'ingress:N (ingress) -> shop/web:8080 (ID:N) policy-verdict:L3-L4 INGRESS ALLOWED (TCP Flags: SYN)',
      'ingress:N (ingress) -> shop/web:8080 (ID:N) to-endpoint FORWARDED (TCP Flags: SYN)',
    ])
    expect(lines('ip:198.51.100.9 -> ingress:8080')).toEqual([])
    expect(lines('shop/web -> ingress:8080')).toEqual([])
  })
  test('needs a port, reaches itself by no way, and is nobody under another plugin', () => {
    expect(ask('internet -> ingress').problem).toMatchObject({ reason: 'port' })
    expect(ask('ingress -> ingress:80')).toMatchObject({ outcome: 'denied', cause: 'no-route' })
    const other = open('reference')
    expect(other.ask(question(other, 'ingress -> shop/web:8080'))).toMatchObject({ outcome: 'unanswerable' })
  })
  test('is dialled over every family that the pods have', () => {
    const both = openWorld({
      documents: [
        {
          name: 'both',
          text: `${SHOP.replace('containerPort: 8080}]}]}', 'containerPort: 8080}]}]}\nstatus: {podIPs: [{ip: 10.244.1.5}, {ip: "fd00:10:244:1::5"}]}')}
---
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: {name: four}
spec: {endpointSelector: {matchExpressions: [{key: "reserved:ingress", operator: Exists}]}, ingress: [{fromCIDR: [0.0.0.0/0]}]}
`,
        },
      ],
      cni: { name: 'cilium' },
    })
    expect(both.ask(question(both, 'internet -> ingress:8080')).outcome).toBe('conditional')
    expect(both.ask(question(both, 'ip:198.51.100.9 -> ingress:8080')).outcome).toBe('allowed')
  })
})
