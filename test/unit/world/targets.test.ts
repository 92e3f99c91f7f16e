import { expect, test } from 'vitest'
import { openWorld } from '../../../src/world/index.ts'

const node = (name: string, address: string) =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nstatus: {addresses: [{type: InternalIP, address: ${address}}]}\n`
const pod = (name: string, node: string, more: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name.replace(/-.*/, '')}}}\nspec: {nodeName: ${node}, ${more}}\n`
const service = (name: string, spec: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: {selector: {app: web}, ${spec}}\n`
const PORTS = 'ports: [{name: http, containerPort: 8080}, {containerPort: 9090}]'

const world = openWorld({
  cni: { name: 'reference' },
  documents: [
    {
      name: 'cluster',
      text: [
        node('n1', '172.18.0.11'),
        node('n2', '172.18.0.12'),
        pod('caller', 'n1', 'containers: [{name: main, image: x}]'),
        pod('web-one', 'n2', `containers: [{name: main, image: x, ${PORTS}}]`),
        pod('web-two', 'n2', `hostNetwork: true, containers: [{name: main, image: x, ${PORTS}}]`),
        service('web', 'ports: [{name: http, port: 80, targetPort: 8080}, {name: names, port: 53, protocol: UDP}]'),
        service('near', 'internalTrafficPolicy: Local, ports: [{port: 80, targetPort: 8080}]'),
        service(
          'kept',
          'type: NodePort, externalTrafficPolicy: Local, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]',
        ),
        'apiVersion: v1\nkind: Service\nmetadata: {name: away, namespace: shop}\nspec: {type: ExternalName, externalName: api.example}\n',
        service('guarded', 'type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24], ports: [{port: 80}]'),
        'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: shut, namespace: shop}\nspec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}\n',
      ].join('---\n'),
    },
  ],
})
const answerTo = (text: string) => {
  const question = world.parse(text)
  if (!question.ok) throw new Error(`cannot be read: ${text}`)
  return world.ask(question.value)
}
const suggestedFor = (text: string) => {
  const { problem } = answerTo(text)
  return problem?.code === 'question' ? problem.suggestions : null
}

test.each([
  ['shop/caller -> svc:shop/web:81', ['80', '53/UDP']],
  ['shop/caller -> svc:shop/away:80', ['name:api.example']],
  ['shop/caller -> shop/web-one:admin', ['http', '9090']],
  ['shop/caller -> node:n1:admin', []],
])('what comes near a port that there is not: %s', (asked, suggestions) => {
  expect(suggestedFor(asked)).toEqual(suggestions)
})

test('each part of an answer says which backend or which port it is of', () => {
  expect(answerTo('shop/caller -> svc:shop/web:80').parts?.map(({ of }) => of)).toEqual([
    'shop/web-one',
    'shop/web-two',
  ])
})

test.each([
  [
    'shop/caller -> svc:shop/near:80',
    { note: 'no-local-endpoints', service: 'shop/near', servicePort: 80, nodePort: null, node: 'n1' },
  ],
  [
    'ip:203.0.113.7 -> node:n1:30080',
    { note: 'no-local-endpoints', service: 'shop/kept', servicePort: 80, nodePort: 30080, node: 'n1' },
  ],
  [
    'ip:203.0.113.7 -> svc:shop/guarded:80',
    { note: 'source-not-admitted', service: 'shop/guarded', ranges: ['198.51.100.0/24'] },
  ],
])('a Service that sends somebody to nobody says where: %s', (asked, note) => {
  expect(answerTo(asked).notes).toContainEqual(note)
})
