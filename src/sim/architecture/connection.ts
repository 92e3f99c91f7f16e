import type { CniSetting } from '../cni/choice.ts'
import { componentsOf, type ComponentId } from './component.ts'

/** `exec`: a program is started, and answers by what it prints. `probe`: the request of a readiness probe. */
export type Protocol =
  'HTTPS' | 'HTTP' | 'gRPC' | 'exec' | 'file' | 'netlink' | 'syscalls' | 'iptables' | 'nftables' | 'eBPF' | 'probe'

/** What the bytes are. `JSON stdin`: variables in the environment, JSON on standard input and output. */
export type Encoding = 'JSON' | 'protobuf' | 'JSON stdin' | 'config.json' | 'KEY=value' | 'stream'

/** Who opens a connection, to whom, and how they speak. Answers and watch events go the other way on the same one. */
export interface Connection {
  readonly from: ComponentId
  readonly to: ComponentId
  readonly protocol: Protocol
  /** A TCP port or the path of a unix socket; null: neither. */
  readonly at: string | null
  /** Null: none that is worth a name. */
  readonly encoding: Encoding | null
  /** How objects of kinds that a CustomResourceDefinition defines are encoded, where that differs; null: the same. */
  readonly customEncoding: Encoding | null
  /** Where this is written down. */
  readonly source: string
  /** Nobody of the project says it in so many words. */
  readonly isBelieved: boolean
}

/** The default of the flag kube-api-content-type of the components. */
const CONTENT_TYPE = 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-scheduler/'
/** "Custom resources have no protobuf." */
const ENCODINGS = 'https://kubernetes.io/docs/reference/using-api/api-concepts/#alternate-representations-of-resources'
const CNI_SPEC = 'https://www.cni.dev/docs/spec/#section-2-execution-protocol'
const CONTROL_PLANE_TALK = 'https://kubernetes.io/docs/concepts/architecture/control-plane-node-communication/'

interface Rest {
  readonly at?: string
  readonly encoding?: Encoding
  readonly customEncoding?: Encoding
  readonly isBelieved?: true
}

function connect(
  from: ComponentId,
  to: ComponentId,
  protocol: Protocol,
  source: string,
  { at, encoding, customEncoding, isBelieved }: Rest = {},
): Connection {
  return {
    from,
    to,
    protocol,
    source,
    at: at ?? null,
    encoding: encoding ?? null,
    customEncoding: customEncoding ?? null,
    isBelieved: isBelieved ?? false,
  }
}

/** A component that lists and watches built-in kinds. */
const watcher = (from: ComponentId, source = CONTENT_TYPE, more: Rest = {}): Connection =>
  connect(from, 'api-server', 'HTTPS', source, { at: '6443', encoding: 'protobuf', ...more })

const EVERYWHERE: readonly Connection[] = [
  connect('kubectl', 'api-server', 'HTTPS', 'https://kubernetes.io/docs/reference/kubectl/', {
    at: '6443',
    encoding: 'JSON',
    isBelieved: true,
  }),
  connect(
    'api-server',
    'etcd',
    'gRPC',
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
    { at: '2379', encoding: 'protobuf', customEncoding: 'JSON' },
  ),
  watcher('scheduler'),
  watcher('controller-manager'),
  watcher('cloud-controller-manager', CONTENT_TYPE, { isBelieved: true }),
  connect(
    'cloud-controller-manager',
    'cloud',
    'HTTPS',
    'https://kubernetes.io/docs/concepts/architecture/cloud-controller/',
  ),
  watcher('kubelet'),
  connect('api-server', 'kubelet', 'HTTPS', CONTROL_PLANE_TALK, { at: '10250', encoding: 'stream' }),
  connect('kubelet', 'cri-runtime', 'gRPC', 'https://kubernetes.io/docs/concepts/containers/cri/', {
    at: '/run/containerd/containerd.sock',
    encoding: 'protobuf',
  }),
  connect(
    'kubelet',
    'pod',
    'probe',
    'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  ),
  connect('cri-runtime', 'kernel', 'syscalls', 'https://www.cni.dev/docs/spec/#lifecycle--ordering'),
  connect('cri-runtime', 'cni-plugin', 'exec', CNI_SPEC, { encoding: 'JSON stdin' }),
  connect('cri-runtime', 'oci-runtime', 'exec', 'https://github.com/opencontainers/runtime-spec/blob/main/config.md', {
    encoding: 'config.json',
    isBelieved: true,
  }),
  connect(
    'oci-runtime',
    'pod',
    'syscalls',
    'https://github.com/opencontainers/runtime-spec/blob/main/runtime.md#lifecycle',
  ),
  connect(
    'cni-plugin',
    'kernel',
    'netlink',
    'https://www.cni.dev/docs/spec/#add-add-container-to-network-or-apply-modifications',
  ),
  watcher('kube-proxy'),
  connect(
    'kube-proxy',
    'kernel',
    'iptables',
    'https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-iptables',
  ),
]

/** The plugin's own connections. Where the source is code, the file is named. */
function ownConnections({ name, mode, options }: CniSetting): readonly Connection[] {
  switch (name) {
    case 'reference':
      return [
        watcher('cni-agent', ENCODINGS, { customEncoding: 'JSON', isBelieved: true }),
        connect(
          'cni-agent',
          'kernel',
          'netlink',
          'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
          { isBelieved: true },
        ),
      ]
    case 'flannel':
      return [
        watcher('cni-agent', 'https://github.com/flannel-io/flannel/blob/master/pkg/subnet/kube/kube.go', {
          encoding: 'JSON',
          isBelieved: true,
        }),
        connect('cni-plugin', 'cni-agent', 'file', 'https://github.com/flannel-io/cni-plugin/blob/main/flannel.go', {
          at: '/run/flannel/subnet.env',
          encoding: 'KEY=value',
        }),
        connect(
          'cni-agent',
          'kernel',
          'netlink',
          `https://github.com/flannel-io/flannel/blob/master/Documentation/backends.md#${mode}`,
        ),
        watcher('policy-agent', 'https://github.com/kubernetes-sigs/kube-network-policies', {
          customEncoding: 'JSON',
          isBelieved: true,
        }),
        connect(
          'policy-agent',
          'kernel',
          'nftables',
          'https://github.com/kubernetes-sigs/kube-network-policies/blob/main/pkg/dataplane/controller.go',
        ),
      ]
    case 'calico':
      return [
        watcher('cni-agent', ENCODINGS, { customEncoding: 'JSON' }),
        connect(
          'cni-plugin',
          'api-server',
          'HTTPS',
          'https://github.com/projectcalico/calico/blob/master/cni-plugin/pkg/k8s/k8s.go',
          { at: '6443', encoding: 'JSON' },
        ),
        connect(
          'cni-agent',
          'kernel',
          options.dataplane === 'ebpf' ? 'eBPF' : 'iptables',
          'https://docs.tigera.io/calico/latest/reference/architecture/overview#felix',
        ),
      ]
    case 'cilium':
      return [
        watcher('cni-agent', ENCODINGS, { customEncoding: 'JSON' }),
        connect(
          'cni-plugin',
          'cni-agent',
          'HTTP',
          'https://github.com/cilium/cilium/blob/main/plugins/cilium-cni/cmd/cmd.go',
          { at: '/var/run/cilium/cilium.sock', encoding: 'JSON' },
        ),
        connect('cni-agent', 'kernel', 'eBPF', 'https://docs.cilium.io/en/stable/overview/component-overview/'),
      ]
    case 'aws-vpc-cni':
      return [
        watcher('cni-agent', 'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/k8sapi/k8sutils.go', {
          encoding: 'JSON',
          isBelieved: true,
        }),
        connect(
          'cni-plugin',
          'cni-agent',
          'gRPC',
          'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/cmd/routed-eni-cni-plugin/cni.go',
          { at: '/var/run/aws-node/ipamd.sock', encoding: 'protobuf' },
        ),
        connect(
          'cni-agent',
          'cloud',
          'HTTPS',
          'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/awsutils/awsutils.go',
        ),
        connect(
          'cni-agent',
          'kernel',
          'netlink',
          'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/networkutils/network.go',
        ),
        connect(
          'cni-plugin',
          'policy-agent',
          'gRPC',
          'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/cmd/routed-eni-cni-plugin/cni.go',
          { at: '/var/run/aws-node/npa.sock', encoding: 'protobuf' },
        ),
        watcher('policy-controller', ENCODINGS, { customEncoding: 'JSON', isBelieved: true }),
        watcher('policy-agent', ENCODINGS, { encoding: 'JSON' }),
        connect('policy-agent', 'kernel', 'eBPF', 'https://github.com/aws/aws-network-policy-agent'),
      ]
  }
}

/**
 * Every connection in a cluster with this network plugin, between parts that it has; at most one from one part to
 * another.
 */
export function connectionsOf(setting: CniSetting): readonly Connection[] {
  const there = new Set(componentsOf(setting).map(({ id }) => id))
  return [...EVERYWHERE, ...ownConnections(setting)].filter(({ from, to }) => there.has(from) && there.has(to))
}
