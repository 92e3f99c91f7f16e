import type { Diagnostic, DiagnosticFacts, ObjectRef } from '../../ground/diagnostic.ts'
import { assertNever } from '../../ground/result.ts'
import { entryBackendText, routeParentText } from './entry.ts'
import { findingText } from './finding.ts'
import { code, plain, say, type Sentence } from './sentence.ts'

/** What a diagnostic says: `message` as the API server or kubectl prints it, `advice` in plain words; empty: nothing to add. */
export interface DiagnosticText {
  readonly message: Sentence
  readonly advice: Sentence
}

/** The whole text of a diagnostic on one line, for markers and hovers. */
export function diagnosticLine(diagnostic: Diagnostic): string {
  const { message, advice } = diagnosticText(diagnostic)
  return advice.length === 0 ? plain(message) : `${plain(message)}. ${plain(advice)}`
}

/**
 * The sentence for a diagnostic. Schema and admission errors have the shape of the API server's own messages
 * (`field: type: value: detail`, `unknown field "spec.x"`), so that what is learned here is recognised in a terminal.
 * Source: apimachinery field.Error.ErrorBody and strict decoding of Kubernetes 1.25 and later.
 */
export function diagnosticText(diagnostic: Diagnostic): DiagnosticText {
  switch (diagnostic.code) {
    case 'yaml-syntax': return text(syntaxText(diagnostic), stillShown)
    case 'yaml-limit': return text(say`${LIMITS[diagnostic.limit]} ${diagnostic.allowed}`, say`This limit keeps the page responsive.`)
    case 'duplicate-key': return text(say`key ${quoted(diagnostic.key)} already set in map`, say`Each field can stand once in its object; a second entry would silently win elsewhere.`)
    case 'not-an-object': return text(say`not a Kubernetes object: expected a map of fields, got ${diagnostic.got}`, say`Start with ${code('apiVersion')} and ${code('kind')}.`)
    case 'missing-field': return missingField(diagnostic.field)
    case 'no-match': return text(say`no matches for kind ${quoted(diagnostic.kind)} in version ${quoted(diagnostic.apiVersion)}`, diagnostic.served === null ? say`Ensure its CustomResourceDefinition is installed first: this cluster is said not to serve it.` : say`It is served as ${code(diagnostic.served)}.`)
    case 'unknown-field': return text(say`strict decoding error: unknown field ${quoted(diagnostic.field)}`,
      diagnostic.suggestion === null ? say`The API server refuses the object with strict validation, the default of kubectl.` : say`Did you mean ${code(diagnostic.suggestion)}?`)
    case 'wrong-type': return text(wrongType(diagnostic), WRONG_TYPE_ADVICE[diagnostic.expected] ?? (diagnostic.expected.startsWith('[]') ? say`Here the API takes a list: put a dash before each item.` : say`Here the API takes fields, each with a colon.`))
    case 'field-error': return text(fieldError(diagnostic), [])
    case 'agent-refusal': return text(say`${diagnostic.detail}`, say`The API server stores it. ${diagnostic.agent}’s agents do not load it: ${code('kubectl get')} shows ${code('Valid')} as False, with this text.`)
    case 'field-not-evaluated': return text(say`${code(diagnostic.field)} is not evaluated`, say`Verdicts are as if it were not there.`)
    case 'older-release': return text(say`${diagnostic.agent} ${diagnostic.version} reads this pattern otherwise`, diagnostic.reads === 'one-label' ? say`Here ${code('**.')} stands for exactly one label; from ${diagnostic.since} on for one or more.` : say`Wildcards here are read from ${diagnostic.since} on; before, the letters have to stand there as written.`)
    case 'webhook-denied': return text(say`admission webhook ${quoted(diagnostic.webhook)} denied the request: ${diagnostic.message}`, [])
    case 'field-warning': return text(say`Warning: ${code(diagnostic.field)}: ${diagnostic.detail}`, say`The API server accepts it.`)
    case 'selector-unreadable': return text(fieldError(diagnostic), say`The API server takes it without a look; no implementation can read this selector, so it selects nothing.`)
    case 'unknown-protocol': return text(say`${quoted(diagnostic.protocol)} is none of TCP, UDP and SCTP`, say`The API server takes any word here; this one fits no connection.`)
    case 'domain-names-action': return text(say`domainNames in a rule that says ${code(diagnostic.action)}`, say`The API supports them only in rules that allow: nobody knows all addresses of a name. Here the rule is taken at its word.`)
    case 'same-priority': return text(say`${code(diagnostic.first)} and ${code(diagnostic.second)} have the same tier${diagnostic.priority === null ? '' : ' and priority'}, and rules that disagree`, say`Which one counts for a connection that both fit, the API leaves open. Here ${code(diagnostic.first)} is asked first, by its name.`)
    case 'duplicate-object': return text(say`${objectName(diagnostic.subject)} is defined twice`, duplicateAdvice(diagnostic))
    case 'namespace-implied': return text(say`Namespace ${code(diagnostic.namespace)} is not in the text`, say`It is assumed, with no labels but its name.`)
    case 'not-evaluated': return text(say`${objectName(diagnostic.subject)} is not evaluated`, say`It is kept and shown, and changes no verdict.`)
    case 'replicas-capped': return text(say`${objectName(diagnostic.subject)}: ${diagnostic.kept} of ${diagnostic.wanted} replicas are simulated`, say`Policies cannot tell replicas apart, so verdicts are the same.`)
    case 'pods-without-address': {
      const pods = diagnostic.pods === 1 ? 'one pod' : `${diagnostic.pods} pods`
      if (diagnostic.why === 'no-plugin') {
        return text(say`No network plugin is installed, so ${pods} ${diagnostic.pods === 1 ? 'has' : 'have'} no address`, diagnostic.node === null
          ? say`The node’s condition says “cni plugin not initialized” and that it is not Ready, so the scheduler keeps pods off it: they stay Pending.`
          : say`The kubelet of ${code(diagnostic.node)} has taken ${diagnostic.pods === 1 ? 'it' : 'them'}, and waits in ContainerCreating for a network: NetworkPluginNotReady.`)
      }
      return diagnostic.why === 'no-room'
        ? text(say`No node has room for ${pods}`, say`The kubelet takes a limited number of pods, and so does the network plugin. They stay Pending, have no address, and reach nobody.`)
        : text(say`No address is left for ${pods}${diagnostic.node === null ? '' : ` on ${diagnostic.node}`}`, say`They stay in ContainerCreating: the network plugin has given every address of the node’s range away. Events say FailedCreatePodSandBox.`)
    }
    case 'pods-capped': return text(say`${diagnostic.kept} of ${diagnostic.wanted} pods are simulated`, say`This one and those after it are left out. Fewer replicas give the same verdicts.`)
    case 'address-shared': return text(say`${objectName(diagnostic.subject)} has the address ${code(diagnostic.address)} of ${code(diagnostic.other)}`, say`Two pods cannot share an address, unless both use the network of their node.`)
    case 'entry-backend': return entryBackendText(diagnostic)
    case 'route-parent': return routeParentText(diagnostic)
    case 'question': return questionText(diagnostic)
    default: return findingText(diagnostic)
  }
}

const text = (message: Sentence, advice: Sentence): DiagnosticText => ({ message, advice })

function syntaxText({ reason, hint }: Extract<DiagnosticFacts, { code: 'yaml-syntax' }>): Sentence {
  switch (hint?.hint) {
    case 'missing-colon': return say`This line needs a colon after ${code(hint.word)}`
    case 'tab': return say`A tab stands where YAML takes only blanks`
    case 'open-quote': return say`This quote is never closed`
    case undefined: return say`error parsing YAML: ${reason}`
    default: return assertNever(hint)
  }
}

const stillShown = say`The picture shows the last valid version.`

const LIMITS: Readonly<Record<Extract<DiagnosticFacts, { code: 'yaml-limit' }>['limit'], string>> = {
  size: 'the text is too long; characters allowed:',
  depth: 'nested too deeply; levels allowed:',
  aliases: 'too many aliases; allowed:',
  documents: 'too many objects in one tab; allowed:',
  nodes: 'too many values in one tab; allowed:',
}

function missingField(field: string): DiagnosticText {
  if (field === 'apiVersion' || field === 'kind') {
    return text(say`error validating data: ${field} not set`, say`Without it nobody knows what this object is.`)
  }
  if (field === 'metadata.name') return text(say`metadata.name: Required value: name or generateName is required`, [])
  return text(say`${code(field)}: Required value`, [])
}

/** Source: encoding/json, UnmarshalTypeError.Error. */
function wrongType({ field, holder, expected, got }: Extract<DiagnosticFacts, { code: 'wrong-type' }>): Sentence {
  const where: Sentence = holder === null ? say`value` : say`struct field ${code(`${holder}.${field}`)}`
  return say`json: cannot unmarshal ${got} into Go ${where} of type ${code(expected)}`
}

const WRONG_TYPE_ADVICE: Readonly<Record<string, Sentence>> = {
  'map[string]string': say`Here the API takes fields, each with a colon: ${code('app: web')}.`,
  string: say`Here the API takes text only: put it in quotes.`,
  int32: say`Here the API takes a whole number.`,
  bool: say`Here the API takes true or false, without quotes.`,
}

function fieldError({ field, type, value, detail }: Extract<DiagnosticFacts, { code: 'field-error' | 'selector-unreadable' }>): Sentence {
  return [code(field), { text: [`: ${type}`, value, detail].filter((part) => part !== null && part !== '').join(': ') }]
}

function duplicateAdvice({ first }: Extract<DiagnosticFacts, { code: 'duplicate-object' }>): Sentence {
  const where = first ? say`The first one, on line ${first.start.line} of ${code(first.document)},` : say`The first one`
  return say`${where} is replaced by this one, as ${code('kubectl apply')} does.`
}

function questionText(diagnostic: Extract<DiagnosticFacts, { code: 'question' }>): DiagnosticText {
  const { wanted, suggestions } = diagnostic
  const advice = suggestions.length === 0 ? [] : say`Did you mean ${code(suggestions[0]!)}?`
  switch (diagnostic.reason) {
    case 'syntax': return text(say`${quoted(wanted)} is not a question`, advice.length > 0 ? advice : say`Write ${code('shop/web -> shop/api:8080')}.`)
    case 'endpoint': return text(say`Nothing here is called ${code(wanted)}`, advice)
    case 'no-address': return text(say`${code(wanted)} has no address`, say`No packet can leave it or reach it. The problems under the text say why.`)
    case 'port': return text(say`No port is called ${code(wanted)} there`, advice)
    case 'protocol': return text(say`${code(wanted)} is not a protocol`, advice)
    case 'service-port': return text(say`The Service has no port ${code(wanted)}`, advice)
    case 'address': return text(say`${code(wanted)} is not an address of the destination`, advice)
    default: return assertNever(diagnostic.reason)
  }
}

function objectName(subject: ObjectRef | null): Sentence {
  if (!subject) return say`This object`
  return say`${subject.kind} ${code(subject.namespace === null ? subject.name : `${subject.namespace}/${subject.name}`)}`
}

const quoted = (name: string): Sentence => [{ text: '"' }, code(name), { text: '"' }]
