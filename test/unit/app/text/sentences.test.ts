import { describe, expect, it } from 'vitest'
import { plain } from '../../../../src/app/text/sentence.ts'
import { verdictSentence, verdictWord } from '../../../../src/app/text/verdict.ts'
import { openWorld, type Question } from '../../../../src/world/index.ts'
import { flowFixtures } from '../../../suites/flow-fixture.ts'

const WORLD = openWorld({
  documents: [
    {
      name: 'world',
      text: `apiVersion: v1
kind: Node
metadata: { name: n1 }
status: { addresses: [{ type: InternalIP, address: 192.0.2.10 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
spec: { nodeName: n1, containers: [{ name: c, image: x, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: door, namespace: shop }
spec:
  type: LoadBalancer
  selector: { app: api }
  loadBalancerSourceRanges: [198.51.100.0/24]
  ports: [{ port: 80, targetPort: 8080 }]
status: { loadBalancer: { ingress: [{ ip: 203.0.113.80 }] } }
`,
    },
  ],
})

function said(question: Question): string {
  const answer = WORLD.ask(question)
  const { word, place } = verdictWord(answer)
  const { lead, rest } = verdictSentence(answer)
  return `${word} ${plain(place)} | ${plain(lead)} ${plain(rest)}`
}

describe('what a verdict says', () => {
  it('of an address that a load balancer turns away', () =>
    expect(said({ from: 'ip:192.0.2.99', to: 'svc:shop/door', port: 80 })).toBe(
      'Denied at the load balancer | The load balancer does not admit this address. The Service’s loadBalancerSourceRanges leave it out. Policies were not asked.',
    ))

  it('of a pod that calls itself, once', () =>
    expect(said({ from: 'shop/api', to: 'shop/api', port: 8080 })).toBe(
      'Allowed policies do not apply | Allowed. shop/api: a pod always reaches itself.',
    ))

  it('of a node, in its own words', () =>
    expect(said({ from: 'node:n1', to: 'internet', port: 443 })).toBe(
      'Allowed no policy selects either end | Allowed. node n1: no policy applies to this node.',
    ))

  it('is never a bare word where it denies', () => {
    const bare = ['network-policy', 'cilium-network-policy', 'calico-global-network-policy', 'istio', 'linkerd']
      .flatMap(flowFixtures)
      .flatMap(({ cases }) => cases)
      .flatMap(({ name, documents, facts, cni, mesh, rows }) => {
        const world = openWorld({ documents, facts, cni, ...(mesh && { mesh }) })
        return rows.flatMap(({ ask }) => {
          const question = world.parse(ask)
          const answer = world.ask(question.ok ? question.value : { from: '', to: '' })
          const { lead, rest } = verdictSentence(answer)
          const hasReason = plain(rest) !== '' && plain(verdictWord(answer).place) !== ''
          return answer.outcome === 'denied' && (!hasReason || plain(lead) === '') ? [`${name}: ${ask}`] : []
        })
      })
    expect(bare).toEqual([])
  })
})
