import { code, say } from '../sentence.ts'
import type { FindingPage } from './page.ts'

/** Findings about what the chosen network plugin makes of it. Under another plugin they are not there. */
export const PLUGIN_PAGES = {
  'not-enforced': {
    title: 'A policy that nobody enforces',
    why: say`The API server stores every policy that is well written, whoever is there to enforce it. ${code('kubectl get netpol')} shows it as if all were well. Whether anything is dropped is the network plugin's business, and this one does not read it, or not as it is set.`,
    example: 'kind: NetworkPolicy    # the plugin: Flannel, without its controller',
    todo: say`Switch on what enforces it (Flannel's network policy controller, the VPC CNI's agent, Cilium's ClusterNetworkPolicy), or choose a plugin that reads this kind.`,
  },
  'no-road': {
    title: 'No road between nodes of two subnets',
    why: say`Flannel's host-gw writes a route to each node, with that node as the next hop. A next hop has to be in the same subnet. Across subnets the packets of pods have nowhere to go, whatever policies say.`,
    example: 'kind: Node\nmetadata:\n  name: n3\n  labels:\n    topology.kubernetes.io/zone: b    # another subnet',
    todo: say`Use VXLAN or WireGuard, or put the nodes into one subnet.`,
  },
  'peer-fails-closed': {
    title: 'A peer that Calico does not support',
    why: say`Calico reads ClusterNetworkPolicy and supports no peers by node or by domain name. It fails closed: a rule that accepts is left out with all of its peers, and one that denies or passes denies everybody, on every port.`,
    example: 'egress:\n- action: Accept\n  to:\n  - domainNames: [example.com]',
    todo: say`Name ${code('pods')}, ${code('namespaces')} or ${code('networks')}.`,
  },
  'block-fits-nobody': {
    title: 'A block of pod addresses under Cilium',
    why: say`Cilium knows pods and nodes by identity, not by address. A block is compared with what is neither. One that holds nothing but pods or nodes fits nobody, so whoever it was meant for is shut out.`,
    example: 'from:\n- ipBlock:\n    cidr: 10.0.1.7/32    # a pod',
    todo: say`Select the pods by their labels. For nodes, use a CiliumNetworkPolicy, or ${code('policy-cidr-match-mode: nodes')}.`,
  },
  'too-many-ports': {
    title: 'More ports than the VPC CNI has room for',
    why: say`Its agent keeps 24 ports and protocols for each block, and for each pod that a selector finds, per direction and over all policies of a pod. What is over is cut with a line in a log, and which that is nobody says.`,
    example: 'ports:\n- port: 8000\n- port: 8001\n# … 25 of them',
    todo: say`Write neighbours as one range with ${code('endPort')}, or open fewer.`,
  },
  'port-name-lost': {
    title: 'A port name that the VPC CNI drops',
    why: say`Its controller turns policies into addresses and numbers before they reach a node. On the way out it looks port names up on the pods that a selector finds. Beside a block, or in a rule for anybody, there are none, and the port is not opened.`,
    example: 'egress:\n- ports: [{port: http}]',
    todo: say`Write the number.`,
  },
  'service-not-opened': {
    title: 'Pods that their Service does not lead to',
    why: say`The VPC CNI's program sees the Service's address, not the pod behind it. Its controller opens that address where the Service selects by every label that the rule asks for, and for each port of the rule one port of the Service: the first that leads there, of a range the one that leads to its start. Labels that only the pods have count for nothing there.`,
    example: 'egress:\n- to: [{podSelector: {matchLabels: {access: allowed}}}]    # the Service selects by app',
    todo: say`Ask for labels that the Service's selector has, or add the missing ones to it. Let one port of the Service lead to one port of the pod.`,
  },
  'service-port-needed': {
    title: 'A block that a Service goes round',
    why: say`The VPC CNI's program stands at the pod's end of the link, before the Service is translated. It compares blocks with the Service's address and port. A block of pod addresses opens the way straight to the pods, and not through their Service.`,
    example:
      'egress:\n- to: [{ipBlock: {cidr: 10.10.0.0/16}}]\n  ports: [{port: 8080}]    # the Service is 10.100.7.7:80',
    todo: say`Select the pods by their labels, which leads through the Service too; or add the Service's address and port.`,
  },
  'pod-without-owner': {
    title: 'A pod without an owner on the VPC CNI',
    why: say`The documentation of its policies promises them for pods that a Deployment or another controller made. Of a Pod written by hand nothing is said.`,
    example: 'kind: Pod\nmetadata:\n  name: debug    # selected by a policy',
    todo: say`Let a Deployment make it.`,
  },
  'pods-share-rules': {
    title: 'Pods that share one set of rules',
    why: say`The VPC CNI's agent keeps one set of rules on a node for all pods of a namespace whose names are the same up to the last dash. For replicas that is right. Other pods that are called so get each other's rules.`,
    example:
      'kind: Pod\nmetadata: {name: client-a, labels: {role: trusted}}\n---\nkind: Pod\nmetadata: {name: client-b, labels: {role: guest}}',
    todo: say`Give them names that differ before the last dash.`,
  },
  'denies-the-rest-too': {
    title: 'A policy of denials that closes everything',
    why: say`In Calico a policy that selects a pod closes its direction for whatever no rule of the tier decides. A policy that only says whom to deny so denies everybody else too, at the end of its tier.`,
    example:
      "kind: GlobalNetworkPolicy\nspec:\n  selector: app == 'api'\n  ingress:\n  - action: Deny\n    source: {selector: env == 'test'}",
    todo: say`Add a last rule with ${code('action: Pass')} or ${code('action: Allow')}, or put it into a tier whose ${code('defaultAction')} is Pass.`,
  },
  'selects-hosts-too': {
    title: 'A policy for pods that selects nodes too',
    why: say`A GlobalNetworkPolicy without ${code('namespaceSelector')} is for pods and host endpoints alike. A selector such as ${code("env != 'prod'")} fits whoever has no such label at all, and host endpoints have only the labels that somebody gave them.`,
    example: "kind: GlobalNetworkPolicy\nspec:\n  selector: env != 'prod'",
    todo: say`Write ${code('namespaceSelector: all()')} beside it.`,
  },
  'range-is-a-name': {
    title: 'A range of ports that Calico reads as a name',
    why: say`Calico writes ranges with a colon. ${code('8000-9000')} is a well-formed name of a port, so nothing is refused, and the rule fits no port.`,
    example: 'destination:\n  ports: ["8000-9000"]',
    todo: say`Write ${code('"8000:9000"')}, in quotes.`,
  },
  'service-without-namespace': {
    title: 'A Service that Calico looks for nowhere',
    why: say`The API says that without a namespace the policy’s own is meant. Felix does not fill it in, finds no such Service, and the rule fits nobody.`,
    example: 'destination:\n  services: {name: api}',
    todo: say`Write the namespace.`,
  },
  'selector-word': {
    title: 'A word that no endpoint wears in Calico',
    why: say`${code('projectcalico.org/name')} is the name of a namespace in a ${code('namespaceSelector')}, and on no pod; in a plain selector the namespace of a pod is ${code('projectcalico.org/namespace')}. And Calico’s word for Kubernetes as orchestrator is ${code('k8s')}. Nothing is refused, and the selector fits nobody.`,
    example: "selector: projectcalico.org/name == 'shop'",
    todo: say`Write the word that endpoints have.`,
  },
  'selector-leaves-outside': {
    title: 'A denial that leaves the internet out',
    why: say`Selectors of Calico find pods, host endpoints and network sets. ${code("env != 'prod'")} fits all of these without the label, and never an address of which nothing is known, so a rule that denies them lets it go on to the next rule.`,
    example: "ingress:\n- action: Deny\n  source: {selector: env != 'prod'}",
    todo: say`To deny everybody else too, allow whom you mean first and end with a rule that denies without a selector; in a GlobalNetworkPolicy ${code('notSelector')} alone means everybody else too.`,
  },
  'no-host-endpoint': {
    title: 'A policy for host endpoints, of which there is none',
    why: say`Policies with ${code('doNotTrack')} or ${code('preDNAT')} hold where packets enter a node that has a HostEndpoint. Pods never meet them, whatever the selector says.`,
    example: 'kind: GlobalNetworkPolicy\nspec:\n  preDNAT: true\n  applyOnForward: true',
    todo: say`Make HostEndpoints for the nodes, or leave the field out.`,
  },
  'requests-not-read': {
    title: 'HTTP rules that nobody reads',
    why: say`Only application layer policy, a proxy beside the pods, reads requests for Calico. Felix alone ignores ${code('http')}, and what is left of the rule allows every request on its ports.`,
    example: 'ingress:\n- action: Allow\n  protocol: TCP\n  http: {methods: [GET]}',
    todo: say`Install application layer policy, or do not count on the clause.`,
  },
  'reopens-isolated': {
    title: 'A rule that opens what a NetworkPolicy closes',
    why: say`Calico turns a NetworkPolicy into rules that allow, at order 1000 of the default tier. What it closes is closed by the end of the tier, and a policy of Calico with a later order, or none, is asked before that.`,
    example:
      'kind: NetworkPolicy\napiVersion: projectcalico.org/v3\nspec:\n  order: 2000\n  ingress:\n  - action: Allow',
    todo: say`If the NetworkPolicy is to have the last word, leave the rule out; denials for all belong into an earlier tier.`,
  },
  'namespace-replaced': {
    title: 'A selector of namespaces that leaves the own one out',
    why: say`In a rule of a policy in a namespace, a ${code('selector')} alone means pods of that namespace. A ${code('namespaceSelector')} beside it does not widen that: it takes its place, and pods of the policy’s own namespace are meant only if the namespace itself fits.`,
    example:
      "metadata: {namespace: shop}\nspec:\n  ingress:\n  - action: Allow\n    source:\n      selector: app == 'web'\n      namespaceSelector: team == 'blue'    # shop is not blue",
    todo: say`If both are meant, add the own namespace with ${code('||')}, or write a second rule without ${code('namespaceSelector')}.`,
  },
  'selector-stays-home': {
    title: 'A selector that was meant for elsewhere',
    why: say`A ${code('selector')} in a rule of a policy in a namespace finds pods and NetworkSets of that namespace only. Those of other namespaces need a ${code('namespaceSelector')}, and GlobalNetworkSets, which are in none, need ${code('global()')}. Nothing is refused: the rule fits nobody.`,
    example:
      "kind: NetworkPolicy\nspec:\n  egress:\n  - action: Allow\n    destination: {selector: trusted == 'yes'}    # a GlobalNetworkSet",
    todo: say`Say in which namespaces to look.`,
  },
  'direction-closed': {
    title: 'A direction that is named and has no rules',
    why: say`${code('types')} says which directions the policy rules. One that it names and for which there is no rule is closed: nothing decides about its flows, and the end of the tier denies them. Answers to what the other direction allows still pass.`,
    example: 'types: [Ingress, Egress]\ningress:\n- action: Allow',
    todo: say`Leave the direction out of ${code('types')}, or write rules for it.`,
  },
  'tier-unknown': {
    title: 'A policy of a tier that is not there',
    why: say`A policy can only be created in a tier that exists: Calico makes ${code('kube-admin')}, ${code('default')} and ${code('kube-baseline')}, and every other one is a Tier of its own. When the tier of a stored policy goes, Felix still asks the policy, after all tiers that there are.`,
    example: 'kind: GlobalNetworkPolicy\nspec:\n  tier: platfrom    # the Tier is called platform',
    todo: say`Make the Tier first, or correct the name.`,
  },
  'tier-drops-rest': {
    title: 'An early tier that drops what it does not allow',
    why: say`As soon as one policy of a tier selects a pod, the tier decides about all its flows in that direction: what no rule allows, denies or passes is denied at its end. Policies of later tiers, NetworkPolicies among them, are asked only about what is passed on.`,
    example:
      "spec:\n  tier: platform\n  ingress:\n  - action: Allow\n    source: {selector: app == 'prometheus'}\n  # nothing is passed on",
    todo: say`Add a last rule with ${code('action: Pass')}, or set the tier’s ${code('defaultAction')} to Pass.`,
  },
} satisfies Record<string, FindingPage>
