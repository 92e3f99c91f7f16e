import { code, list, say } from '../../sentence.ts'
import type { CNIS } from '../en/cnis.ts'

const zahl = (amount: number) => amount.toLocaleString('de')

export const cnis: typeof CNIS = {
  label: 'Dasselbe YAML unter mehreren Netzwerk-Plugins',
  rowsLabel: 'Zeilen des Vergleichs',
  rows: { flows: 'Flows', behaviours: 'Was Plugins verschieden machen' },
  showAll: 'Auch was alle gleich machen',
  column: 'Spalte',
  addColumn: 'Diese Spalte hinzufügen',
  failed: 'Die Plugins ließen sich nicht vergleichen. Bei der nächsten Änderung wird es wieder versucht.',
  waiting: 'Dasselbe YAML wird unter jedem Plugin geöffnet …',
  openExample: (title) => `„${title}“ öffnen`,
  differ: (differing, compared) =>
    differing === 1
      ? `Einer von ${zahl(compared)} Flows geht verschieden aus.`
      : `${zahl(differing)} von ${zahl(compared)} Flows gehen verschieden aus.`,
  agree: 'Alle Spalten sind sich hier bei jedem Flow einig.',
  believed: 'vermutet',
  believedFirst: 'Vermutet: ',
  believedHelp:
    'Keine Seite des Projekts sagt es ausdrücklich: Es folgt aus dem, was seine Seiten und sein Code sagen, oder ist allgemein bekannt.',

  sameBehaviours: 'Diese Spalten machen alles gleich. Ändere eine, oder füg eine hinzu.',
  behavioursLabel: 'Was diese Plugins verschieden machen',
  behaviour: 'Verhalten',
  inNewTab: ', in einem neuen Tab',

  plugin: 'Plugin',
  removeColumn: 'Spalte entfernen',
  inUse: 'in Gebrauch',
  use: 'Nehmen',
  useNamed: (plugin) => `${plugin} nehmen`,
  changeColumn: 'Spalte ändern',
  changeNamed: (plugin) => `Spalte ${plugin} ändern`,

  flowsLabel: 'Flows, die verschieden ausgehen, nach Netzwerk-Plugin',
  flow: 'Flow',
  to: 'zu',
  whyDiffer: 'Warum sie verschieden ausgehen',
  more: (flows) =>
    `${zahl(flows)} ${flows === 1 ? 'weiterer geht' : 'weitere gehen'} verschieden aus. Eine Frage oben ist immer die erste Zeile.`,
  pointAt: 'Zeig auf ein Urteil, dann siehst du den Grund. Ein Klick nimmt dieses Plugin und fragt nach dem Flow.',
  allColumns: 'Alle Spalten',
  under: (plugin) => `, unter ${plugin}. `,
  words: { allowed: 'Erlaubt', depends: 'Kommt darauf an', noAnswer: 'Keine Antwort', denied: 'Abgelehnt' },
  places: { noRoad: 'kein Weg', nobodyAnswers: 'niemand antwortet', leaving: 'am Ausgang', entering: 'am Eingang' },
  kinds: {
    asked: 'oben gefragt',
    direct: '',
    service: 'durch den Service',
    'node-port': 'von draußen',
    node: 'zwischen Node und Pod',
  },
  differences: {
    enforced: 'Sie gehen verschieden aus, wo Policies durchgesetzt werden',
    unenforced: 'Sie gehen nur verschieden aus, weil in manchen Spalten niemand Policies durchsetzt',
  },

  noAnswer: say`Die Frage hat hier keine Antwort.`,
  noRoad: (plugin) => say`${plugin} hat keinen Weg zwischen diesen beiden Nodes.`,
  noBackend: say`Dort ist kein Backend des Service bereit.`,
  dependsOn: (facts) => say`Es kommt auf ${facts} an.`,
  noRuleAnyPort: say`Keine Regel passt, welcher Port es auch ist.`,
  everyPort: say`Regeln lassen jeden Port durch.`,
  noneSelects: say`Keine Policy wählt eines der Enden aus.`,
  unread: (policies, more) =>
    say`${list([...policies, ...(more > 0 ? [say`${more} weitere`] : [])], 'und')}: von der API angenommen, von niemandem durchgesetzt.`,
  lets: (rule, policy, isOut) => say`Regel\u00a0${rule} von ${code(policy)} lässt es ${isOut ? 'hinaus' : 'herein'}.`,
  denies: (rule, policy) => say`Regel\u00a0${rule} von ${code(policy)} lehnt es ab.`,
  noRule: (policies) => say`Keine Regel von ${list(policies, 'und')} passt.`,
  startsClosed: say`Keine Policy erlaubt es, und dieses Plugin fängt geschlossen an.`,
  noPolicy: say`Keine Policy wählt es aus.`,
  exempt: {
    'same-pod': 'Ein Pod erreicht sich immer selbst.',
    'own-node': 'Der eigene Node eines Pods kommt immer herein.',
    'host-network': 'Pods im Netz ihres Nodes halten Policies nicht auf.',
    outside: 'Was draußen ist, halten Policies nicht auf.',
    'own-service': 'Ein Pod, der sich selbst über seinen Service aufruft, geht an Policies vorbei.',
    icmpv6: 'Jedes ICMPv6-Paket kommt durch.',
    'to-entry': 'Was an Ciliums eigenen Ingress geht, beurteilt dessen Envoy, nicht das Tor des Absenders.',
  },
  ownNodeOut: 'Ein Pod erreicht immer den Node, auf dem er läuft.',
}
