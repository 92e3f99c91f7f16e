import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NOBODY } from './answers.ts'

const JUDGED_BY = {
  anywhere: ['left open', 'The API says what is judged, not where.'],
  nobody: NOBODY,
  nfqueue: [
    'nftables, then user space',
    'An nftables rule after the translation of Services and before this node’s masquerade queues the packet (NFQUEUE) to a program, which compares it with the policies.',
  ],
  iptables: [
    'iptables, FORWARD',
    'Chains of the pod’s interface in FORWARD, after kube-proxy has translated the Service and before the masquerade.',
  ],
  'calico-ebpf': [
    'eBPF at the pod’s link',
    'A TC program on the host’s end of the pod’s link, after it has translated the Service itself.',
  ],
  'cilium-ebpf': [
    'eBPF at the pod’s link',
    'A program of the pod’s endpoint asks its policy map by the other end’s identity, after the Service is translated.',
  ],
  'aws-ebpf': [
    'eBPF at the pod’s link',
    'A TC program on the host’s end of the pod’s link: before kube-proxy on the way out, after any masquerade on the way in.',
  ],
} as const

/** Where it is judged, and as whom each end is known. */
export const GATES: BehaviourTexts<'gates'> = {
  'egress-gate': { title: 'What a pod sends', values: JUDGED_BY },
  'ingress-gate': { title: 'What a pod gets', values: JUDGED_BY },
  'known-by': {
    title: 'Who is at the other end',
    values: {
      address: ['by address', 'Blocks are compared with whoever has the address, pods too.'],
      identity: [
        'by identity',
        'Pods and nodes are known by what they are: a block of addresses fits neither, not even 0.0.0.0/0.',
      ],
      'identity-of-pods': ['pods by identity', 'Nodes may be named by their addresses too; no block fits a pod.'],
      'identity-of-nodes': ['nodes by identity', 'Pods may be named by their addresses too; no block fits a node.'],
      nobody: NOBODY,
    },
  },
}
