import type { CniName } from '../../../../sim/cni/choice.ts'
import { anzahl } from '../../catalogue/de/count.ts'
import { code, list, say, type Sentence } from '../../sentence.ts'
import type { POLICY_STEPS } from '../policy-steps.ts'
import { policyOf, type Scene } from '../scene.ts'
import { node } from './scene.ts'

const LESER: Readonly<Record<CniName, string>> = {
  reference: 'Der CNI-Agent',
  flannel: 'kube-network-policies',
  calico: 'Felix',
  cilium: 'Der Agent von Cilium',
  'aws-vpc-cni': 'Der Policy-Controller',
}

function pods(scene: Scene): Sentence {
  const { pods: amount = 0, names = [] } = policyOf(scene)?.selected ?? {}
  if (amount === 0) return say`keinen Pod`
  return amount > names.length
    ? say`${anzahl(amount, { one: 'Pod', other: 'Pods' })}`
    : list(
        names.map((name) => [code(name)]),
        'und',
      )
}

const art = (scene: Scene) => policyOf(scene)?.policy.kind ?? 'sie'
const istEingebaut = (scene: Scene) => art(scene) === 'NetworkPolicy'

const WARUM_NIEMAND: Readonly<Record<CniName, (scene: Scene) => Sentence>> = {
  reference: () => say`Niemand handelt danach.`,
  flannel: (scene) =>
    say`Flannel befördert Pakete und liest keine Policies${istEingebaut(scene) ? ', und sonst tut es hier niemand' : '; sein Controller für Policies liest diese Art nicht'}.`,
  calico: (scene) => say`Calico liest ${art(scene)} in dieser Version nicht.`,
  cilium: (scene) =>
    say`Cilium liest ${art(scene)} nicht${art(scene) === 'ClusterNetworkPolicy' ? ', solange das nicht eingeschaltet ist' : ''}.`,
  'aws-vpc-cni': (scene) =>
    istEingebaut(scene)
      ? say`Der Agent für Policies ist aus, wie von Haus aus.`
      : say`Der Policy-Controller liest NetworkPolicy, und nicht ${art(scene)}.`,
}

const GESEHEN: Readonly<Record<CniName, Sentence>> = {
  reference: say`Ein Netzwerk-Plugin, das Policies durchsetzt, hat auf jedem Node einen Agenten, und jeder davon sieht Policies, Pods und Namespaces zu.`,
  flannel: say`Es läuft neben flanneld auf jedem Node und sieht Policies, Pods und Namespaces zu.`,
  calico: say`Felix läuft in calico-node auf jedem Node und sieht Policies und Pods zu. In größeren Clustern steht Typha dazwischen und gibt an viele weiter, was es einmal gehört hat.`,
  cilium: say`Der Agent auf jedem Node sieht NetworkPolicy als protobuf zu, und Ciliums eigenen Policies, die Custom Resources sind, als JSON.`,
  'aws-vpc-cni': say`Ein Controller in der Control Plane sieht Policies, Pods, Namespaces und Services zu. Die Nodes sehen keinem davon zu.`,
}

const ERMITTELT: Readonly<Record<CniName, Sentence>> = {
  reference: say`Der Agent findet die Pods, die die Policy auswählt, und die, die ihre Regeln hereinlassen. Ändern sich Labels, tut er es noch einmal, und das Objekt der Policy bleibt, wie es ist.`,
  flannel: say`Der Agent behält die Policies, wie sie sind. Er wird jede neue Verbindung selbst damit vergleichen, nach Adressen.`,
  calico: say`Felix macht aus der Policy seine eigene Form, im Tier ${code('default')}, und aus jedem Selektor eine Menge von Adressen. Ändern sich Labels, ändern sich nur die Mengen.`,
  cilium: say`Aus jedem Selektor wird eine Liste von Identitäten: Nummern, die für Mengen von Labels stehen. Adressen spielen keine Rolle; ein Pod, der mit einer anderen Adresse wiederkommt, ändert also nichts.`,
  'aws-vpc-cni': say`Der Controller schlägt einmal nach, welche Pods jeder Selektor meint, auch hinter Services, und schreibt ihre Adressen auf.`,
}

function hier(scene: Scene): Sentence {
  const { pods: amount = 0, nodes = [] } = policyOf(scene)?.selected ?? {}
  if (amount === 0)
    return say`Nichts: Die Policy wählt keinen Pod aus, weder hier noch anderswo. Die Agenten merken sie sich für Pods, die noch kommen.`
  const others = nodes.length - 1
  return say`Jeder Agent nimmt nur, was Pods seines eigenen Nodes betrifft. Sie wählt ${pods(scene)} aus; hier sind die auf ${node(scene)}${others > 0 ? `, und ${others === 1 ? 'ein weiterer Node tut dasselbe für seine' : `${others} weitere Nodes tun dasselbe für ihre`}` : ''}.`
}

const EINGETRAGEN: Readonly<Record<CniName, (scene: Scene) => Sentence>> = {
  reference: () => say`Regeln im Paketfilter des Nodes, oder eBPF-Programme: Das wählt das Plugin.`,
  flannel: () =>
    say`Nicht die Regeln: Nur die Adressen der ausgewählten Pods kommen in eine Menge von nftables. Neue Verbindungen dieser Pods kommen in eine Schlange, und der Agent entscheidet über jede.`,
  calico: ({ step }) =>
    step.transport?.protocol === 'eBPF'
      ? say`Felix lädt für die Schnittstelle jedes Pods ein eBPF-Programm, und die Mengen von Adressen in Maps.`
      : say`Felix schreibt Ketten von iptables, zwei je Pod: ${code('cali-tw-')} für das, was zu ihm geht, ${code('cali-fw-')} für das, was von ihm kommt. Das Ende eines Tiers verwirft, was keine Policy durchgelassen hat.`,
  cilium: () =>
    say`Jeder Endpunkt hat eine Policy-Map: Eine Identität, ein Protokoll und ein Port ergeben einen Eintrag. Was keinen Eintrag hat, wird verworfen.`,
  'aws-vpc-cni': () =>
    say`Maps von Adressen und Ports, in denen eBPF-Programme an der Schnittstelle jedes Pods nachsehen. Pods, deren Namen sich erst nach dem letzten Strich unterscheiden, teilen sich eine Map.`,
}

const WIRKUNG: Readonly<Record<CniName, Sentence>> = {
  reference: say`Wie bald, und was aus Verbindungen wird, die schon offen sind, das wählt das Plugin.`,
  flannel: say`Die nächste neue Verbindung wird danach beurteilt. Offene werden spätestens eine halbe Minute später neu beurteilt.`,
  calico: say`Die nächste neue Verbindung wird danach beurteilt, vermutlich einige hundert Millisekunden nach dem Anwenden der Datei. Verbindungen, die vorher offen waren, bleiben offen.`,
  cilium: say`Das nächste Paket wird danach beurteilt, auch von Verbindungen, die vorher offen waren; vermutlich einige hundert Millisekunden nach dem Anwenden der Datei.`,
  'aws-vpc-cni': say`Der nächste neue Flow wird danach beurteilt. Ist es die erste Policy eines Pods, dann auch die Pakete von Verbindungen, die vorher offen waren.`,
}

export const policySteps: typeof POLICY_STEPS = {
  'policy-refused': () => ({
    title: 'Der API-Server weist sie zurück',
    words: say`Ein Feld ist nicht, wie es sein muss, also wird nichts aufgehoben, und nichts ändert sich. Die Probleme unter dem Text sagen, welches.`,
  }),
  'policy-unknown': (scene) => ({
    title: 'Niemand kennt diese Art',
    words: say`Dieser Cluster hat die Version der API nicht, die in der Datei steht; also findet kubectl ${policyOf(scene)?.policy.kind ?? 'diese Art'} nicht und schickt nichts.`,
  }),
  'policy-nobody': (scene) => ({
    title: 'Niemand setzt sie durch',
    words: say`Der API-Server hebt die Policy auf, und ${code('kubectl get')} zeigt sie, als wäre alles gut. ${WARUM_NIEMAND[scene.journey.about.cni](scene)} Jeder Flow bleibt, wie er war, und nichts warnt dich.`,
  }),
  'policy-seen': ({ journey: { about } }) => ({
    title: `${LESER[about.cni]} sieht die Policy`,
    words: GESEHEN[about.cni],
  }),
  'policy-resolve': (scene) => ({ title: 'Wer ist gemeint?', words: ERMITTELT[scene.journey.about.cni] }),
  'policy-publish': (scene) => ({
    title: 'Ein PolicyEndpoint mit Adressen',
    words: say`Keine Selektoren mehr: die Adressen, die durchdürfen, und dazu, wen es betrifft: ${pods(scene)}, mit dem Node von jedem. Es ist eine Custom Resource und reist deshalb als JSON.`,
  }),
  'policy-publish-store': () => ({
    title: 'etcd hebt es auf, als JSON',
    words: say`Sooft ein Pod kommt oder geht, schreibt der Controller es neu. Solche Änderungen sammelt er etwa eine Sekunde lang.`,
  }),
  'policy-published-seen': () => ({
    title: 'Jeder Agent sieht es',
    words: say`Die Agenten lesen keine NetworkPolicy und keine Labels, nur PolicyEndpoints.`,
  }),
  'policy-local': (scene) => ({
    title: `Was davon ist für ${scene.journey.node ?? 'seinen Node'}?`,
    words: hier(scene),
  }),
  'policy-program': (scene) => ({ title: 'Hinein in den Kernel', words: EINGETRAGEN[scene.journey.about.cni](scene) }),
  'policy-effect': (scene) => ({ title: 'Von jetzt an gilt sie', words: WIRKUNG[scene.journey.about.cni] }),
}
