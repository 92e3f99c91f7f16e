import { code, say } from '../../sentence.ts'
import type { PageWords } from '../page.ts'
import type { PEER_PAGES } from '../peer-pages.ts'

/** Wen eine Regel zulässt, und Regeln, die nichts tun. */
export const PEER_WORDS: Readonly<Record<keyof typeof PEER_PAGES, PageWords>> = {
  'rule-admits-nobody': {
    title: 'Eine Regel lässt niemanden zu',
    why: say`Keiner ihrer Peers trifft einen Pod, also ist es, als gäbe es die Regel nicht. Für wen sie gedacht war, der bleibt draußen.`,
    todo: say`Vergleiche den Selektor mit den Labels der Pods, für die er gedacht ist.`,
  },
  'peer-matches-nothing': {
    title: 'Einer von mehreren Peers trifft keinen Pod',
    why: say`Die anderen Peers der Regel zählen weiterhin; dieser lässt niemanden zu.`,
    todo: say`Berichtige das Label, oder nimm den Peer heraus.`,
  },
  'peer-elsewhere': {
    title: 'Die Peers sind in einem anderen Namespace',
    why: say`Ein ${code('podSelector')} allein meint Pods des eigenen Namespace der Policy, wo auch immer sonst Pods diese Labels haben.`,
    todo: say`Schreib einen ${code('namespaceSelector')} in denselben Eintrag, ohne eigenen Strich.`,
  },
  'namespace-label-unknown': {
    title: 'Kein Namespace hat dieses Label',
    why: say`Namespaces wählt man nach Labels aus, die jemand dorthin geschrieben hat. Ihr Name ist kein Label, aber jeder Namespace hat ${code('kubernetes.io/metadata.name')} mit seinem Namen.`,
    todo: say`Nimm ${code('kubernetes.io/metadata.name')}, oder gib dem Namespace das Label.`,
  },
  'peer-on-host-network': {
    title: 'Ein Peer trifft nur Pods im Netzwerk des Hosts',
    why: say`Für eine Policy sind sie der Node, auf dem sie laufen: Selektoren treffen sie nie.`,
    todo: say`Lass die Adressen der Nodes mit einem ${code('ipBlock')} zu.`,
  },
  'or-instead-of-and': {
    title: 'Zwei Striche, wo einer gemeint war',
    why: say`Einträge einer Liste sind Alternativen. Ein Namespace in einem und Pods im nächsten lassen alles in jenem Namespace zu, und diese Pods im eigenen der Policy.`,
    todo: say`Nimm den zweiten Strich heraus, sodass beide Selektoren in einem Eintrag stehen.`,
  },
  'own-namespace-only': {
    title: 'Ein leerer podSelector ist nur der eigene Namespace',
    why: say`Es liest sich wie jeder Pod. Gemeint ist jeder Pod im Namespace der Policy: DNS, das in einem anderen läuft, gehört nicht dazu.`,
    todo: say`Wenn das gemeint ist, nichts. Für Pods aller Namespaces schreib ${code('namespaceSelector: {}')} dazu.`,
  },
  'empty-list-admits-all': {
    title: 'Eine leere Liste heißt alle, nicht niemand',
    why: say`Eine Regel ohne Peers lässt von überall zu, auch von außerhalb des Clusters; eine ohne Ports öffnet alle. Ein Eintrag, der nur aus seinem Strich besteht, lässt alles zu.`,
    todo: say`Um niemanden zuzulassen, lass die Regel weg. Um alle zuzulassen, lass die leere Liste weg.`,
  },
  'not-in-takes-unlabelled': {
    title: 'NotIn nimmt auch, was dieses Label nicht hat',
    why: say`${code('NotIn')} gilt, wenn der Wert ein anderer ist, und auch, wenn das Label gar nicht da ist.`,
    todo: say`Nimm ${code('Exists')} für denselben Schlüssel dazu, um nur zu treffen, was das Label mit einem anderen Wert hat.`,
  },
  'duplicate-rule': {
    title: 'Zwei Regeln sagen dasselbe',
    why: say`Regeln fügen nur hinzu. Die zweite ändert nichts, und wer eine von ihnen bearbeitet, wird sich wundern.`,
    todo: say`Lösch eine von ihnen.`,
  },
  'rule-covered': {
    title: 'Eine Regel, die eine andere schon enthält',
    why: say`Regeln sind Alternativen: Die weite lässt alles zu, was die enge zulässt. Die enge schränkt nichts ein.`,
    todo: say`Lösch die enge Regel; oder die weite, wenn sie der Fehler ist.`,
  },
  'rule-shadowed': {
    title: 'Eine Regel, die nie entscheidet',
    why: say`Regeln für den ganzen Cluster werden der Reihe nach gefragt, und die erste, die passt, entscheidet; auch nach ${code('Pass')} wird keine spätere Regel des Tiers gefragt. Eine frühere Regel, dieser Policy oder einer mit kleinerer Priorität, passt auf alles, worauf diese passt.`,
    todo: say`Stell die enge Regel nach vorn; oder lösch sie, wenn die weite gemeint ist.`,
  },
  'policy-changes-nothing': {
    title: 'Eine Policy, die nichts ändert',
    why: say`Ihre Pods sind ohnehin isoliert, und was sie erlaubt, erlauben auch andere. Policies fügen nur hinzu: Eine ohne Regeln nimmt nichts von dem weg, was eine andere erlaubt.`,
    todo: say`Lösch sie; oder eng die Policy ein, die zu viel erlaubt.`,
  },
}
