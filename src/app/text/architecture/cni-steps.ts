import type { CniName } from '../../../sim/cni/choice.ts'
import type { CniStep } from '../../../world/architecture.ts'
import { code, list, say, type Sentence } from '../sentence.ts'
import { addressesOf, nodeName, podName, type SaidStep, type Scene } from './scene.ts'

const plugin = ({ step }: Scene) => code(step.actor ?? 'the plugin')

/** One CNI ADD, call by call. */
export const CNI_STEPS: Readonly<Record<CniStep, SaidStep>> = {
  'cni-config': ({ journey: { about } }) => ({
    title: 'A file names the plugins',
    words: say`Of the files in ${code('/etc/cni/net.d')} the first in alphabetical order counts. This one names ${about.journey === 'cni-add' ? list(about.plugins.map((name) => [code(name)])) : say`the plugins`}, to be run in this order. A node without such a file stays NotReady.`,
  }),
  'cni-exec': (scene) => ({ title: `The runtime runs ${scene.step.actor ?? 'the plugin'}`, words: ranWords(scene) }),
  'cni-delegate': (scene) => ({
    title: `${scene.step.actor ?? 'another'} is run in turn`,
    words: say`One plugin may run another, and speaks to it as the runtime speaks to plugins. ${plugin(scene)} gets the same variables and JSON of its own.`,
  }),
  'cni-delegate-answer': (scene) => ({
    title: `${scene.step.actor ?? 'It'} answers`,
    words:
      scene.step.actor === 'bridge'
        ? say`It adds the interfaces to what host-local said. flannel passes this on as its own answer.`
        : say`An address plugin answers without interfaces: only the address, and what should be routed.`,
  }),
  'cni-answer': (scene) => ({ title: `${scene.step.actor ?? 'The plugin'} answers`, words: answerWords(scene) }),
  'cni-cache': () => ({
    title: 'The runtime keeps the answer',
    words: say`DEL and CHECK will get it again as ${code('prevResult')}, even if somebody changes the list meanwhile.`,
  }),
  'cni-status': (scene) => ({
    title: 'The kubelet asks for the address',
    words: say`The runtime takes ${addressesOf(scene)} for the pod’s because it belongs to ${code('eth0')}. The kubelet writes it into the pod’s status.`,
  }),
  'cni-del': (scene) => ({
    title: 'When the pod goes: DEL',
    words: say`The same list, last plugin first${scene.step.message ? say`: ${code(scene.step.message.target)}` : say``}. DEL must not fail because something is gone already, and the runtime repeats it until it succeeds.`,
  }),
  'cni-failure': (scene) => ({
    title: 'If ADD had failed',
    words: say`${plugin(scene)} would print an error object instead, and exit with another code than 0. The runtime undoes what was done with DEL, and ${podName(scene)} stays in ${code('ContainerCreating')}. The kubelet reports the event and tries again in a new sandbox.`,
  }),
  plumb: (scene) => ({ title: 'A wire between pod and node', words: WIRES[scene.journey.about.cni](scene) }),
  'flannel-subnet': (scene) => ({
    title: 'Which addresses are this node’s?',
    words: say`flanneld wrote the answer into a file when it learned the range of ${nodeName(scene)} from its Node object. The plugin only reads it, so new pods get addresses even while flanneld is away.`,
  }),
  'host-local-file': (scene) => ({
    title: 'A file for each address',
    words: say`That is host-local’s whole book-keeping: a file whose name is ${addressesOf(scene)}, with the sandbox’s id in it. Where there is no file, the address is free.`,
  }),
  'calico-ready': () => ({
    title: 'May I?',
    words: say`${code('calico')} asks whether the datastore is ready; during an upgrade it says no. The datastore is the Kubernetes API.`,
  }),
  'calico-pod': (scene) => ({
    title: 'Who is this pod?',
    words: say`The variables say only its name. ${code('calico')} reads the labels, ports and annotations of ${podName(scene)}; an annotation may ask for a pool or an address.`,
  }),
  'calico-lock': () => ({
    title: 'One at a time',
    words: say`A lock on the node: pods that start together ask for addresses one after the other, so that they do not fight over the same block.`,
  }),
  'calico-block': (scene) => ({
    title: 'An address of the node’s block',
    words: say`${nodeName(scene)} owns a block of 64 addresses. The block is a custom resource, so this is JSON: one place for each address, and in the place that is taken the number of an attribute, which says whose it is.`,
  }),
  'calico-annotate': (scene) => ({
    title: 'The address goes on the pod',
    words: say`Before it answers, the plugin writes ${addressesOf(scene)} on the pod. Felix on every node sees it there, long before the kubelet reports it.`,
  }),
  'cilium-config': () => ({
    title: 'How do we do it here?',
    words: say`The plugin knows no settings. It asks the agent on its own node, over a unix socket, in JSON: which interfaces, which MTU, who gives addresses.`,
  }),
  'cilium-ipam': (scene) => ({
    title: 'The agent gives an address',
    words: say`Out of the range of ${nodeName(scene)}, which the operator wrote into its CiliumNode. The answer also names the address that ${code('cilium_host')} has: the pod’s gateway.`,
  }),
  'cilium-endpoint': () => ({
    title: 'An endpoint, with its identity',
    words: say`The agent finds the pod’s labels, turns them into an identity and loads the endpoint’s eBPF programs. The plugin waits until that is done (${code('sync-build-endpoint')}), and only then answers.`,
  }),
  'aws-add-network': (scene) => ({
    title: 'ipamd gives an address',
    words: hasOwnInterface(scene)
      ? say`This pod has a network interface of its own, with security groups of its own. ipamd looks up which it is: a VLAN on the node’s trunk interface.`
      : say`ipamd keeps addresses of the VPC in stock on the node’s network interfaces, so nobody has to ask EC2 now. When the stock runs low it asks for more, by itself.`,
  }),
  'aws-enforce': (scene) => ({
    title: 'The policy agent has to agree',
    words: say`The plugin tells the network policy agent of ${podName(scene)}, which starts ${isStrict(scene) ? 'closed, until some policy allows' : 'open, until its rules arrive'}. When the agent does not answer, ADD fails.`,
  }),
}

/** The number of a VLAN in the answer is not 0. */
export function hasOwnInterface({ step }: Scene): boolean {
  return step.payloads.some(({ is, text }) => is === 'reply' && /"PodVlanId": [1-9]/.test(text))
}

/** A pod of this mode starts closed. */
export function isStrict({ step }: Scene): boolean {
  return step.payloads.some(({ text }) => text.includes('"strict"'))
}

function ranWords(scene: Scene): Sentence {
  const { actor } = scene.step
  if (actor === 'portmap')
    return hasPorts(scene)
      ? say`The next of the list, with the answer so far as ${code('prevResult')}. The pod opens a port on its node (${code('hostPort')}), so portmap writes rules that lead from there to the pod.`
      : say`The next of the list, with the answer so far as ${code('prevResult')}. The pod opens no port on its node, so portmap has nothing to do.`
  if (actor === 'egress-cni')
    return say`The next of the list. It gives pods a way out in the other address family; here it is switched off, and passes the answer on.`
  return say`${plugin(scene)} is an ordinary program in ${code('/opt/cni/bin')}. It is told what to do in variables, reads JSON from standard input and prints its answer. Nothing is sent over a network.`
}

/** The pod opens a port on its node. */
export function hasPorts({ step }: Scene): boolean {
  return step.payloads.some(({ is, text }) => is === 'stdin' && text.includes('"portMappings": ['))
}

function answerWords({ step, journey }: Scene): Sentence {
  switch (step.actor) {
    case 'calico':
      return say`Only the node’s end of the wire is listed, and the address says no interface: the runtime takes it for ${code('eth0')}. The length is the block’s; inside the pod the address stands alone.`
    case 'aws-cni':
      return say`Interfaces and an address that belongs to number 1 of them, counted from 0. The dummy is no interface: it keeps for DEL what the answer has no field for.`
    case 'portmap':
    case 'egress-cni':
      return say`It passes on what it was given: the list’s answer.`
    default:
      return say`Interfaces, addresses, routes. The address belongs to ${code('eth0')}, number ${journey.about.cni === 'cilium' ? '1' : '2'} of the interfaces, counted from 0.`
  }
}

const WIRES: Readonly<Record<CniName, (scene: Scene) => Sentence>> = {
  reference: bridged,
  flannel: bridged,
  calico: (scene) =>
    say`A veth pair: ${code('eth0')} in the pod, ${hostEnd(scene)} on ${nodeName(scene)}. The address stands alone, and the gateway 169.254.1.1 is on no device: the node’s kernel answers for it. So pods of one node never share a segment.`,
  cilium: (scene) =>
    say`A veth pair: ${code('eth0')} in the pod, ${hostEnd(scene)} on ${nodeName(scene)}. Whatever leaves the pod meets an eBPF program at the node’s end.`,
  'aws-vpc-cni': (scene) =>
    say`A veth pair: ${code('eth0')} in the pod, ${hostEnd(scene)} on ${nodeName(scene)}. The gateway 169.254.1.1 is on no device; the pod is told its hardware address for good. Rules choose the network interface by the pod’s address.`,
}

function bridged(scene: Scene): Sentence {
  return say`A veth pair is a wire with two ends: ${code('eth0')} in the pod, ${hostEnd(scene)} on ${nodeName(scene)}, plugged into the bridge ${code('cni0')} with all other pods of the node.`
}

/** What the node's end of the wire is called: it stands in the commands beside it. Null: it does not. */
export function hostEndName({ step }: Scene): string | null {
  return /\b((?:veth|cali|lxc|eni|vlan)[0-9a-f]+) type veth/.exec(step.payloads[0]?.text ?? '')?.[1] ?? null
}

const hostEnd = (scene: Scene) => code(hostEndName(scene) ?? 'the other end')
