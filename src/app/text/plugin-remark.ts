import type { PluginRemark } from '../../engine/plugin-remark.ts'
import { capital, code, say, strong, type Sentence } from './sentence.ts'

const REMARKS: Readonly<Record<PluginRemark['remark'], Sentence>> = {
  'own-node-after-masquerade': say`the node puts its own address in the client’s place before the agent looks, and a pod’s own node always gets in. This way goes round every policy.`,
  'kube-proxy-before-gate': say`kube-proxy puts the node’s address in the client’s place before Cilium’s program looks.`,
  'node-port-elsewhere': say`the port of another node is translated there, so this gate sees the node and its port, not the pod behind.`,
  'ebpf-node-source': say`to Calico’s eBPF programs another node shows the address of its tunnel, as it does to iptables.`,
  'ebpf-own-node': say`Calico’s eBPF programs judge what a pod sends to its own node, as iptables does.`,
  'ebpf-sctp': say`Calico’s eBPF programs do not read the ports of SCTP, so a rule that names one may not fit.`,
  'queue-own-service': say`a pod that calls itself through its Service is judged like any other.`,
  'queue-without-ports': say`a protocol without ports fits only rules that name no port.`,
  'most-specific-block': say`the most specific entry decides, and an exception is an entry of its own. Newer agents give it what other rules admit, older ones deny it. A rule excepts this address, so it may be dropped after all.`,
  'sctp-needs-switch': say`Cilium drops SCTP, whatever policies say, unless ${code('sctp.enabled')} is set.`,
  'protocol-needs-switch': say`Cilium drops protocols without ports, whatever policies say, unless ${code('enable-extended-ip-protocols')} is set; ICMP is not one of them.`,
  'denial-answered': say`what is denied here is answered at once, with an ICMP message that it was filtered (${code('policy-deny-response')}).`,
}

/** What a plugin adds to a verdict. What is only believed says so first. */
export function remarkText({ remark, sureness }: PluginRemark): Sentence {
  const sentence = REMARKS[remark]
  if (sureness === 'believed') return say`${strong('Believed:')} ${sentence}`
  const [first, ...rest] = sentence
  return [{ ...first!, text: capital(first!.text) }, ...rest]
}

/** What the word means, wherever it stands. */
export const BELIEVED = 'No page of the project says it in so many words: it follows from what its pages and its code do say, or is generally known.'
