import { objectName } from '../../object-name.ts'
import type { DiagnosticFacts } from '../../../../ground/diagnostic.ts'
import { assertNever } from '../../../../ground/result.ts'
import type { DiagnosticText, FurtherDiagnostics } from '../../diagnostic-text.ts'
import { fieldError, internalError, quoted, warned, webhookDenied } from '../../printed.ts'
import { code, say, type Sentence } from '../../sentence.ts'
import { part } from '../part.ts'
import { given } from './diagnostic.ts'

const text = (message: Sentence, advice: Sentence): DiagnosticText => ({ message, advice })
const printed = (message: Sentence, advice: Sentence): DiagnosticText => ({ message, advice, isPrinted: true })

const LIMITS: Readonly<Record<Extract<DiagnosticFacts, { code: 'yaml-limit' }>['limit'], string>> = {
  size: 'the text is too long; characters allowed:',
  depth: 'nested too deeply; levels allowed:',
  aliases: 'too many aliases; allowed:',
  documents: 'too many objects in one tab; allowed:',
  nodes: 'too many values in one tab; allowed:',
}

/** What is seldom wrong, by code: fetched with the first of them. */
export const FURTHER_DIAGNOSTIC = part<FurtherDiagnostics>('furtherDiagnostic', {
  'yaml-limit': (facts) =>
    text(say`${LIMITS[facts.limit]} ${facts.allowed}`, say`This limit keeps the page responsive.`),
  'agent-refusal': (facts) =>
    printed(
      say`${facts.detail}`,
      say`The API server stores it. ${facts.agent}’s agents do not load it: ${code('kubectl get')} shows ${code('Valid')} as False, with this text.`,
    ),
  'field-not-evaluated': (facts) =>
    text(say`${code(facts.field)} is not evaluated`, say`Verdicts are as if it were not there.`),
  'older-release': (facts) =>
    text(
      say`${facts.agent} ${facts.version} reads this pattern otherwise`,
      facts.reads === 'one-label'
        ? say`Here ${code('**.')} stands for exactly one label; from ${facts.since} on for one or more.`
        : say`Wildcards here are read from ${facts.since} on; before, the letters have to stand there as written.`,
    ),
  'internal-error': (facts) => printed(internalError(facts), given(facts)),
  'webhook-denied': (facts) => printed(webhookDenied(facts), []),
  'field-warning': (facts) => printed(warned(facts), say`The API server accepts it.`),
  'selector-unreadable': (facts) =>
    printed(
      fieldError(facts),
      say`The API server takes it without a look; no implementation can read this selector, so it selects nothing.`,
    ),
  'unknown-protocol': (facts) =>
    text(
      say`${quoted(facts.protocol)} is none of TCP, UDP and SCTP`,
      say`The API server takes any word here; this one fits no connection.`,
    ),
  'domain-names-action': (facts) =>
    text(
      say`domainNames in a rule that says ${code(facts.action)}`,
      say`The API supports them only in rules that allow: nobody knows all addresses of a name. Here the rule is taken at its word.`,
    ),
  'same-priority': (facts) =>
    text(
      say`${code(facts.first)} and ${code(facts.second)} have the same tier${facts.priority === null ? '' : ' and priority'}, and rules that disagree`,
      say`Which one counts for a connection that both fit, the API leaves open. Here ${code(facts.first)} is asked first, by its name.`,
    ),
  'waypoint-assumed': (facts) =>
    text(
      say`${objectName(facts.subject)} has a pod of its own, which is assumed`,
      say`istiod makes it, with the Gateway’s name as its service account.`,
    ),
  'replicas-capped': (facts) =>
    text(
      say`${objectName(facts.subject)}: ${facts.kept} of ${facts.wanted} replicas are simulated`,
      say`Policies cannot tell replicas apart, so verdicts are the same.`,
    ),
  'pods-without-address': withoutAddress,
  'pods-capped': (facts) =>
    text(
      say`${facts.kept} of ${facts.wanted} pods are simulated`,
      say`This one and those after it are left out. Fewer replicas give the same verdicts.`,
    ),
  'taints-passed-over': (facts) =>
    text(
      say`${facts.pods === 1 ? 'One pod runs' : `${facts.pods} pods run`} on nodes whose taints ${facts.pods === 1 ? 'it does' : 'they do'} not tolerate`,
      say`No node in the text is free of taints, so they are passed over: probably not all nodes are written down. In a cluster of these nodes alone the scheduler would leave ${facts.pods === 1 ? 'it' : 'them'} Pending.`,
    ),
  'address-shared': (facts) =>
    text(
      say`${objectName(facts.subject)} has the address ${code(facts.address)} of ${code(facts.other)}`,
      say`Two pods cannot share an address, unless both use the network of their node.`,
    ),
  'entry-backend': entryBackend,
  'route-parent': routeParent,
})

function withoutAddress(facts: Extract<DiagnosticFacts, { code: 'pods-without-address' }>): DiagnosticText {
  const pods = facts.pods === 1 ? 'one pod' : `${facts.pods} pods`
  switch (facts.why) {
    case 'no-plugin':
      return text(
        say`No network plugin is installed, so ${pods} ${facts.pods === 1 ? 'has' : 'have'} no address`,
        facts.node === null
          ? say`The node’s condition says “cni plugin not initialized” and that it is not Ready, so the scheduler keeps pods off it: they stay Pending.`
          : say`The kubelet of ${code(facts.node)} has taken ${facts.pods === 1 ? 'it' : 'them'}, and waits in ContainerCreating for a network: NetworkPluginNotReady.`,
      )
    case 'no-room':
      return text(
        say`No node takes ${pods}`,
        say`Either no node is what they ask for and puts up with them, or those that are have no room: the kubelet takes a limited number of pods, and so does the network plugin. They stay Pending, have no address, and reach nobody.`,
      )
    case 'no-port':
      return text(
        say`No node has the port free that ${pods} ${facts.pods === 1 ? 'needs' : 'need'}`,
        say`Two pods of a node cannot have one ${code('hostPort')}, and on the host network every ${code('containerPort')} is one. ${
          facts.node === null
            ? say`The scheduler leaves them Pending`
            : say`The kubelet of ${code(facts.node)} refuses what comes later`
        }: they have no address, and reach nobody.`,
      )
    case 'no-address':
      return text(
        say`No address is left for ${pods}${facts.node === null ? '' : ` on ${facts.node}`}`,
        say`They stay in ContainerCreating: the network plugin has given every address of the node’s range away. Events say FailedCreatePodSandBox.`,
      )
    default:
      return assertNever(facts.why)
  }
}

/** Why an Ingress or a route leads nowhere. */
function entryBackend({ why, service, port }: Extract<DiagnosticFacts, { code: 'entry-backend' }>): DiagnosticText {
  switch (why) {
    case 'no-service':
      return text(say`There is no Service ${code(service)}`, say`Requests for it end at the controller, with an error.`)
    case 'no-port':
      return port === null
        ? text(say`No port of Service ${code(service)} is named`, say`A route has to name one by its number.`)
        : text(
            say`Service ${code(service)} has no port ${code(String(port))}`,
            say`Here stands the Service’s port, not that of its pods.`,
          )
    case 'no-endpoints':
      return text(
        say`Service ${code(service)} has nobody behind port ${code(String(port))}`,
        say`No ready pod has its labels and this port; requests end at the controller, with an error.`,
      )
    case 'not-granted':
      return text(
        say`Service ${code(service)} is in another namespace, and no ReferenceGrant there allows it`,
        say`Requests for it end at the Gateway, with an error.`,
      )
    default:
      return assertNever(why)
  }
}

/** Why a route is not served by a Gateway. */
function routeParent({ why, gateway }: Extract<DiagnosticFacts, { code: 'route-parent' }>): DiagnosticText {
  switch (why) {
    case 'unknown':
      return text(say`Gateway ${code(gateway)} is not in the text`, say`It is taken that it serves this route.`)
    case 'listener':
      return text(
        say`Gateway ${code(gateway)} has no listener for this route`,
        say`It needs one for HTTP or HTTPS, with the section and the port that the route names.`,
      )
    case 'namespace':
      return text(
        say`Gateway ${code(gateway)} takes no routes from this namespace`,
        say`Its listener says which ones in ${code('allowedRoutes')}; when it says nothing, only its own.`,
      )
    case 'host':
      return text(
        say`Gateway ${code(gateway)} listens for other hosts`,
        say`None of the route’s hostnames fits one of its listeners.`,
      )
    default:
      return assertNever(why)
  }
}
