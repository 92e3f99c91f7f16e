import { openWorld, type World } from '../../../../src/world/index.ts'
import { CNI_OFFERS, settingOf, type CniChoice, type CniSetting } from '../../../../src/sim/cni/choice.ts'

/**
 * Two nodes; a Deployment behind a Service, a StatefulSet that names its node, a pod on the host network, policies of
 * three kinds.
 */
export const TEXT = `
apiVersion: v1
kind: Node
metadata: {name: n1}
---
apiVersion: v1
kind: Node
metadata: {name: n2}
---
apiVersion: v1
kind: Node
metadata: {name: n3}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: shop/web, env: [{name: SECRET, value: hidden}], ports: [{containerPort: 8080, hostPort: 8081}], readinessProbe: {httpGet: {path: /ready, port: 8080}}}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {nodeName: n2, containers: [{name: db, image: shop/db}]}
---
apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: shop}
spec: {hostNetwork: true, nodeName: n1, containers: [{name: agent, image: shop/agent}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: idle, namespace: shop}
spec: {replicas: 0, selector: {matchLabels: {app: idle}}, template: {metadata: {labels: {app: idle}}, spec: {containers: [{name: idle, image: shop/idle}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly, namespace: shop}
spec: {schedule: "0 3 * * *", jobTemplate: {spec: {template: {metadata: {labels: {app: nightly}}, spec: {restartPolicy: Never, containers: [{name: job, image: shop/job}]}}}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: allow-db, namespace: shop}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress, Egress]
  ingress: [{from: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 8080}]}]
---
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: no-shop}
spec:
  tier: Admin
  priority: 10
  subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: shop}}}
  ingress: [{name: none, action: Deny, from: [{namespaces: {}}]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: broken, namespace: shop}
spec: {podSelector: {}, policyTypes: [Sideways]}
`

export function worldOf(cni: CniChoice, text = TEXT): World {
  return openWorld({ documents: [{ name: 'test', text }], cni })
}

/** Every plugin with every mode, and each of its options in turn. */
export const SETTINGS: readonly (readonly [name: string, setting: CniSetting])[] = CNI_OFFERS.flatMap(
  ({ name, modes, options }) => [
    ...modes.map(({ id }) => [`${name} ${id}`, settingOf({ name, mode: id })] as const),
    ...options.flatMap(({ id, values }) =>
      values
        .slice(1)
        .map((value) => [`${name} ${id} ${value.id}`, settingOf({ name, options: { [id]: value.id } })] as const),
    ),
  ],
)
