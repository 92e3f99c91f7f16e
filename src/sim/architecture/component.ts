import type { CniName, CniSetting } from '../cni/choice.ts'

/**
 * A part of a cluster. `cni-plugin` stands for every program in the directory of plugins, `cni-agent` for the network
 * plugin's daemon, `policy-agent` for a second daemon that only enforces policies, `policy-controller` for one in the
 * control plane that prepares them, `kernel` for the network of the node's kernel.
 */
export type ComponentId =
  | 'kubectl'
  | 'api-server'
  | 'etcd'
  | 'scheduler'
  | 'controller-manager'
  | 'cloud-controller-manager'
  | 'cloud'
  | 'policy-controller'
  | 'kubelet'
  | 'kube-proxy'
  | 'cri-runtime'
  | 'oci-runtime'
  | 'cni-plugin'
  | 'cni-agent'
  | 'policy-agent'
  | 'kernel'
  | 'pod'

/** Where it runs. `node`: on every node. */
export type ComponentPlace = 'user' | 'control-plane' | 'node' | 'cloud'

/** A port that a program listens on, and what for. */
export interface ComponentPort {
  readonly port: number
  readonly use: 'api' | 'peer' | 'health' | 'metrics' | 'healthz' | 'introspection'
}

/**
 * `process`: the program's own name; null: it is no program. `ports`: the defaults, all TCP; empty: it listens on none.
 */
export interface Component {
  readonly id: ComponentId
  readonly process: string | null
  readonly place: ComponentPlace
  readonly ports: readonly ComponentPort[]
  /** Where this is written down. */
  readonly source: string
  /** Nobody of the project says it in so many words. */
  readonly isBelieved: boolean
}

const PORTS = 'https://kubernetes.io/docs/reference/networking/ports-and-protocols/'
const COMPONENTS = 'https://kubernetes.io/docs/concepts/overview/components/'

/** What every cluster has. */
const EVERYWHERE: readonly Component[] = [
  {
    id: 'kubectl',
    process: 'kubectl',
    place: 'user',
    ports: [],
    source: 'https://kubernetes.io/docs/reference/kubectl/',
    isBelieved: false,
  },
  {
    id: 'api-server',
    process: 'kube-apiserver',
    place: 'control-plane',
    ports: [{ port: 6443, use: 'api' }],
    source: PORTS,
    isBelieved: false,
  },
  {
    id: 'etcd',
    process: 'etcd',
    place: 'control-plane',
    ports: [
      { port: 2379, use: 'api' },
      { port: 2380, use: 'peer' },
    ],
    source: PORTS,
    isBelieved: false,
  },
  {
    id: 'scheduler',
    process: 'kube-scheduler',
    place: 'control-plane',
    ports: [{ port: 10259, use: 'health' }],
    source: PORTS,
    isBelieved: false,
  },
  {
    id: 'controller-manager',
    process: 'kube-controller-manager',
    place: 'control-plane',
    ports: [{ port: 10257, use: 'health' }],
    source: PORTS,
    isBelieved: false,
  },
  {
    id: 'cloud-controller-manager',
    process: 'cloud-controller-manager',
    place: 'control-plane',
    ports: [{ port: 10258, use: 'health' }],
    source: `${COMPONENTS}#cloud-controller-manager`,
    isBelieved: true,
  },
  {
    id: 'cloud',
    process: null,
    place: 'cloud',
    ports: [],
    source: `${COMPONENTS}#cloud-controller-manager`,
    isBelieved: false,
  },
  {
    id: 'kubelet',
    process: 'kubelet',
    place: 'node',
    ports: [
      { port: 10250, use: 'api' },
      { port: 10248, use: 'healthz' },
    ],
    source: PORTS,
    isBelieved: false,
  },
  {
    id: 'cri-runtime',
    process: 'containerd',
    place: 'node',
    ports: [],
    source: 'https://kubernetes.io/docs/setup/production-environment/container-runtimes/',
    isBelieved: false,
  },
  {
    id: 'oci-runtime',
    process: 'runc',
    place: 'node',
    ports: [],
    source: 'https://github.com/opencontainers/runtime-spec/blob/main/runtime.md',
    isBelieved: false,
  },
  {
    id: 'kernel',
    process: null,
    place: 'node',
    ports: [],
    source: 'https://www.cni.dev/docs/spec/',
    isBelieved: false,
  },
  {
    id: 'pod',
    process: null,
    place: 'node',
    ports: [],
    source: 'https://kubernetes.io/docs/concepts/workloads/pods/',
    isBelieved: false,
  },
]

const KUBE_PROXY: Component = {
  id: 'kube-proxy',
  process: 'kube-proxy',
  place: 'node',
  ports: [
    { port: 10256, use: 'health' },
    { port: 10249, use: 'metrics' },
  ],
  source: PORTS,
  isBelieved: false,
}

type Own = Pick<Component, 'process' | 'source'> & { readonly ports?: readonly ComponentPort[] }

/** The plugin's own programs: what the runtime executes, and the daemon on every node. */
const OWN: Readonly<Record<CniName, { readonly plugin: Own; readonly agent: Own }>> = {
  reference: {
    plugin: { process: 'bridge', source: 'https://www.cni.dev/plugins/current/main/bridge/' },
    agent: {
      process: null,
      source: 'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
    },
  },
  flannel: {
    plugin: { process: 'flannel', source: 'https://github.com/flannel-io/cni-plugin' },
    agent: {
      process: 'flanneld',
      source: 'https://github.com/flannel-io/flannel/blob/master/Documentation/running.md',
      ports: [{ port: 8081, use: 'healthz' }],
    },
  },
  calico: {
    plugin: { process: 'calico', source: 'https://github.com/projectcalico/calico/tree/master/cni-plugin' },
    agent: {
      process: 'calico-node',
      source: 'https://docs.tigera.io/calico/latest/reference/architecture/overview',
      ports: [
        { port: 9099, use: 'health' },
        { port: 9091, use: 'metrics' },
      ],
    },
  },
  cilium: {
    plugin: { process: 'cilium-cni', source: 'https://github.com/cilium/cilium/tree/main/plugins/cilium-cni' },
    agent: {
      process: 'cilium-agent',
      source: 'https://docs.cilium.io/en/stable/overview/component-overview/',
      ports: [{ port: 4240, use: 'health' }],
    },
  },
  'aws-vpc-cni': {
    plugin: {
      process: 'aws-cni',
      source: 'https://github.com/aws/amazon-vpc-cni-k8s/tree/master/cmd/routed-eni-cni-plugin',
    },
    agent: {
      process: 'aws-node (ipamd)',
      source: 'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/cni-proposal.md',
      ports: [
        { port: 61678, use: 'metrics' },
        { port: 61679, use: 'introspection' },
      ],
    },
  },
}

const KUBE_NETWORK_POLICIES: Component = {
  id: 'policy-agent',
  process: 'kube-network-policies',
  place: 'node',
  ports: [{ port: 9080, use: 'metrics' }],
  source: 'https://github.com/flannel-io/flannel/blob/master/Documentation/netpol.md',
  isBelieved: false,
}
const AWS_POLICY_AGENT: Component = {
  id: 'policy-agent',
  process: 'network policy agent',
  place: 'node',
  ports: [
    { port: 8163, use: 'health' },
    { port: 8162, use: 'metrics' },
  ],
  source: 'https://github.com/aws/aws-network-policy-agent',
  isBelieved: false,
}
const AWS_POLICY_CONTROLLER: Component = {
  id: 'policy-controller',
  process: 'network policy controller',
  place: 'control-plane',
  ports: [],
  source: 'https://github.com/aws/amazon-network-policy-controller-k8s',
  isBelieved: false,
}

/** Whether kube-proxy translates Services; else the plugin's agent does it itself. */
export function hasKubeProxy({ name, options }: CniSetting): boolean {
  return (
    !(name === 'cilium' && options.kubeProxyReplacement === 'on') &&
    !(name === 'calico' && options.dataplane === 'ebpf')
  )
}

/** The second daemon, which only enforces policies; null: there is none. */
function policyAgent({ name, options }: CniSetting): Component | null {
  if ((options.networkPolicy ?? 'off') === 'off') return null
  return name === 'flannel' ? KUBE_NETWORK_POLICIES : name === 'aws-vpc-cni' ? AWS_POLICY_AGENT : null
}

/** The parts of a cluster with this network plugin; each id at most once. */
export function componentsOf(setting: CniSetting): readonly Component[] {
  const { plugin, agent } = OWN[setting.name]
  const second = policyAgent(setting)
  return [
    ...EVERYWHERE,
    { id: 'cni-plugin', place: 'node', isBelieved: false, ports: [], ...plugin },
    { id: 'cni-agent', place: 'node', isBelieved: false, ports: [], ...agent },
    ...(hasKubeProxy(setting) ? [KUBE_PROXY] : []),
    ...(second ? [second] : []),
    ...(second === AWS_POLICY_AGENT ? [AWS_POLICY_CONTROLLER] : []),
  ]
}
