import { code, say, type Sentence } from '../../sentence.ts'
import type { CILIUM_FINDING, CiliumFindingFacts } from '../en/cilium-finding.ts'
import { anzahl } from './count.ts'

function pfad({ path, why, missed }: Extract<CiliumFindingFacts, { code: 'path-fits-whole' }>): Sentence {
  switch (why) {
    case 'glob':
      return say`${code(path)} ist kein Glob: Es passt auf mehr Schrägstriche, und nie auf ${code(missed)}`
    case 'no-slash':
      return say`Keine Anfrage passt auf ${code(path)}: Pfade beginnen mit einem Schrägstrich`
    default:
      return say`Passt nur auf ${code(path.replace(/^\^/, ''))}: weder auf ${code(missed)} noch auf einen mit Query`
  }
}

export const ciliumFinding: typeof CILIUM_FINDING = {
  'label-source-dotted': (facts) => ({
    message: say`${code(facts.key)} ist ein eigener Schlüssel, den niemand hat`,
    advice: say`Eine Quelle endet mit einem Doppelpunkt: ${code(facts.meant)}.`,
  }),
  'label-not-in-identity': (facts) => ({
    message: say`${code(facts.key)} gehört nicht zur Identität`,
    advice: say`Cilium lässt dieses Label aus, also findet es kein Selektor.`,
  }),
  'names-not-learnt': (facts) => ({
    message: say`Niemand lernt diese Namen für ${anzahl(facts.pods, { one: 'Pod', other: 'Pods' })}`,
    advice: say`Namen zählen, sobald der DNS-Proxy gesehen hat, wie sie nachgeschlagen werden; dafür braucht es eine Regel mit ${code('rules.dns')} für das DNS.`,
  }),
  'dns-namespace-missing': (facts) => ({
    message: say`Gemeint sind Pods von ${code(facts.namespace)}, und dort ist kein DNS`,
    advice: say`Nenn auch seinen Namespace.`,
  }),
  'denial-closes-rest': (facts) => ({
    message: say`Schließt den ganzen ${facts.section === 'ingress' ? 'Ingress' : 'Egress'} und nicht nur, was sie ablehnt`,
    advice: say`Eine Regel, die nur ablehnt, erlaubt nichts. ${code('enableDefaultDeny')} kann den Rest offen lassen.`,
  }),
  'ports-apart': (facts) => ({
    message: say`Öffnet diese Ports für alle`,
    advice: say`Es steht getrennt von Eintrag\u00a0${facts.first + 1}, der seinen Peers jeden Port öffnet: Der Strich davor macht zwei daraus.`,
  }),
  'nodes-not-guarded': () => ({
    message: say`Für Nodes gilt nichts: Die Host-Firewall ist aus`,
    advice: say`Schalte sie in den Einstellungen des Plugins ein.`,
  }),
  'requests-void': (facts) => ({
    message: say`Was diese Regel von Anfragen verlangt, schränkt nichts ein`,
    advice: say`Eintrag\u00a0${facts.by + 1} lässt auf denselben Ports für dieselben Peers alles durch.`,
  }),
  'entry-names-nobody': (facts) => ({
    message: say`Lässt niemanden ${facts.section === 'ingress' ? 'herein' : 'hinaus'}: Dieser Eintrag nennt niemanden`,
    advice: say`In einer NetworkPolicy ist eine leere Regel für alle. Hier ist das ${code(facts.section === 'ingress' ? 'fromEntities: [all]' : 'toEntities: [all]')}.`,
  }),
  'own-endpoints-only': (facts) => ({
    message: say`Meint jeden Pod von ${code(facts.namespace)}, und sonst niemanden`,
    advice: say`Pods anderer Namespaces brauchen ${code('k8s:io.kubernetes.pod.namespace')}, was kein Pod ist, braucht ${code('Entities')}.`,
  }),
  'name-inside-cluster': (facts) => ({
    message:
      facts.service === null
        ? say`${code(facts.name)} ist ein Name im Cluster`
        : say`${code(facts.name)} ist der Service ${code(facts.service)}, und dessen Pods öffnet kein Name`,
    advice: say`${code('toFQDNs')} zählt nur für Adressen draußen: Pods brauchen ${code('toEndpoints')} oder ${code('toServices')}.`,
  }),
  'name-not-looked-up': (facts) => ({
    message: say`${code(facts.name)} lässt sich nicht nachschlagen: Keine DNS-Regel dieser Pods lässt den Namen durch`,
    advice: say`Der DNS-Proxy antwortet mit REFUSED, und niemand lernt den Namen.`,
  }),
  'name-leaves-domain-out': (facts) => ({
    message: facts.isDeep
      ? say`${code(facts.pattern)} lässt ${code(facts.domain)} selbst aus`
      : say`${code(facts.pattern)} ist genau ein Label vor ${code(facts.domain)}: weder der Name selbst noch ${code(`a.b.${facts.domain}`)}`,
    advice: facts.isDeep ? [] : say`Seit 1.19 steht ${code(`**.${facts.domain}`)} für beliebig viele Labels.`,
  }),
  'path-fits-whole': (facts) => ({
    message: pfad(facts),
    advice:
      facts.why === 'literal'
        ? say`Ein Pfad muss im Ganzen passen, mit seiner Query. ${code(`${facts.path}$`)} sagt, dass es so gemeint ist.`
        : say`Ein Pfad ist ein regulärer Ausdruck, der im Ganzen passen muss.`,
  }),
  'rules-cannot-merge': (facts) => ({
    message: say`Lässt sich nicht mit Eintrag\u00a0${facts.byRule + 1} von ${code(facts.by)} vereinen: ${facts.mine} und ${facts.theirs} für dieselben Peers auf einem Port`,
    advice: say`Für Pods, die beide haben, berechnen die Agenten keine Policy und lassen, was sie hatten.`,
  }),
  'clients-seen-as-node': (facts) => ({
    message: say`Sperrt Clients in ${code(facts.wanted)} aus, die durch den Service ${code(facts.service)} über einen anderen Node kommen`,
    advice:
      facts.as === 'node-address'
        ? say`Dieser Node setzt seine eigene Adresse an ihre Stelle und ist hier ${code('remote-node')}. Mit ${code('externalTrafficPolicy: Local')} behalten sie ihre.`
        : say`Sie kommen durch den Tunnel als ${code('world')} ohne Adresse, und die enthält kein Block. Mit ${code('externalTrafficPolicy: Local')} behalten sie ihre.`,
  }),
  'entry-shut': (facts) => ({
    message:
      facts.at === 'ingress'
        ? say`Kein Pod des Service ${code(facts.service)} lässt den herein, der das bedient: Cilium selbst, die Entity ${code('ingress')}`
        : say`Wer das bedient, darf nicht weiter zum Service ${code(facts.service)}: Policies halten Ciliums eigenen Envoy, die Entity ${code('ingress')}`,
    advice:
      facts.at === 'ingress'
        ? say`Weder ${code('world')} noch ein Adressblock meint sie. Eine Regel einer CiliumNetworkPolicy tut es, mit ${code('fromEntities: [ingress]')}.`
        : say`Eine CiliumClusterwideNetworkPolicy, die ${code('reserved:ingress')} auswählt, lässt sie hinaus, mit ${code('toEntities: [cluster]')}.`,
  }),
}
