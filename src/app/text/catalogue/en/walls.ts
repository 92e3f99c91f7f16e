import type {
  Admission,
  AdmissionMode,
  CapabilityReason,
  NetworkCapability,
  Power,
  SecurityLevel,
  Sharing,
  Stopper,
  WallsView,
} from '../../../../world/walls.ts'
import { code, count, list, say, type Sentence } from '../../sentence.ts'
import { part } from '../part.ts'

interface Shared {
  readonly word: string
  readonly state: string
  readonly text: Sentence
}

/**
 * What stands between a pod and its node: its network, what it shares, its capabilities, and what the API server would
 * take.
 */
export const WALLS = part('walls', {
  waiting: 'Looking at the pod…',
  gone: 'This pod is not in the cluster any more.',
  pod: 'Pod',
  plugin: 'Network plugin',
  pluginHelp: 'Only in this window: the picture of the cluster stays as it is.',
  line: (line: number) => `line ${line}`,
  ownNetwork: (pod: string) =>
    say`${code(pod)} has a network of its own. One wire leads into it, and all that it sends and receives goes through.`,
  nodesNetwork: (pod: string, node: string | null) =>
    say`${code(pod)} has no network of its own: it uses that of its node${node === null ? [] : say` ${code(node)}`}. No NetworkPolicy holds it.`,
  ends: (inside: string, host: Sentence) => say`Inside its end is called ${code(inside)}, on the node ${host}.`,
  onBridge: (bridge: string, others: number) =>
    say`There it is plugged into the bridge ${code(bridge)}, like ${others === 0 ? 'every pod of the node' : count(others, 'other pod')}: whoever is on it hears who asks for whom.`,
  routed: say`Nobody else is on this wire: the node takes each packet and routes it.`,
  dependsOnPlugin: say`Whether other pods share it depends too.`,
  random: (prefix: string, digits: number) => say`${code(prefix)} and ${digits} random digits`,
  hash: (prefix: string) => say`${code(prefix)} and a hash, as we believe`,
  anyName: say`whatever the network plugin calls it`,
  ground: {
    node: 'network of the node, with its lo',
    bridge: (name: string) => `bridge ${name}`,
    routed: 'routes of the node',
    depends: 'network of the node',
  },
  loopback: 'lo',
  container: (name: string, isInit: boolean, isPrivileged: boolean) =>
    `${isInit ? 'init: ' : ''}${name}${isPrivileged ? ' privileged' : ''}`,
  aNode: 'a node',
  theNode: 'the node',
  nodeNamed: (node: string) => `node ${node}`,
  nodeDoor: 'eth0 of the node',
  morePods: (more: number) => `and ${count(more, 'other pod')}`,
  pictureOnHost: (pod: string, host: string, containers: number) =>
    `Picture: ${pod} stands on ${host} without a wall around its network; ${count(containers, 'container')}.`,
  picture: (pod: string, host: string, containers: number, end: string, ground: string, others: number) =>
    `Picture: ${pod} on ${host}, a wall around its network with ${count(containers, 'container')} inside; a wire from eth0 to ${end} on the ${ground}; ${others === 0 ? 'no other pod is known there' : `${count(others, 'other pod')} there`}.`,

  shares: 'What it shares',
  shareHeads: { what: 'What', whom: 'With whom', means: 'What that means' },
  sharing: {
    network: (shared: Sharing['with']): Shared =>
      shared === 'node'
        ? {
            word: 'Network',
            state: 'the node’s',
            text: say`All interfaces and addresses of the node. What it opens is open on the node, and what listens on the node’s ${code('lo')} is within reach: the kubelet, and on a control plane etcd.`,
          }
        : {
            word: 'Network',
            state: 'its own',
            text: say`One address, one set of ports and one ${code('lo')}, which its containers share: two of them cannot listen on the same port.`,
          },
    processes: (shared: Sharing['with']): Shared =>
      shared === 'node'
        ? {
            word: 'Processes',
            state: 'the node’s',
            text: say`It sees every process of the node, and those of every other pod there.`,
          }
        : shared === 'pod'
          ? {
              word: 'Processes',
              state: 'the pod’s',
              text: say`Its containers see each other’s processes, and through ${code('/proc')} their files.`,
            }
          : { word: 'Processes', state: 'each its own', text: say`A container sees its own processes alone.` },
    ipc: (shared: Sharing['with']): Shared =>
      shared === 'node'
        ? {
            word: 'Shared memory',
            state: 'the node’s',
            text: say`It reads and writes what processes of the node share.`,
          }
        : { word: 'Shared memory', state: 'the pod’s', text: say`It stays among its containers.` },
    users: (shared: Sharing['with']): Shared =>
      shared === 'node'
        ? {
            word: 'Users',
            state: 'the node’s',
            text: say`Root in a container is root on the node, and only the other walls hold it. So it is for nearly every pod.`,
          }
        : { word: 'Users', state: 'its own', text: say`Root in a container is nobody on the node.` },
  } as Readonly<Record<Sharing['namespace'], (shared: Sharing['with']) => Shared>>,
  port: (port: number) => `Port ${port}`,
  sysctl: 'Sysctl',
  thenodes: 'the node’s',
  itsOwn: 'its own',
  unsafe: 'unsafe',
  everyAddress: say`on every address of the node`,
  onAddress: (address: string) => say`on ${code(address)}`,
  listens: (at: Sentence, isFilledIn: boolean) =>
    say`It listens ${at}${isFilledIn ? say`: on the host network the API server writes ${code('hostPort')} beside every port` : []}.`,
  forwards: (by: 'cilium' | 'usual' | 'portmap', port: string, at: Sentence, to: number | string) =>
    say`${by === 'cilium' ? say`Cilium, as we believe,` : by === 'usual' ? say`As a rule the plugin ${code('portmap')}` : say`The plugin ${code('portmap')}`} turns what comes to ${port} ${at} into ${to} of the pod. No Service is needed.`,
  sysctlSafe: say`Reaches no further than this pod.`,
  sysctlUnsafe: say`May reach beyond the pod: the kubelet refuses the pod unless its node permits it.`,
  neighbours: (names: readonly string[], more: number) =>
    list([...names.map((name): Sentence => [code(name)]), ...(more > 0 ? [say`${more} more`] : [])]),

  mayDo: 'What it may do in the network',
  mayDoAbout: 'For each capability: who has it, and what somebody who took the container over could try with it.',
  about: {
    NET_RAW: 'Write and read packets by hand.',
    NET_ADMIN: 'Change addresses, routes and packet filters.',
    NET_BIND_SERVICE: 'Listen on ports below 1024.',
  } as Readonly<Record<NetworkCapability, string>>,
  reasons: {
    privileged: 'has it: privileged',
    added: 'has it: added',
    'added-all': 'has it: ALL is added',
    'runtime-default': 'keeps it: nothing drops it',
    dropped: 'has it not: dropped',
    'dropped-all': 'has it not: ALL is dropped',
    'not-default': 'has it not: nothing adds it',
  } as Readonly<Record<CapabilityReason, string>>,
  runtimeDefault: say`containerd and Docker give ${code('NET_RAW')} to every container that does not drop it; CRI-O does not.`,
  users: {
    privileged: (name: string) => say`${code(name)} is privileged: it has everything, and every device of the node.`,
    root: (name: string) => say`${code(name)} runs as root, and can use all of it at once.`,
    image: (name: string) => say`${code(name)} runs as the user that its image names: as root, when it names none.`,
    escalates: (name: string) =>
      say`${code(name)} does not run as root: it has them only within reach, through a program whose file brings them along.`,
    nonRoot: (name: string) =>
      say`${code(name)} does not run as root, and ${code('allowPrivilegeEscalation: false')} keeps it from becoming more: nothing of this is within reach.`,
  },
  words: { works: 'Works', harmless: 'Harmless', stopped: 'Stopped', depends: 'Depends' },
  believed: (word: string) => `${word}, as we believe`,
  besideIt: say`the pods beside it`,
  theGateway: 'the gateway',
  powers: {
    'arp-spoofing': 'ARP spoofing',
    'dns-spoofing': 'DNS spoofing',
    'forge-source': 'Forged sender',
    'listen-pod': 'Listening',
    'listen-node': 'Listening',
    'speak-as-node': 'Forged sender',
    'rewire-pod': 'Rewiring the pod',
    'rewire-node': 'Rewiring the node',
    'take-address': 'Taking an address',
    'low-ports': 'Low ports',
    'node-low-ports': 'Low ports',
  } as Readonly<Record<Power['kind'], string>>,
  works: {
    'arp-spoofing': (depends: boolean, others: Sentence, gateway: string) =>
      depends
        ? say`Where pods share a bridge, it can have the packets of its neighbours sent here. Where each has a wire of its own, nobody hears it.`
        : say`It can tell ${others} that the address of ${code(gateway)} is its own: from then on their packets pass here. No NetworkPolicy sees ARP.`,
    'dns-spoofing': (depends: boolean) =>
      depends
        ? say`Whose packets pass here can be given false answers when they ask for names.`
        : say`Their questions for names pass here as well. It answers in the name of ${code('kube-dns')}, and sends them where it likes.`,
    'forge-source': (depends: boolean) =>
      depends
        ? say`Most plugins drop what does not come from the pod’s own address, and a plain bridge does not.`
        : say`It can send packets in the name of another pod. Policies that go by addresses believe it; the answer goes to the other.`,
    'listen-pod': () =>
      say`It can read every packet of the pod, also what its containers tell each other over ${code('lo')}.`,
    'listen-node': (_: boolean, others: Sentence) =>
      say`It can read every packet of the node: of ${others}, and of the node itself.`,
    'speak-as-node': () =>
      say`It can send packets in the name of the node, whom policies let in to the pods that run there.`,
    'rewire-pod': () =>
      say`It can change what a mesh or an init container has set up in there: redirects, routes, filters.`,
    'rewire-node': () =>
      say`It can change the routes and filters of the node, and with them whatever enforces policies there.`,
    'take-address': (depends: boolean) =>
      depends
        ? say`Where pods share a bridge, it can give itself the address of a neighbour.`
        : say`It can give itself the address of a neighbour on the bridge, and get part of what is meant for it.`,
    'low-ports': () => say`Only in its own network, where they are nobody else’s.`,
    'node-low-ports': () => say`On the addresses of the node: 53, 80, 443, unless somebody has them already.`,
  } as Readonly<Record<Power['kind'], (depends: boolean, others: Sentence, gateway: string) => Sentence>>,
  stops: {
    'routed-link': (kind: Power['kind']) =>
      kind === 'take-address'
        ? say`The routes of the node lead to the owner all the same.`
        : kind === 'dns-spoofing'
          ? say`No question of another pod ever passes here.`
          : say`Nobody hears it: the node alone is at the other end of the wire, and answers itself.`,
    'reverse-path': () =>
      say`Calico’s rules drop what does not come from the pod’s own address, before any policy is asked.`,
    'ebpf-source': () => say`Calico’s program at the wire drops it, and counts it as ${code('UNAUTH_SOURCE')}.`,
    'cilium-source': () => say`Cilium’s program at the wire drops it: ${code('Invalid source ip')}.`,
    'host-reverse-path': () => say`Only ${code('rp_filter')} of the node could drop it.`,
  } as Readonly<Record<Stopper, (kind: Power['kind']) => Sentence>>,
  holders: (containers: readonly string[]) =>
    containers.length === 0 ? say`No container has it` : list(containers.map((name) => [code(name)])),

  standards: 'Pod Security Standards',
  levels: {
    privileged: 'Anything goes.',
    baseline: 'Nothing that is known to lead out of a container.',
    restricted: 'Only what a hardened program needs.',
  } as Readonly<Record<SecurityLevel, string>>,
  meetsRestricted: say`It meets ${code('restricted')}, the strictest level.`,
  meetsBaseline: (controls: number) =>
    say`It meets ${code('baseline')}. ${count(controls, 'control')} ${controls === 1 ? 'keeps' : 'keep'} it from ${code('restricted')}.`,
  meetsPrivileged: (controls: number) =>
    say`It meets no more than ${code('privileged')}. ${count(controls, 'control')} ${controls === 1 ? 'keeps' : 'keep'} it from ${code('baseline')}.`,
  met: 'met',
  missed: 'not met',
  violation: (found: string | null, allowed: Sentence) =>
    say`${found === null ? say`is absent` : say`is ${code(found)}`}, ${allowed}`,
  anythingBut: (values: readonly string[]) =>
    say`may be anything but ${list(
      values.map((value) => [code(value)]),
      'or',
    )}`,
  hasToGo: say`has to go`,
  oneOf: (values: readonly string[]) => say`one of ${values.length}: ${values.join(', ')}`,
  either: (values: readonly string[]) =>
    list(
      values.map((value) => [code(value)]),
      'or',
    ),
  absentOr: (words: Sentence) => say`may be absent or ${words}`,
  hasToBe: (words: Sentence) => say`has to be ${words}`,
  windows:
    'It says that it runs on Windows: restricted does not ask it for capabilities, seccomp and privilege escalation, which Windows does not have.',
  modes: {
    enforce: { fails: 'refused', passes: 'taken' },
    audit: { fails: 'written into the audit log', passes: 'not worth a line' },
    warn: { fails: 'warned about', passes: 'without a warning' },
  } as Readonly<Record<AdmissionMode, { readonly fails: string; readonly passes: string }>>,
  asOf: (version: string) => `, as of ${version}`,
  refusedAlready: 'refused already',
  asksNothing: (namespace: string) =>
    say`Namespace ${code(namespace)} asks for nothing: the API server takes every pod. The label ${code('pod-security.kubernetes.io/enforce')} would have it look.`,
  admission: {
    accepted: (kind: string) => say`The API server takes ${kind === 'Pod' ? 'the pod' : `the ${kind} and its pods`}.`,
    refused: () => say`The API server refuses the pod. Here it is drawn all the same.`,
    'pods-refused': (kind: string) =>
      say`The API server takes the ${kind}, and refuses every pod that it makes; only its events say so. Here they are drawn all the same.`,
  } as Readonly<Record<Admission['outcome'], (kind: WallsView['kind']) => Sentence>>,
  serverDoes: 'What the API server does',
  serverSays: 'What the API server says',
  admissionNote:
    'A server may have other defaults, and exempt users, namespaces and runtime classes: that is in its own configuration.',
})
