import type { PolicySet } from '../../../../engine/policy-set.ts'
import type { MeshFinding } from '../../mesh.ts'
import { closedPorts } from '../../closed-port.ts'
import type { Istio } from '../istio.ts'
import { TUNNEL_PORT } from '../link.ts'
import { captureFindings } from './capture.ts'
import { conflictFindings } from './conflicts.ts'
import { edgeFindings } from './edges.ts'
import { memberFindings } from './members.ts'
import { policyFindings } from './policies.ts'
import { readingFindings } from './reading.ts'
import { reachFindings } from './reach.ts'
import { routeFindings } from './routes.ts'
import { tlsFindings } from './tls.ts'
import { View } from './view.ts'
import { wordFindings } from './words.ts'

/** What people get wrong with Istio. Sources stand at each. */
export function istioFindings(istio: Istio, policies: PolicySet): readonly MeshFinding[] {
  const view = new View(istio)
  return [...reachFindings(view), ...policyFindings(view), ...readingFindings(view), ...tlsFindings(view), ...wordFindings(view), ...routeFindings(view), ...memberFindings(view), ...conflictFindings(view), ...edgeFindings(view), ...captureFindings(view), ...tunnelFindings(view, policies)]
}

/**
 * Between proxies of nodes everything comes in on one port, whatever was meant; a NetworkPolicy that opens the ports of the application alone closes it.
 * Source: https://istio.io/latest/docs/ambient/usage/networkpolicy/
 */
function tunnelFindings({ pods }: View, set: PolicySet): readonly MeshFinding[] {
  return closedPorts(pods.flatMap(({ pod, member }) => (member === 'ambient' ? [pod] : [])), set, TUNNEL_PORT)
    .map(({ object, pods: count }) => ({ facts: { code: 'istio-tunnel-port-closed', pods: count, port: TUNNEL_PORT }, severity: 'warning', object, path: ['metadata', 'name'] }))
}
