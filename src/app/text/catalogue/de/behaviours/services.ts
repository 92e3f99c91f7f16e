import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NIEMAND, OFFEN } from './answers.ts'

export const services: BehaviourTexts<'services'> = {
  'service-seen': {
    title: 'Ein Service, auf dem Weg hinaus',
    values: {
      backend: ['als der Pod dahinter', 'Der Service wird vorher übersetzt: Regeln nennen den Pod und seinen Port.'],
      'service-address': [
        'als der Service',
        'Geurteilt wird, bevor er übersetzt ist: Blöcke werden mit Adresse und Port des Service verglichen.',
      ],
      nobody: NIEMAND,
    },
  },
  'service-labels': {
    title: 'Selektoren, durch einen Service hindurch',
    values: {
      'pod-labels': ['die Labels des Pods', 'Es entscheidet, was der Pod dahinter trägt.'],
      'service-selector': [
        'der Selektor des Service',
        'Ein Service ist nur zu erreichen, wenn die Labels, nach denen er auswählt, die Regel erfüllen; weitere Labels an seinen Pods helfen nicht.',
      ],
      nobody: NIEMAND,
    },
  },
  'api-server': {
    title: 'Der API-Server, als kubernetes.default',
    values: {
      'node-address': [
        'ein Block mit seiner Adresse',
        'Adresse und Port hinter dem Service, etwa 172.18.0.10 und 6443.',
      ],
      entity: ['kein Block', 'Er ist eine Entity, kube-apiserver, die nur eine CiliumNetworkPolicy nennen kann.'],
      'service-address': ['ein Block mit der des Service', 'Adresse und Port des Service, etwa 10.96.0.1 und 443.'],
      nobody: NIEMAND,
    },
  },
  'node-port-from-pod': {
    title: 'Ein Pod, der den Port eines anderen Nodes wählt',
    values: {
      backend: ['als der Pod dahinter', 'Der Port wird dort übersetzt, wo der Pod läuft.'],
      'node-port': [
        'als jener Node',
        'Jener Node übersetzt ihn; hier geht das Paket noch an den Node und seinen Port.',
      ],
      nobody: NIEMAND,
    },
  },
  'own-service': {
    title: 'Ein Pod, der sich über seinen Service selbst aufruft',
    values: {
      'left-open': OFFEN,
      judged: ['wird beurteilt', 'Wie jeder andere Flow, an beiden Toren.'],
      skipped: ['kommt durch', 'Policies werden dafür übergangen.'],
      'own-node': [
        'kommt herein',
        'Es kommt mit der Adresse seines Nodes zurück, und der kommt immer herein. Auf dem Weg hinaus wird der Service beurteilt.',
      ],
      nobody: NIEMAND,
    },
  },
  'local-dns': {
    title: 'NodeLocal DNSCache und eine Regel für kube-dns',
    values: {
      'left-open': OFFEN,
      'needs-block': [
        'braucht einen Block',
        'Die Anfrage geht an eine Adresse des Nodes, also passt eine Regel für die Pods von kube-dns nicht. Mit NOTRACK werden Antworten an Pods verworfen, deren Ingress zu ist.',
      ],
      'needs-annotation': [
        'braucht eine Annotation',
        'Der Service braucht projectcalico.org/natExcludeService, und die Adressen der Nodes brauchen eine Regel.',
      ],
      'needs-redirect': [
        'braucht eine Redirect-Policy',
        'Eine CiliumLocalRedirectPolicy mit einem Cache, der nicht im Netz des Nodes ist, oder eine Regel für den Node.',
      ],
      'service-fits': [
        'die Regel passt',
        'Die Adresse des Service kube-dns steht in der Map der Regel. 169.254.20.10 braucht einen Block.',
      ],
      nobody: NIEMAND,
    },
  },
}
