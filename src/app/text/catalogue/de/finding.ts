import type { FindingFacts, InRule, LabelHint, PortHint, SelectorTerm } from '../../../../ground/finding.ts'
import { assertNever } from '../../../../ground/result.ts'
import { wantedText } from '../../check.ts'
import type { FindingText } from '../../finding.ts'
import { code, list, say, type Phrase, type Sentence } from '../../sentence.ts'
import type { FINDING } from '../en/finding.ts'
import { anzahl } from './count.ts'

const text = (message: Sentence, advice: Sentence): FindingText => ({ message, advice })
const und = (items: readonly (string | Phrase)[]): Sentence =>
  list(
    items.map((item) => [typeof item === 'string' ? code(item) : item]),
    'und',
  )
const pods = (amount: number) => anzahl(amount, { one: 'Pod', other: 'Pods' })

const richtung = (section: 'ingress' | 'egress') => (section === 'ingress' ? 'Ingress' : 'Egress')
const regel = ({ rule }: InRule) => `Regel\u00a0${rule + 1}`
const wo = (namespace: string | null): Sentence =>
  namespace === null ? say`in jenen Namespaces` : say`in ${code(namespace)}`
const gesucht = (terms: readonly SelectorTerm[]) =>
  und(terms.map((term) => wantedText({ kind: 'label', of: 'pod', ...term })))
const meinst = (hint: LabelHint | null): Sentence =>
  hint ? say`Meinst du ${code(`${hint.is.key}=${hint.is.value}`)}?` : []
const meinstPort = (hint: PortHint): Sentence =>
  'port' in hint ? say`Meinst du ${code(String(hint.port))}?` : say`Meinst du ${hint.protocol}?`
const port = (port: string, protocol: string): Sentence => say`${code(port)}${protocol === 'TCP' ? '' : ` ${protocol}`}`
const angenommen = (isAssumed: boolean) => (isAssumed ? ', wie hier angenommen' : '')

/** Bis zu drei Pods mit Namen, der Rest als Zahl. */
function genannt(names: readonly string[], all: number): Sentence {
  return und(all > names.length ? [...names, { text: `${all - names.length} weitere` }] : names)
}

function verdeckt({
  rule,
  action,
  by,
  byRule,
  byAction,
}: Extract<FindingFacts, { code: 'rule-shadowed' }>): FindingText {
  const first = say`Regel\u00a0${byRule + 1}${by === null ? [] : say` von ${code(by)}`} passt vorher auf alles`
  if (action === byAction)
    return text(say`Regel\u00a0${rule + 1} ändert nichts: ${first} und sagt ebenfalls ${code(byAction)}`, [])
  const why =
    byAction === 'Pass'
      ? say`Nach ${code('Pass')} wird keine spätere Regel des Tiers gefragt.`
      : by === null
        ? say`Die erste Regel, die passt, entscheidet.`
        : say`Die Policy mit der kleineren Priorität wird zuerst gefragt.`
  return text(say`Regel\u00a0${rule + 1} sagt niemals ${code(action)}: ${first} und sagt ${code(byAction)}`, why)
}

function leereListe(facts: Extract<FindingFacts, { code: 'empty-list-admits-all' }>): FindingText {
  const who =
    facts.section === 'ingress'
      ? 'von überall, auch von außerhalb des Clusters'
      : 'überallhin, auch aus dem Cluster hinaus'
  switch (facts.list) {
    case 'rule':
      return text(
        say`Ein Strich allein lässt alles zu, ${who}`,
        say`Lösch ihn, oder schreib ${code('{}')}, wo das gemeint ist.`,
      )
    case 'ports':
      return text(say`Leere ${code('ports')} öffnen jeden Port`, say`Soll keiner offen sein, lass die Regel weg.`)
    case 'from':
    case 'to':
      return text(
        say`Ein leeres ${code(facts.list)} heißt jeder, nicht niemand: ${who}`,
        say`Soll niemand hindurch, lass die Regel weg.`,
      )
    default:
      return assertNever(facts.list)
  }
}

export const finding: typeof FINDING = {
  'selects-nothing': (facts) =>
    text(
      facts.empty
        ? say`Wählt keinen Pod aus: ${code(facts.namespace)} hat keine`
        : facts.hint
          ? say`Wählt keinen Pod aus – meinst du ${code(`${facts.hint.is.key}=${facts.hint.is.value}`)}?`
          : say`Wählt keinen Pod aus – keiner in ${code(facts.namespace)} hat ${gesucht(facts.wanted)}`,
      facts.likeObject === null || facts.hint
        ? []
        : say`${code(facts.likeObject)} trägt es selbst, seine Pods nicht; nur deren Labels zählen.`,
    ),
  'namespace-forgotten': (facts) =>
    text(
      say`Wählt keinen Pod aus: ohne Namespace landet die Policy in ${code('default')}`,
      say`In ${code(facts.namespace)} würden ${pods(facts.pods)} passen.`,
    ),
  'namespace-unknown': (facts) =>
    text(
      say`Den Namespace ${code(facts.namespace)} hat hier kein anderes Objekt`,
      facts.hint === null ? say`Ein Cluster ohne ihn weist die Policy zurück.` : say`Meinst du ${code(facts.hint)}?`,
    ),
  'selects-host-network': (facts) =>
    text(
      say`Wirkt nicht auf ${genannt(facts.pods, facts.count)}: im Netz des Nodes`,
      say`${facts.count === 1 ? 'Er spricht' : 'Sie sprechen'} mit der Adresse des Nodes, und die hält keine Policy auf.`,
    ),
  'selects-finished': (facts) =>
    text(
      say`Wählt nur ${genannt(facts.pods, facts.count)} aus, und ${facts.count === 1 ? 'der ist' : 'die sind'} fertig`,
      say`Ein fertiger Pod hat keine Verbindungen, und seine Adresse kann inzwischen ein anderer haben.`,
    ),
  'rules-inert': (facts) =>
    text(
      say`${facts.rules === 1 ? 'Diese Regel wirkt' : `Diese ${facts.rules} Regeln wirken`} nicht: ${code(facts.field)} nennt ${code(richtung(facts.section))} nicht`,
      [],
    ),
  'ingress-closed-too': (facts) =>
    text(
      say`Auch Ingress ist zu: ohne ${code('policyTypes')} gilt er immer als genannt`,
      say`${facts.pods === 1 ? 'Niemand darf zum einen Pod' : `Niemand darf zu den ${pods(facts.pods)}`} hinein.`,
    ),
  'not-isolated': (facts) =>
    text(
      say`${richtung(facts.section)} ist nicht isoliert: die Liste ist leer und der Typ nicht genannt`,
      facts.declared
        ? say`${code('policyTypes')} nennt ${code(richtung(facts.section))} nicht.`
        : say`Ohne ${code('policyTypes')} zählt Egress nur, wenn er eine Regel hat.`,
    ),
  'rule-admits-nobody': (facts) =>
    facts.peers === 1
      ? text(
          say`${regel(facts)} lässt niemanden zu: kein Pod ${wo(facts.namespace)} hat ${gesucht(facts.wanted)}`,
          meinst(facts.hint),
        )
      : text(say`${regel(facts)} lässt niemanden zu: keiner ihrer ${facts.peers} Peers passt auf einen Pod`, []),
  'peer-matches-nothing': (facts) =>
    text(
      say`Peer\u00a0${facts.peer + 1} von Regel\u00a0${facts.rule + 1} passt auf keinen Pod: keiner ${wo(facts.namespace)} hat ${gesucht(facts.wanted)}`,
      meinst(facts.hint),
    ),
  'peer-elsewhere': (facts) =>
    text(
      say`Kein Pod in ${code(facts.namespace)} hat ${gesucht(facts.wanted)}; in ${und(facts.namespaces)} ${facts.pods === 1 ? 'hat es einer' : `haben es ${facts.pods}`}`,
      say`Ein ${code('podSelector')} allein verlässt nie den Namespace der Policy.`,
    ),
  'namespace-label-unknown': (facts) => text(say`Kein Namespace hat ${gesucht(facts.wanted)}`, meinst(facts.hint)),
  'peer-on-host-network': (facts) =>
    text(
      say`Passt nur auf ${genannt(facts.pods, facts.count)}, im Netz des Nodes`,
      say`Ein Selektor trifft ${facts.count === 1 ? 'ihn' : 'sie'} nie: für Policies spricht der Node.`,
    ),
  'or-instead-of-and': (facts) =>
    text(
      say`Zwei Striche heißen oder: auf einen der Selektoren ${facts.either === 1 ? 'passt' : 'passen'} ${pods(facts.either)}, auf beide ${facts.both === 1 ? 'einer' : facts.both}`,
      say`Selektoren unter demselben Strich müssen alle passen.`,
    ),
  'own-namespace-only': (facts) =>
    text(
      say`Ein leerer ${code('podSelector')} heißt jeder Pod von ${code(facts.namespace)}, und keiner eines anderen Namespace`,
      [],
    ),
  'empty-list-admits-all': leereListe,
  'not-in-takes-unlabelled': (facts) =>
    text(say`${code('NotIn')} nimmt auch ${pods(facts.pods)} ohne das Label ${code(facts.key)}`, []),
  'port-not-listened': (facts) =>
    text(
      say`Niemand hört auf ${port(facts.port, facts.protocol)}`,
      facts.hint ? meinstPort(facts.hint) : say`Die Pods hören auf ${und(facts.listens)}.`,
    ),
  'service-port-used': (facts) =>
    text(
      say`${code(String(facts.port))} ist der Port des Service ${code(facts.service)}; seine Pods hören auf ${code(String(facts.targetPort))}`,
      say`Policies sehen die Verbindung nach dem Service: schreib den Port des Pods.`,
    ),
  'port-name-unknown': (facts) =>
    text(
      say`Kein Pod nennt hier einen ${facts.protocol}-Port ${code(facts.name)}`,
      facts.hint ? meinstPort(facts.hint) : facts.names.length === 0 ? [] : say`Es gibt ${und(facts.names)}.`,
    ),
  'port-name-on-block': (facts) =>
    text(
      say`Der Portname ${code(facts.name)} passt auf keine Adresse eines Blocks`,
      say`Namen haben nur die Ports von Pods: schreib eine Zahl.`,
    ),
  'port-name-differs': (facts) =>
    text(
      say`${code(facts.name)} ist je nach Pod ${und(facts.numbers.map(String))}`,
      say`Die Regel öffnet bei jedem Pod, was bei ihm so heißt.`,
    ),
  'dns-protocol-missing': (facts) =>
    facts.missing === 'UDP'
      ? text(
          say`Port 53 ist nur über TCP offen${facts.defaulted ? ', das angenommene Protokoll' : ''}`,
          say`DNS fragt über UDP.`,
        )
      : text(say`Port 53 ist nur über UDP offen`, say`Lange Antworten holt DNS über TCP.`),
  'block-is-service': (facts) =>
    text(
      facts.services === 1
        ? say`${code(facts.cidr)} ist die Adresse des Service ${code(facts.service)}`
        : say`In ${code(facts.cidr)} liegen die Adressen von ${facts.services} Services und von keinem Pod`,
      say`Policies sehen die Pods hinter einem Service, nie seine Adresse.`,
    ),
  'block-is-pod': (facts) =>
    text(
      say`${code(facts.cidr)} ist die Adresse des Pods ${code(facts.pod)}${angenommen(facts.assumed)}`,
      say`Sein Nachfolger bekommt eine andere: wähl ihn nach seinen Labels aus.`,
    ),
  'block-holds-pods': (facts) =>
    text(
      say`In ${code(facts.cidr)} ${facts.pods === 1 ? 'liegt die Adresse' : 'liegen die Adressen'} von ${pods(facts.pods)}${angenommen(facts.assumed)}`,
      say`Blöcke sind für Adressen außerhalb; nicht jedes Netzwerk-Plugin vergleicht sie mit Pods.`,
    ),
  'except-covers-block': (facts) =>
    text(say`Von ${code(facts.cidr)} bleibt nichts: ${code('except')} nimmt alles davon aus`, []),
  'except-undone': (facts) =>
    text(
      say`${code(facts.cidr)} ist hier ausgenommen und trotzdem offen: ${code(facts.by)}, Regel\u00a0${facts.byRule + 1}`,
      say`${code('except')} engt seinen eigenen Peer ein und lehnt nichts ab.`,
    ),
  'one-family-only': (facts) =>
    text(
      say`${code(facts.cidr)} enthält keine ${facts.missing.includes(':') ? 'IPv6' : 'IPv4'}-Adresse; hier ${facts.pods === 1 ? 'hat' : 'haben'} ${pods(facts.pods)} eine`,
      say`Überall über beide heißt: auch ${code(facts.missing)}.`,
    ),
  'node-block-for-probes': (facts) =>
    text(
      say`${code(facts.cidr)} ist der Node ${code(facts.node)}: die Probes seines Kubelets brauchen keine Regel`,
      say`Ein Pod und sein eigener Node erreichen einander immer.`,
    ),
  'client-address-hidden': (facts) =>
    text(
      say`Clients in ${code(facts.cidr)} kommen vielleicht mit der Adresse eines Nodes an: Service ${code(facts.service)}`,
      say`Mit ${code('externalTrafficPolicy: Local')} behalten sie ihre eigene.`,
    ),
  'duplicate-rule': (facts) => text(say`${regel(facts)} sagt dasselbe wie Regel\u00a0${facts.by + 1}`, []),
  'rule-covered': (facts) =>
    text(
      say`${regel(facts)} fügt nichts hinzu: Regel\u00a0${facts.by + 1} lässt all das zu und mehr`,
      say`Eine enge Regel schränkt eine weite nicht ein.`,
    ),
  'policy-changes-nothing': (facts) =>
    facts.rules === 0
      ? text(
          say`Lehnt nichts ab: ${und(facts.by)} ${facts.by.length === 1 ? 'isoliert' : 'isolieren'} diese Pods schon`,
          say`Was eine andere Policy erlaubt, nimmt keine wieder weg.`,
        )
      : text(say`Ändert nichts: ${und(facts.by)} ${facts.by.length === 1 ? 'sagt' : 'sagen'} all das schon`, []),
  'rule-shadowed': verdeckt,
  'dns-closed': (facts) =>
    text(
      say`DNS ist zu für ${pods(facts.pods)}${facts.missing.length === 1 ? ', über UDP' : ''}`,
      say`Namen lösen sich nicht auf.`,
    ),
  'one-end-opened': (facts) =>
    text(
      say`${regel(facts)} öffnet nur ein Ende: ${richtung(facts.at)} bei ${code(facts.of)}${facts.peers > 0 ? ` und ${facts.peers} weiteren` : ''} bleibt zu`,
      say`Wegen ${und(facts.by)}. Beide Enden müssen zustimmen.`,
    ),
  'front-door-closed': (facts) =>
    text(
      say`Durch den ${facts.type}-Service ${code(facts.service)} kommt von außen niemand herein`,
      say`Keine Regel lässt eine Adresse von außerhalb zu ${facts.pods === 1 ? 'seinem Pod' : `seinen ${pods(facts.pods)}`}.`,
    ),
}
