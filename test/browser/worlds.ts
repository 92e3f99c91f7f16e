import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { WorkDocument } from '../../src/app/state/work.ts'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../lessons/${path}`, import.meta.url)), 'utf8')

export const SHOP: WorkDocument = { name: 'shop world', text: read('worlds/shop.yaml') }

export const DEFAULT_DENY: WorkDocument = {
  name: 'default-deny',
  text: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: shop
spec:
  podSelector: {}
  policyTypes: [Ingress]
`,
}

/** The label is wrong: nothing in shop has it. */
export const ALLOW_WEB: WorkDocument = {
  name: 'allow-web',
  text: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-web
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: api
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: web-frontend
      ports:
        - port: 8080
`,
}

/** Only DNS may be reached: everything else that shop's pods could reach closes. */
export const ONLY_DNS = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: only-dns
  namespace: shop
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
          podSelector:
            matchLabels:
              k8s-app: kube-dns
      ports:
        - port: 53
          protocol: UDP
        - port: 53
          protocol: TCP
`
