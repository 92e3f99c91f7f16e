import { code, say } from '../sentence.ts'
import type { FindingPage } from './page.ts'

/** Pages on what goes wrong in policies of Cilium. */
export const CILIUM_PAGES = {
  'label-source-dotted': {
    title: 'A dot where the colon of a source belongs',
    why: say`Keys of Cilium's labels begin with a source and a colon: ${code('k8s:app')}. With a dot the whole is one key, which no pod has, so that the selector fits nobody.`,
    example: 'fromEndpoints:\n- matchLabels: {k8s.app: web}',
    todo: say`Write a colon, or leave the source out.`,
  },
  'label-not-in-identity': {
    title: 'A label that identities leave out',
    why: say`An identity is made of labels, and each new set of labels is a new identity. So Cilium leaves out labels that differ from pod to pod or from node to node. What is left out no selector of its policies, nor of NetworkPolicy, ever finds.`,
    example: 'endpointSelector:\n  matchLabels: {statefulset.kubernetes.io/pod-name: db-0}',
    todo: say`Select by a label that is kept, or change the agent's filter of labels.`,
  },
  'names-not-learnt': {
    title: 'Names that nobody learns',
    why: say`The agent knows the addresses behind a name only from answers of the DNS that pass its proxy, and the proxy sees only look-ups that a rule with ${code('rules.dns')} lets out. Without one for these pods the names never stand for an address.`,
    example: 'egress:\n- toFQDNs: [{matchName: api.example.com}]',
    todo: say`Add a rule to the cluster's DNS on port 53 with ${code('rules.dns')}.`,
  },
  'dns-namespace-missing': {
    title: 'The DNS without its namespace',
    why: say`Selectors of a policy in a namespace mean pods of that namespace unless they name another. The cluster's DNS lives in ${code('kube-system')}, so that this one finds nobody.`,
    example: 'toEndpoints:\n- matchLabels: {k8s-app: kube-dns}',
    todo: say`Add ${code('k8s:io.kubernetes.pod.namespace: kube-system')}.`,
  },
  'entry-names-nobody': {
    title: 'An empty entry',
    why: say`An empty rule of a NetworkPolicy fits everybody. An empty entry of a policy of Cilium names no one: it lets nobody through, and closes the direction. That is how a default deny is written here.`,
    example: 'ingress:\n- {}',
    todo: say`To let everybody in, write ${code('fromEntities: [all]')}. To close, leave it.`,
  },
  'own-endpoints-only': {
    title: 'An empty selector means the own namespace',
    why: say`Selectors of a policy in a namespace get that namespace added unless they name one. An empty one is every pod of it: no pod of another namespace, no node, nobody outside.`,
    example: 'fromEndpoints:\n- {}',
    todo: say`For every pod of the cluster ask that ${code('k8s:io.kubernetes.pod.namespace')} exists, or write ${code('fromEntities: [cluster]')}.`,
  },
  'denial-closes-rest': {
    title: 'Denials that close everything else too',
    why: say`A rule closes each direction in which it has entries, denying ones too. With denials alone nothing is allowed, so that the direction is shut for these pods unless another policy opens it.`,
    example: 'spec:\n  endpointSelector: {}\n  egressDeny: [{toEntities: [world]}]',
    todo: say`Write ${code('enableDefaultDeny')} with ${code('false')} for the direction, or say what is allowed.`,
  },
  'ports-apart': {
    title: 'Ports in an entry of their own',
    why: say`Entries of a list are alternatives. Peers in one and ports in the next mean: these peers on every port, or everybody on these ports. It is usually one dash too many.`,
    example: 'ingress:\n- fromEndpoints: [{matchLabels: {app: web}}]\n- toPorts: [{ports: [{port: "80"}]}]',
    todo: say`Put both into one entry.`,
  },
  'nodes-not-guarded': {
    title: 'A policy for nodes without the host firewall',
    why: say`Policies with a ${code('nodeSelector')} are loaded and do nothing unless ${code('hostFirewall.enabled')} is set.`,
    example: 'kind: CiliumClusterwideNetworkPolicy\nspec:\n  nodeSelector: {}',
    todo: say`Turn the host firewall on, in audit mode first.`,
  },
  'name-inside-cluster': {
    title: 'A name inside the cluster in toFQDNs',
    why: say`What a look-up answers counts for ${code('toFQDNs')} only where it is an address outside. A Service answers with its own address, which is translated to a pod before policies look, and pods are known by their labels.`,
    example: 'egress:\n- toFQDNs: [{matchName: db.shop.svc.cluster.local}]',
    todo: say`Name the pods with ${code('toEndpoints')}, or the Service with ${code('toServices')}, and their own port.`,
  },
  'name-not-looked-up': {
    title: 'A name that may be called and not looked up',
    why: say`A rule with ${code('rules.dns')} hands look-ups to the DNS proxy, which refuses every name that no such rule of the pod lets pass. A name that is refused is never learnt, so that a rule which allows calling it stands for nothing.`,
    example:
      'egress:\n- toFQDNs: [{matchName: api.example.com}]\n- toPorts: [{ports: [{port: "53"}], rules: {dns: [{matchPattern: "*.example.org"}]}}]',
    todo: say`Let the name pass in ${code('rules.dns')} too.`,
  },
  'name-leaves-domain-out': {
    title: 'A star and a dot leave out the domain itself',
    why: say`${code('*.example.com')} is one label and then the domain: neither ${code('example.com')}, nor ${code('a.b.example.com')}. A leading ${code('**.')} is one label or more since 1.19; before it was one. Without the dot, ${code('*example.com')}, the domain is in, and every other name that ends so.`,
    example: 'toFQDNs:\n- matchPattern: "*.example.com"',
    todo: say`Where the domain is meant too, add it by its name.`,
  },
  'path-fits-whole': {
    title: 'A path has to fit as a whole',
    why: say`The path of a rule is a regular expression, and the whole path of the request has to fit it, with what stands behind a question mark. ${code('/api')} and ${code('^/api')} are ${code('/api')} alone, ${code('/api/*')} is ${code('/api')} with slashes behind it, and nothing fits ${code('api')}.`,
    example: 'rules:\n  http:\n  - {method: GET, path: /api}',
    todo: say`For what is below write ${code('/api(/.*)?')}, for a query as well ${code('/api([/?].*)?')}.`,
  },
  'rules-cannot-merge': {
    title: 'Rules that the agent cannot merge',
    why: say`For one peer and one port a pod has one entry, which all rules about them make together. One proxy reads what is said, in one protocol; one mode of authentication holds; and server names beside HTTP need TLS to end at the proxy. Where rules ask for different ones the agent gives up: the API server takes each policy, the pod is reported as not ready, and what it had before stays in force.`,
    example: 'http: [{method: GET}]      # of one policy\nkafka: [{topic: orders}]   # of another, same peers and port',
    todo: say`Ask for one of them, or give them peers or ports of their own.`,
  },
  'clients-seen-as-node': {
    title: 'Clients outside that come as a node',
    why: say`A client that comes in by another node than the pod's is passed on by that node, which puts its own address in the client's place, so that the answer finds back. To the pod it is ${code('remote-node')}, and through a tunnel the world without an address: neither a block nor, in the first case, ${code('world')} holds it.`,
    example: 'kind: Service\nspec: {type: NodePort, externalTrafficPolicy: Cluster}',
    todo: say`Set ${code('externalTrafficPolicy: Local')}, use direct server return, or let ${code('remote-node')} in.`,
  },
  'entry-shut': {
    title: 'Cilium’s own Ingress, locked out',
    why: say`An Ingress of class ${code('cilium')}, or a Gateway of its class, has no pods: the Envoy of the node where a client comes in makes the connection, as the entity ${code('ingress')}. Its own policies are asked first, for whoever comes and for the pod it goes on to, and an empty ${code('endpointSelector')} of the cluster selects it too. Then the pod sees ${code('ingress')} at its gate: no pod, no block, and not ${code('world')}.`,
    example: 'ingress:\n- fromEntities: [world]',
    todo: say`Let ${code('ingress')} in at the pods, and out by a CiliumClusterwideNetworkPolicy that selects ${code('reserved:ingress')}.`,
  },
  'requests-void': {
    title: 'Requests that are read for nothing',
    why: say`What several entries allow adds up. One that allows the port as a whole allows every request on it, so that the restriction of the other has no effect.`,
    example:
      'ingress:\n- toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{method: GET}]}}]\n- toPorts: [{ports: [{port: "80", protocol: TCP}]}]',
    todo: say`Delete the entry without requests, or the other.`,
  },
} satisfies Record<string, FindingPage>
