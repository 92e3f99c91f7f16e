import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NIEMAND } from './answers.ts'

const TORE = {
  anywhere: ['offengelassen', 'Die API sagt, worüber geurteilt wird, nicht wo.'],
  nobody: NIEMAND,
  nfqueue: [
    'nftables, dann Userspace',
    'Eine Regel von nftables, nach der Übersetzung von Services und vor dem Masquerade dieses Nodes, reiht das Paket für ein Programm ein (NFQUEUE), das es mit den Policies vergleicht.',
  ],
  iptables: [
    'iptables, FORWARD',
    'Ketten für die Schnittstelle des Pods in FORWARD, nachdem kube-proxy den Service übersetzt hat und vor dem Masquerade.',
  ],
  'calico-ebpf': [
    'eBPF an der Pod-Verbindung',
    'Ein TC-Programm am Ende der Verbindung auf dem Node, nachdem es den Service selbst übersetzt hat.',
  ],
  'cilium-ebpf': [
    'eBPF an der Pod-Verbindung',
    'Ein Programm am Endpunkt des Pods fragt dessen Policy-Map nach der Identität des anderen Endes, nachdem der Service übersetzt ist.',
  ],
  'aws-ebpf': [
    'eBPF an der Pod-Verbindung',
    'Ein TC-Programm am Ende der Verbindung auf dem Node: auf dem Weg hinaus vor kube-proxy, auf dem Weg hinein nach jedem Masquerade.',
  ],
} as const

export const gates: BehaviourTexts<'gates'> = {
  'egress-gate': { title: 'Was ein Pod sendet', values: TORE },
  'ingress-gate': { title: 'Was ein Pod bekommt', values: TORE },
  'known-by': {
    title: 'Wer am anderen Ende ist',
    values: {
      address: ['nach der Adresse', 'Blöcke werden mit dem verglichen, wer auch immer die Adresse hat, auch mit Pods.'],
      identity: [
        'nach der Identität',
        'Pods und Nodes sind daran bekannt, was sie sind: Ein Adressblock passt auf keinen davon, nicht einmal 0.0.0.0/0.',
      ],
      'identity-of-pods': [
        'Pods nach Identität',
        'Nodes dürfen auch mit ihren Adressen genannt werden; auf einen Pod passt kein Block.',
      ],
      'identity-of-nodes': [
        'Nodes nach Identität',
        'Pods dürfen auch mit ihren Adressen genannt werden; auf einen Node passt kein Block.',
      ],
      nobody: NIEMAND,
    },
  },
}
