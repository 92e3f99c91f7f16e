import { code, say } from '../sentence.ts'
import type { FindingPage } from './page.ts'

/**
 * Findings about what stands in each other's way in Istio, about its gateways, and about what goes past its sidecars.
 */
export const ISTIO_EDGE_PAGES = {
  'istio-hosts-conflict': {
    title: 'Two VirtualServices for one host',
    why: say`For the sidecars, which is where a VirtualService without ${code('gateways')} goes, one VirtualService counts for a host. Where two are exported to the same namespace nothing says which. Reachable takes the older one, and of the same age the one whose name comes first.`,
    example: 'metadata: {name: api}\nspec: {hosts: [api]}\n---\nmetadata: {name: api-canary}\nspec: {hosts: [api]}',
    todo: say`Put the routes into one. At a gateway, unlike at sidecars, the routes of several are joined.`,
  },
  'istio-route-unreachable': {
    title: 'A route behind one that takes everything',
    why: say`Routes are asked in the order in which they are written. One without ${code('match')} takes every request, so that none comes as far as the next.`,
    example:
      'http:\n- route: [{destination: {host: api}}]\n- match: [{uri: {prefix: /admin}}]    # never asked\n  route: [{destination: {host: admin}}]',
    todo: say`Move it to the end.`,
  },
  'istio-gateways-conflict': {
    title: 'Two Gateways for one host and port',
    why: say`Two Gateways that select the same pods and open the same port there for the same hosts stand in each other’s way: one of them counts for a connection, and nothing says which.`,
    example: 'selector: {istio: ingressgateway}\nservers: [{port: {number: 80}, hosts: ["*"]}]    # in two Gateways',
    todo: say`Write one Gateway, or give each its own hosts.`,
  },
  'istio-sidecars-conflict': {
    title: 'Two Sidecars for the same pods',
    why: say`What a pod’s proxy knows of the mesh is said by one Sidecar: one that selects the pod, else the one of its namespace without a selector. With two of the same kind nothing says which counts.`,
    example:
      'kind: Sidecar\nmetadata: {name: a, namespace: shop}\n---\nkind: Sidecar\nmetadata: {name: b, namespace: shop}',
    todo: say`Join them.`,
  },
  'istio-gateway-unserved': {
    title: 'A Gateway that no pod serves',
    why: say`A Gateway configures the proxies whose pods have the labels of its selector. Where no pod has them, its ports are opened nowhere.`,
    example: 'kind: Gateway\nspec:\n  selector: {istio: ingress-gateway}    # the pods have ingressgateway',
    todo: say`Copy the labels of the gateway’s pods.`,
  },
  'istio-host-not-in-gateway': {
    title: 'A host that the Gateway does not take',
    why: say`What comes to a gateway must fit a host of one of its servers first, and then one of a VirtualService. A host that no server takes never comes as far as the VirtualService. With a namespace before it, a server’s host takes VirtualServices of that namespace alone.`,
    example: 'servers: [{hosts: [shop.example.com]}]\n---\nhosts: [www.example.com]\ngateways: [edge]',
    todo: say`Add the host to a server of the Gateway, or mind its spelling.`,
  },
  'istio-selector-at-waypoint': {
    title: 'A selector that picks a waypoint',
    why: say`A waypoint asks the policies that are attached to it, to what stands behind it, or to its class. What selects its pod by labels it does not ask.`,
    example: 'selector:\n  matchLabels: {gateway.networking.k8s.io/gateway-name: waypoint}',
    todo: say`Write ${code('targetRefs')} with the Gateway or the Service in place of the selector.`,
  },
  'istio-address-hidden': {
    title: 'An address that the proxy does not see',
    why: say`${code('ipBlocks')} is compared with whoever opens the connection. Behind a gateway that is the gateway’s pod. At a gateway, a Service that spreads over all nodes (${code('externalTrafficPolicy: Cluster')}) puts a node’s address in the client’s place, and a load balancer may put its own.`,
    example: 'from:\n- source: {ipBlocks: [203.0.113.0/24]}    # remoteIpBlocks',
    todo: say`For a workload behind a gateway write ${code('remoteIpBlocks')}. At the gateway keep the address with ${code('externalTrafficPolicy: Local')}, or say in ${code('numTrustedProxies')} how many proxies in front are believed and write ${code('remoteIpBlocks')}.`,
  },
  'istio-labels-twice': {
    title: 'Two labels for one membership',
    why: say`A namespace says by ${code('istio-injection')} or by ${code('istio.io/rev')} that its pods get a sidecar. With both, the first counts. With ${code('istio.io/dataplane-mode: ambient')} beside it pods get a sidecar too, and are not caught by their node’s proxy.`,
    example: 'labels:\n  istio-injection: enabled\n  istio.io/rev: canary    # passed over',
    todo: say`Keep the one that you mean. Changing it takes new pods.`,
  },
  'istio-annotation-unreadable': {
    title: 'A list of ports or addresses that Istio cannot read',
    why: say`Which connections a sidecar catches is said by annotations of the pod: ports as numbers, addresses as blocks, with commas between. The webhook refuses a pod with anything else, so that a Deployment gets no pods.`,
    example: 'annotations:\n  traffic.sidecar.istio.io/excludeInboundPorts: metrics    # 9090',
    todo: say`Write numbers, or blocks such as ${code('10.0.0.0/8')}.`,
  },
  'istio-port-unguarded': {
    title: 'A port that goes past the sidecar',
    why: say`On a port that the sidecar leaves alone nobody asks for mutual TLS, and no policy of the mesh is asked, whatever is written for the pod. Other proxies are not told of it: they speak mutual TLS there, which the application does not understand.`,
    example: 'annotations:\n  traffic.sidecar.istio.io/excludeInboundPorts: "9090"',
    todo: say`Guard the port with a NetworkPolicy. Where callers have a sidecar, say ${code('DISABLE')} for it in a DestinationRule, or leave it to the sidecar and turn mutual TLS off with ${code('portLevelMtls')}.`,
  },
} satisfies Record<string, FindingPage>
