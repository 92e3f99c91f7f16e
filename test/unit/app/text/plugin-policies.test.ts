import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { examplesFrom } from '../../../../src/app/state/example/examples.ts'
import { policySentence, ruleSentence, type LensSentence } from '../../../../src/app/text/lens.ts'
import { gotText, subjectOf, wantedText } from '../../../../src/app/text/check.ts'
import { closestRule, ladderOf } from '../../../../src/app/text/ladder.ts'
import { policySummary } from '../../../../src/app/text/policy-summary.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { verdictSentence } from '../../../../src/app/text/verdict.ts'
import { lensOf } from '../../../../src/worker/lens.ts'
import { openWorld } from '../../../../src/world/index.ts'

const print = (sentence: LensSentence) =>
  sentence
    .map(({ text }) => text)
    .join('')
    .replaceAll('\u00a0', ' ')
    .replace('\u2002', ' ')

/** What stands over the policies and rules of an example's first document. */
function rows(id: string): readonly string[] {
  const folder = new URL(`../../../../lessons/examples/${id}/`, import.meta.url)
  const read = (path: string) => readFileSync(new URL(path, folder), 'utf8')
  const head = read('example.yaml')
  const names = [...head.matchAll(/file: ([^ }]+)/g)].map(([, name]) => name!)
  const files = Object.fromEntries(
    [['example.yaml', head], ...names.map((name) => [name, read(name)] as const)].map(([name, text]) => [
      new URL(name!, `file:///lessons/examples/${id}/`).pathname,
      text!,
    ]),
  )
  const [{ work }] = examplesFrom(files) as [ReturnType<typeof examplesFrom>[number]]
  const world = openWorld({ documents: work.documents, cni: work.cni })
  return lensOf(work.documents[0]!.name, world, world.matrix()).policies.flatMap((policy) => [
    print(policySentence(policy)),
    ...policy.rules.map((rule) => print(ruleSentence(rule, policy.ref))),
  ])
}

test('a policy of Cilium, with what may be said', () => {
  expect(rows('reading-is-not-writing')).toEqual([
    'selects 2 pods · ingress isolated · admits 1 flow',
    '1 allows endpoints any:app=web, k8s:io.kubernetes.pod.namespace=shop on 8080 saying HTTP GET /orders(/[0-9]+)?',
  ])
})

test('a policy of Cilium, with names', () => {
  expect(rows('names-of-the-outside').map((row) => row.replace(/admits \d+ flows?/, 'admits …'))).toEqual([
    'selects 2 pods · egress isolated · admits …',
    '1 allows endpoints k8s:io.kubernetes.pod.namespace=kube-system, any:k8s-app=kube-dns on 53 over any protocol saying DNS *.example.com',
    '2 allows pay.example.com on 443',
  ])
})

test('policies of Calico in a tier', () => {
  expect(rows('a-tier-that-passes').filter((row) => row.includes('tier,'))).toEqual([
    'security tier, order 10 · selects 6 pods · allows 3 flows',
    'security tier, order 20 · selects 6 pods · denies 14 flows',
  ])
})

describe('a policy of a namespace', () => {
  const PODS = ['web', 'api']
    .map(
      (name) =>
        `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}\nspec: {containers: [{name: main, image: e, ports: [{containerPort: 8080}]}]}\n`,
    )
    .join('---\n')
  const told = (cni: 'calico' | 'cilium' | 'aws-vpc-cni', text: string) => {
    const world = openWorld({
      documents: [
        { name: 'pods', text: PODS },
        { name: 'p', text },
      ],
      cni: { name: cni, ...(cni === 'aws-vpc-cni' && { options: { networkPolicy: 'standard' } }) },
    })
    const answer = world.ask({ from: 'shop/web', to: 'shop/api', port: 8080 })
    const gate = ladderOf(answer).gates[1]!
    const { lead, rest } = verdictSentence(answer)
    return {
      sentence: plain([...lead, ...rest]),
      summary: plain(gate.summary),
      keys: gate.policies.map(({ key }) => key),
      details: gate.policies.map(({ detail }) => plain(detail)),
      rules: gate.policies.map(({ rules }) => rules.map(({ number, verb }) => `${number} ${verb}`)),
      rows: lensOf('p', world, world.matrix()).policies.flatMap((policy) => [
        print(policySentence(policy)),
        ...policy.rules.map((rule) => print(ruleSentence(rule, policy.ref))),
      ]),
      prose: lensOf('p', world, world.matrix()).policies.flatMap((policy) => {
        const { about, rules } = policySummary(policy)
        return [about, ...rules].map(plain)
      }),
    }
  }

  test('Calico: the first rule that fits is named, also beside a NetworkPolicy of Kubernetes of the same name', () => {
    const { sentence, summary, rules, keys, rows, prose } = told(
      'calico',
      `apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec: {order: 10, selector: "app == 'api'", ingress: [{action: Deny, source: {selector: "app == 'web'"}}, {action: Allow}]}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec: {podSelector: {}, ingress: [{}]}\n`,
    )
    expect(sentence).toBe('Denied at shop/api, on the way in.Rule 1 of shop/p denies it (default tier, order 10).')
    expect(summary).toBe('denied – rule 1 of shop/p denies it')
    expect(rules).toEqual([['1 denies it'], []])
    expect(new Set(keys).size).toBe(2)
    expect(rows.slice(0, 3)).toEqual([
      'default tier, order 10 · selects 1 pod · allows 1 flow, denies 1 flow',
      "1 denies endpoints app == 'web'",
      '2 allows from anywhere',
    ])
    expect(prose.slice(0, 3)).toEqual([
      'default tier, order 10. It is about api, 1 pod, and its first rule that fits decides.',
      "Rule 1 denies what comes from endpoints app == 'web'.",
      'Rule 2 allows what comes from anywhere.',
    ])
  })

  test('Calico: what nearly fitted is told label by label', () => {
    const policy = (rule: string) =>
      `apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec: {selector: "app == 'api'", ingress: [{action: Allow, source: ${rule}}]}\n`
    const near = (rule: string) => {
      const world = openWorld({
        documents: [
          { name: 'pods', text: PODS },
          { name: 'p', text: policy(rule) },
        ],
        cni: { name: 'calico' },
      })
      const answer = world.ask({ from: 'shop/web', to: 'shop/api', port: 8080 })
      const { difference, checks } = closestRule(ladderOf(answer))!.rule
      return [
        difference,
        ...checks
          .filter(({ held }) => !held)
          .map(({ wanted, got }) => `${subjectOf(wanted)} wants ${wantedText(wanted)}, is ${gotText(got, wanted)}`),
      ]
    }
    expect(near(`{selector: "app == 'wep' && has(app)"}`)).toEqual([
      'One label differs',
      'endpoint wants app=wep, is app=web',
    ])
    expect(near(`{selector: "app == 'web' && stage in {'a', 'b'}"}`)).toEqual([
      'One label differs',
      'endpoint wants stage in (a, b), is no label stage',
    ])
    expect(near(`{selector: "app == 'web'", namespaceSelector: "team == 'x'"}`)).toEqual([
      'One label differs',
      'namespace wants pcns.team=x, is no label pcns.team',
    ])
    expect(near(`{selector: "app == 'x' || app starts with 'y'"}`)).toEqual([
      'The endpoint differs',
      "endpoint wants app == 'x' || app starts with 'y', is a pod",
    ])
    expect(told('calico', policy(`{selector: "app == 'wep'"}`)).sentence).toBe(
      'Denied at shop/api, on the way in.One policy selects it; none of its rules admits app=web on 8080.',
    )
  })

  test('Cilium: the denial is named, and what the policy allows is a rung of its own', () => {
    const { sentence, summary, rules, keys, rows, prose } = told(
      'cilium',
      'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec: {endpointSelector: {matchLabels: {app: api}}, ingressDeny: [{fromEndpoints: [{matchLabels: {app: web}}]}], ingress: [{fromEntities: [all], toPorts: [{ports: [{port: "8080", protocol: TCP}], rules: {http: [{method: GET}]}}]}]}\n',
    )
    expect(sentence).toBe('Denied at shop/api, on the way in.Rule 1 of shop/p denies it.')
    expect(summary).toBe('denied – rule 1 of shop/p denies it')
    expect(rules).toEqual([['1 denies it'], []])
    expect(new Set(keys).size).toBe(2)
    expect(rows[0]).toBe('selects 1 pod · ingress isolated · admits 0 flows, denies 1 flow')
    expect(prose).toEqual([
      'It is about api, 1 pod. Nothing gets in that no policy lets in, and it has one rule for that.',
      'Rule 1 denies what comes from endpoints any:app=web, k8s:io.kubernetes.pod.namespace=shop.',
      'Rule 1 lets anybody in on\u00a08080 saying HTTP GET.',
    ])
  })

  test('Amazon: rules keep the numbers of the text, and the sentence says which counts', () => {
    const { sentence, rules, rows, prose } = told(
      'aws-vpc-cni',
      'apiVersion: networking.k8s.aws/v1alpha1\nkind: ClusterNetworkPolicy\nmetadata: {name: p}\nspec: {tier: Admin, priority: 7, subject: {namespaces: {}}, ingress: [{action: Accept, from: [{namespaces: {}}]}, {action: Deny, from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}]}]}\n',
    )
    expect(sentence).toBe('Denied at shop/api, on the way in.Rule 2 of p denies it (Admin tier, priority 7).')
    expect(rules).toEqual([['2 denies it']])
    expect(rows[1]).toBe('1 accepts all pods in all namespaces · 2 pods')
    expect(prose[0]).toBe(
      'Admin tier, priority 7. It is about api and web, 2 pods. Of its rules that fit, one that denies counts first, then one that accepts.',
    )
  })

  test('Cilium: a policy that denies and allows is one policy, and so is one of several specs', () => {
    const policy = (spec: string) =>
      `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: p, namespace: shop}\n${spec}\n`
    const both = told(
      'cilium',
      policy(
        'spec: {endpointSelector: {matchLabels: {app: api}}, ingressDeny: [{fromEndpoints: [{matchLabels: {app: nobody}}]}], ingress: [{fromEntities: [host]}]}',
      ),
    )
    expect(both.sentence).toBe(
      'Denied at shop/api, on the way in.One policy selects it; none of its rules admits shop/web on 8080.',
    )
    expect(both.summary).toBe('denied – selected by 1 policy, no rule fits')
    expect(both.details.map((detail) => detail.split(', ').at(-1))).toEqual(['1 deny rule', '1 rule'])
    const specs = told(
      'cilium',
      policy(
        'specs: [{endpointSelector: {matchLabels: {app: api}}, ingress: [{fromEntities: [host]}]}, {endpointSelector: {}, ingress: [{fromEntities: [world]}]}]',
      ),
    )
    expect(specs.summary).toBe('denied – selected by 1 policy, no rule fits')
  })
})
