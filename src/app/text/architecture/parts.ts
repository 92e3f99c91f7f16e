import type { CniName } from '../../../sim/cni/choice.ts'
import type { Component, ComponentId, ComponentPlace, ComponentPort, Connection, Encoding, Protocol } from '../../../world/architecture.ts'

/** What each part is called on the picture. */
export const PART_NAMES: Readonly<Record<ComponentId, string>> = {
  'kubectl': 'kubectl', 'api-server': 'API server', 'etcd': 'etcd', 'scheduler': 'scheduler', 'controller-manager': 'controller manager',
  'cloud-controller-manager': 'cloud controller', 'cloud': 'cloud provider', 'policy-controller': 'policy controller', 'kubelet': 'kubelet', 'kube-proxy': 'kube-proxy',
  'cri-runtime': 'CRI runtime', 'oci-runtime': 'OCI runtime', 'cni-plugin': 'CNI plugin', 'cni-agent': 'CNI agent', 'policy-agent': 'policy agent', 'kernel': 'kernel', 'pod': 'pod',
}

/** What a part does, in one sentence. */
const DOES: Readonly<Record<Exclude<ComponentId, 'cni-plugin' | 'cni-agent' | 'policy-agent'>, string>> = {
  'kubectl': 'Turns what you type and your files into requests.',
  'api-server': 'The only door: checks every request, keeps objects in etcd and tells watchers what changed.',
  'etcd': 'Keeps every object. Only the API server talks to it.',
  'scheduler': 'Picks a node for each pod that has none, and writes its name on the pod.',
  'controller-manager': 'Runs the loops that make what is into what should be: ReplicaSets, pods, EndpointSlices.',
  'cloud-controller-manager': 'Asks the cloud for load balancers and routes, and tells which nodes are gone.',
  'cloud': 'The provider’s own API: machines, addresses, load balancers.',
  'policy-controller': 'Works out once which addresses a NetworkPolicy means, and writes them into PolicyEndpoints.',
  'kubelet': 'Runs the pods of its node and reports on them.',
  'kube-proxy': 'Writes rules on its node that turn a Service’s address into a pod’s.',
  'cri-runtime': 'Makes sandboxes and containers, and runs the CNI plugins.',
  'oci-runtime': 'Starts one container from a config.json, and is done.',
  'kernel': 'Interfaces, routes and packet filters of the node: what all the others set up.',
  'pod': 'Containers that share one network namespace: one address, one set of ports.',
}

const AGENTS: Readonly<Record<CniName, { readonly plugin: string; readonly agent: string }>> = {
  'reference': { plugin: 'A program that the runtime starts for each pod: it wires the pod to its node.', agent: 'The network plugin’s daemon: routes between nodes, and policies.' },
  'flannel': { plugin: 'Reads flanneld’s file and hands the work on to bridge and host-local.', agent: 'Learns each node’s range from its Node object and sets up the way there. Reads no policies.' },
  'calico': { plugin: 'Wires the pod to its node and asks the Kubernetes API for an address.', agent: 'Felix writes routes and policies, BIRD tells other nodes the routes.' },
  'cilium': { plugin: 'Wires the pod to its node and asks the agent for everything else.', agent: 'Gives addresses and identities, and loads eBPF programs and maps.' },
  'aws-vpc-cni': { plugin: 'Wires the pod to its node and asks ipamd for an address of the VPC.', agent: 'ipamd keeps addresses of the VPC in stock on the node’s network interfaces.' },
}

/** What a part does, in one sentence; that of the network plugin’s own parts differs from plugin to plugin. */
export function partWords(id: ComponentId, cni: CniName): string {
  switch (id) {
    case 'cni-plugin': return AGENTS[cni].plugin
    case 'cni-agent': return AGENTS[cni].agent
    case 'policy-agent': return cni === 'flannel' ? 'Judges new connections itself, by NetworkPolicy: the kernel hands them over.' : 'Keeps the node’s eBPF maps as the PolicyEndpoints say.'
    default: return DOES[id]
  }
}

export const PLACE_NAMES: Readonly<Record<ComponentPlace, string>> = { 'user': 'with you', 'control-plane': 'control plane', 'node': 'every node', 'cloud': 'outside' }

const USES: Readonly<Record<ComponentPort['use'], string>> = { api: 'API', peer: 'its peers', health: 'health', metrics: 'metrics', healthz: 'health, this node only', introspection: 'a look inside, this node only' }

/** `6443 (API)`; empty: it listens on no port. */
export function portsText({ ports }: Component): string {
  return ports.map(({ port, use }) => `${port} (${USES[use]})`).join(', ')
}

const PROTOCOLS: Readonly<Record<Protocol, string>> = {
  HTTPS: 'HTTPS', HTTP: 'HTTP', gRPC: 'gRPC', exec: 'exec', file: 'file', netlink: 'netlink', syscalls: 'system calls', iptables: 'iptables', nftables: 'nftables', eBPF: 'eBPF', probe: 'readiness probe',
}

const ENCODINGS: Readonly<Record<Encoding, string>> = { 'JSON': 'JSON', 'protobuf': 'protobuf', 'JSON stdin': 'JSON on stdin', 'config.json': 'config.json', 'KEY=value': 'KEY=value', 'stream': 'stream' }

/** The same where there is room for more. */
const ENCODINGS_AT_LENGTH: Readonly<Partial<Record<Encoding, string>>> = { 'JSON stdin': 'JSON on standard input and output' }

/** What stands at an arrow: `HTTPS · protobuf`. */
export function wayLabel({ protocol, encoding }: { readonly protocol: Protocol; readonly encoding: Encoding | null }): string {
  return encoding === null ? PROTOCOLS[protocol] : `${PROTOCOLS[protocol]} · ${ENCODINGS[encoding]}`
}

/** The same at length: `HTTPS, port 6443, protobuf`, `gRPC, /run/containerd/containerd.sock, protobuf`. */
export function wayText({ protocol, at, encoding, customEncoding }: Pick<Connection, 'protocol' | 'at' | 'encoding'> & Partial<Pick<Connection, 'customEncoding'>>): string {
  const place = at === null ? [] : [/^\d+$/.test(at) ? `port ${at}` : at]
  const bytes = encoding === null ? [] : [ENCODINGS_AT_LENGTH[encoding] ?? ENCODINGS[encoding], ...(customEncoding && customEncoding !== encoding ? [`custom resources as ${ENCODINGS[customEncoding]}`] : [])]
  return [PROTOCOLS[protocol], ...place, ...bytes].join(', ')
}
