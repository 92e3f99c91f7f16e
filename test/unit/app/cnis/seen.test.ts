import { describe, expect, test } from 'vitest'
import { ladderOf } from '../../../../src/app/text/ladder.ts'
import { noteText } from '../../../../src/app/text/note.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { traceText } from '../../../../src/app/text/trace-text.ts'
import { verdictSentence } from '../../../../src/app/text/verdict.ts'
import { openWorld, type Answer, type CniChoice } from '../../../../src/world/index.ts'

const WORLD = `apiVersion: v1
kind: Node
metadata: {name: n1}
status: {addresses: [{type: InternalIP, address: 172.18.0.11}]}
---
apiVersion: v1
kind: Node
metadata: {name: n2}
status: {addresses: [{type: InternalIP, address: 172.18.0.12}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {nodeName: n1, containers: [{name: c, image: i, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: shop, labels: {app: client}}
spec: {nodeName: n2, containers: [{name: c, image: i, ports: [{containerPort: 9000}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {type: NodePort, clusterIP: 10.96.10.10, selector: {app: web}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}
---
`
const policy = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec: ${spec}\n`

function ask(cni: CniChoice, spec: string, question: string): Answer {
  const world = openWorld({ documents: [{ name: 'w', text: WORLD + policy(spec) }], cni })
  const parsed = world.parse(question)
  if (!parsed.ok) throw new Error(question)
  return world.ask(parsed.value)
}
const sentence = (answer: Answer) => {
  const { lead, rest } = verdictSentence(answer)
  return `${plain(lead)} ${plain(rest)}`
}
const sees = (answer: Answer) =>
  ladderOf(answer).gates.flatMap((gate) => gate.sees.map((each) => `${gate.at}: ${plain(each)}`))
const aws = { name: 'aws-vpc-cni', options: { networkPolicy: 'standard' } } as const
const BY_BLOCK =
  '{podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}'

describe('what a gate takes the other end for', () => {
  test('a pod known by identity, in the sentence and at the gate', () => {
    const answer = ask({ name: 'cilium' }, BY_BLOCK, 'shop/client -> shop/web:8080')
    expect(sees(answer)).toEqual(['egress: Cilium knows pods by identity: a block of addresses never matches one.'])
    expect(sentence(answer)).toMatch(
      /^Denied at shop\/client, on the way out\. .* Cilium knows pods by identity: a block of addresses never matches one\.$/,
    )
  })

  test('not where the block holds no address of it anyway', () => {
    const answer = ask(
      { name: 'cilium' },
      BY_BLOCK.replace('0.0.0.0/0', '203.0.113.0/24'),
      'shop/client -> shop/web:8080',
    )
    expect(sees(answer)).toEqual([])
  })

  test('a Service before it is translated', () => {
    const answer = ask(
      aws,
      BY_BLOCK.replace('cidr: 0.0.0.0/0', 'cidr: 0.0.0.0/0, except: [10.96.0.0/12]'),
      'shop/client -> svc:shop/web:80',
    )
    expect(sees(answer)).toEqual([
      'egress: This gate looks before the Service is translated: blocks are compared with 10.96.10.10:80.',
    ])
    expect(answer.notes.map(noteText).map(plain)[0]).toMatch(
      /What this pod sends is judged before that: blocks are compared with the Service’s address and port\.$/,
    )
  })

  test('a node instead of the client, and what is believed of it', () => {
    const answer = ask(
      aws,
      '{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}',
      'ip:203.0.113.9 -> node:n1:30080',
    )
    expect(sees(answer)).toEqual(['ingress: This gate sees node n1 (172.18.0.11) instead of the client.'])
    expect(sentence(answer)).toBe(
      'Allowed. shop/web: a node always reaches the pods it runs. This gate sees node n1 (172.18.0.11) instead of the client.',
    )
    expect(answer.notes.map(noteText).map(plain)).toContain(
      'Believed: the node puts its own address in the client’s place before the agent looks, and a pod’s own node always gets in. This way goes round every policy.',
    )
  })

  test('another node by the address of its tunnel', () => {
    const answer = ask(
      { name: 'calico' },
      '{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 172.18.0.0/16}}]}]}',
      'node:n2 -> shop/web:8080',
    )
    expect(sees(answer)[0]).toMatch(/^ingress: This gate sees node n2 by its tunnel’s address, 192\.168\.\d+\.\d+\.$/)
    expect(traceText({ from: 'node:n2', to: 'shop/web', port: 8080 }, answer)).toContain(
      'This gate sees node n2 by its tunnel’s address',
    )
  })

  test('a pod and its own node, whichever way', () => {
    const answer = ask(
      aws,
      '{podSelector: {matchLabels: {app: client}}, policyTypes: [Egress]}',
      'shop/client -> node:n2:10250',
    )
    expect(sentence(answer)).toContain('a pod always reaches the node it runs on')
  })

  test('a plugin that drops what nothing allows', () => {
    const answer = ask(
      { name: 'aws-vpc-cni', options: { networkPolicy: 'strict' } },
      '{podSelector: {matchLabels: {app: none}}, policyTypes: [Ingress]}',
      'shop/client -> shop/web:8080',
    )
    expect(sees(answer)[0]).toBe('egress: This plugin drops what no policy allows.')
  })
})
