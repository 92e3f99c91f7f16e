import { expect, test } from 'vitest'
import { meshPolicySummary } from '../../../src/app/text/mesh/policy-summary.ts'
import { plain } from '../../../src/app/text/sentence.ts'
import { openWorld } from '../../../src/world/index.ts'
import { meshPolicies } from '../../../src/world/mesh-policies.ts'

const told = (text: string) =>
  meshPolicies(openWorld({ documents: [{ name: 'all', text }] })).map(
    (view) => `${view.kind} ${view.namespace}/${view.name} at ${view.line}: ${plain(meshPolicySummary(view))}`,
  )

const ISTIO = `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: api, namespace: shop, labels: {app: api}}
spec: {containers: [{name: app, image: example/api}]}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: callers, namespace: shop}
spec: {selector: {matchLabels: {app: api}}, rules: [{from: [{source: {namespaces: [shop]}}]}, {to: [{operation: {methods: [GET]}}]}]}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: nobody, namespace: shop}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: tried, namespace: shop, annotations: {istio.io/dry-run: "true"}}
spec: {action: DENY, selector: {matchLabels: {app: web}}, rules: [{}]}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: attached, namespace: shop}
spec: {action: AUDIT, targetRefs: [{group: "", kind: Service, name: api}], rules: [{}]}
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: all, namespace: istio-system}
spec: {mtls: {mode: STRICT}}
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: api, namespace: shop}
spec: {selector: {matchLabels: {app: api}}, portLevelMtls: {9090: {mode: DISABLE}}}
---
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: {name: staff, namespace: shop}
spec: {jwtRules: [{issuer: issuer.example, jwksUri: https://issuer.example/keys}]}
`

const LINKERD = `apiVersion: v1
kind: Namespace
metadata: {name: shop, annotations: {linkerd.io/inject: enabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: api, namespace: shop, labels: {app: api}}
spec: {containers: [{name: app, image: example/api}]}
---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: api, namespace: shop}
spec: {podSelector: {matchLabels: {app: api}}, port: 8080, proxyProtocol: HTTP/2, accessPolicy: all-authenticated}
---
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web, namespace: shop}
spec: {targetRef: {group: policy.linkerd.io, kind: Server, name: api}, requiredAuthenticationRefs: [{kind: ServiceAccount, name: web}]}
---
apiVersion: policy.linkerd.io/v1beta1
kind: ServerAuthorization
metadata: {name: all, namespace: shop}
spec: {server: {selector: {}}, client: {unauthenticated: true}}
---
apiVersion: policy.linkerd.io/v1alpha1
kind: EgressNetwork
metadata: {name: outside, namespace: shop}
spec: {trafficPolicy: Deny}
`

test('policies of Istio are told in plain sentences', () => {
  expect(told(ISTIO)).toEqual([
    'AuthorizationPolicy shop/callers at 11: It is about 1 pod in the mesh. It lets in what it has two rules for, and nothing else comes in that no policy lets in.',
    'AuthorizationPolicy shop/nobody at 16: It is about 1 pod in the mesh. It has no rule: it lets nobody in.',
    'AuthorizationPolicy shop/tried at 20: It is about no pod in the mesh. It refuses what it has one rule for, before anything is let in. It is only tried: it decides nothing.',
    'AuthorizationPolicy shop/attached at 25: It is attached to Service api. It has written down what it has one rule for, and decides nothing.',
    'PeerAuthentication istio-system/all at 30: It is about 1 pod in the mesh. Mutual TLS: STRICT.',
    'PeerAuthentication shop/api at 35: It is about 1 pod in the mesh. It takes what is said around it about mutual TLS. On port 9090 DISABLE.',
    'RequestAuthentication shop/staff at 40: It is about 1 pod in the mesh. Tokens that are there must be good: of issuer.example.',
  ])
})

test('policies of Linkerd are told in plain sentences', () => {
  expect(told(LINKERD)).toEqual([
    'Server shop/api at 11: It is about 1 pod in the mesh. Port 8080, which speaks HTTP/2, is open by itself as all-authenticated says.',
    'AuthorizationPolicy shop/web at 16: It opens Server api to who has ServiceAccount web.',
    'ServerAuthorization shop/all at 21: It opens Servers to everybody.',
    'EgressNetwork shop/outside at 26: What leaves the cluster and takes no route: Deny.',
  ])
})

test('without a mesh there are none', () => {
  expect(told('apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n')).toEqual([])
})
