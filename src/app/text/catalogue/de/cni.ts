import { say } from '../../sentence.ts'
import type { CNI } from '../en/cni.ts'

/** Was kein Name ist, nach dem englischen Wort. */
export const LABELS: Readonly<Record<string, string>> = {
  Reference: 'Referenz', 'as written': 'wie beschrieben', on: 'an', off: 'aus', 'on, with Admin policies': 'an, mit Admin-Policies', 'on, with ClusterNetworkPolicy': 'an, mit ClusterNetworkPolicy',
  'IPIP across subnets': 'IPIP zwischen Subnetzen', 'VXLAN across subnets': 'VXLAN zwischen Subnetzen', 'BGP, no encapsulation': 'BGP, ohne Kapselung', 'native routing': 'natives Routing',
  'secondary IPs': 'weitere IPs', 'prefix delegation': 'Präfix-Delegation', 'custom networking': 'eigene Subnetze',
  'Network policy controller': 'Controller für Policies', Dataplane: 'Datenpfad', 'HTTP rules': 'HTTP-Regeln', checked: 'geprüft', ignored: 'übergangen', 'kube-proxy replacement': 'Ersatz für kube-proxy',
  'Load balancer mode': 'Lastverteilung', 'Policy enforcement': 'Durchsetzung', default: 'üblich', always: 'immer', never: 'nie', 'Host firewall': 'Host-Firewall', 'CIDRs match': 'CIDRs treffen',
  'only outside': 'nur draußen', 'nodes too': 'auch Nodes', 'pods too': 'auch Pods', 'nodes and pods too': 'auch Nodes und Pods', 'Audit mode': 'Audit-Modus', 'Mutual authentication': 'Gegenseitige Anmeldung',
  'on, without SPIRE': 'an, ohne SPIRE', 'Nodes by labels': 'Nodes nach Labels', 'Answer to a denial': 'Antwort auf Ablehnung', none: 'keine', 'Network policy agent': 'Agent für Policies', 'External SNAT': 'Externes SNAT',
  'Security groups for pods': 'Security Groups für Pods',
}

export const cni: typeof CNI = {
  title: 'Netzwerk-Plugin',
  none: 'Keines',
  label: (english) => LABELS[english] ?? english,
  option: (label, value) => `${label}: ${value}`,
  notEnforced: (policies, more, why) => say`Von der API angenommen, von niemandem durchgesetzt: ${policies}${more === 0 ? '' : ` und ${more} weitere`}. ${why}`,
  and: 'und',
  noPlugin: 'Es gibt kein Netzwerk-Plugin.',
  why: {
    reference: '',
    flannel: 'Flannel liest keine davon; sein Controller für Policies würde es tun.',
    calico: 'Calico liest diese Version der API nicht.',
    cilium: 'Cilium liest NetworkPolicy, und ClusterNetworkPolicy nur, wenn das eingeschaltet ist.',
    'aws-vpc-cni': 'Der Agent des VPC CNI liest nur NetworkPolicy, und nur, wenn er eingeschaltet ist.',
  },
  turnOn: { controller: 'Controller einschalten', agent: 'Agent einschalten', admin: 'Admin-Policies einschalten', cluster: 'ClusterNetworkPolicy einschalten' },
}
