import { objectName } from '../../object-name.ts'
import type { DiagnosticFacts } from '../../../../ground/diagnostic.ts'
import { assertNever } from '../../../../ground/result.ts'
import type { DiagnosticText, OwnDiagnostics } from '../../diagnostic-text.ts'
import {
  duplicateKey,
  fieldError,
  noMatch,
  quoted,
  requiredValue,
  unknownField,
  wrongType,
  yamlError,
} from '../../printed.ts'
import { code, say, type Sentence } from '../../sentence.ts'
import { part } from '../part.ts'

const text = (message: Sentence, advice: Sentence): DiagnosticText => ({ message, advice })
const printed = (message: Sentence, advice: Sentence): DiagnosticText => ({ message, advice, isPrinted: true })
const stillShown = say`The picture shows the last valid version.`

const WRONG_TYPE_ADVICE: Readonly<Record<string, Sentence>> = {
  'map[string]string': say`Here the API takes fields, each with a colon: ${code('app: web')}.`,
  string: say`Here the API takes text only: put it in quotes.`,
  int32: say`Here the API takes a whole number.`,
  bool: say`Here the API takes true or false, without quotes.`,
}

/** What is wrong with a text, an object or a question, by code. */
export const DIAGNOSTIC = part<OwnDiagnostics>('diagnostic', {
  'yaml-syntax': ({ reason, hint }) => {
    switch (hint?.hint) {
      case 'missing-colon':
        return text(say`This line needs a colon after ${code(hint.word)}`, stillShown)
      case 'tab':
        return text(say`A tab stands where YAML takes only blanks`, stillShown)
      case 'open-quote':
        return text(say`This quote is never closed`, stillShown)
      case undefined:
        return printed(yamlError(reason), stillShown)
      default:
        return assertNever(hint)
    }
  },
  'duplicate-key': (facts) =>
    printed(
      duplicateKey(facts),
      say`Each field can stand once in its object; a second entry would silently win elsewhere.`,
    ),
  'not-an-object': (facts) =>
    text(
      say`not a Kubernetes object: expected a map of fields, got ${facts.got}`,
      say`Start with ${code('apiVersion')} and ${code('kind')}.`,
    ),
  'missing-field': (facts) =>
    printed(
      requiredValue(facts),
      facts.field === 'apiVersion' || facts.field === 'kind'
        ? say`Without it nobody knows what this object is.`
        : facts.generateName === undefined
          ? []
          : say`Only ${code('kubectl create')} makes up the rest of a name. Here an object needs a ${code('name')}.`,
    ),
  'no-match': (facts) =>
    printed(
      noMatch(facts),
      facts.served === null
        ? say`Ensure its CustomResourceDefinition is installed first: this cluster is said not to serve it.`
        : say`It is served as ${code(facts.served)}.`,
    ),
  'unknown-field': (facts) =>
    printed(
      unknownField(facts),
      facts.suggestion === null
        ? say`The API server refuses the object with strict validation, the default of kubectl.`
        : say`Did you mean ${code(facts.suggestion)}?`,
    ),
  'wrong-type': (facts) =>
    printed(
      wrongType(facts),
      WRONG_TYPE_ADVICE[facts.expected] ??
        (facts.expected.startsWith('[]')
          ? say`Here the API takes a list: put a dash before each item.`
          : say`Here the API takes fields, each with a colon.`),
    ),
  'field-error': (facts) => printed(fieldError(facts), given(facts)),
  'duplicate-object': (facts) =>
    text(
      say`${objectName(facts.subject)} is defined twice`,
      say`${facts.first ? say`The first one, on line ${facts.first.start.line} of ${code(facts.first.document)},` : say`The first one`} is replaced by this one, as ${code('kubectl apply')} does.`,
    ),
  'namespace-implied': (facts) =>
    text(say`Namespace ${code(facts.namespace)} is not in the text`, say`It is assumed, with no labels but its name.`),
  'not-evaluated': (facts) =>
    text(say`${objectName(facts.subject)} is not evaluated`, say`It is kept and shown, and changes no verdict.`),
  question,
})

/** Why a value is refused that nothing is wrong with by itself. */
export function given({ heldBy, setBy }: { readonly heldBy?: string; readonly setBy?: string }): Sentence {
  if (setBy !== undefined) return say`The API server’s flag ${code(setBy)} sets the range; here it is the default.`
  return heldBy === undefined
    ? []
    : say`The Service ${code(heldBy)}, which comes first in the text, has it. Each is given away once in a cluster.`
}

function question({ wanted, suggestions, reason }: Extract<DiagnosticFacts, { code: 'question' }>): DiagnosticText {
  const advice = suggestions.length === 0 ? [] : say`Did you mean ${code(suggestions[0]!)}?`
  switch (reason) {
    case 'syntax':
      return text(
        say`${quoted(wanted)} is not a question`,
        advice.length > 0 ? advice : say`Write ${code('shop/web -> shop/api:8080')}.`,
      )
    case 'endpoint':
      return text(say`Nothing here is called ${code(wanted)}`, advice)
    case 'no-address':
      return text(
        say`${code(wanted)} has no address`,
        say`No packet can leave it or reach it. The problems under the text say why.`,
      )
    case 'port':
      return text(say`No port is called ${code(wanted)} there`, advice)
    case 'protocol':
      return text(say`${code(wanted)} is not a protocol`, advice)
    case 'service-port':
      return text(say`The Service has no port ${code(wanted)}`, advice)
    case 'address':
      return text(say`${code(wanted)} is not an address of the destination`, advice)
    default:
      return assertNever(reason)
  }
}
