import { code, say } from '../../sentence.ts'
import type { PageWords } from '../page.ts'
import type { POD_PAGES } from '../pod-pages.ts'

/** Die Wände zwischen Pods und ihrem Node. */
export const POD_WORDS: Readonly<Record<keyof typeof POD_PAGES, PageWords>> = {
  'pod-security-refused': {
    title: 'Pods, die ihr Namespace nicht nimmt',
    why: say`Das Label ${code('pod-security.kubernetes.io/enforce')} eines Namespace nennt eine Stufe der Pod Security Standards. Der API-Server weist jeden Pod zurück, der sie nicht erreicht. Ein Deployment wird trotzdem angenommen: Seine Pods scheitern, wenn sein ReplicaSet sie macht, und nur die Events sagen es.`,
    todo: say`Berichtige die Felder, oder lass den Namespace weniger verlangen. „Wände“, in der Karte des Graphen, listet sie einzeln auf.`,
  },
  'pod-security-warned': {
    title: 'Pods, vor denen ihr Namespace warnt',
    why: say`Mit dem Label ${code('pod-security.kubernetes.io/warn')} nimmt der API-Server, was die Stufe nicht erreicht, und sagt es dem, der es anwendet. So findet man es heraus, ehe man es erzwingt.`,
    todo: say`Berichtige die Felder, ehe jemand ${code('enforce')} schreibt.`,
  },
  'host-network': {
    title: 'Ein Pod im Netzwerk des Hosts',
    why: say`Er hat kein eigenes Netzwerk: Er benutzt die Schnittstellen, die Adressen und die Ports seines Nodes. Policies sehen an seiner Stelle den Node und lassen ihn durch. Er kann den Verkehr aller Pods auf dem Node mitlesen und mit dem Kubelet reden, und mit allem, was nur auf dem Node lauscht.`,
    todo: say`Nimm die Zeile heraus. Agenten des Nodes brauchen sie: Leg sie in einen Namespace mit dem Label ${code('pod-security.kubernetes.io/enforce: privileged')}, das sagt, dass es so gemeint ist.`,
  },
  'host-port': {
    title: 'Ein Port des Nodes, der zu einem Pod führt',
    why: say`${code('hostPort')} öffnet auf dem Node, auf dem der Pod läuft, einen Port, ohne Service. In einer Liste offener Türen vergisst man ihn leicht, und zwei Pods mit demselben passen nicht auf einen Node.`,
    todo: say`Nimm einen Service vom Typ NodePort oder LoadBalancer, den alle sehen und für den man Policies schreibt.`,
  },
  'privileged-container': {
    title: 'Ein privilegierter Container',
    why: say`Er hat jede Capability und jedes Gerät seines Nodes. Wer ihn übernimmt, hat den Node, und damit den Verkehr jedes Pods dort.`,
    todo: say`Gib ihm die eine Capability, die er braucht. Die meisten Programme brauchen keine.`,
  },
  'network-capability-added': {
    title: 'Eine Capability, die das Netzwerk berührt, kommt dazu',
    why: say`Mit ${code('NET_RAW')} sendet ein Programm Pakete unter jedem Namen; wo Pods sich eine Bridge teilen, kann es sich ihren Verkehr schicken lassen. Mit ${code('NET_ADMIN')} ändert es Adressen, Routen und Paketfilter seines Pods: im Netzwerk des Hosts die des Nodes, und damit das, woraus Policies gemacht sind.`,
    todo: say`Nimm sie heraus, oder verlege die Arbeit in einen eigenen Container, der sonst nichts zu tun hat.`,
  },
  'capability-prefix': {
    title: 'Eine Capability ist mit CAP_ geschrieben',
    why: say`Der Kernel nennt sie ${code('CAP_NET_RAW')}, die API nennt sie ${code('NET_RAW')}. Die Laufzeit setzt das Präfix vor jeden Namen, also nennt dieser nichts. Was wegfallen sollte, ist noch da.`,
    todo: say`Lass ${code('CAP_')} weg.`,
  },
}
