import { code, list, say } from '../../sentence.ts'
import type { VERDICT } from '../en/verdict.ts'
import { anzahl } from './count.ts'

const policies = { one: 'Policy', other: 'Policies' }
const auswahl = (amount: number) =>
  `${amount === 0 ? 'Keine Policy' : amount === 1 ? 'Eine Policy' : amount === 2 ? 'Zwei Policies' : amount === 3 ? 'Drei Policies' : anzahl(amount, policies)} ${amount <= 1 ? 'wählt' : 'wählen'} es aus`
const GEGENSTAND = {
  pod: 'der Pod',
  namespace: 'der Namespace',
  node: 'der Node',
  identity: 'die Identität',
  endpoint: 'der Endpunkt',
  address: 'die Adresse',
  name: 'der Name',
  port: 'der Port',
  protocol: 'das Protokoll',
}
/** Im Dativ, nach „je nach“. */
const JE_NACH = {
  request: 'Anfrage',
  'external-authorizer': 'Antwort des externen Autorisierers',
  'dns-name': 'gesuchtem Namen',
  sni: 'Servernamen im TLS-Hello',
  backend: 'Backend',
  replica: 'Replik',
  address: 'Adresse',
  'entry-node': 'Node, über den es hereinkommt',
  family: 'Adressfamilie',
  port: 'Port',
  name: 'Namen',
}
const gross = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const und = (texts: readonly string[]) =>
  texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} und ${texts.at(-1)}`

export const verdict: typeof VERDICT = {
  allowed: 'Erlaubt',
  denied: 'Abgelehnt',
  depends: 'Kommt darauf an',
  noAnswer: 'Keine Antwort',
  byRule: (policy, rule) => say`durch ${policy}, Regel\u00a0${rule}`,
  byDefault: say`von selbst, keine Regel entscheidet`,
  notEnforced: say`niemand setzt die Policies durch`,
  notApply: say`Policies gelten hier nicht`,
  noPolicy: say`keine Policy wählt eines der Enden aus`,
  on: (needs) =>
    say`je nach ${list(
      needs.map((need) => say`${JE_NACH[need]}`),
      'und',
    )}`,
  leaving: (end) => say`am Ausgang von ${end}`,
  entering: (end) => say`am Eingang von ${end}`,
  onTheWay: say`unterwegs`,
  noEndpoints: say`keine Endpunkte`,
  noRoute: say`kein Weg`,
  noName: say`der Name löst sich nicht auf`,
  and: 'und',
  or: 'oder',
  allowedLead: say`Erlaubt.`,
  deniedLead: say`Abgelehnt.`,
  noAnswerHere: say`Diese Frage hat hier keine Antwort.`,
  deniedAt: (end, isOut) => say`Abgelehnt am ${isOut ? 'Ausgang' : 'Eingang'} von ${code(end)}.`,
  dependsOn: (facts) => say`Es kommt auf ${facts} an.`,
  pass: (passing, all) => say`${passing} von ${all} kommen durch.`,
  facts: {
    request: 'die Anfrage',
    'external-authorizer': 'die Antwort des externen Autorisierers',
    'dns-name': 'den gesuchten Namen',
    sni: 'den Servernamen im TLS-Hello',
    backend: 'das Backend',
    replica: 'die Replik',
    address: 'die Adresse',
    'entry-node': 'den Node, über den es hereinkommt',
    family: 'die Adressfamilie',
    port: 'den Port',
    name: 'den Namen',
  },
  admits: (policy, rule, verb) => say`${code(policy)}, Regel\u00a0${rule} ${verb}`,
  letsOut: 'lässt es hinaus',
  letsIn: 'lässt es herein',
  at: (end, gate) => say`${code(end)} für ${gate === 'egress' ? 'Egress' : 'Ingress'}`,
  noSelects: (isFirst, isMeshed, places) =>
    say`${isFirst ? 'Keine' : 'keine'} ${isMeshed ? 'Policy des Netzwerks' : 'Policy'} wählt ${places} aus`,
  noDecides: (isFirst, places) =>
    say`${isFirst ? 'Keine' : 'keine'} Regel entscheidet über ${places}, also kommt es von selbst durch`,
  ruleOf: (rule, policy, verb, rank) =>
    say`Regel\u00a0${rule} von ${code(policy)} ${verb}${rank === '' ? '' : ` (${rank})`}.`,
  noneLetsThrough: say`Keine Policy wählt es aus, und dieses Plugin lässt nichts durch, was keine Policy erlaubt.`,
  noRules: (amount, gate) =>
    say`${auswahl(amount)}${amount === 1 ? ' und hat keine' : '; keine hat eine'} ${gate === 'egress' ? 'Egress' : 'Ingress'}-Regel.`,
  noneAdmits: (amount, peer, port) => say`${auswahl(amount)}; keine ihrer Regeln lässt ${peer}${port} zu.`,
  onPort: (port) => ` auf ${port}`,
  over: (protocol) => ` über ${protocol}`,
  gate: (isEgress, end) => say`${isEgress ? 'Egress' : 'Ingress'} bei ${end}`,
  states: { allowed: 'erlaubt', denied: 'abgelehnt' },
  decided: (state, rule, policy, verb) =>
    say`${state === 'allowed' ? 'erlaubt' : 'abgelehnt'} – Regel\u00a0${rule} von ${policy} ${verb}`,
  openUnselected: (gate) =>
    say`erlaubt – keine Policy wählt diesen Pod für ${gate === 'egress' ? 'Egress' : 'Ingress'} aus`,
  openUndecided: (amount) => say`erlaubt – ausgewählt von ${anzahl(amount, policies)}, keine Regel entscheidet`,
  admitted: (amount) => say`erlaubt – ausgewählt von ${anzahl(amount, policies)}, eine Regel lässt es zu`,
  closedByPlugin: say`abgelehnt – keine Policy wählt diesen Pod aus, und dieses Plugin fängt geschlossen an`,
  noneFits: (amount) => say`abgelehnt – ausgewählt von ${anzahl(amount, policies)}, keine Regel passt`,
  unreached: say`nicht erreicht`,
  everyPod: say`jeder Pod`,
  notAsked: {
    decided: say`, nicht gefragt: vorher entschieden`,
    'handed-on': say`, nicht gefragt: daran vorbei weitergereicht`,
  },
  rules: (amount, denies) =>
    say`, ${amount === 0 ? 'keine Regeln' : anzahl(amount, denies ? { one: 'Deny-Regel', other: 'Deny-Regeln' } : { one: 'Regel', other: 'Regeln' })}`,
  selects: (what) => say`wählt ${what} aus`,
  namespace: 'Namespace ',
  verbs: {
    admits: 'lässt es zu',
    denies: 'lehnt es ab',
    accepts: 'nimmt es an',
    allows: 'erlaubt es',
    log: 'schreibt es auf und geht weiter',
    pass: 'gibt es an NetworkPolicy weiter',
    passTier: 'gibt es weiter, an diesem Tier vorbei',
  },
  subjects: {
    pod: 'Pod',
    namespace: 'Namespace',
    node: 'Node',
    identity: 'Identität',
    endpoint: 'Endpunkt',
    address: 'Adresse',
    name: 'Name',
    port: 'Port',
    protocol: 'Protokoll',
  },
  labelDiffers: 'Ein Label weicht ab',
  differs: {
    pod: 'Der Pod weicht ab',
    namespace: 'Der Namespace weicht ab',
    node: 'Der Node weicht ab',
    identity: 'Die Identität weicht ab',
    endpoint: 'Der Endpunkt weicht ab',
    address: 'Die Adresse weicht ab',
    name: 'Der Name weicht ab',
    port: 'Der Port weicht ab',
    protocol: 'Das Protokoll weicht ab',
  },
  conditionsDiffer: (missed, all) =>
    `${missed} von ${anzahl(all, { one: 'Bedingung', other: 'Bedingungen' })} weichen ab`,
  subjectsDiffer: (subjects) =>
    `${gross(und(subjects.map((subject) => GEGENSTAND[subject as keyof typeof GEGENSTAND] ?? subject)))} weichen ab`,
  anyValue: (key) => `${key} mit beliebigem Wert`,
  noLabel: (key) => `kein Label ${key}`,
  anyPod: 'irgendein Pod',
  inBlock: (block) => `in ${block}`,
  notInBlock: (block) => `nicht in ${block}`,
  noSuchPort: (name) => `${name} (hier kein solcher Port)`,
  kinds: { pod: 'ein Pod', host: 'ein Node', entry: 'Ciliums Envoy', external: 'außerhalb des Clusters' },
  noAddress: 'keine Adresse',
  assumed: ' (angenommen)',
  noPort: 'kein Port',
  exemptFor: (why) => say`erlaubt – ${why}`,
  exempt: {
    'same-pod': 'ein Pod erreicht sich immer selbst',
    'own-node': 'ein Node erreicht immer die Pods, die auf ihm laufen',
    'host-network': 'für Pods im Netz ihres Nodes gelten Policies nicht',
    outside: 'außerhalb des Clusters gelten Policies nicht',
    'own-service': 'ein Pod, der sich über seinen Service selbst aufruft, geht hier an Policies vorbei',
    icmpv6: 'dieses Plugin lässt jedes ICMPv6-Paket durch',
    'to-entry': 'was an Ciliums eigenen Ingress geht, beurteilt dessen Envoy, nicht das Tor des Absenders',
  },
  ownNodeOut: 'ein Pod erreicht immer den Node, auf dem er läuft',
  node: 'für diesen Node gilt keine Policy',
  refused: {
    rejected: 'gilt nicht: der API-Server weist sie zurück',
    'agent-refused': 'von der API gespeichert und von den Agenten des Plugins zurückgewiesen',
    'not-served': 'gilt nicht: dieser Cluster hat ihre API nicht',
    'not-enforced': 'von der API angenommen, von niemandem durchgesetzt',
    staged: 'auf Probe: sie würde gefragt und entscheidet nichts',
  },
  dropsUnallowed: say`Dieses Plugin verwirft, was keine Policy erlaubt.`,
  notApplied: (names, isOne, why) => {
    if (why === 'not-enforced')
      return say`${names} ${isOne ? 'wurde' : 'wurden'} von der API angenommen und ${isOne ? 'wird' : 'werden'} von niemandem durchgesetzt.`
    if (why === 'agent-refused')
      return say`${names} ${isOne ? 'ist' : 'sind'} nicht geladen: die Agenten des Plugins weisen sie zurück.`
    return say`${names} ${isOne ? 'gilt' : 'gelten'} nicht: ${why === 'rejected' ? 'der API-Server weist sie zurück' : 'dieser Cluster hat ihre API nicht'}.`
  },
  nobodyOnNode: say`Auf diesem Node antwortet niemand.`,
  notAskedAtAll: say`Policies wurden nicht gefragt.`,
  balancer: say`am Load Balancer`,
  notAdmitted: say`Der Load Balancer lässt diese Adresse nicht zu.`,
  outsideRanges: say`Die ${code('loadBalancerSourceRanges')} des Service lassen sie aus. Policies wurden nicht gefragt.`,
  causes: {
    'no-endpoints': {
      lead: 'Niemand antwortet.',
      rest: 'Der Service hat keine bereiten Endpunkte. Policies wurden nicht gefragt.',
    },
    'no-route': {
      lead: 'Kein Weg.',
      rest: 'Die beiden Enden haben keine Adressfamilie gemeinsam, oder das Netz hat keinen Weg zwischen ihnen.',
    },
    'name-not-resolved': {
      lead: 'Der Name löst sich nicht auf.',
      rest: 'Ohne Adresse gibt es keine Verbindung zu beurteilen.',
    },
  },
  rank: (tier, at, isOrder) => `Tier ${tier}${at === null ? '' : `, ${isOrder ? 'order' : 'Priorität'} ${at}`}`,
}
