import { code, say } from '../sentence.ts'
import type { FindingPage } from './page.ts'

/** Findings about what Istio makes of it. Without Istio they are not there. */
export const ISTIO_PAGES = {
  'istio-lets-nobody-in': {
    title: 'An ALLOW policy that allows nothing',
    why: say`The first ALLOW policy for a pod turns it round: from then on only what some rule allows comes in. A policy without rules has no rule that could. ${code('rules: [{}]')} is the opposite: one rule that asks for nothing fits everything.`,
    example: 'kind: AuthorizationPolicy\nmetadata: {name: allow-nothing}\nspec: {}    # everything is denied',
    todo: say`As a default for a namespace it is what you want: add policies that open what has to be open. Otherwise give it rules.`,
  },
  'istio-selects-nobody': {
    title: 'A policy of Istio whose selector fits nobody',
    why: say`A selector is compared with the labels of pods, in the policy’s own namespace; in the root namespace with those of every namespace. Labels of Deployments and Services do not count.`,
    example: 'selector:\n  matchLabels: {app: apii}    # it is called api',
    todo: say`Compare it with the labels in the pod’s template.`,
  },
  'istio-no-proxy': {
    title: 'A policy of Istio for pods outside the mesh',
    why: say`Policies of Istio are enforced by proxies: the sidecar in the pod, or in ambient mode the one on its node. A pod that has neither takes every connection. A sidecar is put in when a pod is made; one on the host network never gets one.`,
    example: 'kind: Pod\nmetadata:\n  labels: {sidecar.istio.io/inject: "false", app: api}',
    todo: say`Label the namespace ${code('istio-injection: enabled')} and make the pods anew, or ${code('istio.io/dataplane-mode: ambient')}, which works at once. For what stays outside, write NetworkPolicies.`,
  },
  'istio-target-unused': {
    title: 'A policy attached to what no proxy stands for',
    why: say`${code('targetRefs')} attach a policy to a waypoint or a gateway, or to a Service that a waypoint stands before. Sidecars and the proxies of nodes pass over such a policy. So without a waypoint it is asked by nobody, and nothing is refused.`,
    example: 'spec:\n  targetRefs:\n  - {kind: Service, group: "", name: api}    # and no waypoint',
    todo: say`Deploy a waypoint and label the Service or its namespace ${code('istio.io/use-waypoint')}, or use a selector in place of ${code('targetRefs')}.`,
  },
  'istio-selector-ignored': {
    title: 'A PeerAuthentication with a selector in the root namespace',
    why: say`In the root namespace a PeerAuthentication is for the whole mesh, and one that selects pods is passed over. This differs from AuthorizationPolicy, whose selector there is compared with the pods of all namespaces.`,
    example:
      'kind: PeerAuthentication\nmetadata: {name: api, namespace: istio-system}\nspec:\n  selector: {matchLabels: {app: api}}',
    todo: say`Write it in the namespace of the pods.`,
  },
  'istio-policy-late': {
    title: 'Two PeerAuthentications of one scope',
    why: say`For the mesh, a namespace, or the same pods only one PeerAuthentication counts: the oldest, and of the same age the one whose name comes first. That one was written later does not make it win.`,
    example:
      'kind: PeerAuthentication\nmetadata: {name: a-permissive}\n---\nkind: PeerAuthentication\nmetadata: {name: strict}    # passed over',
    todo: say`Keep one, and edit it.`,
  },
  'istio-needs-waypoint': {
    title: 'A rule about requests where only connections are seen',
    why: say`In ambient mode the proxy of the node reads no requests: no methods, paths, hosts, headers or tokens. Of an ALLOW policy it leaves out every rule that asks for them, and what is left allows less. Of a DENY policy it leaves out what it cannot read; a list of which nothing remains fits nobody, so that ${code('DENY GET')} denies nothing.`,
    example:
      '# namespace with istio.io/dataplane-mode: ambient\naction: DENY\nrules:\n- to: [{operation: {methods: [DELETE]}}]',
    todo: say`Deploy a waypoint, attach the policy with ${code('targetRefs')}, and leave for the node’s proxy who may come through the waypoint.`,
  },
  'istio-requests-on-bytes': {
    title: 'A rule about requests on a port without requests',
    why: say`What a Service declares as TCP (by the first word of the port’s name, or by ${code('appProtocol')}; a Sidecar that lists ports counts in its place) a sidecar does not read as requests. An ALLOW rule that asks for a method or a path allows nothing there. Of a DENY rule it leaves out what it cannot read: ${code('DENY GET')} then denies every connection.`,
    example:
      '# Service port: {name: tcp-db, port: 5432}\naction: DENY\nrules:\n- to: [{operation: {methods: [GET]}}]    # denies all of 5432',
    todo: say`Add ${code('ports')} to the rule, so that it is for the ports with requests only, or name the port ${code('http-…')} when it carries HTTP.`,
  },
  'istio-service-port': {
    title: "A Service's port where the proxy knows the pod's",
    why: say`The proxy beside the server sees the connection after the Service: ${code('ports')} in an AuthorizationPolicy and ${code('portLevelMtls')} in a PeerAuthentication are compared with the pod’s port. Only a DestinationRule, read by the client’s proxy, has ports of the Service.`,
    example: '# Service: {port: 80, targetPort: 8080}\noperation: {ports: ["80"]}    # fits nothing',
    todo: say`Write the ${code('targetPort')}.`,
  },
  'istio-token-not-required': {
    title: 'Tokens are checked, and nobody needs one',
    why: say`A RequestAuthentication says which tokens are good. A request with a bad one is answered 401. A request without any is let through, with no principal.`,
    example: 'kind: RequestAuthentication\nspec:\n  jwtRules: [{issuer: https://issuer.example}]',
    todo: say`Add an AuthorizationPolicy that allows ${code('requestPrincipals: ["*"]')}, or one that denies ${code('notRequestPrincipals: ["*"]')}.`,
  },
  'istio-waypoint-not-allowed': {
    title: 'A policy that shuts out the waypoint',
    why: say`A waypoint ends the connection of the client and makes one of its own. The pod’s node sees the waypoint’s identity and address. An ALLOW policy for the pod that names clients lets none of them in when they come through the waypoint: they are answered 503.`,
    example:
      'selector: {matchLabels: {app: api}}\nrules:\n- from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]',
    todo: say`Allow the waypoint’s service account in this policy, and write what clients may do into one with ${code('targetRefs')}.`,
  },
  'istio-mutual-without-proxy': {
    title: "The mesh's TLS towards pods without a proxy",
    why: say`${code('ISTIO_MUTUAL')} makes the client’s proxy speak the mesh’s TLS whoever is there. A pod without a proxy does not understand it, and the client gets 503.`,
    example: 'kind: DestinationRule\nspec:\n  host: legacy\n  trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}',
    todo: say`Leave ${code('tls')} out: mutual TLS is then used wherever the other end has a proxy.`,
  },
  'istio-tunnel-port-closed': {
    title: 'A NetworkPolicy that closes the port of the tunnel',
    why: say`In ambient mode everything between two pods in the mesh goes through a tunnel to port 15008, whatever port was meant; the port that was meant is written inside. NetworkPolicies see 15008. One that opens the application’s ports alone lets in who is outside the mesh, and nobody who is in it.`,
    example: 'ingress:\n- ports:\n  - port: 8080    # and not 15008',
    todo: say`Open 15008 as well. Which port may be called then is Istio’s business: write an AuthorizationPolicy.`,
  },
  'istio-method-case': {
    title: 'A method in small letters',
    why: say`HTTP methods are compared letter by letter, and clients send them in capitals. A rule for ${code('get')} fits no request: an ALLOW with it allows nothing, and a DENY denies nothing.`,
    example: 'operation: {methods: [get]}    # GET',
    todo: say`Write it in capitals.`,
  },
  'istio-path-never': {
    title: 'A path that no request has',
    why: say`Every path begins with a slash. Before it is compared the proxy cuts off the query, and resolves what is written in a roundabout way. What a rule asks for behind a question mark, or without the slash, is never there.`,
    example: 'operation: {paths: [orders, "/search?q=*"]}',
    todo: say`Begin with ${code('/')} or with ${code('*')}, and leave the query out. A policy cannot look at it.`,
  },
  'istio-star-inside': {
    title: 'A star that stands for itself',
    why: say`In Istio’s policies a star counts at the beginning (whatever ends so), at the end (whatever begins so), or alone (whatever is there). In the middle, or at both ends, it is a letter like any other, and no request has it.`,
    example: 'operation: {paths: ["/users/*/orders"]}    # "/users/{*}/orders"',
    todo: say`For paths write ${code('{*}')} for one part and ${code('{**}')} for any number; elsewhere list the values.`,
  },
  'istio-spiffe-prefix': {
    title: 'A principal with spiffe:// before it',
    why: say`Certificates hold ${code('spiffe://…')}, and logs print it so. A policy leaves it out: Istio writes it before every principal by itself. Copied from a log, the value becomes one that nobody has.`,
    example: 'principals: [spiffe://cluster.local/ns/shop/sa/web]',
    todo: say`Leave ${code('spiffe://')} out.`,
  },
  'istio-caller-unknown': {
    title: 'A caller that is not here',
    why: say`A rule names a namespace, or a service account, that nobody in these documents has. The API server takes it: it does not compare them with what runs.`,
    example: 'principals: [cluster.local/ns/shop/sa/wep]    # sa/web',
    todo: say`Mind the spelling: it is ${code('trust-domain/ns/namespace/sa/account')}, and the account is the pod’s ${code('serviceAccountName')}, which need not be the name of its Deployment.`,
  },
  'istio-gateway-missing': {
    title: 'Routes for a Gateway that is not there',
    why: say`A VirtualService is for the gateways that it lists, and without a list for the sidecars of the mesh. One that lists only a Gateway which is not there is for nobody.`,
    example: 'spec:\n  hosts: [shop.example]\n  gateways: [edgee]    # it is called edge',
    todo: say`Write the Gateway’s name, with its namespace when it is another’s: ${code('infra/edge')}.`,
  },
  'istio-host-unknown': {
    title: 'A host that the mesh does not know',
    why: say`Hosts are compared with Services of the cluster and with ServiceEntries. A route to one that is neither is answered 503 by the proxy; a DestinationRule for one does nothing.`,
    example: 'route:\n- destination: {host: reviews}    # in the namespace of the VirtualService',
    todo: say`Write the whole name, ${code('reviews.shop.svc.cluster.local')}, so that it does not depend on where this object is.`,
  },
  'istio-subset-empty': {
    title: 'A subset without pods',
    why: say`A subset is a name for the pods of a Service with some labels. A DestinationRule defines it, and routes use it. Where no rule defines it, or no pod has the labels, whatever is sent there is answered 503.`,
    example: 'subsets:\n- {name: v2, labels: {version: v2}}    # no pod has it',
    todo: say`Define it, and compare its labels with those in the pods’ template. Apply the rule before the route that uses it.`,
  },
  'istio-opt-in-ignored': {
    title: 'A pod that asks for a sidecar and gets none',
    why: say`The label ${code('sidecar.istio.io/inject: "true"')} brings a pod into the mesh where its namespace says nothing. In a namespace with ${code('istio-injection: disabled')} the webhook is not even asked, and on the host network it puts no proxy in.`,
    example:
      'kind: Namespace\nmetadata: {labels: {istio-injection: disabled}}\n---\nkind: Pod\nmetadata: {labels: {sidecar.istio.io/inject: "true"}}',
    todo: say`Take the label off the namespace, and make the pod anew.`,
  },
  'istio-word-unknown': {
    title: 'A word that Istio’s labels do not know',
    why: say`Labels are compared with exact words. ${code('istio-injection: true')} is not ${code('enabled')}: the namespace is out of the mesh, and a pod’s own label is not asked any more.`,
    example: 'labels: {istio-injection: "true"}    # enabled',
    todo: say`Write one of its words.`,
  },
  'istio-waypoint-missing': {
    title: 'A label for a waypoint that is not there',
    why: say`${code('istio.io/use-waypoint')} names a Gateway of the class ${code('istio-waypoint')}. Where there is none of that name, traffic goes straight to the pods, as if nobody had asked for a waypoint, and policies attached to the Service are not asked.`,
    example: 'kind: Service\nmetadata: {labels: {istio.io/use-waypoint: waypiont}}',
    todo: say`Mind the spelling, and the namespace: another’s takes ${code('istio.io/use-waypoint-namespace')} as well.`,
  },
  'istio-plain-at-strict': {
    title: 'A rule that speaks plainly to who takes mutual TLS only',
    why: say`A DestinationRule tells the clients’ proxies what to speak. With ${code('DISABLE')}, or TLS of one’s own, towards pods under ${code('STRICT')}, every connection is reset: clients see 503. A rule that was written for something else, with an empty ${code('tls')} in it, does the same.`,
    example: 'kind: DestinationRule\nspec:\n  host: api\n  trafficPolicy: {tls: {mode: DISABLE}}',
    todo: say`Leave ${code('tls')} out.`,
  },
  'istio-disable-in-ambient': {
    title: 'Mutual TLS that ambient mode does not turn off',
    why: say`For a sidecar ${code('DISABLE')} means that it takes plain connections only. The proxy of a node goes on taking the mesh’s tunnel: ${code('DISABLE')} is no more than “not ${code('STRICT')}” there.`,
    example: '# namespace with istio.io/dataplane-mode: ambient\nmtls: {mode: DISABLE}',
    todo: say`Write ${code('PERMISSIVE')}, which says what happens, or take the pod out of the mesh.`,
  },
  'istio-not-takes-plain': {
    title: 'Everybody but one, and the whole outside',
    why: say`A caller without mutual TLS has no identity. It is therefore not the one that ${code('notPrincipals')} or ${code('notNamespaces')} names, and an ALLOW rule with nothing else about the caller lets it in, wherever it comes from. That is so while plain connections are taken, which is the default.`,
    example: 'action: ALLOW\nrules:\n- from: [{source: {notNamespaces: [dev]}}]',
    todo: say`Add ${code('principals: ["*"]')} to the same source, or write a DENY policy for the one you mean.`,
  },
  'istio-provider-unknown': {
    title: 'An external authorizer that the mesh does not know',
    why: say`A CUSTOM policy names a provider of the mesh’s configuration. Where there is none of that name the proxy has nobody to ask, and denies what the policy’s rules fit. Nothing else changes.`,
    example: 'action: CUSTOM\nprovider: {name: opa}    # not in extensionProviders',
    todo: say`Add it to ${code('extensionProviders')}, in the ConfigMap ${code('istio')} of ${code('istio-system')}.`,
  },
  'istio-waypoint-bypassed': {
    title: 'A way past the waypoint',
    why: say`The proxies of nodes send to a waypoint. Clients with a sidecar, gateways at the edge that were not told, and everybody outside the mesh go straight to the pod. What is attached to the waypoint is not asked about them.`,
    example: 'targetRefs: [{kind: Service, group: "", name: api}]\naction: DENY    # not for sidecars',
    todo: say`Add an AuthorizationPolicy with a selector for the pods that allows the waypoint’s service account and nobody else.`,
  },
  'istio-port-protocol-unknown': {
    title: 'A port of which nothing says what it carries',
    why: say`A proxy reads requests on a port whose name begins with ${code('http')}, ${code('http2')} or ${code('grpc')}, or whose ${code('appProtocol')} says so. Otherwise it looks at the first bytes of each connection: what does not look like HTTP is bytes, of which rules about requests fit nothing, or in a DENY everything.`,
    example: 'ports:\n- {name: web, port: 80}    # http-web',
    todo: say`Say what it carries.`,
  },
} satisfies Record<string, FindingPage>
