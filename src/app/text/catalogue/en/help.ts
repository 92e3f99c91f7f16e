import { part } from '../part.ts'
import { code, say } from '../../sentence.ts'

const OFFLINE = 'The playground needs no network once it is kept in the browser. '

/** The help: what is here, what verdicts are made of, and the keys. */
export const HELP = part('help', {
  title: 'Help',
  intro: say`Write manifests on the left, see who reaches whom on the right. Ask with the bar above the picture, or in a comment: ${code('# ? shop/web -> shop/api:8080')}.`,
  lessons: { before: 'The', link: 'lessons', after: 'begin with a single pod.' },
  opening:
    'Drop files, folders or zip archives anywhere, open them from the + above the editor, or paste what kubectl get prints.',
  contents: 'Contents',
  begin: 'Begin',
  /** What one can do, by where it is: a heading, and a paragraph under a heading of its own for each thing. */
  sections: [
    {
      title: 'Pictures',
      parts: [
        {
          title: 'Graph and matrix',
          text: 'In the graph a station is a pod or a workload. Its left half is the gate for what comes in, its right half the gate for what goes out: dots where no policy selects it, ink where one does. A click pins a station and shows its lines; the line under the picture says what each mark means. In the matrix rows ask and columns answer; a click on a cell asks about that flow.',
        },
        {
          title: 'Walk',
          text: 'Follows the packet of the question above, hop by hop, under the network plugin that is chosen at the top: what happens at each stop and why, what is in the packet, and which command shows it.',
        },
        {
          title: 'Table',
          text: 'Connections lists every pair of ends with its ports, and pods that do not exist yet. It can be exported.',
        },
        {
          title: 'Nodes',
          text: 'Shows who has which address under the chosen CNI, what bounds the pods of a node, and what happens when more come than fit.',
        },
        {
          title: 'Architecture',
          text: 'Shows the parts of the cluster and who speaks to whom, and follows your own objects step by step: a workload until its pod has an address, a policy until it is enforced, and what the network plugin is told for a pod.',
        },
        {
          title: 'CNIs',
          text: 'Opens the same YAML under several network plugins, a column each, and lists only the flows that come out differently, each with its reason; beside it stands what plugins do differently, with sources. “Believed” means that no page of a project says it in so many words.',
        },
      ],
    },
    {
      title: 'Under the picture',
      parts: [
        { title: 'Policies', text: 'Says in sentences what each policy does.' },
        {
          title: 'Flows',
          text: 'Lists what the last edit opened and closed. It also compares with files, a link or the work as it was opened, and can be exported.',
        },
        {
          title: 'Assertions',
          text: 'Keeps what you expect of flows and says at every key press whether it holds. They are saved and shared with the work; files of netassert, for a real cluster, are read and written. Mutate changes the policies one rule at a time and lists the changes that no assertion notices. The same checks run in a terminal: npx reachable check.',
        },
        {
          title: 'Terminal',
          text: 'Runs curl, nc, kubectl get and describe netpol, hubble observe (under Cilium), netassert (its first version is ./netassert), kube-bench and kube-hunter on a pod, a node or from outside, against the simulated cluster; each has a button too. A line that is underlined leads to the place or the question it is about. kube-bench looks at machines: a Machine, from the + above the editor, says which flags and files a node has, everything else is as kubeadm leaves it; Mend edits what a check finds open. Drop kube-bench’s own cfg folder to run the CIS benchmark, here called by the name of its folder.',
        },
        {
          title: 'Time',
          text: 'Shows what becomes of the answer while a pod starts, a policy changes, a rollout runs, or an address is given again.',
        },
        {
          title: 'Walls',
          text: 'Opens from the card of a workload and under a trace. It shows what a pod shares with its node, what its capabilities would let a thief do under the chosen CNI, and which fields keep it from the next level of the Pod Security Standards.',
        },
      ],
    },
    {
      title: 'Keep and hand on',
      parts: [
        {
          title: 'Save',
          text: 'Beside the views. It writes the picture as SVG or PNG, which opens here again, or everything as a Markdown report.',
        },
        { title: 'Share', text: 'Gives a link, a QR code, a file, or code to embed in slides.' },
        {
          title: 'History',
          text: 'At the bottom and under the examples. It keeps states of your work in this browser when you stop typing: name one, compare any two, bring one back. What was there first is kept too.',
        },
      ],
    },
    {
      title: 'Learn and teach',
      parts: [
        {
          title: 'Break-in puzzles',
          text: 'They have two sides. As the attacker you see what is within reach of a foothold, connect, and carry off what you find; some of it opens the next door. As the defender you write policies until every path is broken, and the shop still sells. Alt 4 changes sides.',
        },
        {
          title: 'A lesson of your own',
          text: 'Share, “Make a lesson of this state”. Pick goals by a click in the matrix or a question in the bar, write the text and three hints, take the solution and the wrong answers from the editor, and verify. It is handed on as a link that works offline, or as a folder in the form of our lessons.',
        },
        {
          title: 'Workshops',
          text: 'On the page of lessons: plans of 45 minutes, three hours and one day. Those who attend open a code and see where the room is; who comes late joins in with one click. The trainer has a clock, notes, and the checkpoints as stages of Present. The handout is for paper, or becomes a PDF in the browser’s print dialog.',
        },
        {
          title: 'Present',
          text: 'At the top. It opens a window for an audience: large, and with nothing else of yours. States that you named in History are its stages, then comes what is on the screen; each opens as it was prepared. Second window opens another one that stays in step, also without a network. Nothing that is done there changes your work.',
        },
      ],
    },
  ],
  evaluation: 'What is evaluated',
  evaluatedTitle: 'Evaluated',
  evaluated: [
    'NetworkPolicy (networking.k8s.io/v1), all of it: both directions, selectors, address blocks, named ports and port ranges.',
    'ClusterNetworkPolicy (policy.networking.k8s.io/v1alpha2 and v1beta1) with its tiers, and the older AdminNetworkPolicy and BaselineAdminNetworkPolicy (v1alpha1), with nodes, networks and domain names.',
    'CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy (cilium.io/v2), with CIDR groups, names, deny rules and rules on HTTP, DNS, TLS and Kafka, as the chosen release of Cilium has them, where the CNI is Cilium.',
    'NetworkPolicy, GlobalNetworkPolicy and their staged forms of Calico (projectcalico.org/v3), with tiers, selectors, host endpoints (also with applyOnForward, preDNAT and doNotTrack) and rules on HTTP, where the CNI is Calico.',
    'Service meshes, found in the documents: Istio (sidecars and ambient) with authorization, mutual TLS, tokens and routes, and Linkerd. What the installation settles is read from the ConfigMaps istio and linkerd-config. A mesh never opens what a network policy closed.',
    'The network plugin: the addresses it gives, as whom each end is seen, and which policies it enforces. CNI Reference means: each API exactly as its own text says.',
    'Validation as the API server does it: what it would refuse is not applied, and the picture says so.',
    'Namespaces, pods, everything that runs pods, Services with their ready endpoints, and nodes.',
    'Ingress, and HTTPRoute with its Gateway: listed as ways in from outside. They decide nothing; policies see the controller’s pods, or the entity ingress where Cilium itself serves them: ask ingress -> shop/web:8080 and internet -> ingress:8080.',
  ],
  notEvaluatedTitle: 'Not evaluated yet',
  notEvaluated: [
    'WorkloadEntry and EnvoyFilter of Istio; what an external authorizer answers: there the answer is that it depends.',
    'Custom L7 rules and Envoy listeners of Cilium: there the answer is that it depends.',
    'Whether a program really listens.',
  ],
  keysTitle: 'Keys',
  keys: {
    palette: 'Find or do anything: every action, lesson, example, pod and policy',
    places: 'Go to the lesson or the examples, the editor, the cluster',
    sides: 'In a break-in puzzle: change sides, attacker or defender',
    problems: 'Next, previous problem',
    views: 'Graph, matrix, table, architecture, with focus in the cluster',
    walk: 'Walk, with focus in the cluster; there, arrows step from hop to hop, Home and End go to the first and the last, Space plays',
    nodes: 'Nodes and their addresses, with focus in the cluster',
    board:
      'Tiers and their policies as a board, with focus in the cluster; there, on a card’s handle, up and down arrows move the policy and write its order',
    cnis: 'The same YAML under several CNIs, with focus in the cluster; there, arrows go from cell to cell, Enter takes that CNI and asks the flow',
    assert:
      'Assert the flow under the focus, or the one that is asked for, with focus in the cluster; the right mouse button does it on a cell or a line',
    baseline: 'Mark or clear the baseline, with focus in the cluster',
    help: 'This help',
    leave: 'One after the other: leave the editor',
    commands: 'In the editor: its own list of commands',
    zoom: 'In the graph: nearer, farther, all of it',
    tabs: 'Rename, close the document whose tab has focus',
    stages:
      'In a window for an audience: the stage before, the next one (Page Up and Page Down too), dim everything but the asked flow',
  },
  deleteKey: 'Delete',
  letters: 'Keys of one letter',
  lettersAbout:
    'Letters, [, ] and ? do nothing while you type anyway. Who speaks to the machine may want them off always.',
  offlineTitle: 'Without a network',
  foot: 'Everything happens in this browser. Nothing is sent to a server.',
  offline: {
    ready: `${OFFLINE}It is kept: “Ready offline”. A newer version is fetched beside it and takes over at the next start, never inside a lesson.`,
    newer: `${OFFLINE}It is kept: “Ready offline”. A newer version has been fetched; it takes over when all windows of the playground have been closed.`,
    fetching: `${OFFLINE}It is being kept at this moment; “Ready offline” at the top tells when it is done.`,
    failed: `${OFFLINE}Not everything could be kept this time, perhaps because the network went or the browser has no room. Reload to try again.`,
    unavailable: `${OFFLINE}This browser keeps nothing for this address: it must begin with https, or be localhost, and not be in a private window that forbids storage.`,
  },
  findings: 'Findings',
  findingsAbout:
    'What is odd about a policy that the API server accepts, or about a pod. Findings never keep anything from being applied.',
  find: 'Find a finding',
  todo: 'What to do.',
  none: 'No finding has these words.',
})
