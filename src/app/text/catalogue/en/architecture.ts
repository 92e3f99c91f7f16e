import { part } from '../part.ts'
import { code, say, type Sentence } from '../../sentence.ts'

/** The view of the cluster's parts, but for what each step of a journey says: see `JOURNEY`. */
export const ARCHITECTURE = part('architecture', {
  view: 'Architecture. Arrow keys go from step to step, Space plays.',
  picture:
    'The parts of the cluster and who speaks to whom. All of it is also listed under Parts; the steps under All steps.',
  failed: 'The journey could not be made. The next change is tried again.',
  waiting: 'Looking at the cluster…',
  about: 'About the journey',
  tabs: { step: 'Step', steps: 'All steps', parts: 'Parts' },
  partsSummary: 'The parts, and who speaks to whom',
  journey: 'Journey',
  journeys: { deployment: 'Apply a workload', policy: 'Apply a policy', 'cni-add': 'CNI ADD' },
  abouts: {
    deployment: 'From a file to a pod with an address',
    policy: 'From a file to a rule in the kernel',
    'cni-add': 'What runtime and network plugin say to each other',
  },
  choices: { deployment: 'Workload', policy: 'Policy', 'cni-add': 'Pod' },
  nothing: {
    deployment: 'Nothing in these documents runs pods. Add a Deployment, and follow it from the file to its address.',
    policy:
      'There is no policy in these documents yet. Write one, and follow it from the file to the kernel of the node that enforces it.',
    'cni-add':
      'No pod in these documents gets an address. Add one, and see what the network plugin is told and what it answers.',
  },
  payloads: {
    object: 'The object',
    environment: 'Environment',
    stdin: 'Standard input',
    stdout: 'Standard output',
    request: 'Request',
    reply: 'Answer',
    file: 'File',
    config: 'Network configuration',
    commands: 'As commands',
    event: 'Event',
    entries: 'On this node',
  },
  isSet: (object: Sentence, field: string) => say`${object}: ${code(field)} is set`,
  is: (object: Sentence, field: string, value: string) => say`${object}: ${code(field)} is ${code(value)}`,
  believed: 'believed',
  believedWhy: 'Generally known, but we have not found it said in so many words by the project itself.',
  step: (step: number, steps: number) => `Step ${step} of ${steps}`,
  after: 'After it',
  writtenDown: 'Where this is written down',
  source: 'source',
  sourceOf: (from: string, to: string) => `Source: ${from} to ${to}`,
  moreNodes: (nodes: number) => (nodes === 1 ? 'and 1 more node' : `and ${nodes} more nodes`),
  sameParts: 'the same parts',
  aNode: 'a node',
  madeUp:
    'Names and addresses are those of your cluster. Ids and hardware addresses are made up, as a real cluster makes them up too.',
  inside: (part: string, takesArticle: boolean, actor: string | null) =>
    `inside ${takesArticle ? 'the ' : ''}${part}${actor ? ` (${actor})` : ''}`,
  port: (port: string) => `port ${port}`,
  customAs: (encoding: string) => `custom resources as ${encoding}`,
  protocols: { syscalls: 'system calls', probe: 'readiness probe', file: 'file' },
  encodings: { 'JSON stdin': 'JSON on stdin', stream: 'stream' },
  stdinAtLength: 'JSON on standard input and output',
  places: { user: 'with you', 'control-plane': 'control plane', node: 'every node', cloud: 'outside' },
  uses: {
    api: 'API',
    peer: 'its peers',
    health: 'health',
    metrics: 'metrics',
    healthz: 'health, this node only',
    introspection: 'a look inside, this node only',
  },
  /** What each part is called on the picture. */
  parts: {
    kubectl: 'kubectl',
    'api-server': 'API server',
    etcd: 'etcd',
    scheduler: 'scheduler',
    'controller-manager': 'controller manager',
    'cloud-controller-manager': 'cloud controller',
    cloud: 'cloud provider',
    'policy-controller': 'policy controller',
    kubelet: 'kubelet',
    'kube-proxy': 'kube-proxy',
    'cri-runtime': 'CRI runtime',
    'oci-runtime': 'OCI runtime',
    'cni-plugin': 'CNI plugin',
    'cni-agent': 'CNI agent',
    'policy-agent': 'policy agent',
    kernel: 'kernel',
    pod: 'pod',
  },
  kernelHolds: 'interfaces, routes, packet filters',
  /** What a part does, in one sentence. */
  does: {
    kubectl: 'Turns what you type and your files into requests.',
    'api-server': 'The only door: checks every request, keeps objects in etcd and tells watchers what changed.',
    etcd: 'Keeps every object. Only the API server talks to it.',
    scheduler: 'Picks a node for each pod that has none, and writes its name on the pod.',
    'controller-manager': 'Runs the loops that make what is into what should be: ReplicaSets, pods, EndpointSlices.',
    'cloud-controller-manager': 'Asks the cloud for load balancers and routes, and tells which nodes are gone.',
    cloud: 'The provider’s own API: machines, addresses, load balancers.',
    'policy-controller': 'Works out once which addresses a NetworkPolicy means, and writes them into PolicyEndpoints.',
    kubelet: 'Runs the pods of its node and reports on them.',
    'kube-proxy': 'Writes rules on its node that turn a Service’s address into a pod’s.',
    'cri-runtime': 'Makes sandboxes and containers, and runs the CNI plugins.',
    'oci-runtime': 'Starts one container from a config.json, and is done.',
    kernel: 'Interfaces, routes and packet filters of the node: what all the others set up.',
    pod: 'Containers that share one network namespace: one address, one set of ports.',
  },
  /** The same of the network plugin's own parts. */
  plugins: {
    reference: {
      plugin: 'A program that the runtime starts for each pod: it wires the pod to its node.',
      agent: 'The network plugin’s daemon: routes between nodes, and policies.',
    },
    flannel: {
      plugin: 'Reads flanneld’s file and hands the work on to bridge and host-local.',
      agent: 'Learns each node’s range from its Node object and sets up the way there. Reads no policies.',
    },
    calico: {
      plugin: 'Wires the pod to its node and asks the Kubernetes API for an address.',
      agent: 'Felix writes routes and policies, BIRD tells other nodes the routes.',
    },
    cilium: {
      plugin: 'Wires the pod to its node and asks the agent for everything else.',
      agent: 'Gives addresses and identities, and loads eBPF programs and maps.',
    },
    'aws-vpc-cni': {
      plugin: 'Wires the pod to its node and asks ipamd for an address of the VPC.',
      agent: 'ipamd keeps addresses of the VPC in stock on the node’s network interfaces.',
    },
  },
  policyAgents: {
    flannel: 'Judges new connections itself, by NetworkPolicy: the kernel hands them over.',
    other: 'Keeps the node’s eBPF maps as the PolicyEndpoints say.',
  },
})
