import type { DiagnosticFacts, ObjectRef } from '../../../../ground/diagnostic.ts'
import { assertNever } from '../../../../ground/result.ts'
import type { DiagnosticText } from '../../diagnostic.ts'
import { duplicateKey, fieldError, noMatch, requiredValue, unknownField, warned, webhookDenied, wrongType, yamlError } from '../../printed.ts'
import { code, say, type Sentence } from '../../sentence.ts'
import type { DIAGNOSTIC } from '../en/diagnostic.ts'

const text = (message: Sentence, advice: Sentence): DiagnosticText => ({ message, advice })
const printed = (message: Sentence, advice: Sentence): DiagnosticText => ({ message, advice, isPrinted: true })
const meinst = (word: string): Sentence => say`Meinst du ${code(word)}?`

const GRENZEN: Readonly<Record<Extract<DiagnosticFacts, { code: 'yaml-limit' }>['limit'], string>> = {
  size: 'der Text ist zu lang; erlaubte Zeichen:',
  depth: 'zu tief verschachtelt; erlaubte Ebenen:',
  aliases: 'zu viele Aliase; erlaubt:',
  documents: 'zu viele Objekte in einem Tab; erlaubt:',
  nodes: 'zu viele Werte in einem Tab; erlaubt:',
}

const FALSCHER_TYP: Readonly<Record<string, Sentence>> = {
  'map[string]string': say`Hier nimmt die API Felder, jedes mit Doppelpunkt: ${code('app: web')}.`,
  string: say`Hier nimmt die API nur Text: setz ihn in Anführungszeichen.`,
  int32: say`Hier nimmt die API eine ganze Zahl.`,
  bool: say`Hier nimmt die API true oder false, ohne Anführungszeichen.`,
}

const nochGezeigt = say`Das Bild zeigt den letzten gültigen Stand.`

export const diagnostic: typeof DIAGNOSTIC = {
  'yaml-syntax': ({ reason, hint }) => {
    switch (hint?.hint) {
      case 'missing-colon': return text(say`In dieser Zeile fehlt ein Doppelpunkt nach ${code(hint.word)}`, nochGezeigt)
      case 'tab': return text(say`Ein Tabulator steht, wo YAML nur Leerzeichen nimmt`, nochGezeigt)
      case 'open-quote': return text(say`Dieses Anführungszeichen wird nie geschlossen`, nochGezeigt)
      case undefined: return printed(yamlError(reason), nochGezeigt)
      default: return assertNever(hint)
    }
  },
  'yaml-limit': (facts) => text(say`${GRENZEN[facts.limit]} ${facts.allowed}`, say`Diese Grenze hält die Seite flink.`),
  'duplicate-key': (facts) => printed(duplicateKey(facts), say`Jedes Feld steht in seinem Objekt einmal; ein zweiter Eintrag würde anderswo stillschweigend gewinnen.`),
  'not-an-object': (facts) => text(say`kein Objekt von Kubernetes: erwartet sind Felder, hier steht ${facts.got}`, say`Fang mit ${code('apiVersion')} und ${code('kind')} an.`),
  'missing-field': (facts) => printed(requiredValue(facts), facts.field === 'apiVersion' || facts.field === 'kind' ? say`Ohne das weiß niemand, was dieses Objekt ist.` : []),
  'no-match': (facts) => printed(noMatch(facts), facts.served === null ? say`Installiere zuerst seine CustomResourceDefinition: von diesem Cluster heißt es, er kenne sie nicht.` : say`Es gibt es als ${code(facts.served)}.`),
  'unknown-field': (facts) => printed(unknownField(facts), facts.suggestion === null ? say`Bei strenger Prüfung, wie kubectl sie von selbst verlangt, weist der API-Server das Objekt zurück.` : meinst(facts.suggestion)),
  'wrong-type': (facts) => printed(wrongType(facts), FALSCHER_TYP[facts.expected] ?? (facts.expected.startsWith('[]') ? say`Hier nimmt die API eine Liste: setz vor jeden Eintrag einen Strich.` : say`Hier nimmt die API Felder, jedes mit Doppelpunkt.`)),
  'field-error': (facts) => printed(fieldError(facts), []),
  'agent-refusal': (facts) => printed(say`${facts.detail}`, say`Der API-Server speichert es. Die Agenten von ${facts.agent} laden es nicht: ${code('kubectl get')} zeigt ${code('Valid')} als False, mit diesem Text.`),
  'field-not-evaluated': (facts) => text(say`${code(facts.field)} wird nicht ausgewertet`, say`Die Urteile sind, als stünde es nicht da.`),
  'older-release': (facts) => text(say`${facts.agent} ${facts.version} liest dieses Muster anders`, facts.reads === 'one-label' ? say`Hier steht ${code('**.')} für genau ein Label; ab ${facts.since} für eines oder mehr.` : say`Platzhalter werden hier ab ${facts.since} gelesen; vorher müssen die Zeichen dastehen wie geschrieben.`),
  'webhook-denied': (facts) => printed(webhookDenied(facts), []),
  'field-warning': (facts) => printed(warned(facts), say`Der API-Server nimmt es an.`),
  'selector-unreadable': (facts) => printed(fieldError(facts), say`Der API-Server nimmt es unbesehen; keine Implementierung kann diesen Selektor lesen, also wählt er nichts aus.`),
  'unknown-protocol': (facts) => text(say`„${code(facts.protocol)}“ ist weder TCP noch UDP noch SCTP`, say`Der API-Server nimmt hier jedes Wort; dieses passt auf keine Verbindung.`),
  'domain-names-action': (facts) => text(say`domainNames in einer Regel, die ${code(facts.action)} sagt`, say`Die API kennt sie nur in Regeln, die erlauben: niemand kennt alle Adressen eines Namens. Hier wird die Regel beim Wort genommen.`),
  'same-priority': (facts) => text(say`${code(facts.first)} und ${code(facts.second)} haben denselben Tier${facts.priority === null ? '' : ' und dieselbe Priorität'} und Regeln, die sich widersprechen`, say`Welche für eine Verbindung gilt, auf die beide passen, lässt die API offen. Hier wird ${code(facts.first)} zuerst gefragt, dem Namen nach.`),
  'duplicate-object': (facts) => text(say`${objekt(facts.subject)} ist zweimal da`, say`${facts.first ? say`Das erste, in Zeile\u00a0${facts.first.start.line} von ${code(facts.first.document)},` : say`Das erste`} wird durch dieses ersetzt, wie ${code('kubectl apply')} es tut.`),
  'namespace-implied': (facts) => text(say`Der Namespace ${code(facts.namespace)} steht nicht im Text`, say`Er wird angenommen, ohne Labels außer seinem Namen.`),
  'not-evaluated': (facts) => text(say`${objekt(facts.subject)} wird nicht ausgewertet`, say`Es bleibt und wird gezeigt, und ändert kein Urteil.`),
  'replicas-capped': (facts) => text(say`${objekt(facts.subject)}: ${facts.kept} von ${facts.wanted} Repliken sind simuliert`, say`Policies können Repliken nicht unterscheiden, die Urteile sind also dieselben.`),
  'pods-without-address': ohneAdresse,
  'pods-capped': (facts) => text(say`${facts.kept} von ${facts.wanted}\u00a0Pods sind simuliert`, say`Dieser und die nach ihm fehlen. Weniger Repliken geben dieselben Urteile.`),
  'address-shared': (facts) => text(say`${objekt(facts.subject)} hat die Adresse ${code(facts.address)} von ${code(facts.other)}`, say`Zwei Pods können keine Adresse teilen, außer beide benutzen das Netz ihres Nodes.`),
  'entry-backend': backend,
  'route-parent': gateway,
  question: frage,
}

function ohneAdresse(facts: Extract<DiagnosticFacts, { code: 'pods-without-address' }>): DiagnosticText {
  const pods = facts.pods === 1 ? 'ein Pod' : `${facts.pods}\u00a0Pods`, fuer = facts.pods === 1 ? 'einen Pod' : pods
  switch (facts.why) {
    case 'no-plugin': return text(say`Kein Netzwerk-Plugin ist installiert, also ${facts.pods === 1 ? 'hat' : 'haben'} ${pods} keine Adresse`, facts.node === null
      ? say`Am Node steht „cni plugin not initialized“ und dass er nicht Ready ist; deshalb hält der Scheduler Pods von ihm fern: sie bleiben Pending.`
      : say`Das Kubelet von ${code(facts.node)} hat ${facts.pods === 1 ? 'ihn' : 'sie'} übernommen und wartet in ContainerCreating auf ein Netz: NetworkPluginNotReady.`)
    case 'no-room': return text(say`Kein Node hat Platz für ${fuer}`, say`Das Kubelet nimmt nur eine begrenzte Zahl von Pods, das Netzwerk-Plugin ebenso. Sie bleiben Pending, haben keine Adresse und erreichen niemanden.`)
    case 'no-address': return text(say`Keine Adresse ist übrig für ${fuer}${facts.node === null ? '' : ` auf ${facts.node}`}`, say`Sie bleiben in ContainerCreating: das Netzwerk-Plugin hat jede Adresse aus dem Bereich des Nodes vergeben. Die Events sagen FailedCreatePodSandBox.`)
    default: return assertNever(facts.why)
  }
}

function backend({ why, service, port }: Extract<DiagnosticFacts, { code: 'entry-backend' }>): DiagnosticText {
  switch (why) {
    case 'no-service': return text(say`Den Service ${code(service)} gibt es nicht`, say`Anfragen an ihn enden beim Controller, mit einem Fehler.`)
    case 'no-port': return port === null
      ? text(say`Kein Port des Service ${code(service)} ist genannt`, say`Eine Route muss ihn mit seiner Zahl nennen.`)
      : text(say`Der Service ${code(service)} hat keinen Port ${code(String(port))}`, say`Hier steht der Port des Service, nicht der seiner Pods.`)
    case 'no-endpoints': return text(say`Der Service ${code(service)} hat niemanden hinter Port ${code(String(port))}`, say`Kein bereiter Pod hat seine Labels und diesen Port; Anfragen enden beim Controller, mit einem Fehler.`)
    case 'not-granted': return text(say`Der Service ${code(service)} ist in einem anderen Namespace, und kein ReferenceGrant dort erlaubt es`, say`Anfragen an ihn enden am Gateway, mit einem Fehler.`)
    default: return assertNever(why)
  }
}

function gateway({ why, gateway }: Extract<DiagnosticFacts, { code: 'route-parent' }>): DiagnosticText {
  switch (why) {
    case 'unknown': return text(say`Das Gateway ${code(gateway)} steht nicht im Text`, say`Angenommen wird, dass es diese Route bedient.`)
    case 'listener': return text(say`Das Gateway ${code(gateway)} hat keinen Listener für diese Route`, say`Es braucht einen für HTTP oder HTTPS, mit dem Abschnitt und dem Port, die die Route nennt.`)
    case 'namespace': return text(say`Das Gateway ${code(gateway)} nimmt keine Routen aus diesem Namespace`, say`Welche, sagt sein Listener in ${code('allowedRoutes')}; sagt er nichts, dann nur aus dem eigenen.`)
    case 'host': return text(say`Das Gateway ${code(gateway)} hört auf andere Hosts`, say`Keiner der Hostnamen der Route passt auf einen seiner Listener.`)
    default: return assertNever(why)
  }
}

function frage({ wanted, suggestions, reason }: Extract<DiagnosticFacts, { code: 'question' }>): DiagnosticText {
  const advice = suggestions.length === 0 ? [] : meinst(suggestions[0]!)
  switch (reason) {
    case 'syntax': return text(say`„${code(wanted)}“ ist keine Frage`, advice.length > 0 ? advice : say`Schreib ${code('shop/web -> shop/api:8080')}.`)
    case 'endpoint': return text(say`Nichts heißt hier ${code(wanted)}`, advice)
    case 'no-address': return text(say`${code(wanted)} hat keine Adresse`, say`Kein Paket kann hinaus oder hinein. Warum, sagen die Probleme unter dem Text.`)
    case 'port': return text(say`Kein Port heißt dort ${code(wanted)}`, advice)
    case 'protocol': return text(say`${code(wanted)} ist kein Protokoll`, advice)
    case 'service-port': return text(say`Der Service hat keinen Port ${code(wanted)}`, advice)
    case 'address': return text(say`${code(wanted)} ist keine Adresse des Ziels`, advice)
    default: return assertNever(reason)
  }
}

function objekt(subject: ObjectRef | null): Sentence {
  if (!subject) return say`Dieses Objekt`
  return say`${subject.kind} ${code(subject.namespace === null ? subject.name : `${subject.namespace}/${subject.name}`)}`
}
