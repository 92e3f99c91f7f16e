/** What a new tab can start with: the least that the API server accepts, in the namespace of the examples. */
export interface Skeleton {
  readonly kind: string
  /** The tab's name, and the object's. */
  readonly name: string
  readonly text: string
}

const ingress = `  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: web
      ports:
        - port: 8080
`

/** What a new document can begin as. */
export const SKELETONS: readonly Skeleton[] = [
  {
    kind: 'NetworkPolicy',
    name: 'new-policy',
    text: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: new-policy
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: api
  policyTypes: [Ingress]
${ingress}`,
  },
  {
    kind: 'Default deny',
    name: 'default-deny',
    text: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: shop
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
`,
  },
  {
    kind: 'ClusterNetworkPolicy',
    name: 'new-cluster-policy',
    text: `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata:
  name: new-cluster-policy
spec:
  tier: Admin
  priority: 100
  subject:
    namespaces:
      matchLabels:
        kubernetes.io/metadata.name: shop
  ingress:
    - name: keep-dev-out
      action: Deny
      from:
        - namespaces:
            matchLabels:
              kubernetes.io/metadata.name: dev
`,
  },
  {
    kind: 'Baseline deny',
    name: 'baseline-deny',
    text: `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata:
  name: baseline-deny
spec:
  tier: Baseline
  priority: 100
  subject:
    namespaces: {}
  ingress:
    - name: from-other-pods
      action: Deny
      from:
        - namespaces: {}
`,
  },
  {
    kind: 'Namespace',
    name: 'new-namespace',
    text: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: new-namespace\n',
  },
  {
    kind: 'Pod',
    name: 'new-pod',
    text: `apiVersion: v1
kind: Pod
metadata:
  name: new-pod
  namespace: shop
  labels:
    app: new-pod
spec:
  containers:
    - name: main
      image: example/app
      ports:
        - containerPort: 8080
`,
  },
  {
    kind: 'Deployment',
    name: 'new-deployment',
    text: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: new-deployment
  namespace: shop
spec:
  replicas: 2
  selector:
    matchLabels:
      app: new-deployment
  template:
    metadata:
      labels:
        app: new-deployment
    spec:
      containers:
        - name: main
          image: example/app
          ports:
            - containerPort: 8080
`,
  },
  {
    kind: 'Service',
    name: 'new-service',
    text: `apiVersion: v1
kind: Service
metadata:
  name: new-service
  namespace: shop
spec:
  selector:
    app: api
  ports:
    - port: 80
      targetPort: 8080
`,
  },
  { kind: 'Empty', name: 'untitled', text: '' },
  {
    kind: 'Machine',
    name: 'n1',
    text: `# The machine behind a node, for kube-bench and kube-hunter: no cluster has this kind.
# Everything that is not said is as kubeadm leaves it.
apiVersion: reachable/v1
kind: Machine
metadata:
  name: n1
spec:
  processes:
    - program: kubelet
      flags:
        - --anonymous-auth=true
        - --read-only-port=10255
  files:
    - path: /var/lib/kubelet/config.yaml
      mode: "644"
`,
  },
  {
    kind: 'Istio’s configuration',
    name: 'istio',
    text: `# What Istio's installation settles. istiod reads it from here.
apiVersion: v1
kind: ConfigMap
metadata:
  name: istio
  namespace: istio-system
data:
  mesh: |
    trustDomain: cluster.local
    outboundTrafficPolicy:
      mode: ALLOW_ANY
    pathNormalization:
      normalization: BASE
    extensionProviders: []
`,
  },
  {
    kind: 'Linkerd’s configuration',
    name: 'linkerd-config',
    text: `# What Linkerd's installation settles.
apiVersion: v1
kind: ConfigMap
metadata:
  name: linkerd-config
  namespace: linkerd
data:
  values: |
    identityTrustDomain: cluster.local
    clusterNetworks: 10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fd00::/8
    proxy:
      defaultInboundPolicy: all-unauthenticated
`,
  },
]
