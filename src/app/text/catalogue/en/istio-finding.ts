import { podsNamed } from '../../pods-named.ts'
import type { FindingFacts } from '../../../../ground/finding.ts'
import { assertNever } from '../../../../ground/result.ts'
import type { FindingText, FindingTexts } from '../../finding.ts'
import { code, count, list, say, type Sentence } from '../../sentence.ts'
import { part } from '../part.ts'

/** Findings about Istio's objects. */
export type IstioFindingFacts = Extract<FindingFacts, { readonly code: `istio-${string}` }>

type NeedsWaypoint = Extract<IstioFindingFacts, { readonly code: 'istio-needs-waypoint' }>

/** Source: istiod writes the same into the policy's status, pilot/pkg/serviceregistry/ambient/policies.go */
function needsWaypoint({ action, fields: written, effect, pods }: NeedsWaypoint): FindingText {
  const asks = say`Only the node’s proxy asks for ${count(pods, 'pod')}`
  switch (effect) {
    case 'not-asked':
      return {
        message: say`${asks}, and it knows no ${code(action)}: this policy does nothing`,
        advice: say`It takes a waypoint, and ${code('targetRefs')} to hang the policy on it.`,
      }
    case 'allows-nothing':
      return {
        message: say`${asks}, and it cannot read ${fields(written)}: this rule allows nothing`,
        advice: say`It takes a waypoint, and ${code('targetRefs')} to hang the policy on it.`,
      }
    case 'denies-nothing':
      return {
        message: say`${asks}, and it cannot read ${fields(written)}: this rule denies nothing`,
        advice: say`It takes a waypoint, and ${code('targetRefs')} to hang the policy on it. At a sidecar the same rule would deny more than is written.`,
      }
    case 'denies-more':
      return {
        message: say`${asks}, and it cannot read ${fields(written)}: this rule denies more than is written`,
        advice: say`It takes a waypoint, and ${code('targetRefs')} to hang the policy on it.`,
      }
    default:
      return assertNever(effect)
  }
}

const BYTES: Readonly<
  Record<Extract<IstioFindingFacts, { readonly code: 'istio-requests-on-bytes' }>['effect'], Sentence>
> = {
  'allows-nothing': say`A rule that asks for them allows nothing on it.`,
  'denies-all': say`Without them this rule fits every connection, and denies all of them.`,
  'denies-more': say`Without them this rule denies more than is written.`,
}

const fields = (written: readonly string[]): Sentence => list(written.map((field) => [code(field)]))

/** What Istio makes of it. */
export const ISTIO_FINDING = part('istioFinding', {
  'istio-lets-nobody-in': (facts) => ({
    message: say`Allows nothing: ${count(facts.pods, 'pod')} ${facts.pods === 1 ? 'takes' : 'take'} no request at all`,
    advice:
      facts.pods < facts.of
        ? say`${count(facts.of - facts.pods, 'other pod')} ${facts.of - facts.pods === 1 ? 'is' : 'are'} opened by another policy.`
        : say`An ALLOW policy without rules matches nothing; one with the empty rule ${code('{}')} matches everything.`,
  }),
  'istio-selects-nobody': (facts) => ({
    message: say`Selects no pod: none in ${code(facts.namespace)} has ${list(facts.labels.map((label) => [code(label)]))}`,
    advice: say`${code('istioctl analyze')} calls it IST0127.`,
  }),
  'istio-no-proxy': (facts) => ({
    message: say`${podsNamed(facts.pods, facts.count)} ${facts.count === 1 ? 'is' : 'are'} not in the mesh: ${facts.count === facts.of ? 'this policy does nothing' : 'there this policy does nothing'}`,
    advice: say`It is a proxy that asks: the pod’s own, or its node’s.`,
  }),
  'istio-target-unused': (facts) => ({
    message:
      facts.why === 'missing'
        ? say`Does nothing: there is no ${code(facts.target)} in ${code(facts.namespace)}`
        : facts.why === 'no-waypoint'
          ? say`Does nothing: no waypoint stands before ${code(facts.target)}`
          : say`Does nothing: of classes only ${code('istio-waypoint')} counts, in the root namespace`,
    advice:
      facts.why === 'no-waypoint'
        ? say`What is attached to a Service is asked by its waypoint and by nobody else.`
        : facts.why === 'missing'
          ? say`A policy and what it is attached to share a namespace.`
          : say`Attach it to a Gateway or a Service.`,
  }),
  'istio-selector-ignored': (facts) => ({
    message: say`Is passed over: in ${code(facts.namespace)} a PeerAuthentication with a selector counts for nobody`,
    advice: say`There it is for the whole mesh, without a selector; one for some pods stands in their namespace.`,
  }),
  'istio-policy-late': (facts) => ({
    message: say`Does not count: ${code(facts.by)} is older, or comes first by its name`,
    advice: facts.isWide
      ? say`One PeerAuthentication without a selector counts for a namespace.`
      : say`One PeerAuthentication counts for the same pods.`,
  }),
  'istio-needs-waypoint': needsWaypoint,
  'istio-requests-on-bytes': (facts) => ({
    message: say`Port ${code(String(facts.port))} carries no requests, as ${facts.by} ${code(facts.name)} has it: ${fields(facts.fields)} cannot be read there`,
    advice: BYTES[facts.effect],
  }),
  'istio-service-port': (facts) => ({
    message: say`${code(String(facts.port))} is the port of Service ${code(facts.service)}; its pods listen on ${code(String(facts.target))}`,
    advice: say`The proxy beside the pod knows the pod’s ports: write that one.`,
  }),
  'istio-token-not-required': (facts) => ({
    message: say`A request without a token still reaches ${count(facts.pods, 'pod')}`,
    advice: say`A RequestAuthentication refuses bad tokens. To ask for one takes an AuthorizationPolicy with ${code('requestPrincipals')}.`,
  }),
  'istio-waypoint-not-allowed': (facts) => ({
    message: say`Shuts out the waypoint ${code(facts.waypoint)}, through which everybody comes to Service ${code(facts.service)}`,
    advice: say`Behind it the pod sees the waypoint: allow ${code(facts.identity)} here, and tell clients apart in a policy attached to the Service.`,
  }),
  'istio-mutual-without-proxy': (facts) => ({
    message: say`${code('ISTIO_MUTUAL')} towards ${count(facts.pods, 'pod')} of Service ${code(facts.service)} without a proxy: nobody there speaks it`,
    advice: say`Without ${code('tls')} in it, the proxy finds out by itself who does.`,
  }),
  'istio-tunnel-port-closed': (facts) => ({
    message: say`Callers in the mesh do not reach ${count(facts.pods, 'pod')}: port ${code(String(facts.port))} is closed`,
    advice: say`The proxies of nodes call each other there, whatever port is meant: open it as well.`,
  }),
  'istio-method-case': (facts) => ({
    message: say`No request has the method ${code(facts.was)}`,
    advice: say`Methods are compared as they are sent: ${code(facts.is)}.`,
  }),
  'istio-path-never': (facts) =>
    facts.why === 'query'
      ? {
          message: say`No path fits ${code(facts.path)}: what follows the question mark is no part of it`,
          advice: say`The query is cut off before paths are compared.`,
        }
      : {
          message: say`No path fits ${code(facts.path)}: every one begins with a slash`,
          advice: say`Did you mean ${code(`/${facts.path}`)}?`,
        },
  'istio-star-inside': (facts) => ({
    message: say`The star in ${code(facts.value)} stands for itself`,
    advice: say`Only at one of the two ends it stands for anything${facts.field === 'paths' ? say`; inside a path, write ${code('{*}')} for one part of it` : ''}.`,
  }),
  'istio-spiffe-prefix': (facts) => ({
    message: say`Nobody is ${code(facts.was)}: Istio writes ${code('spiffe://')} before it once more`,
    advice: say`Write ${code(facts.is)}.`,
  }),
  'istio-caller-unknown': (facts) => ({
    message:
      facts.account === null
        ? say`There is no namespace ${code(facts.namespace)} here`
        : say`No pod here runs as ${code(facts.account)} of ${code(facts.namespace)}`,
    advice: say`Nobody in the picture fits this.`,
  }),
  'istio-gateway-missing': (facts) => ({
    message: say`There is no Gateway ${code(facts.gateway)}: these routes are for nobody there`,
    advice: say`A name without a namespace is of the VirtualService’s own.`,
  }),
  'istio-host-unknown': (facts) => ({
    message:
      facts.kind === 'VirtualService'
        ? say`There is no ${code(facts.host)}: what this route takes is answered 503`
        : say`There is no ${code(facts.host)}: this rule is for nobody`,
    advice: say`A short name is of this object’s own namespace. Outside the cluster it takes a ServiceEntry.`,
  }),
  'istio-subset-empty': (facts) => ({
    message: facts.isDefined
      ? say`No pod of ${code(facts.host)} is in the subset ${code(facts.subset)}`
      : say`No DestinationRule defines the subset ${code(facts.subset)} of ${code(facts.host)}`,
    advice: say`What is sent there is answered 503.`,
  }),
  'istio-opt-in-ignored': (facts) => ({
    message: say`${code(facts.pod)} gets no sidecar all the same`,
    advice:
      facts.why === 'host-network'
        ? say`It is on the host network, where a proxy would catch everybody’s traffic.`
        : say`Its namespace has ${code('istio-injection')} with another word than ${code('enabled')}, or is one that Istio leaves alone; a pod’s own label does not count there.`,
  }),
  'istio-word-unknown': (facts) => ({
    message: say`${code(facts.label)} does not know ${code(facts.value)}`,
    advice: say`It knows ${list(facts.words.map((word) => [code(word)]))}.`,
  }),
  'istio-waypoint-missing': (facts) => ({
    message: say`There is no waypoint ${code(facts.waypoint)} in ${code(facts.namespace)}: nothing stands before this`,
    advice: say`This label decides alone; one of the namespace does not take its place.`,
  }),
  'istio-plain-at-strict': (facts) => ({
    message: say`${code(facts.mode)} towards port ${code(String(facts.port))} of Service ${code(facts.service)}, whose pods take mutual TLS only (${code('STRICT')})`,
    advice: say`Everybody whose sidecar reads this rule is reset. Without ${code('tls')} in it, mutual TLS is used by itself.`,
  }),
  'istio-disable-in-ambient': (facts) => ({
    message: say`For ${count(facts.pods, 'pod')} in ambient mode this turns nothing off`,
    advice: say`Their node’s proxy takes plain connections, and between proxies it is mutual TLS as before.`,
  }),
  'istio-not-takes-plain': (facts) => ({
    message: say`Lets in everybody outside the mesh too: who has no identity is none of those`,
    advice: say`For ${count(facts.pods, 'pod')} plain connections are taken. Add ${code('principals: ["*"]')}, or ask for mutual TLS with ${code('STRICT')}.`,
  }),
  'istio-provider-unknown': (facts) => ({
    message: say`The mesh knows no authorizer ${code(facts.provider)}: whatever these rules fit is denied`,
    advice:
      facts.known.length > 0
        ? say`It knows ${list(facts.known.map((name) => [code(name)]))}.`
        : say`${code('extensionProviders')} of the mesh’s configuration names them.`,
  }),
  'istio-waypoint-bypassed': (facts) => ({
    message: say`Does not hold for ${list([...(facts.sidecars > 0 ? [say`${count(facts.sidecars, 'pod')} with a sidecar`] : []), ...(facts.outside > 0 ? [say`${count(facts.outside, 'pod')} outside the mesh`] : [])])}: they go past the waypoint ${code(facts.waypoint)}`,
    advice: say`A policy for the pods that allows the waypoint alone shuts that way.`,
  }),
  'istio-port-protocol-unknown': (facts) => ({
    message: say`Nothing says what port ${code(String(facts.port))} carries${facts.name === null ? '' : say`: ${code(facts.name)} begins with no protocol`}`,
    advice: say`The proxy looks at the first bytes. Policy ${code(facts.policy)} asks for requests: call the port ${code('http-…')}, or set ${code('appProtocol')}. ${code('istioctl analyze')} calls it IST0118.`,
  }),
  'istio-hosts-conflict': (facts) => ({
    message: say`Another VirtualService is for ${code(facts.host)} too: ${code(facts.by)}, which is taken to be older`,
    advice: say`For sidecars one of them counts, and nothing says which: put the routes into one. ${code('istioctl analyze')} calls it IST0109.`,
  }),
  'istio-route-unreachable': (facts) => ({
    message: say`${facts.route < facts.of ? say`Routes ${facts.route} to ${facts.of} are` : say`Route ${facts.route} is`} never taken: route ${facts.after} takes everything`,
    advice: say`Routes are asked in order; the one without ${code('match')} comes last. ${code('istioctl analyze')} calls it IST0130.`,
  }),
  'istio-gateways-conflict': (facts) => ({
    message: say`Gateway ${code(facts.by)} has the same pods take ${code(facts.host)} on port ${code(String(facts.port))}`,
    advice: say`One of them counts, and nothing says which. ${code('istioctl analyze')} calls it IST0145.`,
  }),
  'istio-sidecars-conflict': (facts) =>
    facts.pod === null
      ? {
          message: say`Sidecar ${code(facts.by)} is for the whole namespace too`,
          advice: say`One of them counts, and nothing says which. ${code('istioctl analyze')} calls it IST0111.`,
        }
      : {
          message: say`Sidecar ${code(facts.by)} selects ${code(facts.pod)} too`,
          advice: say`One of them counts, and nothing says which. ${code('istioctl analyze')} calls it IST0110.`,
        },
  'istio-gateway-unserved': (facts) => ({
    message: say`No pod has ${list(facts.labels.map((label) => [code(label)]))}: this Gateway is served by nobody`,
    advice: say`The selector names the labels of the gateway’s pods. ${code('istioctl analyze')} calls it IST0101.`,
  }),
  'istio-host-not-in-gateway': (facts) => ({
    message: say`Gateway ${code(facts.gateway)} takes ${facts.hosts.length > 1 ? 'none of' : 'no'} ${list(facts.hosts.map((host) => [code(host)]))} from here`,
    advice: say`A server’s ${code('hosts')} say what it takes, and with ${code('namespace/')} before it from whom. ${code('istioctl analyze')} calls it IST0132.`,
  }),
  'istio-selector-at-waypoint': (facts) => ({
    message: say`Selects ${code(facts.pod)}, which is a waypoint, and is not asked there`,
    advice: say`Attach it with ${code('targetRefs')}. ${code('istioctl analyze')} calls it IST0166.`,
  }),
  'istio-address-hidden': (facts) => ({
    message:
      facts.why === 'translated'
        ? say`${code(facts.pod)} sees a node’s address or the load balancer’s, and no client’s: ${code(facts.field)} fits nobody`
        : say`${code(facts.pod)} is reached through a gateway, and sees its address: ${code(facts.field)} fits nobody outside`,
    advice:
      facts.why === 'translated'
        ? say`Keep the address with ${code('externalTrafficPolicy: Local')}, or compare ${code(facts.instead)} where a proxy in front tells it.`
        : say`${code(facts.instead)} is about who asked first, as far as the gateway is trusted.`,
  }),
  'istio-labels-twice': (facts) => ({
    message: say`Two labels say how pods come into the mesh: ${code(`${facts.counts}=${facts.value}`)} counts, and this one does not`,
    advice:
      facts.passedOver === 'istio.io/rev'
        ? say`${code('istioctl analyze')} calls it IST0123.`
        : say`Who has a sidecar is not caught by the node’s proxy.`,
  }),
  'istio-annotation-unreadable': (facts) => ({
    message: say`${code(facts.value)} is nothing that ${code(facts.annotation)} can hold: the webhook makes no pod of this`,
    advice: say`${code('istioctl analyze')} calls it IST0125.`,
  }),
  'istio-port-unguarded': (facts) => ({
    message: say`Port ${code(String(facts.port))} goes past the sidecar: there ${list([...(facts.policies > 0 ? [facts.policies === 1 ? say`the policy for this pod` : say`${facts.policies} policies for this pod`] : []), ...(facts.isStrict ? [say`${code('STRICT')}`] : [])])} ${facts.policies + (facts.isStrict ? 1 : 0) > 1 ? 'mean' : 'means'} nothing`,
    advice: say`Guard it with a NetworkPolicy. Callers with a sidecar speak mutual TLS there and come to nothing, unless a DestinationRule says ${code('DISABLE')}.`,
  }),
} satisfies FindingTexts<IstioFindingFacts>)
