import { code, list, say } from '../../sentence.ts'
import { part } from '../part.ts'

/** What is worth knowing beside a verdict, one sentence each. `end`: an endpoint by its name. */
export const NOTE = part('note', {
  portNotDeclared: (end: string, port: string) =>
    say`No container of ${code(end)} declares ${port}. Policies do not care; probably nobody listens.`,
  addressAssumed: (end: string, address: string) =>
    say`The text gives ${code(end)} no address; ${code(address)} is assumed.`,
  noRoad: say`host-gw writes routes only: the next node has to be in the same subnet, and these two are not. Policies were not asked.`,
  hairpin: say`A pod that reaches itself through its Service: NetworkPolicy leaves open what happens then.`,
  protocol: (protocol: string) =>
    say`NetworkPolicy speaks of TCP, UDP and SCTP. What happens to ${protocol} is left to the network plugin.`,
  throughService: (
    service: string,
    servicePort: number | string,
    port: number | string,
    end: string,
    isSeen: boolean,
  ) =>
    say`Through ${code(service)}: port ${servicePort} leads to ${port} of ${code(end)}. ${isSeen ? 'What this pod sends is judged before that: blocks are compared with the Service’s address and port.' : 'Policies see the pod and its port, not the Service.'}`,
  throughHostPort: (node: string, hostPort: number, end: string, port: number) =>
    say`Port ${hostPort} of ${code(node)} leads to ${port} of ${code(end)} (hostPort). Policies see the pod and its port, not the node’s.`,
  sourceMayBeNode: (service: string) =>
    say`${code(service)} forwards from any node, so the packet may arrive with the address of a node instead of the caller's. Blocks then match the node.`,
  notExposed: (service: string) =>
    say`${code(service)} has an address inside the cluster only. From outside, something else has to lead there.`,
  lookup: (name: string) =>
    say`The lookup of ${code(name)} is not judged here: without DNS, the caller would not get this far.`,
  nodeUnknown: (end: string) =>
    say`The text does not say which node runs ${code(end)}. Its own node always reaches it; others are judged by policy.`,
  noReady: (service: string) => say`${code(service)} has no ready endpoints.`,
  noLocal: (service: string, node: string, isInside: boolean) =>
    say`${code(service)} has ready endpoints, and none on ${code(node)}. With ${isInside ? 'internalTrafficPolicy' : 'externalTrafficPolicy'} Local a node uses its own only.`,
  notAdmitted: (service: string, ranges: readonly string[]) =>
    say`The load balancer of ${code(service)} admits ${list(ranges.map((range) => say`${code(range)}`))} alone (loadBalancerSourceRanges). What comes from elsewhere is dropped before any policy is asked.`,
  authorizer: (name: string) =>
    say`${code(name)} is taken for Istio’s sample because of its name: it lets pass what carries ${code('x-ext-authz: allow')}.`,
  portUndeclared: (service: string, port: number | string) =>
    say`${code(service)} declares no port ${port}. The proxy beside the caller knows the Service, and ends what is meant for another port of it; whether a pod behind it listens there makes no difference.`,
  samePriority: (names: readonly string[], tier: string, priority: number | null) =>
    say`${list(names.map((name) => [code(name)]))} share the ${tier} tier${priority === null ? '' : ` and priority ${priority}`}, and their rules disagree here. The API lets either count; here the name that sorts first does.`,
  byName: (name: string) =>
    say`${code(name)} is matched by the addresses that this pod got when it looked the name up. One that it dials without a lookup may be dropped.`,
  believed: 'Believed:',
  /** What a network plugin adds to a verdict; each goes on after `believed`, too. */
  remarks: {
    'own-node-after-masquerade': say`the node puts its own address in the client’s place before the agent looks, and a pod’s own node always gets in. This way goes round every policy.`,
    'kube-proxy-before-gate': say`kube-proxy puts the node’s address in the client’s place before Cilium’s program looks.`,
    'node-port-elsewhere': say`the port of another node is translated there, so this gate sees the node and its port, not the pod behind.`,
    'ebpf-node-source': say`to Calico’s eBPF programs another node shows the address of its tunnel, as it does to iptables.`,
    'ebpf-own-node': say`Calico’s eBPF programs judge what a pod sends to its own node, as iptables does.`,
    'ebpf-sctp': say`Calico’s eBPF programs do not read the ports of SCTP, so a rule that names one may not fit.`,
    'queue-own-service': say`a pod that calls itself through its Service is judged like any other.`,
    'queue-without-ports': say`a protocol without ports fits only rules that name no port.`,
    'most-specific-block': say`the most specific entry decides, and an exception is an entry of its own. Newer agents give it what other rules admit, older ones deny it. A rule excepts this address, so it may be dropped after all.`,
    'port-name-torn': say`Cilium looks up a port’s name by identity, which pods with the same labels share. Here they have different numbers for it, so on the way out it stands for nothing at any of them.`,
    'domain-names-passed-over': say`a rule of this policy names domains. The agent passes over them: EKS Auto Mode alone enforces ${code('domainNames')}.`,
    'past-baseline': say`a NetworkPolicy selects this pod for the other direction. The agent then lets everything through in this one, before it asks a Baseline rule.`,
    'service-labels-missing': say`the controller opens a Service’s own address where the Service selects by every label that the rule asks for. The pod has them all, and the Service’s selector does not: add them there, or ask for those that it has. The pod’s own address is open.`,
    'service-port-unopened': say`the controller opens one port of the Service’s own address for each port of a rule: the first that leads there, and for a range the one that leads to its start. A number opens none that leads to a name with other numbers on some pods. The pod’s own address is open.`,
    'sctp-needs-switch': say`Cilium drops SCTP, whatever policies say, unless ${code('sctp.enabled')} is set.`,
    'protocol-needs-switch': say`Cilium drops protocols without ports, whatever policies say, unless ${code('enable-extended-ip-protocols')} is set; ICMP is not one of them.`,
    'nodes-not-asked': say`policies for nodes are not asked here: Cilium translates the node’s port first, and then it is for a pod. Only policies that select the pod hold.`,
    'entry-port': say`the port here is that of the pod behind the Ingress or the Gateway: Cilium’s Envoy compares it with rules, and not the one that the client dials.`,
    'denial-answered': say`what is denied here is answered at once, with an ICMP message that it was filtered (${code('policy-deny-response')}).`,
  },
})
