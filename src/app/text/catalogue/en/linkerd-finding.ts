import { podsNamed } from '../../pods-named.ts'
import type { FindingFacts } from '../../../../ground/finding.ts'
import type { FindingTexts } from '../../finding.ts'
import { code, count, list, say } from '../../sentence.ts'
import { part } from '../part.ts'

/** Findings about Linkerd's objects. */
export type LinkerdFindingFacts = Extract<FindingFacts, { readonly code: `linkerd-${string}` }>

/** What Linkerd makes of it. */
export const LINKERD_FINDING = part('linkerdFinding', {
  'linkerd-lets-nobody-in': (facts) => ({
    message: say`Lets nobody in to port ${code(String(facts.port))} of ${count(facts.pods, 'pod')}: nothing opens this Server`,
    advice: say`Add an AuthorizationPolicy for it, or an ${code('accessPolicy')}. Probes alone get through.`,
  }),
  'linkerd-no-proxy': (facts) => ({
    message: say`${podsNamed(facts.pods, facts.count)} ${facts.count === 1 ? 'has' : 'have'} no proxy: ${facts.count === facts.of ? 'this Server does nothing' : 'there this Server does nothing'}`,
    advice: say`It is the pod's proxy that asks. ${code('linkerd.io/inject: enabled')} gives new pods one.`,
  }),
  'linkerd-server-late': (facts) => ({
    message: say`Does not count for port ${code(String(facts.port))} of ${count(facts.pods, 'pod')}: Server ${code(facts.by)} is older, or comes first by its name`,
    advice: say`One Server is for a port. What opens this one opens nothing there.`,
  }),
  'linkerd-authentication-missing': (facts) => ({
    message: say`There is no ${code(facts.missing)}: this policy opens nothing`,
    advice: say`One reference that leads nowhere, and the whole policy is passed over.`,
  }),
  'linkerd-target-missing': (facts) => ({
    message: say`Opens nothing: there is no ${code(facts.target)} in ${code(facts.namespace)}`,
    advice: say`A policy and what it is for share a namespace.`,
  }),
  'linkerd-open-to-all': (facts) => ({
    message: say`Opens ${code(facts.target)} to everybody, in the mesh or not`,
    advice: say`Nothing is required of them.`,
  }),
  'linkerd-probe-closed': (facts) => ({
    message: say`The kubelet's probe ${code(`GET ${facts.path}`)} on port ${code(String(facts.port))} of ${code(facts.pod)} is answered ${facts.status}: ${facts.status === 404 ? 'no route takes it' : 'its route is for callers in the mesh'}`,
    advice: say`A Server with routes no longer lets probes through by itself: add a route for it and a policy with a NetworkAuthentication.`,
  }),
  'linkerd-proxy-port-closed': (facts) => ({
    message: say`Callers in the mesh do not reach ${count(facts.pods, 'pod')}: port ${code(String(facts.port))} is closed`,
    advice: say`Proxies call each other there, whatever port is meant: open it as well.`,
  }),
  'linkerd-word-unknown': (facts) => ({
    message: say`${code(facts.annotation)} does not know ${code(facts.value)}: ${facts.annotation === 'linkerd.io/inject' ? 'no proxy is put in' : 'it is passed over'}`,
    advice: say`It knows ${list(facts.words.map((word) => [code(word)]))}.`,
  }),
  'linkerd-port-skipped': (facts) => ({
    message: say`Does nothing for port ${code(String(facts.port))} of ${count(facts.pods, 'pod')}: it passes by the proxy`,
    advice: say`${code('config.linkerd.io/skip-inbound-ports')} names it. Take it off that list, or guard it with a NetworkPolicy.`,
  }),
  'linkerd-policies-add-up': (facts) => ({
    message: say`Opens ${code(facts.target)} to these addresses without an identity, although ${code(facts.other)} asks for one`,
    advice: say`Policies add up: one is enough. To ask for both, name both in one policy.`,
  }),
  'linkerd-route-closed': (facts) => ({
    message: say`Every request that takes this route is answered 403: nothing opens it`,
    advice: say`Write an AuthorizationPolicy for the route, or for Server ${code(facts.server)} as a whole.`,
  }),
  'linkerd-route-opened-above': (facts) => ({
    message: say`Keeps nobody off ${code(facts.route)}: ${facts.by === null ? say`the ${code('accessPolicy')} of Server ${code(facts.server)}` : code(facts.by)} opens the whole Server to everybody`,
    advice: say`What opens a Server opens each of its routes.`,
  }),
  'linkerd-route-unread': (facts) => ({
    message: say`Does nothing at Server ${code(facts.server)}, which speaks ${code(facts.protocol)}`,
    advice:
      facts.reads === null
        ? say`There the proxy reads no requests.`
        : say`There the proxy reads routes of kind ${code(facts.reads)}, and not of ${code(facts.kind)}.`,
  }),
  'linkerd-parent-missing': (facts) =>
    facts.why === 'missing'
      ? {
          message: say`Is for nobody: there is no Server ${code(facts.server)} in ${code(facts.namespace)}`,
          advice: say`A route and its Server share a namespace.`,
        }
      : {
          message: say`Is passed over as a whole: a reference to a Server has no ${code(facts.why)}${facts.why === 'namespace' ? ' but the route’s own' : ''}`,
          advice:
            facts.why === 'namespace'
              ? say`A route and its Server share a namespace.`
              : say`The Server itself says for which port it is.`,
        },
  'linkerd-caller-unknown': (facts) => ({
    message:
      facts.why === 'nobody'
        ? say`No pod here runs as ${code(facts.account)} of ${code(facts.namespace)}`
        : say`No pod that runs as ${code(facts.account)} of ${code(facts.namespace)} has a proxy`,
    advice:
      facts.why === 'nobody' ? say`Nobody in the picture fits this.` : say`Without one, nobody can tell who it is.`,
  }),
  'linkerd-cluster-networks': (facts) => ({
    message:
      facts.count > 0
        ? say`Leaves out ${podsNamed(facts.pods, facts.count)}, outside the networks of the cluster`
        : say`Is for callers from the networks of the cluster alone, although it asks nobody for a name`,
    advice:
      facts.word === null
        ? say`Without ${code('networks')} a ServerAuthorization is for ${code('clusterNetworks')}; an AuthorizationPolicy without a NetworkAuthentication is for everywhere.`
        : say`${code(facts.word)} is about addresses: those of ${code('clusterNetworks')} in Linkerd’s values.`,
  }),
} satisfies FindingTexts<LinkerdFindingFacts>)
