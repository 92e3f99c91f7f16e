import { code, say } from '../sentence.ts'
import type { FindingPage } from './page.ts'

/** Findings about what Linkerd makes of it. Without Linkerd they are not there. */
export const LINKERD_PAGES = {
  'linkerd-lets-nobody-in': {
    title: 'A Server that nothing opens',
    why: say`As soon as a Server is for a port, the default of the pod no longer holds there. What the Server's ${code('accessPolicy')} says holds in its place, and where it says nothing, that is ${code('deny')}. Only what an authorization names comes in, and the pod's own probes.`,
    example:
      'kind: Server\nspec:\n  podSelector: {matchLabels: {app: api}}\n  port: http    # and no AuthorizationPolicy',
    todo: say`Write an AuthorizationPolicy for it. While you find out who calls, ${code('accessPolicy: audit')} lets everybody in and writes down whom it would have refused.`,
  },
  'linkerd-no-proxy': {
    title: 'A Server for pods without a proxy',
    why: say`Linkerd's policy is enforced by the proxy beside the server's application, and nowhere else. A pod without one takes every connection, whatever a Server says. A proxy is put in when a pod is made; one that was there before the annotation has none.`,
    example: 'kind: Pod\nmetadata:\n  annotations:\n    linkerd.io/inject: disabled',
    todo: say`Annotate the namespace or the pod's template with ${code('linkerd.io/inject: enabled')} and make the pods anew. Until then use NetworkPolicies.`,
  },
  'linkerd-server-late': {
    title: 'Two Servers for one port',
    why: say`The webhook refuses a second Server for the same pods and port where it can compare them as written. Two that only meet on some pods, or one by number and one by name, it lets through. The older one counts, or of the same age the one whose name comes first; of the other, not even its authorizations.`,
    example:
      'kind: Server\nmetadata: {name: web-http}\nspec: {port: http}\n---\nkind: Server\nmetadata: {name: web-8080}\nspec: {port: 8080}    # the number of http',
    todo: say`Keep one, and let its authorizations be for that one.`,
  },
  'linkerd-authentication-missing': {
    title: 'A policy that asks for what is not there',
    why: say`An AuthorizationPolicy refers to its authentications by name. Linkerd passes over a policy with one that it does not find, and says so in the policy controller's log alone. What the policy was to open stays closed.`,
    example:
      'requiredAuthenticationRefs:\n- group: policy.linkerd.io\n  kind: MeshTLSAuthentication\n  name: web-acounts',
    todo: say`Mind the spelling, and the namespace: without one, it is the policy's own.`,
  },
  'linkerd-target-missing': {
    title: 'A policy for a Server or a route that is not there',
    why: say`An AuthorizationPolicy opens what its ${code('targetRef')} names, in its own namespace. Linkerd takes it, whether or not there is such a thing, and it opens nothing.`,
    example: 'targetRef:\n  group: policy.linkerd.io\n  kind: Server\n  name: api    # it is called api-http',
    todo: say`Name the Server or the route as it is called, and write the policy in its namespace.`,
  },
  'linkerd-open-to-all': {
    title: 'A policy that requires nothing',
    why: say`All of ${code('requiredAuthenticationRefs')} must hold. Of an empty list all of it holds for everybody: with a name or without, in the mesh or not, also from outside the cluster.`,
    example: 'requiredAuthenticationRefs: []    # everybody',
    todo: say`To open it to everybody with an identity, refer to a MeshTLSAuthentication for ${code("'*'")}. To open it to nobody, delete the policy.`,
  },
  'linkerd-probe-closed': {
    title: 'A probe that a route shuts out',
    why: say`Linkerd lets the kubelet's HTTP probes through on a port without routes. With the first HTTPRoute for a Server that ends: a request that no route takes is answered 404, and one that its route does not open is answered 403. The kubelet has no proxy and no identity; the pod is no longer ready, or is made anew for ever.`,
    example: 'kind: HTTPRoute\nspec:\n  rules:\n  - matches: [{path: {value: /api}}]    # the probe asks for /live',
    todo: say`Add an HTTPRoute for the probe's path, and an AuthorizationPolicy for it with a NetworkAuthentication for the nodes' addresses.`,
  },
  'linkerd-proxy-port-closed': {
    title: "A NetworkPolicy that closes the proxy's port",
    why: say`Between two proxies every connection is dialled on port 4143, whatever port was meant; the port that was meant is written inside. NetworkPolicies see 4143. One that opens the application's ports alone lets in who has no proxy, and nobody who has one.`,
    example: 'ingress:\n- ports:\n  - port: 8080    # and not 4143',
    todo: say`Open 4143 as well. Which port may be called then is Linkerd's business: write a Server.`,
  },
  'linkerd-word-unknown': {
    title: 'A word that Linkerd does not know',
    why: say`Annotations are texts that nobody checks when they are stored. Linkerd puts no proxy into a pod whose ${code('linkerd.io/inject')} it does not know, and passes over a default policy that it does not know.`,
    example: 'annotations:\n  linkerd.io/inject: "true"    # it is enabled',
    todo: say`Write one of its words.`,
  },
  'linkerd-port-skipped': {
    title: 'A Server for a port that passes by the proxy',
    why: say`Ports on the list ${code('config.linkerd.io/skip-inbound-ports')}, of a pod or of its namespace, never come to the proxy. Nobody there asks for an identity, and no policy is asked: not a Server, not the default. The ports 4567 and 4568 are on it where nobody writes another list.`,
    example:
      'annotations:\n  config.linkerd.io/skip-inbound-ports: "9090"\n---\nkind: Server\nspec: {port: 9090}    # asked by nobody',
    todo: say`Take the port off the list, or guard it with a NetworkPolicy. For a protocol in which the server speaks first, ${code('opaque-ports')} keeps mutual TLS and policy.`,
  },
  'linkerd-policies-add-up': {
    title: 'An address in one policy, an identity in another',
    why: say`All that one AuthorizationPolicy requires must hold at once. Of several policies for the same Server, route or namespace one is enough. So one that asks for an address alone lets in who comes from there without any identity.`,
    example:
      'requiredAuthenticationRefs: [{kind: NetworkAuthentication, name: office}]\n---\nrequiredAuthenticationRefs: [{kind: MeshTLSAuthentication, name: web}]',
    todo: say`To ask for both, name both in one policy. If either is to be enough, it is right as it is.`,
  },
  'linkerd-route-closed': {
    title: 'A route that nothing opens',
    why: say`A request takes one route, and is let in by what opens that route or the whole Server. A route without an AuthorizationPolicy of its own, at a Server that nothing opens as a whole, answers 403 to everybody.`,
    example:
      'kind: HTTPRoute\nmetadata: {name: modify}\nspec:\n  parentRefs: [{group: policy.linkerd.io, kind: Server, name: api}]    # and no policy for it',
    todo: say`Write an AuthorizationPolicy whose ${code('targetRef')} is the route.`,
  },
  'linkerd-route-opened-above': {
    title: 'A policy for a route of a Server that is open',
    why: say`What opens a Server opens each of its routes; policies only add. One for a route cannot keep anybody off it whom the Server lets in.`,
    example:
      'kind: Server\nspec: {accessPolicy: all-unauthenticated}\n---\nkind: AuthorizationPolicy\nspec: {targetRef: {kind: HTTPRoute, name: admin}}',
    todo: say`Leave the Server closed, and open its routes one by one.`,
  },
  'linkerd-route-unread': {
    title: 'A route of a kind that the Server does not read',
    why: say`A Server whose ${code('proxyProtocol')} is ${code('gRPC')} reads GRPCRoutes alone, one of ${code('opaque')} or ${code('TLS')} reads none, and every other reads HTTPRoutes. A route of another kind is taken, and asked by nobody.`,
    example: 'kind: Server\nspec: {proxyProtocol: gRPC}\n---\nkind: HTTPRoute    # it takes a GRPCRoute',
    todo: say`Write a route of the kind that is read there, or say what is spoken on the port.`,
  },
  'linkerd-parent-missing': {
    title: 'A route whose Server is not there',
    why: say`A route is for the Servers among its ${code('parentRefs')}, in its own namespace and as a whole: a reference with another namespace, a port or a section leaves the route out altogether, also of its other parents.`,
    example:
      'kind: HTTPRoute\nmetadata: {namespace: web}\nspec:\n  parentRefs: [{group: policy.linkerd.io, kind: Server, name: api, namespace: shop}]',
    todo: say`Name a Server of the route’s namespace, and nothing but its name.`,
  },
  'linkerd-caller-unknown': {
    title: 'A caller in the mesh that is nobody',
    why: say`An identity is made of a service account, its namespace and the trust domain, and only a proxy can prove it. A name of which no pod runs, or none with a proxy, lets nobody in.`,
    example: 'identityRefs:\n- kind: ServiceAccount\n  name: webapp    # it is called web',
    todo: say`Mind the spelling and the namespace, and whether the callers have a proxy. Callers of another cluster are not in the picture.`,
  },
  'linkerd-cluster-networks': {
    title: 'Callers outside the networks of the cluster',
    why: say`${code('cluster-authenticated')} and ${code('cluster-unauthenticated')}, and a ServerAuthorization without ${code('networks')}, are for callers with an address in ${code('clusterNetworks')}: the private ranges, unless the installation says otherwise. A caller in the mesh with another address is refused, whoever it is; one without a proxy and with such an address may pass.`,
    example:
      'kind: ServerAuthorization\nspec:\n  client: {unauthenticated: true}    # from 10.0.0.0/8, 172.16.0.0/12 …',
    todo: say`Write the networks that you mean, or put the pods’ range into ${code('clusterNetworks')}.`,
  },
} satisfies Record<string, FindingPage>
