/** How manifests get in. */
export const OPENING = 'Drop files, folders or zip archives anywhere, open them from the + above the editor, or paste what kubectl get prints.'

/** What the table and the drawer list. */
export const LISTING = 'Policies, under the picture, says in sentences what each policy does. Table, Connections lists every pair of ends with its ports, and pods that do not exist yet; Flows, under the picture, compares with files, a link or the work as it was opened. Both can be exported. Save, beside the views, writes the picture as SVG or PNG, which opens here again, or everything as a Markdown report. Share gives a link, a QR code, a file, or code to embed in slides.'

/** Where earlier states are. */
export const REMEMBERING = 'History, at the bottom and under the examples, keeps states of your work in this browser when you stop typing: name one, compare any two, bring one back. What was there first is kept too.'

/** Before an audience. */
export const PRESENTING = 'Present, at the top, opens a window for an audience: large, and with nothing else of yours. States that you named in History are its stages, then comes what is on the screen; each opens as it was prepared. Second window opens another one that stays in step, also without a network. Nothing that is done there changes your work.'

/** For a room. */
export const LEADING = 'Workshops, on the page of lessons, has plans of 45 minutes, three hours and one day. Those who attend open a code and see where the room is; who comes late joins in with one click. The trainer has a clock, notes, and the checkpoints as stages of Present. The handout is for paper, or becomes a PDF in the browser’s print dialog.'

/** For whoever teaches. */
export const MAKING = 'A lesson of your own: Share, “Make a lesson of this state”. Pick goals by a click in the matrix or a question in the bar, write the text and three hints, take the solution and the wrong answers from the editor, and verify. It is handed on as a link that works offline, or as a folder in the form of our lessons.'

/** What the puzzles are. */
export const BREAKING_IN = 'Break-in puzzles have two sides. As the attacker you see what is within reach of a foothold, connect, and carry off what you find; some of it opens the next door. As the defender you write policies until every path is broken, and the shop still sells. Alt 4 changes sides.'

/** What is there to learn how a cluster works. */
export const LEARNING = 'Architecture shows the parts of the cluster and who speaks to whom, and follows your own objects step by step: a workload until its pod has an address, a policy until it is enforced, and what the network plugin is told for a pod.'

/** How one packet gets from one end to the other. */
export const WALKING = 'Walk follows the packet of the question above, hop by hop, under the network plugin that is chosen at the top: what happens at each stop and why, what is in the packet, and which command shows it.'

/** The same YAML, elsewhere. */
export const COMPARING = 'CNIs opens the same YAML under several network plugins, a column each, and lists only the flows that come out differently, each with its reason; beside it stands what plugins do differently, with sources. “Believed” means that no page of a project says it in so many words.'

/** What is expected, and whether that would be noticed. */
export const ASSERTING = 'Assertions, under the picture, keeps what you expect of flows and says at every key press whether it holds. They are saved and shared with the work; files of netassert, for a real cluster, are read and written. Mutate changes the policies one rule at a time and lists the changes that no assertion notices. The same checks run in a terminal: npx reachable check.'

/** Tools as people run them. */
export const TERMINAL = 'Terminal, under the picture, runs curl, nc, kubectl get and describe netpol, hubble observe (under Cilium), netassert (its first version is ./netassert), kube-bench and kube-hunter on a pod, a node or from outside, against the simulated cluster; each has a button too. A line that is underlined leads to the place or the question it is about. kube-bench looks at machines: a Machine, from the + above the editor, says which flags and files a node has, everything else is as kubeadm leaves it; Mend edits what a check finds open. Drop kube-bench’s own cfg folder to run the CIS benchmark, here called by the name of its folder.'

/** Where to look at one pod closely. */
export const WALLS = 'Walls, in the card of a workload and under a trace, shows what a pod shares with its node, what its capabilities would let a thief do under the chosen CNI, and which fields keep it from the next level of the Pod Security Standards.'

/** Where addresses and time are. */
export const NODES_AND_TIME = 'Nodes shows who has which address under the chosen CNI, what bounds the pods of a node, and what happens when more come than fit. Time, under the picture, shows what becomes of the answer while a pod starts, a policy changes, a rollout runs, or an address is given again.'

/** What verdicts are made of. */
export const EVALUATED: readonly string[] = [
  'NetworkPolicy (networking.k8s.io/v1), all of it: both directions, selectors, address blocks, named ports and port ranges.',
  'ClusterNetworkPolicy (policy.networking.k8s.io/v1alpha2) with its tiers, and the older AdminNetworkPolicy and BaselineAdminNetworkPolicy (v1alpha1), with nodes, networks and domain names.',
  'CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy (cilium.io/v2), with CIDR groups, names, deny rules and rules on HTTP, DNS, TLS and Kafka, as the chosen release of Cilium has them, where the CNI is Cilium.',
  'NetworkPolicy, GlobalNetworkPolicy and their staged forms of Calico (projectcalico.org/v3), with tiers, selectors, host endpoints (also with applyOnForward, preDNAT and doNotTrack) and rules on HTTP, where the CNI is Calico.',
  'Service meshes, found in the documents: Istio (sidecars and ambient) with authorization, mutual TLS, tokens and routes, and Linkerd. What the installation settles is read from the ConfigMaps istio and linkerd-config. A mesh never opens what a network policy closed.',
  'The network plugin: the addresses it gives, as whom each end is seen, and which policies it enforces. CNI Reference means: each API exactly as its own text says.',
  'Validation as the API server does it: what it would refuse is not applied, and the picture says so.',
  'Namespaces, pods, everything that runs pods, Services with their ready endpoints, and nodes.',
  'Ingress, and HTTPRoute with its Gateway: listed as ways in from outside. They decide nothing; policies see the controller’s pods.',
]

export const NOT_EVALUATED: readonly string[] = [
  'WorkloadEntry and EnvoyFilter of Istio; what an external authorizer answers: there the answer is that it depends.',
  'Custom L7 rules and Envoy listeners of Cilium: there the answer is that it depends.',
  'Whether a program really listens.',
]
