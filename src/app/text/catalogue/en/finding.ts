import { podsNamed } from '../../pods-named.ts'
import type { FindingFacts, InRule, LabelHint, PortHint, SelectorTerm } from '../../../../ground/finding.ts'
import { assertNever } from '../../../../ground/result.ts'
import { wantedText } from '../../check.ts'
import type { FindingText } from '../../finding.ts'
import type { KubernetesFindings } from '../../kubernetes-findings.ts'
import { code, count, list, say, type Sentence } from '../../sentence.ts'
import { part } from '../part.ts'

const text = (message: Sentence, advice: Sentence): FindingText => ({ message, advice })

const typeOf = (section: 'ingress' | 'egress') => (section === 'ingress' ? 'Ingress' : 'Egress')

const ruleName = ({ rule }: InRule): Sentence => say`Rule ${rule + 1}`
const place = (namespace: string | null): Sentence =>
  namespace === null ? say`in those namespaces` : say`in ${code(namespace)}`

function wanted(terms: readonly SelectorTerm[]): Sentence {
  return list(terms.map((term) => [code(wantedText({ kind: 'label', of: 'pod', ...term }))]))
}

function meant({ is }: LabelHint): Sentence {
  return say`did you mean ${code(`${is.key}=${is.value}`)}?`
}

function didYouMean(hint: LabelHint | null): Sentence {
  return hint ? say`Did you mean ${code(`${hint.is.key}=${hint.is.value}`)}?` : []
}

function portMeant(hint: PortHint): Sentence {
  return 'port' in hint ? say`Did you mean ${code(String(hint.port))}?` : say`Did you mean ${hint.protocol}?`
}

function portName(port: string, protocol: string): Sentence {
  return say`${code(port)}${protocol === 'TCP' ? '' : ` ${protocol}`}`
}

function shadowed({
  rule,
  action,
  by,
  byRule,
  byAction,
}: Extract<FindingFacts, { code: 'rule-shadowed' }>): FindingText {
  const first = say`rule ${byRule + 1}${by === null ? [] : say` of ${code(by)}`} fits all of it first`
  if (action === byAction)
    return text(say`Rule ${rule + 1} changes nothing: ${first}, and says ${code(byAction)} too`, [])
  const why =
    byAction === 'Pass'
      ? say`After ${code('Pass')}, no later rule of the tier is asked.`
      : by === null
        ? say`The first rule that fits decides.`
        : say`The policy with the smaller priority is asked first.`
  return text(say`Rule ${rule + 1} will never say ${code(action)}: ${first}, and says ${code(byAction)}`, why)
}

function emptyList(facts: Extract<FindingFacts, { code: 'empty-list-admits-all' }>): FindingText {
  const who =
    facts.section === 'ingress'
      ? 'from anywhere, also from outside the cluster'
      : 'to anywhere, also outside the cluster'
  switch (facts.list) {
    case 'rule':
      return text(
        say`A lone dash admits everything, ${who}`,
        say`Delete it, or write ${code('{}')} where that is meant.`,
      )
    case 'ports':
      return text(say`An empty ${code('ports')} opens every port`, say`To open none, leave the rule out.`)
    case 'from':
    case 'to':
      return text(
        say`An empty ${code(facts.list)} is anybody, not nobody: ${who}`,
        say`To admit nobody, leave the rule out.`,
      )
    default:
      return assertNever(facts.list)
  }
}

/** What is found about policies of Kubernetes, by code. Pattern: what happens, why, did you mean. */
export const FINDING = part<KubernetesFindings>('finding', {
  'selects-nothing': (facts) =>
    text(
      facts.empty
        ? say`Selects no pod: ${code(facts.namespace)} has none`
        : say`Selects no pod – ${facts.hint ? meant(facts.hint) : say`no pod in ${code(facts.namespace)} has ${wanted(facts.wanted)}`}`,
      facts.likeObject === null || facts.hint
        ? []
        : say`${code(facts.likeObject)} has it on itself, its pods have not; only their labels count.`,
    ),
  'namespace-forgotten': (facts) =>
    text(
      say`Selects no pod: without a namespace the policy lands in ${code('default')}`,
      say`${count(facts.pods, 'pod')} in ${code(facts.namespace)} would fit.`,
    ),
  'namespace-unknown': (facts) =>
    text(
      say`Namespace ${code(facts.namespace)} is in no other object here`,
      facts.hint === null ? say`A cluster without it refuses the policy.` : say`Did you mean ${code(facts.hint)}?`,
    ),
  'selects-host-network': (facts) =>
    text(
      say`No effect on ${podsNamed(facts.pods, facts.count)}: on the host network`,
      say`${facts.count === 1 ? 'It speaks' : 'They speak'} with the address of the node, which no policy holds.`,
    ),
  'selects-finished': (facts) =>
    text(
      say`Selects only ${podsNamed(facts.pods, facts.count)}, which ${facts.count === 1 ? 'has' : 'have'} finished`,
      say`A finished pod has no connections, and its address may be another's.`,
    ),
  'rules-inert': (facts) =>
    text(
      say`${facts.rules === 1 ? 'This rule has' : `These ${facts.rules} rules have`} no effect: ${code(facts.field)} does not name ${code(typeOf(facts.section))}`,
      [],
    ),
  'ingress-closed-too': (facts) =>
    text(
      say`Ingress is closed too: without ${code('policyTypes')} it is always assumed`,
      say`Nothing may enter ${count(facts.pods, 'pod')}.`,
    ),
  'not-isolated': (facts) =>
    text(
      say`${typeOf(facts.section)} is not isolated: the list is empty and the type is not declared`,
      facts.declared
        ? say`${code('policyTypes')} does not name ${code(typeOf(facts.section))}.`
        : say`Without ${code('policyTypes')}, egress counts only when it has a rule.`,
    ),
  'rule-admits-nobody': (facts) =>
    facts.peers === 1
      ? text(
          say`${ruleName(facts)} admits nobody: no pod ${place(facts.namespace)} has ${wanted(facts.wanted)}`,
          didYouMean(facts.hint),
        )
      : text(say`${ruleName(facts)} admits nobody: none of its ${facts.peers} peers matches a pod`, []),
  'peer-matches-nothing': (facts) =>
    text(
      say`Peer ${facts.peer + 1} of rule ${facts.rule + 1} matches no pod: none ${place(facts.namespace)} has ${wanted(facts.wanted)}`,
      didYouMean(facts.hint),
    ),
  'peer-elsewhere': (facts) =>
    text(
      say`No pod in ${code(facts.namespace)} has ${wanted(facts.wanted)}; ${facts.pods === 1 ? 'one' : facts.pods} in ${list(facts.namespaces.map((name) => [code(name)]))} ${facts.pods === 1 ? 'has' : 'have'}`,
      say`A ${code('podSelector')} alone never leaves the policy's namespace.`,
    ),
  'namespace-label-unknown': (facts) => text(say`No namespace has ${wanted(facts.wanted)}`, didYouMean(facts.hint)),
  'peer-on-host-network': (facts) =>
    text(
      say`Matches only ${podsNamed(facts.pods, facts.count)}, on the host network`,
      say`A selector never matches ${facts.count === 1 ? 'it' : 'them'}: to policies the node speaks.`,
    ),
  'or-instead-of-and': (facts) =>
    text(
      say`Two dashes mean or: ${count(facts.either, 'pod')} fit${facts.either === 1 ? 's' : ''} one of the selectors, ${facts.both === 1 ? 'one fits' : `${facts.both} fit`} both`,
      say`Selectors that share a dash must all match.`,
    ),
  'own-namespace-only': (facts) =>
    text(
      say`An empty ${code('podSelector')} means every pod of ${code(facts.namespace)}, and of no other namespace`,
      [],
    ),
  'empty-list-admits-all': emptyList,
  'not-in-takes-unlabelled': (facts) =>
    text(say`${code('NotIn')} also takes ${count(facts.pods, 'pod')} without the label ${code(facts.key)}`, []),
  'port-not-listened': (facts) =>
    text(
      say`Nobody listens on ${portName(facts.port, facts.protocol)}`,
      facts.hint ? portMeant(facts.hint) : say`The pods listen on ${list(facts.listens.map((port) => [code(port)]))}.`,
    ),
  'service-port-used': (facts) =>
    text(
      say`${code(String(facts.port))} is the port of Service ${code(facts.service)}; its pods listen on ${code(String(facts.targetPort))}`,
      say`Policies see the connection after the Service: write the pod's port.`,
    ),
  'port-name-unknown': (facts) =>
    text(
      say`No pod here declares a ${facts.protocol} port ${code(facts.name)}`,
      facts.hint
        ? portMeant(facts.hint)
        : facts.names.length === 0
          ? []
          : say`There ${facts.names.length === 1 ? 'is' : 'are'} ${list(facts.names.map((name) => [code(name)]))}.`,
    ),
  'port-name-on-block': (facts) =>
    text(say`Port name ${code(facts.name)} fits no address of a block`, say`Only pods declare names: write a number.`),
  'port-name-differs': (facts) =>
    text(
      say`${code(facts.name)} is ${list(facts.numbers.map((port) => [code(String(port))]))}, depending on the pod`,
      say`The rule opens on each pod what that pod calls so.`,
    ),
  'dns-protocol-missing': (facts) =>
    facts.missing === 'UDP'
      ? text(
          say`Port 53 is open over TCP only${facts.defaulted ? ', the protocol that is assumed' : ''}`,
          say`DNS asks over UDP.`,
        )
      : text(say`Port 53 is open over UDP only`, say`Long DNS answers are fetched over TCP.`),
  'block-is-service': (facts) =>
    text(
      facts.services === 1
        ? say`${code(facts.cidr)} is the address of Service ${code(facts.service)}`
        : say`${code(facts.cidr)} holds the addresses of ${facts.services} Services and of no pod`,
      say`Policies see the pods behind a Service, never its address.`,
    ),
  'block-is-pod': (facts) =>
    text(
      say`${code(facts.cidr)} is the address of pod ${code(facts.pod)}${facts.assumed ? ', as assumed here' : ''}`,
      say`Its successor will have another one: select it by its labels.`,
    ),
  'block-holds-pods': (facts) =>
    text(
      say`${code(facts.cidr)} holds the addresses of ${count(facts.pods, 'pod')}${facts.assumed ? ', as assumed here' : ''}`,
      say`Blocks are for addresses outside; not every network plugin compares them with pods.`,
    ),
  'except-covers-block': (facts) =>
    text(say`Nothing is left of ${code(facts.cidr)}: ${code('except')} covers all of it`, []),
  'except-undone': (facts) =>
    text(
      say`${code(facts.cidr)} is excepted here and open all the same: ${code(facts.by)}, rule ${facts.byRule + 1}`,
      say`${code('except')} narrows its own peer and denies nothing.`,
    ),
  'one-family-only': (facts) =>
    text(
      say`${code(facts.cidr)} holds no ${facts.missing.includes(':') ? 'IPv6' : 'IPv4'} address; ${count(facts.pods, 'pod')} here ${facts.pods === 1 ? 'has' : 'have'} one`,
      say`Anywhere over both takes ${code(facts.missing)} as well.`,
    ),
  'node-block-for-probes': (facts) =>
    text(
      say`${code(facts.cidr)} is node ${code(facts.node)}: probes of its kubelet need no rule`,
      say`A pod and its own node always reach each other.`,
    ),
  'client-address-hidden': (facts) =>
    text(
      say`Clients in ${code(facts.cidr)} may come with the address of a node: Service ${code(facts.service)}`,
      say`With ${code('externalTrafficPolicy: Local')} they keep their own.`,
    ),
  'duplicate-rule': (facts) => text(say`${ruleName(facts)} says the same as rule ${facts.by + 1}`, []),
  'rule-covered': (facts) =>
    text(
      say`${ruleName(facts)} adds nothing: rule ${facts.by + 1} admits all of it, and more`,
      say`A narrow rule does not restrict a wide one.`,
    ),
  'policy-changes-nothing': (facts) =>
    facts.rules === 0
      ? text(
          say`Denies nothing: ${list(facts.by.map((name) => [code(name)]))} already ${facts.by.length === 1 ? 'isolates' : 'isolate'} these pods`,
          say`What another policy allows, none takes away.`,
        )
      : text(
          say`Changes nothing: ${list(facts.by.map((name) => [code(name)]))} ${facts.by.length === 1 ? 'says' : 'say'} all of it`,
          [],
        ),
  'rule-shadowed': shadowed,
  'dns-closed': (facts) =>
    text(
      say`DNS is closed for ${count(facts.pods, 'pod')}${facts.missing.length === 1 ? ' over UDP' : ''}`,
      say`Names will not resolve.`,
    ),
  'one-end-opened': (facts) =>
    text(
      say`${ruleName(facts)} opens one end only: ${facts.at} at ${code(facts.of)}${facts.peers > 0 ? ` and ${facts.peers} more` : ''} stays closed`,
      say`By ${list(facts.by.map((name) => [code(name)]))}. Both ends must agree.`,
    ),
  'front-door-closed': (facts) =>
    text(
      say`Nobody from outside gets in through ${facts.type} Service ${code(facts.service)}`,
      say`No rule admits an address outside to its ${count(facts.pods, 'pod')}.`,
    ),
})
