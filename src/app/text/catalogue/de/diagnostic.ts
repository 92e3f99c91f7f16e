import type { DiagnosticFacts, ObjectRef } from '../../../../ground/diagnostic.ts'
import { assertNever } from '../../../../ground/result.ts'
import type { DiagnosticText } from '../../diagnostic-text.ts'
import { duplicateKey, fieldError, noMatch, requiredValue, unknownField, wrongType, yamlError } from '../../printed.ts'
import { code, say, type Sentence } from '../../sentence.ts'
import type { DIAGNOSTIC } from '../en/diagnostic.ts'

const text = (message: Sentence, advice: Sentence): DiagnosticText => ({ message, advice })
const printed = (message: Sentence, advice: Sentence): DiagnosticText => ({ message, advice, isPrinted: true })
const meinst = (word: string): Sentence => say`Meinst du ${code(word)}?`
const nochGezeigt = say`Das Bild zeigt den letzten gültigen Stand.`

const FALSCHER_TYP: Readonly<Record<string, Sentence>> = {
  'map[string]string': say`Hier nimmt die API Felder, jedes mit Doppelpunkt: ${code('app: web')}.`,
  string: say`Hier nimmt die API nur Text: setz ihn in Anführungszeichen.`,
  int32: say`Hier nimmt die API eine ganze Zahl.`,
  bool: say`Hier nimmt die API true oder false, ohne Anführungszeichen.`,
}

export const diagnostic: typeof DIAGNOSTIC = {
  'yaml-syntax': ({ reason, hint }) => {
    switch (hint?.hint) {
      case 'missing-colon':
        return text(say`In dieser Zeile fehlt ein Doppelpunkt nach ${code(hint.word)}`, nochGezeigt)
      case 'tab':
        return text(say`Ein Tabulator steht, wo YAML nur Leerzeichen nimmt`, nochGezeigt)
      case 'open-quote':
        return text(say`Dieses Anführungszeichen wird nie geschlossen`, nochGezeigt)
      case undefined:
        return printed(yamlError(reason), nochGezeigt)
      default:
        return assertNever(hint)
    }
  },
  'duplicate-key': (facts) =>
    printed(
      duplicateKey(facts),
      say`Jedes Feld steht in seinem Objekt einmal; ein zweiter Eintrag würde anderswo stillschweigend gewinnen.`,
    ),
  'not-an-object': (facts) =>
    text(
      say`kein Objekt von Kubernetes: erwartet sind Felder, hier steht ${facts.got}`,
      say`Fang mit ${code('apiVersion')} und ${code('kind')} an.`,
    ),
  'missing-field': (facts) =>
    printed(
      requiredValue(facts),
      facts.field === 'apiVersion' || facts.field === 'kind'
        ? say`Ohne das weiß niemand, was dieses Objekt ist.`
        : facts.generateName === undefined
          ? []
          : say`Nur ${code('kubectl create')} denkt sich den Rest eines Namens aus. Hier braucht ein Objekt einen ${code('name')}.`,
    ),
  'no-match': (facts) =>
    printed(
      noMatch(facts),
      facts.served === null
        ? say`Installiere zuerst seine CustomResourceDefinition: von diesem Cluster heißt es, er kenne sie nicht.`
        : say`Es gibt es als ${code(facts.served)}.`,
    ),
  'unknown-field': (facts) =>
    printed(
      unknownField(facts),
      facts.suggestion === null
        ? say`Bei strenger Prüfung, wie kubectl sie von selbst verlangt, weist der API-Server das Objekt zurück.`
        : meinst(facts.suggestion),
    ),
  'wrong-type': (facts) =>
    printed(
      wrongType(facts),
      FALSCHER_TYP[facts.expected] ??
        (facts.expected.startsWith('[]')
          ? say`Hier nimmt die API eine Liste: setz vor jeden Eintrag einen Strich.`
          : say`Hier nimmt die API Felder, jedes mit Doppelpunkt.`),
    ),
  'field-error': (facts) => printed(fieldError(facts), vergeben(facts)),
  'duplicate-object': (facts) =>
    text(
      say`${objekt(facts.subject)} ist zweimal da`,
      say`${facts.first ? say`Das erste, in Zeile\u00a0${facts.first.start.line} von ${code(facts.first.document)},` : say`Das erste`} wird durch dieses ersetzt, wie ${code('kubectl apply')} es tut.`,
    ),
  'namespace-implied': (facts) =>
    text(
      say`Der Namespace ${code(facts.namespace)} steht nicht im Text`,
      say`Er wird angenommen, ohne Labels außer seinem Namen.`,
    ),
  'not-evaluated': (facts) =>
    text(
      say`${objekt(facts.subject)} wird nicht ausgewertet`,
      say`Es bleibt und wird gezeigt, und ändert kein Urteil.`,
    ),
  question: frage,
}

/** Warum ein Wert zurückgewiesen wird, an dem für sich nichts falsch ist. */
export function vergeben({ heldBy, setBy }: { readonly heldBy?: string; readonly setBy?: string }): Sentence {
  if (setBy !== undefined)
    return say`Den Bereich setzt das Flag ${code(setBy)} des API-Servers; hier ist er der voreingestellte.`
  return heldBy === undefined
    ? []
    : say`Der Service ${code(heldBy)}, der im Text zuerst kommt, hat es schon. In einem Cluster wird jedes nur einmal vergeben.`
}

function frage({ wanted, suggestions, reason }: Extract<DiagnosticFacts, { code: 'question' }>): DiagnosticText {
  const advice = suggestions.length === 0 ? [] : meinst(suggestions[0]!)
  switch (reason) {
    case 'syntax':
      return text(
        say`„${code(wanted)}“ ist keine Frage`,
        advice.length > 0 ? advice : say`Schreib ${code('shop/web -> shop/api:8080')}.`,
      )
    case 'endpoint':
      return text(say`Nichts heißt hier ${code(wanted)}`, advice)
    case 'no-address':
      return text(
        say`${code(wanted)} hat keine Adresse`,
        say`Kein Paket kann hinaus oder hinein. Warum, sagen die Probleme unter dem Text.`,
      )
    case 'port':
      return text(say`Kein Port heißt dort ${code(wanted)}`, advice)
    case 'protocol':
      return text(say`${code(wanted)} ist kein Protokoll`, advice)
    case 'service-port':
      return text(say`Der Service hat keinen Port ${code(wanted)}`, advice)
    case 'address':
      return text(say`${code(wanted)} ist keine Adresse des Ziels`, advice)
    default:
      return assertNever(reason)
  }
}

function objekt(subject: ObjectRef | null): Sentence {
  if (!subject) return say`Dieses Objekt`
  return say`${subject.kind} ${code(subject.namespace === null ? subject.name : `${subject.namespace}/${subject.name}`)}`
}
