import type { PolicySet } from '../../../../engine/policy-set.ts'
import type { Pod } from '../../../../model/cluster.ts'
import type { MeshFinding } from '../../mesh.ts'
import { alikeForPolicies, closedPorts } from '../../closed-port.ts'
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

/**
 * What people get wrong with Istio, looked for once; only what network policies do to it is looked for each time.
 * Sources stand at each.
 */
export class IstioFinder {
  #own: { readonly captured: readonly (readonly Pod[])[]; readonly findings: readonly MeshFinding[] } | null = null

  constructor(private readonly istio: Istio) {}

  find(policies: PolicySet): readonly MeshFinding[] {
    const { captured, findings } = (this.#own ??= this.#look())
    return [...findings, ...tunnelFindings(captured, policies)]
  }

  #look() {
    const view = new View(this.istio)
    return {
      captured: alikeForPolicies(view.pods.flatMap(({ pod, member }) => (member === 'ambient' ? [pod] : []))),
      findings: [
        reachFindings,
        policyFindings,
        readingFindings,
        tlsFindings,
        wordFindings,
        routeFindings,
        memberFindings,
        conflictFindings,
        edgeFindings,
        captureFindings,
      ].flatMap((find) => find(view)),
    }
  }
}

/**
 * Between proxies of nodes everything comes in on one port, whatever was meant; a NetworkPolicy that opens the ports of
 * the application alone closes it.
 * Source: https://istio.io/latest/docs/ambient/usage/networkpolicy/
 */
function tunnelFindings(captured: readonly (readonly Pod[])[], set: PolicySet): readonly MeshFinding[] {
  return closedPorts(captured, set, TUNNEL_PORT).map(({ object, pods: count }) => ({
    facts: { code: 'istio-tunnel-port-closed', pods: count, port: TUNNEL_PORT },
    severity: 'warning',
    object,
    path: ['metadata', 'name'],
  }))
}
