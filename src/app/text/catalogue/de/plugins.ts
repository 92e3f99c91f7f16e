import type { PLUGINS } from '../en/plugins.ts'

/** Was eine Einstellung ändert, nach Plugin und Einstellung. */
export const HELP: Readonly<Record<string, string>> = {
  'flannel networkPolicy':
    'netpol.enabled im Chart: lässt kube-network-policies neben flanneld laufen. Ohne ihn setzt niemand Policies durch.',
  'calico dataplane': 'Was Felix programmiert: Regeln für iptables, oder eBPF-Programme, die auch kube-proxy ersetzen.',
  'calico applicationLayer':
    'Ob Application Layer Policy installiert ist; ohne sie werden http-Klauseln übergangen, und ihre Regeln erlauben jede Anfrage.',
  'cilium version': 'Welche Version läuft: was sie liest, was sie ablehnt, und was bei ihr üblich ist.',
  'cilium kubeProxyReplacement': 'kubeProxyReplacement in Helm: Services übersetzt eBPF statt kube-proxy.',
  'cilium loadBalancer':
    'Mit dem Ersatz für kube-proxy: ob der Node, der eine Verbindung annimmt, seine Adresse an die Stelle der des Clients setzt (SNAT) oder die des Clients weitergibt (DSR; nicht über VXLAN).',
  'cilium enforcementMode':
    'enable-policy. default: Ein Pod ist in einer Richtung geschlossen, sobald eine Policy von ihr spricht; always: von Anfang an; never: nichts wird durchgesetzt.',
  'cilium hostFirewall': 'Ob Policies mit einem nodeSelector für Nodes gelten, und für Pods in deren Netzwerk.',
  'cilium policyCIDRMatchMode': 'policy-cidr-match-mode: wen Adressblöcke außer Orten draußen treffen.',
  'cilium policyAuditMode':
    'policy-audit-mode: Was eine Policy verwerfen würde, wird aufgeschrieben und kommt durch; Proxys lehnen weiterhin ab.',
  'cilium meshAuth':
    'mesh-auth-enabled: ob Regeln, die eine Anmeldung verlangen, sie bekommen. Seit 1.19 aus: Sie sind dann, als verlangten sie nichts. An, ohne SPIRE, kann niemand etwas beweisen.',
  'cilium nodeSelectorLabels': 'enable-node-selector-labels: ob fromNodes und toNodes benutzt werden dürfen.',
  'cilium denyResponse':
    'policy-deny-response, seit 1.19: ob ein Pod, dessen Egress über IPv4 abgelehnt wird, gleich einen ICMP-Fehler bekommt oder vergeblich wartet.',
  'cilium clusterNetworkPolicy': 'Ob der Agent policy.networking.k8s.io/v1alpha2 liest; üblicherweise nicht.',
  'aws-vpc-cni networkPolicy':
    'Üblicherweise aus. standard: Ein neuer Pod ist offen, bis seine Regeln da sind; strict: geschlossen, bis eine Policy etwas erlaubt.',
  'aws-vpc-cni externalSnat':
    'AWS_VPC_K8S_CNI_EXTERNALSNAT: Pods erreichen Adressen außerhalb der VPC mit ihrer eigenen Adresse, durch ein NAT-Gateway.',
  'aws-vpc-cni podSecurityGroups': 'Pods an Branch-Schnittstellen mit eigenen Security Groups.',
}

export const plugins: typeof PLUGINS = {
  legend: 'Netzwerk-Plugin (CNI)',
  mode: 'Modus',
  about: {
    reference: 'Jede API genau so, wie ihr eigener Text es sagt, von niemand Bestimmtem durchgesetzt.',
    flannel: 'Trägt Pakete und liest keine Policies, wenn nicht sein Controller für Policies daneben läuft.',
    calico:
      'Leitet zu jedem Pod unter dessen eigener Adresse, und setzt NetworkPolicy und ClusterNetworkPolicy nach Adressen durch.',
    cilium: 'eBPF-Programme an jedem Pod; kennt Pods und Nodes an ihrer Identität, sodass Blöcke sie nie treffen.',
    'aws-vpc-cni': 'Pods haben Adressen der VPC. Der Agent für Policies ist üblicherweise aus.',
  },
  noneAbout: 'Ein Cluster gleich nach der Installation: Nodes sind nicht bereit, und Pods warten auf ein Netzwerk.',
  help: (plugin, option, english) => HELP[`${plugin} ${option}`] ?? english,
}
