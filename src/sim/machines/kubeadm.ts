import type { MachineFile, Process } from './machine.ts'

/** What kubeadm leaves on a machine. */
export interface Baseline {
  readonly processes: readonly Process[]
  readonly files: readonly MachineFile[]
}

/** What of it depends on the machine. */
export interface Place {
  readonly name: string
  /** Of the node. */
  readonly address: string
  readonly podRange: string
  readonly serviceRange: string
}

/** Where kubeadm puts the kubelet's configuration. */
export const KUBELET_CONFIG = '/var/lib/kubelet/config.yaml'
const PKI = '/etc/kubernetes/pki'

/**
 * A control plane, or a worker, as kubeadm 1.34 installs it: flags, files with modes and owners. The contents of files
 * that nobody reads are left out. Source:
 * https://kubernetes.io/docs/reference/setup-tools/kubeadm/implementation-details/
 */
export function kubeadmBaseline(role: 'control-plane' | 'worker', place: Place): Baseline {
  const isControlPlane = role === 'control-plane'
  return {
    processes: [
      ...(isControlPlane ? [apiServer(place), controllerManager(place), scheduler(), etcd(place)] : []),
      kubelet(),
      proxy(place),
    ],
    files: [
      ...(isControlPlane ? CONTROL_PLANE_FILES : WORKER_FILES),
      ...nodeFiles(),
      ...(isControlPlane ? [directory('/var/lib/etcd', '700')] : []),
    ],
  }
}

function apiServer({ address, serviceRange }: Place): Process {
  return process('kube-apiserver', [
    `advertise-address=${address}`,
    'allow-privileged=true',
    'authorization-mode=Node,RBAC',
    `client-ca-file=${PKI}/ca.crt`,
    'enable-admission-plugins=NodeRestriction',
    'enable-bootstrap-token-auth=true',
    `etcd-cafile=${PKI}/etcd/ca.crt`,
    `etcd-certfile=${PKI}/apiserver-etcd-client.crt`,
    `etcd-keyfile=${PKI}/apiserver-etcd-client.key`,
    'etcd-servers=https://127.0.0.1:2379',
    `kubelet-client-certificate=${PKI}/apiserver-kubelet-client.crt`,
    `kubelet-client-key=${PKI}/apiserver-kubelet-client.key`,
    'kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
    `proxy-client-cert-file=${PKI}/front-proxy-client.crt`,
    `proxy-client-key-file=${PKI}/front-proxy-client.key`,
    'requestheader-allowed-names=front-proxy-client',
    `requestheader-client-ca-file=${PKI}/front-proxy-ca.crt`,
    'requestheader-extra-headers-prefix=X-Remote-Extra-',
    'requestheader-group-headers=X-Remote-Group',
    'requestheader-username-headers=X-Remote-User',
    'secure-port=6443',
    'service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `service-account-key-file=${PKI}/sa.pub`,
    `service-account-signing-key-file=${PKI}/sa.key`,
    `service-cluster-ip-range=${serviceRange}`,
    `tls-cert-file=${PKI}/apiserver.crt`,
    `tls-private-key-file=${PKI}/apiserver.key`,
  ])
}

function controllerManager({ podRange, serviceRange }: Place): Process {
  const config = '/etc/kubernetes/controller-manager.conf'
  return process('kube-controller-manager', [
    'allocate-node-cidrs=true',
    `authentication-kubeconfig=${config}`,
    `authorization-kubeconfig=${config}`,
    'bind-address=127.0.0.1',
    `client-ca-file=${PKI}/ca.crt`,
    `cluster-cidr=${podRange}`,
    'cluster-name=kubernetes',
    `cluster-signing-cert-file=${PKI}/ca.crt`,
    `cluster-signing-key-file=${PKI}/ca.key`,
    'controllers=*,bootstrapsigner,tokencleaner',
    `kubeconfig=${config}`,
    'leader-elect=true',
    `requestheader-client-ca-file=${PKI}/front-proxy-ca.crt`,
    `root-ca-file=${PKI}/ca.crt`,
    `service-account-private-key-file=${PKI}/sa.key`,
    `service-cluster-ip-range=${serviceRange}`,
    'use-service-account-credentials=true',
  ])
}

function scheduler(): Process {
  const config = '/etc/kubernetes/scheduler.conf'
  return process('kube-scheduler', [
    `authentication-kubeconfig=${config}`,
    `authorization-kubeconfig=${config}`,
    'bind-address=127.0.0.1',
    `kubeconfig=${config}`,
    'leader-elect=true',
  ])
}

function etcd({ name, address }: Place): Process {
  const keys = `${PKI}/etcd`
  return process('etcd', [
    `advertise-client-urls=https://${address}:2379`,
    `cert-file=${keys}/server.crt`,
    'client-cert-auth=true',
    'data-dir=/var/lib/etcd',
    `initial-advertise-peer-urls=https://${address}:2380`,
    `initial-cluster=${name}=https://${address}:2380`,
    `key-file=${keys}/server.key`,
    `listen-client-urls=https://127.0.0.1:2379,https://${address}:2379`,
    'listen-metrics-urls=http://127.0.0.1:2381',
    `listen-peer-urls=https://${address}:2380`,
    `name=${name}`,
    `peer-cert-file=${keys}/peer.crt`,
    'peer-client-cert-auth=true',
    `peer-key-file=${keys}/peer.key`,
    `peer-trusted-ca-file=${keys}/ca.crt`,
    'snapshot-count=10000',
    `trusted-ca-file=${keys}/ca.crt`,
  ])
}

function kubelet(): Process {
  return process('/usr/bin/kubelet', [
    'bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf',
    'kubeconfig=/etc/kubernetes/kubelet.conf',
    `config=${KUBELET_CONFIG}`,
  ])
}

function proxy({ name }: Place): Process {
  return process('/usr/local/bin/kube-proxy', ['config=/var/lib/kube-proxy/config.conf', `hostname-override=${name}`])
}

function process(program: string, flags: readonly string[]): Process {
  return { command: [program, ...flags.map((flag) => `--${flag}`)], environment: {}, path: null }
}

const KUBELET_CONFIG_TEXT = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous:
    enabled: false
  webhook:
    enabled: true
  x509:
    clientCAFile: ${PKI}/ca.crt
authorization:
  mode: Webhook
rotateCertificates: true
staticPodPath: /etc/kubernetes/manifests
streamingConnectionIdleTimeout: 0s
`

function nodeFiles(): readonly MachineFile[] {
  return [
    file(KUBELET_CONFIG, '644', KUBELET_CONFIG_TEXT),
    file('/etc/systemd/system/kubelet.service.d/10-kubeadm.conf', '644'),
    file('/etc/kubernetes/kubelet.conf', '600'),
    file('/etc/cni/net.d/10-network.conflist', '600'),
  ]
}

const WORKER_FILES: readonly MachineFile[] = [file(`${PKI}/ca.crt`, '644')]

const CONTROL_PLANE_FILES: readonly MachineFile[] = [
  ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'].map((name) =>
    file(`/etc/kubernetes/manifests/${name}.yaml`, '600'),
  ),
  ...['admin', 'super-admin', 'scheduler', 'controller-manager'].map((name) =>
    file(`/etc/kubernetes/${name}.conf`, '600'),
  ),
  ...[
    'ca',
    'apiserver',
    'apiserver-etcd-client',
    'apiserver-kubelet-client',
    'front-proxy-ca',
    'front-proxy-client',
    'etcd/ca',
    'etcd/server',
    'etcd/peer',
    'etcd/healthcheck-client',
  ].flatMap((name) => [file(`${PKI}/${name}.crt`, '644'), file(`${PKI}/${name}.key`, '600')]),
  file(`${PKI}/sa.pub`, '600'),
  file(`${PKI}/sa.key`, '600'),
]

function file(path: string, mode: string, content = ''): MachineFile {
  return { path, isDirectory: false, mode, owner: 'root:root', content, field: null }
}

function directory(path: string, mode: string): MachineFile {
  return { path, isDirectory: true, mode, owner: 'root:root', content: '', field: null }
}
