import { CNI_OFFERS } from '../../../../sim/cni/choice.ts'
import { code, list, say, type Sentence } from '../../sentence.ts'
import type { PLUGIN_FINDING, PluginFindingFacts } from '../en/plugin-finding.ts'
import { anzahl } from './count.ts'

const richtung = (section: 'ingress' | 'egress') => (section === 'ingress' ? 'Ingress' : 'Egress')
const plugin = (name: string) => CNI_OFFERS.find((offer) => offer.name === name)?.label ?? name
const codes = (names: readonly string[]) =>
  list(
    names.map((name): Sentence => [code(name)]),
    'und',
  )
const genannt = (pods: readonly string[], all: number) =>
  list(
    [...pods.map((name): Sentence => [code(name)]), ...(all > pods.length ? [say`${all - pods.length} weitere`] : [])],
    'und',
  )

function wessen({ pods, nodes }: Extract<PluginFindingFacts, { code: 'block-fits-nobody' }>): string {
  return [
    ...(pods > 0 ? [anzahl(pods, { one: 'Pod', other: 'Pods' })] : []),
    ...(nodes > 0 ? [anzahl(nodes, { one: 'Node', other: 'Nodes' })] : []),
  ].join(' und ')
}

/** Wer anderswo passt. Pods und Sets sind immer mehrere. */
function wer({ namespaces, sets }: Extract<PluginFindingFacts, { code: 'selector-stays-home' }>): Sentence {
  const dort = namespaces.length === 0 ? [] : [say`Pods oder Sets in ${codes(namespaces)}`]
  const global = sets.length === 0 ? [] : [say`GlobalNetworkSet ${codes(sets)}`]
  return say`${namespaces.length === 0 && sets.length === 1 ? 'es passt' : 'es passen'} ${list([...dort, ...global], 'und')}`
}

export const pluginFinding: typeof PLUGIN_FINDING = {
  'not-enforced': (facts) => ({
    message: say`Von der API angenommen und von niemandem durchgesetzt: ${plugin(facts.plugin)} liest, so wie es eingestellt ist, keine ${facts.kind}`,
    advice: say`Jeder Flow bleibt, als wäre sie nicht da.`,
  }),
  'no-road': (facts) => ({
    message: say`Pods von ${code(facts.node)} und ${code(facts.other)} können einander nicht erreichen: host-gw hat keinen Weg von ${code(facts.subnet)} zu ${code(facts.otherSubnet)}`,
    advice: say`Es braucht Nodes in einem Subnetz; VXLAN braucht das nicht.`,
  }),
  'peer-fails-closed': (facts) => ({
    message: say`Calico unterstützt ${code(facts.peer)} nicht: Regel\u00a0${facts.rule + 1} ${facts.action === 'Accept' ? 'fällt weg' : 'lehnt alle ab, auf jedem Port'}`,
    advice: say`Es scheitert geschlossen. Nenn Pods, Namespaces oder ${code('networks')}.`,
  }),
  'block-fits-nobody': (facts) => ({
    message: say`${code(facts.cidr)} passt hier auf niemanden: Darin liegen nur Adressen von ${wessen(facts)}`,
    advice: say`Cilium kennt sie an ihrer Identität und vergleicht Blöcke mit dem, was draußen ist.`,
  }),
  'too-many-ports': (facts) => ({
    message: say`${facts.ports} Ports für ${facts.peer === null ? 'einen Peer' : code(facts.peer)}${facts.policies > 1 ? `, über ${facts.policies} Policies` : ''}: Der Agent hat Platz für ${facts.most}`,
    advice: say`Der Rest wird abgeschnitten, und welcher das ist, sagt niemand. Nimm ${code('endPort')} für Bereiche.`,
  }),
  'port-name-lost': (facts) => ({
    message: say`Der Portname ${code(facts.name)} geht ${facts.beside === 'block' ? 'neben einem Block' : 'in einer Regel für alle'} verloren`,
    advice: say`Auf dem Weg hinaus schlägt der Controller des VPC CNI Namen nur für Selektoren nach: Schreib eine Zahl.`,
  }),
  'service-not-opened': (facts) => ({
    message: say`Führt zu Pods des Service ${code(facts.service)} und nicht durch seinen Port ${facts.port}: Das VPC CNI geht nach Selektor und Ports des Service selbst`,
    advice: say`Verlang Labels, die sein Selektor hat, und den Port, zu dem sein erster Port führt.`,
  }),
  'service-port-needed': (facts) => ({
    message: say`${code(facts.cidr)} führt nicht durch den Service ${code(facts.service)}: Dieses Plugin vergleicht ${code(`${facts.address}:${facts.port}`)} damit`,
    advice: say`Wähl die Pods nach ihren Labels aus, oder nimm Adresse und Port des Service dazu.`,
  }),
  'pod-without-owner': (facts) => ({
    message: say`${code(facts.pod)} hat keinen Besitzer: Policies des VPC CNI sind für Pods eines Deployments oder eines anderen Controllers`,
    advice: say`Was aus anderen wird, ist nicht zugesagt.`,
  }),
  'pods-share-rules': (facts) => ({
    message: say`${genannt(facts.pods, facts.count)} teilen sich einen Satz Regeln, wie alle Pods eines Nodes, die ${code(`${facts.stem}-…`)} heißen`,
    advice: say`Policies, die sie nach Labels unterscheiden, halten nicht. Gib ihnen andere Namen.`,
  }),
  'denies-the-rest-too': (facts) => ({
    message: say`Auch alle anderen werden abgelehnt: Keine Regel dieser Policy lässt ${richtung(facts.section)} durch, und das Ende ihres Tiers lehnt den Rest ab`,
    advice: say`Ergänze eine letzte Regel, die erlaubt, oder eine, die den Rest weitergibt.`,
  }),
  'selects-hosts-too': (facts) => ({
    message: say`${code(facts.selector)} passt auch auf Host Endpoints: Ihnen fehlt das Label`,
    advice: say`Mit einem ${code('namespaceSelector')} sind nur Pods gemeint.`,
  }),
  'range-is-a-name': (facts) => ({
    message: say`${code(facts.port)} wird als Name eines Ports gelesen, und kein Port heißt so`,
    advice: say`Ein Bereich wird mit einem Doppelpunkt geschrieben, in Anführungszeichen.`,
  }),
  'service-without-namespace': (facts) => ({
    message: say`Regel\u00a0${facts.rule + 1} passt auf niemanden: Calico sucht den Service ${code(facts.service)} in keinem Namespace`,
    advice: say`Die Dokumentation sagt, der eigene der Policy sei gemeint; Felix ergänzt ihn nicht.`,
  }),
  'selector-word': (facts) => ({
    message: say`In einem Selektor trägt niemand ${code(facts.word)}: Endpunkte haben ${code(facts.meant)}`,
    advice: [],
  }),
  'selector-leaves-outside': (facts) => ({
    message: say`Regel\u00a0${facts.rule + 1} lehnt keine Adresse draußen ab: ${code(facts.selector)} spricht nur von Pods, Host Endpoints und Network Sets`,
    advice: say`Eine Adresse, die nichts davon ist, hat keine Labels und passt auf keinen Selektor.`,
  }),
  'no-host-endpoint': (facts) => ({
    message: say`Hier ohne Wirkung: ${code(facts.field)} ist für Host Endpoints, und es gibt keinen`,
    advice: say`Pods begegnen einer solchen Policy nie.`,
  }),
  'requests-not-read': (facts) => ({
    message: say`Regel\u00a0${facts.rule + 1} erlaubt jede Anfrage: Application Layer Policy ist nicht installiert`,
    advice: say`Ohne sie wird ${code('http')} übergangen.`,
  }),
  'reopens-isolated': (facts) => ({
    message: say`Regel\u00a0${facts.rule + 1} öffnet wieder, was ${code(facts.by)} schließt: NetworkPolicies stehen bei order 1000 und lehnen selbst nichts ab`,
    advice: say`Das Ende des Tiers lehnt ab, und diese Policy wird vorher gefragt${facts.order === null ? '; ohne order ist sie die letzte' : ''}.`,
  }),
  'namespace-replaced': (facts) => ({
    message: say`Regel\u00a0${facts.rule + 1} lässt ${facts.pods === 1 ? 'den Pod' : `die ${anzahl(facts.pods, { one: 'Pod', other: 'Pods' })}`} von ${code(facts.namespace)} aus, ${facts.pods === 1 ? 'der' : 'die'} auf ${code(facts.selector)} ${facts.pods === 1 ? 'passt' : 'passen'}`,
    advice: say`Ein ${code('namespaceSelector')} tritt an die Stelle des eigenen Namespace der Policy; er kommt nicht dazu.`,
  }),
  'selector-stays-home': (facts) => ({
    message: say`In ${code(facts.namespace)} passt niemand auf ${code(facts.selector)}; ${wer(facts)}`,
    advice:
      facts.namespaces.length === 0
        ? say`Sets des Clusters findet man mit ${code('namespaceSelector: global()')}.`
        : say`Ohne ${code('namespaceSelector')} verlässt eine Regel dieser Policy nie ihren Namespace.`,
  }),
  'tier-unknown': (facts) => ({
    message: say`Kein Tier heißt ${code(facts.tier)}: Der API-Server weist die Policy eines Tiers zurück, das es nicht gibt${facts.hint === null ? [] : say`. Gemeint ist wohl ${code(facts.hint)}`}`,
    advice: say`Hier wird sie nach allen anderen Tiers gefragt, wie Felix es täte.`,
  }),
  'direction-closed': (facts) => ({
    message: say`Kein ${richtung(facts.section)} kommt durch: ${code('types')} nennt ${code(richtung(facts.section))}, und keine Regel erlaubt etwas`,
    advice: say`Das Ende des Tiers lehnt ab, worüber keine Regel entscheidet.`,
  }),
  'tier-drops-rest': (facts) => ({
    message: say`Was diese Regeln nicht erlauben, geht am Ende des Tiers ${code(facts.tier)} verloren: ${code(facts.by)} in einem späteren Tier wird nie gefragt`,
    advice: say`Eine letzte Regel, die weitergibt, überlässt den Rest den anderen.`,
  }),
}
