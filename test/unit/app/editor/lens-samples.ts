import type { AssumedText, LensView, PeerLens, PolicyLens, RuleLens } from '../../../../src/worker/snapshot.ts'
import { policy as ref } from '../text/answers.ts'

/** A policy with one rule of one peer and one of two, as text and as the engine would speak of it. */
export const TEXT = `# what web may do
kind: NetworkPolicy
metadata:
  name: allow-web
spec:
  podSelector: {}
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: web

          namespaceSelector: {}
      ports:
        - port: 8080
    - from:
        - podSelector: {}
        - ipBlock:
            cidr: 10.0.0.0/8
`

export const peer = (line: number, lastLine: number): PeerLens => ({
  line,
  lastLine,
  column: 9,
  parts: [
    { of: 'pod', selector: [] },
    { of: 'own-namespace', namespace: 'shop' },
  ],
  pods: 1,
})
export const rule = (index: number, line: number, peers: readonly PeerLens[]): RuleLens => ({
  section: 'ingress',
  index,
  name: null,
  action: 'allow',
  line,
  ports: [],
  peers,
  pods: 1,
})

export const POLICY: PolicyLens = {
  ref: ref('allow-web'),
  line: 2,
  status: 'applied',
  selectedPods: 2,
  selects: [],
  peers: [],
  isolates: { ingress: true, egress: false },
  admits: 1,
  denies: 0,
  rules: [rule(0, 8, [peer(9, 13)]), rule(1, 16, [peer(17, 17), peer(18, 19)])],
}

export const ASSUMED: readonly AssumedText[] = [
  { line: 6, place: 'own-line', indent: 2, text: 'policyTypes: [Ingress]', field: ['spec', 'policyTypes'] },
  {
    line: 15,
    place: 'line-end',
    indent: 10,
    text: 'protocol: TCP',
    field: ['spec', 'ingress', 0, 'ports', 0, 'protocol'],
  },
]

export const LENS: LensView = { document: 'allow-web', policies: [POLICY], assumed: ASSUMED }
