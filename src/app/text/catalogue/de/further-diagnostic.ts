import type { DiagnosticFacts, ObjectRef } from '../../../../ground/diagnostic.ts'
import { assertNever } from '../../../../ground/result.ts'
import type { DiagnosticText } from '../../diagnostic-text.ts'
import { fieldError, internalError, warned, webhookDenied } from '../../printed.ts'
import { code, say, type Sentence } from '../../sentence.ts'
import type { FURTHER_DIAGNOSTIC } from '../en/further-diagnostic.ts'
import { vergeben } from './diagnostic.ts'

const text = (message: Sentence, advice: Sentence): DiagnosticText => ({ message, advice })
const printed = (message: Sentence, advice: Sentence): DiagnosticText => ({ message, advice, isPrinted: true })

const GRENZEN: Readonly<Record<Extract<DiagnosticFacts, { code: 'yaml-limit' }>['limit'], string>> = {
  size: 'der Text ist zu lang; erlaubte Zeichen:',
  depth: 'zu tief verschachtelt; erlaubte Ebenen:',
  aliases: 'zu viele Aliase; erlaubt:',
  documents: 'zu viele Objekte in einem Tab; erlaubt:',
  nodes: 'zu viele Werte in einem Tab; erlaubt:',
}

export const furtherDiagnostic: typeof FURTHER_DIAGNOSTIC = {
  'yaml-limit': (facts) => text(say`${GRENZEN[facts.limit]} ${facts.allowed}`, say`Diese Grenze hält die Seite flink.`),
  'agent-refusal': (facts) =>
    printed(
      say`${facts.detail}`,
      say`Der API-Server speichert es. Die Agenten von ${facts.agent} laden es nicht: ${code('kubectl get')} zeigt ${code('Valid')} als False, mit diesem Text.`,
    ),
  'field-not-evaluated': (facts) =>
    text(say`${code(facts.field)} wird nicht ausgewertet`, say`Die Urteile sind, als stünde es nicht da.`),
  'older-release': (facts) =>
    text(
      say`${facts.agent} ${facts.version} liest dieses Muster anders`,
      facts.reads === 'one-label'
        ? say`Hier steht ${code('**.')} für genau ein Label; ab ${facts.since} für eines oder mehr.`
        : say`Platzhalter werden hier ab ${facts.since} gelesen; vorher müssen die Zeichen dastehen wie geschrieben.`,
    ),
  'internal-error': (facts) => printed(internalError(facts), vergeben(facts)),
  'webhook-denied': (facts) => printed(webhookDenied(facts), []),
  'field-warning': (facts) => printed(warned(facts), say`Der API-Server nimmt es an.`),
  'selector-unreadable': (facts) =>
    printed(
      fieldError(facts),
      say`Der API-Server nimmt es unbesehen; keine Implementierung kann diesen Selektor lesen, also wählt er nichts aus.`,
    ),
  'unknown-protocol': (facts) =>
    text(
      say`„${code(facts.protocol)}“ ist weder TCP noch UDP noch SCTP`,
      say`Der API-Server nimmt hier jedes Wort; dieses passt auf keine Verbindung.`,
    ),
  'domain-names-action': (facts) =>
    text(
      say`domainNames in einer Regel, die ${code(facts.action)} sagt`,
      say`Die API kennt sie nur in Regeln, die erlauben: niemand kennt alle Adressen eines Namens. Hier wird die Regel beim Wort genommen.`,
    ),
  'same-priority': (facts) =>
    text(
      say`${code(facts.first)} und ${code(facts.second)} haben denselben Tier${facts.priority === null ? '' : ' und dieselbe Priorität'} und Regeln, die sich widersprechen`,
      say`Welche für eine Verbindung gilt, auf die beide passen, lässt die API offen. Hier wird ${code(facts.first)} zuerst gefragt, dem Namen nach.`,
    ),
  'waypoint-assumed': (facts) =>
    text(
      say`${objekt(facts.subject)} hat einen eigenen Pod, der angenommen wird`,
      say`istiod erzeugt ihn, mit dem Namen des Gateway als Service Account.`,
    ),
  'replicas-capped': (facts) =>
    text(
      say`${objekt(facts.subject)}: ${facts.kept} von ${facts.wanted} Repliken sind simuliert`,
      say`Policies können Repliken nicht unterscheiden, die Urteile sind also dieselben.`,
    ),
  'pods-without-address': ohneAdresse,
  'pods-capped': (facts) =>
    text(
      say`${facts.kept} von ${facts.wanted}\u00a0Pods sind simuliert`,
      say`Dieser und die nach ihm fehlen. Weniger Repliken geben dieselben Urteile.`,
    ),
  'taints-passed-over': (facts) =>
    text(
      say`${facts.pods === 1 ? 'Ein Pod läuft' : `${facts.pods}\u00a0Pods laufen`} auf Nodes, deren Taints ${facts.pods === 1 ? 'er' : 'sie'} nicht ${facts.pods === 1 ? 'duldet' : 'dulden'}`,
      say`Kein Node im Text ist frei von Taints, also werden sie übergangen: Wahrscheinlich stehen nicht alle Nodes da. In einem Cluster aus diesen allein ließe der Scheduler ${facts.pods === 1 ? 'ihn' : 'sie'} Pending.`,
    ),
  'address-shared': (facts) =>
    text(
      say`${objekt(facts.subject)} hat die Adresse ${code(facts.address)} von ${code(facts.other)}`,
      say`Zwei Pods können keine Adresse teilen, außer beide benutzen das Netz ihres Nodes.`,
    ),
  'entry-backend': backend,
  'route-parent': gateway,
}

function ohneAdresse(facts: Extract<DiagnosticFacts, { code: 'pods-without-address' }>): DiagnosticText {
  const pods = facts.pods === 1 ? 'ein Pod' : `${facts.pods}\u00a0Pods`
  const fuer = facts.pods === 1 ? 'einen Pod' : pods
  switch (facts.why) {
    case 'no-plugin':
      return text(
        say`Kein Netzwerk-Plugin ist installiert, also ${facts.pods === 1 ? 'hat' : 'haben'} ${pods} keine Adresse`,
        facts.node === null
          ? say`Am Node steht „cni plugin not initialized“ und dass er nicht Ready ist; deshalb hält der Scheduler Pods von ihm fern: sie bleiben Pending.`
          : say`Das Kubelet von ${code(facts.node)} hat ${facts.pods === 1 ? 'ihn' : 'sie'} übernommen und wartet in ContainerCreating auf ein Netz: NetworkPluginNotReady.`,
      )
    case 'no-room':
      return text(
        say`Kein Node nimmt ${fuer}`,
        say`Entweder ist kein Node so, wie sie ihn wollen und ertragen, oder auf denen, die es sind, ist kein Platz: das Kubelet nimmt nur eine begrenzte Zahl von Pods, das Netzwerk-Plugin ebenso. Sie bleiben Pending, haben keine Adresse und erreichen niemanden.`,
      )
    case 'no-port':
      return text(
        say`Auf keinem Node ist der Port frei, den ${pods} ${facts.pods === 1 ? 'braucht' : 'brauchen'}`,
        say`Zwei Pods eines Nodes können nicht denselben ${code('hostPort')} haben, und im Netz des Nodes ist jeder ${code('containerPort')} einer. ${
          facts.node === null
            ? say`Der Scheduler lässt sie Pending`
            : say`Das Kubelet von ${code(facts.node)} weist zurück, was später kommt`
        }: sie haben keine Adresse und erreichen niemanden.`,
      )
    case 'no-address':
      return text(
        say`Keine Adresse ist übrig für ${fuer}${facts.node === null ? '' : ` auf ${facts.node}`}`,
        say`Sie bleiben in ContainerCreating: das Netzwerk-Plugin hat jede Adresse aus dem Bereich des Nodes vergeben. Die Events sagen FailedCreatePodSandBox.`,
      )
    default:
      return assertNever(facts.why)
  }
}

function backend({ why, service, port }: Extract<DiagnosticFacts, { code: 'entry-backend' }>): DiagnosticText {
  switch (why) {
    case 'no-service':
      return text(
        say`Den Service ${code(service)} gibt es nicht`,
        say`Anfragen an ihn enden beim Controller, mit einem Fehler.`,
      )
    case 'no-port':
      return port === null
        ? text(
            say`Kein Port des Service ${code(service)} ist genannt`,
            say`Eine Route muss ihn mit seiner Zahl nennen.`,
          )
        : text(
            say`Der Service ${code(service)} hat keinen Port ${code(String(port))}`,
            say`Hier steht der Port des Service, nicht der seiner Pods.`,
          )
    case 'no-endpoints':
      return text(
        say`Der Service ${code(service)} hat niemanden hinter Port ${code(String(port))}`,
        say`Kein bereiter Pod hat seine Labels und diesen Port; Anfragen enden beim Controller, mit einem Fehler.`,
      )
    case 'not-granted':
      return text(
        say`Der Service ${code(service)} ist in einem anderen Namespace, und kein ReferenceGrant dort erlaubt es`,
        say`Anfragen an ihn enden am Gateway, mit einem Fehler.`,
      )
    default:
      return assertNever(why)
  }
}

function gateway({ why, gateway }: Extract<DiagnosticFacts, { code: 'route-parent' }>): DiagnosticText {
  switch (why) {
    case 'unknown':
      return text(
        say`Das Gateway ${code(gateway)} steht nicht im Text`,
        say`Angenommen wird, dass es diese Route bedient.`,
      )
    case 'listener':
      return text(
        say`Das Gateway ${code(gateway)} hat keinen Listener für diese Route`,
        say`Es braucht einen für HTTP oder HTTPS, mit dem Abschnitt und dem Port, die die Route nennt.`,
      )
    case 'namespace':
      return text(
        say`Das Gateway ${code(gateway)} nimmt keine Routen aus diesem Namespace`,
        say`Welche, sagt sein Listener in ${code('allowedRoutes')}; sagt er nichts, dann nur aus dem eigenen.`,
      )
    case 'host':
      return text(
        say`Das Gateway ${code(gateway)} hört auf andere Hosts`,
        say`Keiner der Hostnamen der Route passt auf einen seiner Listener.`,
      )
    default:
      return assertNever(why)
  }
}

function objekt(subject: ObjectRef | null): Sentence {
  if (!subject) return say`Dieses Objekt`
  return say`${subject.kind} ${code(subject.namespace === null ? subject.name : `${subject.namespace}/${subject.name}`)}`
}
