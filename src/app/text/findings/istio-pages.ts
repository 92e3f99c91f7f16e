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
    example: 'kind: PeerAuthentication\nmetadata: {name: api, namespace: istio-system}\nspec:\n  selector: {matchLabels: {app: api}}',
    todo: say`Write it in the namespace of the pods.`,
  },
  'istio-policy-late': {
    title: 'Two PeerAuthentications of one scope',
    why: say`For the mesh, a namespace, or the same pods only one PeerAuthentication counts: the oldest, and of the same age the one whose name comes first. That one was written later does not make it win.`,
    example: 'kind: PeerAuthentication\nmetadata: {name: a-permissive}\n---\nkind: PeerAuthentication\nmetadata: {name: strict}    # passed over',
    todo: say`Keep one, and edit it.`,
  },
  'istio-needs-waypoint': {
    title: 'A rule about requests where only connections are seen',
    why: say`In ambient mode the proxy of the node reads no requests: no methods, paths, hosts, headers or tokens. Of an ALLOW policy it leaves out every rule that asks for them, and what is left allows less. Of a DENY policy it leaves out what it cannot read; a list of which nothing remains fits nobody, so that ${code('DENY GET')} denies nothing.`,
    example: '# namespace with istio.io/dataplane-mode: ambient\naction: DENY\nrules:\n- to: [{operation: {methods: [DELETE]}}]',
    todo: say`Deploy a waypoint, attach the policy with ${code('targetRefs')}, and leave for the node’s proxy who may come through the waypoint.`,
  },
  'istio-requests-on-bytes': {
    title: 'A rule about requests on a port without requests',
    why: say`What a Service declares as TCP (by the first word of the port’s name, or by ${code('appProtocol')}) a sidecar does not read as requests. An ALLOW rule that asks for a method or a path allows nothing there. Of a DENY rule it leaves out what it cannot read: ${code('DENY GET')} then denies every connection.`,
    example: '# Service port: {name: tcp-db, port: 5432}\naction: DENY\nrules:\n- to: [{operation: {methods: [GET]}}]    # denies all of 5432',
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
    example: 'selector: {matchLabels: {app: api}}\nrules:\n- from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]',
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
} satisfies Record<string, FindingPage>
