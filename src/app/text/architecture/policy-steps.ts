import type { CniName } from '../../../sim/cni/choice.ts'
import type { PolicyStep } from '../../../world/architecture.ts'
import { code, count, list, say, type Sentence } from '../sentence.ts'
import { nodeName, nodeTitle, policyOf, type SaidStep, type Scene } from './scene.ts'

/** From a policy that is kept to one that holds. */
export const POLICY_STEPS: Readonly<Record<PolicyStep, SaidStep>> = {
  'policy-refused': () => ({
    title: 'The API server refuses it',
    words: say`Some field is not as it must be, so nothing is kept and nothing changes. The problems under the text say which.`,
  }),
  'policy-unknown': (scene) => ({
    title: 'Nobody knows this kind',
    words: say`This cluster does not serve the version of the API that the file names, so kubectl finds no ${policyOf(scene)?.policy.kind ?? 'such kind'} and sends nothing.`,
  }),
  'policy-nobody': (scene) => ({
    title: 'Nobody enforces it',
    words: say`The API server keeps the policy, and ${code('kubectl get')} lists it as if all were well. ${WHY_NOBODY[scene.journey.about.cni](scene)} Every flow stays as it was, and nothing warns you.`,
  }),
  'policy-seen': (scene) => ({ title: `${readerName(scene)} sees the policy`, words: SEEN[scene.journey.about.cni] }),
  'policy-resolve': (scene) => ({ title: 'Who is meant?', words: RESOLVED[scene.journey.about.cni] }),
  'policy-publish': (scene) => ({
    title: 'A PolicyEndpoint with addresses',
    words: say`No selectors any more: the addresses that may pass, and ${pods(scene)} with the node of each. It is a custom resource, so it travels as JSON.`,
  }),
  'policy-publish-store': () => ({
    title: 'etcd keeps it, as JSON',
    words: say`Whenever a pod comes or goes the controller writes it anew. It gathers such changes for about a second.`,
  }),
  'policy-published-seen': () => ({
    title: 'Each agent sees it',
    words: say`The agents read no NetworkPolicy and no labels, only PolicyEndpoints.`,
  }),
  'policy-local': (scene) => ({ title: `What of it is for ${nodeTitle(scene)}?`, words: local(scene) }),
  'policy-program': (scene) => ({ title: 'Into the kernel', words: PROGRAMMED[scene.journey.about.cni](scene) }),
  'policy-effect': (scene) => ({ title: 'From now on it holds', words: EFFECTS[scene.journey.about.cni] }),
}

const READERS: Readonly<Record<CniName, string>> = {
  reference: 'The CNI agent',
  flannel: 'kube-network-policies',
  calico: 'Felix',
  cilium: 'The Cilium agent',
  'aws-vpc-cni': 'The policy controller',
}

function readerName({ journey: { about } }: Scene): string {
  return READERS[about.cni]
}

function pods(scene: Scene): Sentence {
  const { pods: amount = 0, names = [] } = policyOf(scene)?.selected ?? {}
  if (amount === 0) return say`no pod`
  return amount > names.length ? say`${count(amount, 'pod')}` : list(names.map((name) => [code(name)]))
}

const WHY_NOBODY: Readonly<Record<CniName, (scene: Scene) => Sentence>> = {
  reference: () => say`Nobody acts on it.`,
  flannel: (scene) =>
    say`Flannel carries packets and reads no policies${isBuiltIn(scene) ? ', and nothing else here does' : '; its policy controller does not read this kind'}.`,
  calico: (scene) => say`Calico does not read ${kindOf(scene)} of this version.`,
  cilium: (scene) =>
    say`Cilium does not read ${kindOf(scene)}${kindOf(scene) === 'ClusterNetworkPolicy' ? ' unless that is switched on' : ''}.`,
  'aws-vpc-cni': (scene) =>
    isBuiltIn(scene)
      ? say`The network policy agent is off, as it is by default.`
      : say`The policy controller reads NetworkPolicy, and not ${kindOf(scene)}.`,
}

function kindOf(scene: Scene): string {
  return policyOf(scene)?.policy.kind ?? 'it'
}

function isBuiltIn(scene: Scene): boolean {
  return kindOf(scene) === 'NetworkPolicy'
}

const SEEN: Readonly<Record<CniName, Sentence>> = {
  reference: say`A network plugin that enforces policies has an agent on every node, and each of them watches policies, pods and namespaces.`,
  flannel: say`It runs beside flanneld on every node and watches policies, pods and namespaces.`,
  calico: say`Felix runs in calico-node on every node and watches policies and pods. In larger clusters Typha stands between and passes on to many what it heard once.`,
  cilium: say`The agent on every node watches NetworkPolicy as protobuf, and Cilium’s own policies, which are custom resources, as JSON.`,
  'aws-vpc-cni': say`One controller in the control plane watches policies, pods, namespaces and Services. The nodes watch none of these.`,
}

const RESOLVED: Readonly<Record<CniName, Sentence>> = {
  reference: say`The agent finds the pods that the policy selects and those that its rules let in. When labels change it does so again, and the policy’s object stays as it is.`,
  flannel: say`The agent keeps the policies as they are. It will compare each new connection with them by itself, by addresses.`,
  calico: say`Felix turns the policy into its own form, in the tier ${code('default')}, and each selector into a set of addresses. When labels change only the sets change.`,
  cilium: say`Each selector becomes a list of identities: numbers that stand for sets of labels. Addresses play no part, so a pod that comes back with another address changes nothing.`,
  'aws-vpc-cni': say`The controller looks up once which pods each selector means, also behind Services, and writes down their addresses.`,
}

function local(scene: Scene): Sentence {
  const { pods: amount = 0, nodes = [] } = policyOf(scene)?.selected ?? {}
  if (amount === 0)
    return say`Nothing: the policy selects no pod, here or anywhere. The agents keep it in mind for pods to come.`
  const others = nodes.length - 1
  return say`Every agent takes only what concerns pods of its own node. It selects ${pods(scene)}; here are those on ${nodeName(scene)}${others > 0 ? say`, and ${others === 1 ? 'one more node does the same for its own' : `${others} more nodes do the same for theirs`}` : say``}.`
}

const PROGRAMMED: Readonly<Record<CniName, (scene: Scene) => Sentence>> = {
  reference: () => say`Rules in the node’s packet filter, or eBPF programs: that is for the plugin to choose.`,
  flannel: () =>
    say`Not the rules: only the addresses of selected pods go into a set of nftables. New connections of these pods are put into a queue, and the agent decides on each.`,
  calico: ({ step }) =>
    step.transport?.protocol === 'eBPF'
      ? say`Felix loads an eBPF program for each pod’s interface, and the sets of addresses into maps.`
      : say`Felix writes chains of iptables, two for each pod: ${code('cali-tw-')} for what goes to it, ${code('cali-fw-')} for what comes from it. The end of a tier drops what no policy let pass.`,
  cilium: () =>
    say`Each endpoint has a policy map: an identity, a protocol and a port make an entry. What has no entry is dropped.`,
  'aws-vpc-cni': () =>
    say`Maps of addresses and ports, which eBPF programs at each pod’s interface look into. Pods whose names differ only after the last dash share one map.`,
}

const EFFECTS: Readonly<Record<CniName, Sentence>> = {
  reference: say`How soon, and what becomes of connections that are open already, is for the plugin to choose.`,
  flannel: say`The next new connection is judged by it. Open ones are judged again at most half a minute later.`,
  calico: say`The next new connection is judged by it, some hundred milliseconds after the file was applied, it is believed. Connections that were open before stay open.`,
  cilium: say`The next packet is judged by it, also of connections that were open before; some hundred milliseconds after the file was applied, it is believed.`,
  'aws-vpc-cni': say`The next new flow is judged by it. When it is a pod’s first policy, so are the packets of connections that were open before.`,
}
