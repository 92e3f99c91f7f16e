import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { OFFEN } from './answers.ts'

export const more: BehaviourTexts<'more'> = {
  'l7-rules': {
    title: 'Regeln über Anfragen',
    values: {
      none: ['keine', 'Es gibt keine.'],
      calico: ['HTTP, mit Envoy', 'HTTP-Regeln der eigenen Policies, wenn Application Layer Policy an ist.'],
      cilium: ['HTTP, DNS, TLS', 'In den eigenen Policies, durch Envoy und einen DNS-Proxy.'],
    },
  },
  'domain-rules': {
    title: 'Regeln nach Domainnamen',
    values: {
      none: ['keine', 'Es gibt keine.'],
      snooping: ['ja', 'Indem es die Antworten auf DNS-Anfragen mitliest.'],
      'dns-proxy': ['toFQDNs', 'In den eigenen Policies, durch einen DNS-Proxy.'],
      'auto-mode': ['nur Auto Mode', 'In einer ApplicationNetworkPolicy im EKS Auto Mode.'],
    },
  },
  'trial-policies': {
    title: 'Eine Policy ausprobieren',
    values: {
      none: ['keine', 'Eine Policy gilt, sobald sie da ist.'],
      staged: ['Policies auf Probe', 'Eine StagedNetworkPolicy wird gemeldet und nicht durchgesetzt.'],
      audit: ['Audit-Modus', 'Im Audit-Modus wird Verworfenes nur gemeldet.'],
    },
  },
  encryption: {
    title: 'Verschlüsselung zwischen Nodes',
    values: {
      'left-open': OFFEN,
      none: ['keine', 'Die Pakete der Pods sind auf der Leitung lesbar.'],
      wireguard: ['WireGuard', 'Mit WireGuard.'],
      'wireguard-or-ipsec': ['WireGuard, IPsec', 'Mit WireGuard oder IPsec, wenn es eingeschaltet ist.'],
      'in-hardware': ['manche Instanzen', 'Nicht durch das Plugin; manche Instanztypen verschlüsseln untereinander.'],
    },
  },
  spoofing: {
    title: 'Ein Pod, der seine Adresse fälscht',
    values: {
      'left-open': OFFEN,
      nobody: ['niemand prüft', 'Alle Pods eines Nodes teilen sich eine Bridge.'],
      'reverse-path': ['wird verworfen', 'Der Rückweg wird geprüft.'],
      'source-check': ['wird verworfen', 'Der Sender muss die eigene Adresse des Pods sein (Drop 132).'],
      'routes-only': ['bekommt keine Antwort', 'Kein Programm prüft; Routen und statisches ARP halten Antworten fern.'],
    },
  },
}
