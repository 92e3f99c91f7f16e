import type { CniName } from '../../../../sim/cni/choice.ts'
import { code, list, say, type Sentence } from '../../sentence.ts'
import { hasOwnInterface, hasPorts, hostEndName, isStrict, type CNI_STEPS } from '../cni-steps.ts'
import type { Scene } from '../scene.ts'
import { adressen, node, pod } from './scene.ts'

const plugin = ({ step }: Scene) => code(step.actor ?? 'das Plugin')
const hostEnde = (scene: Scene) => code(hostEndName(scene) ?? 'das andere Ende')

function gestartet(scene: Scene): Sentence {
  const { actor } = scene.step
  if (actor === 'portmap')
    return say`Das nächste der Liste, mit der bisherigen Antwort als ${code('prevResult')}. ${hasPorts(scene) ? say`Der Pod öffnet einen Port an seinem Node (${code('hostPort')}), also schreibt portmap Regeln, die von dort zum Pod führen.` : say`Der Pod öffnet keinen Port an seinem Node, also hat portmap nichts zu tun.`}`
  if (actor === 'egress-cni')
    return say`Das nächste der Liste. Es gibt Pods einen Weg hinaus in der anderen Adressfamilie; hier ist es ausgeschaltet und reicht die Antwort weiter.`
  return say`${plugin(scene)} ist ein gewöhnliches Programm in ${code('/opt/cni/bin')}. Was zu tun ist, steht in Variablen; es liest JSON von der Standardeingabe und gibt seine Antwort aus. Nichts geht über ein Netz.`
}

function antwort({ step, journey }: Scene): Sentence {
  switch (step.actor) {
    case 'calico':
      return say`Nur das Ende der Leitung am Node ist aufgeführt, und bei der Adresse steht keine Schnittstelle: Die Runtime nimmt sie für ${code('eth0')}. Die Länge ist die des Blocks; im Pod steht die Adresse allein.`
    case 'aws-cni':
      return say`Schnittstellen, und eine Adresse, die zur Nummer 1 davon gehört, von 0 an gezählt. Die Attrappe ist keine Schnittstelle: Sie hebt für DEL auf, wofür die Antwort kein Feld hat.`
    case 'portmap':
    case 'egress-cni':
      return say`Es reicht weiter, was es bekommen hat: die Antwort der Liste.`
    default:
      return say`Schnittstellen, Adressen, Routen. Die Adresse gehört zu ${code('eth0')}, Nummer ${journey.about.cni === 'cilium' ? '1' : '2'} der Schnittstellen, von 0 an gezählt.`
  }
}

const bridge = (scene: Scene): Sentence =>
  say`Ein veth-Paar ist eine Leitung mit zwei Enden: ${code('eth0')} im Pod, ${hostEnde(scene)} auf ${node(scene)}, eingesteckt in die Bridge ${code('cni0')}, an der alle anderen Pods des Nodes hängen.`

const LEITUNGEN: Readonly<Record<CniName, (scene: Scene) => Sentence>> = {
  reference: bridge,
  flannel: bridge,
  calico: (scene) =>
    say`Ein veth-Paar: ${code('eth0')} im Pod, ${hostEnde(scene)} auf ${node(scene)}. Die Adresse steht allein, und das Gateway 169.254.1.1 ist an keinem Gerät: Der Kernel des Nodes antwortet dafür. So teilen sich Pods eines Nodes nie ein Segment.`,
  cilium: (scene) =>
    say`Ein veth-Paar: ${code('eth0')} im Pod, ${hostEnde(scene)} auf ${node(scene)}. Was den Pod verlässt, trifft am Ende des Nodes auf ein eBPF-Programm.`,
  'aws-vpc-cni': (scene) =>
    say`Ein veth-Paar: ${code('eth0')} im Pod, ${hostEnde(scene)} auf ${node(scene)}. Das Gateway 169.254.1.1 ist an keinem Gerät; seine Hardware-Adresse bekommt der Pod ein für alle Mal gesagt. Regeln wählen die Netzwerkschnittstelle nach der Adresse des Pods.`,
}

export const cniSteps: typeof CNI_STEPS = {
  'cni-config': ({ journey: { about } }) => ({
    title: 'Eine Datei nennt die Plugins',
    words: say`Von den Dateien in ${code('/etc/cni/net.d')} zählt die erste in alphabetischer Reihenfolge. Diese nennt ${
      about.journey === 'cni-add'
        ? list(
            about.plugins.map((name) => [code(name)]),
            'und',
          )
        : say`die Plugins`
    }, auszuführen in dieser Reihenfolge. Ein Node ohne so eine Datei bleibt NotReady.`,
  }),
  'cni-exec': (scene) => ({
    title: `Die Runtime startet ${scene.step.actor ?? 'das Plugin'}`,
    words: gestartet(scene),
  }),
  'cni-delegate': (scene) => ({
    title: `${scene.step.actor ?? 'Ein anderes'} ist an der Reihe`,
    words: say`Ein Plugin darf ein anderes starten und spricht mit ihm, wie die Runtime mit Plugins spricht. ${plugin(scene)} bekommt dieselben Variablen und eigenes JSON.`,
  }),
  'cni-delegate-answer': (scene) => ({
    title: `${scene.step.actor ?? 'Es'} antwortet`,
    words:
      scene.step.actor === 'bridge'
        ? say`Es ergänzt, was host-local gesagt hat, um die Schnittstellen. flannel gibt das als seine eigene Antwort weiter.`
        : say`Ein Plugin für Adressen antwortet ohne Schnittstellen: nur die Adresse, und was geroutet werden soll.`,
  }),
  'cni-answer': (scene) => ({ title: `${scene.step.actor ?? 'Das Plugin'} antwortet`, words: antwort(scene) }),
  'cni-cache': () => ({
    title: 'Die Runtime hebt die Antwort auf',
    words: say`DEL und CHECK bekommen sie wieder als ${code('prevResult')}, auch wenn inzwischen jemand die Liste ändert.`,
  }),
  'cni-status': (scene) => ({
    title: 'Das Kubelet fragt nach der Adresse',
    words: say`Die Runtime nimmt ${adressen(scene)} für die Adresse des Pods, weil sie zu ${code('eth0')} gehört. Das Kubelet schreibt sie in den Status des Pods.`,
  }),
  'cni-del': (scene) => ({
    title: 'Wenn der Pod geht: DEL',
    words: say`Dieselbe Liste, das letzte Plugin zuerst${scene.step.message ? say`: ${code(scene.step.message.target)}` : say``}. DEL darf nicht scheitern, weil etwas schon weg ist, und die Runtime wiederholt es, bis es gelingt.`,
  }),
  'cni-failure': (scene) => ({
    title: 'Wäre ADD gescheitert',
    words: say`${plugin(scene)} gäbe stattdessen ein Fehlerobjekt aus und endete mit einem anderen Code als 0. Die Runtime macht mit DEL rückgängig, was getan war, und ${pod(scene)} bleibt in ${code('ContainerCreating')}. Das Kubelet meldet das Event und versucht es in einer neuen Sandbox noch einmal.`,
  }),
  plumb: (scene) => ({ title: 'Eine Leitung zwischen Pod und Node', words: LEITUNGEN[scene.journey.about.cni](scene) }),
  'flannel-subnet': (scene) => ({
    title: 'Welche Adressen hat dieser Node?',
    words: say`flanneld hat die Antwort in eine Datei geschrieben, als es den Bereich von ${node(scene)} aus dessen Node-Objekt erfuhr. Das Plugin liest sie nur, also bekommen neue Pods auch dann Adressen, wenn flanneld weg ist.`,
  }),
  'host-local-file': (scene) => ({
    title: 'Eine Datei für jede Adresse',
    words: say`Das ist die ganze Buchführung von host-local: eine Datei, deren Name ${adressen(scene)} ist, mit der Id der Sandbox darin. Wo es keine Datei gibt, ist die Adresse frei.`,
  }),
  'calico-ready': () => ({
    title: 'Darf ich?',
    words: say`${code('calico')} fragt, ob der Datenspeicher bereit ist; während eines Upgrades sagt er nein. Der Datenspeicher ist die API von Kubernetes.`,
  }),
  'calico-pod': (scene) => ({
    title: 'Wer ist dieser Pod?',
    words: say`Die Variablen sagen nur seinen Namen. ${code('calico')} liest Labels, Ports und Annotationen von ${pod(scene, 'dem Pod')}; eine Annotation kann einen Pool oder eine Adresse verlangen.`,
  }),
  'calico-lock': () => ({
    title: 'Einer nach dem anderen',
    words: say`Eine Sperre auf dem Node: Pods, die zugleich starten, fragen nacheinander nach Adressen, damit sie sich nicht um denselben Block streiten.`,
  }),
  'calico-block': (scene) => ({
    title: 'Eine Adresse aus dem Block des Nodes',
    words: say`${node(scene, 'Sein Node')} besitzt einen Block von 64 Adressen. Der Block ist eine Custom Resource, also ist das JSON: ein Platz für jede Adresse, und in dem Platz, der vergeben ist, die Nummer eines Attributs, das sagt, wem sie gehört.`,
  }),
  'calico-annotate': (scene) => ({
    title: 'Die Adresse kommt an den Pod',
    words: say`Bevor es antwortet, schreibt das Plugin ${adressen(scene)} an den Pod. Felix sieht sie dort auf jedem Node, lange bevor das Kubelet sie meldet.`,
  }),
  'cilium-config': () => ({
    title: 'Wie machen wir es hier?',
    words: say`Das Plugin kennt keine Einstellungen. Es fragt den Agenten auf seinem eigenen Node, über einen Unix-Socket, in JSON: welche Schnittstellen, welche MTU, wer Adressen vergibt.`,
  }),
  'cilium-ipam': (scene) => ({
    title: 'Der Agent vergibt eine Adresse',
    words: say`Aus dem Bereich von ${node(scene)}, den der Operator in dessen CiliumNode geschrieben hat. Die Antwort nennt auch die Adresse von ${code('cilium_host')}: das Gateway des Pods.`,
  }),
  'cilium-endpoint': () => ({
    title: 'Ein Endpunkt, mit seiner Identität',
    words: say`Der Agent findet die Labels des Pods, macht eine Identität daraus und lädt die eBPF-Programme des Endpunkts. Das Plugin wartet, bis das getan ist (${code('sync-build-endpoint')}), und antwortet erst dann.`,
  }),
  'aws-add-network': (scene) => ({
    title: 'ipamd vergibt eine Adresse',
    words: hasOwnInterface(scene)
      ? say`Dieser Pod hat eine eigene Netzwerkschnittstelle mit eigenen Security Groups. ipamd schlägt nach, welche es ist: ein VLAN auf der Trunk-Schnittstelle des Nodes.`
      : say`ipamd hält an den Netzwerkschnittstellen des Nodes Adressen der VPC auf Vorrat, also muss jetzt niemand EC2 fragen. Wird der Vorrat knapp, holt es von selbst mehr.`,
  }),
  'aws-enforce': (scene) => ({
    title: 'Der Policy-Agent muss zustimmen',
    words: say`Das Plugin sagt dem Policy-Agenten Bescheid über ${pod(scene, 'den Pod')}; der fängt ${isStrict(scene) ? 'geschlossen an, bis eine Policy etwas erlaubt' : 'offen an, bis seine Regeln da sind'}. Antwortet der Agent nicht, scheitert ADD.`,
  }),
}
