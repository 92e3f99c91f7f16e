import type { PolicySet } from '../../../../engine/policy-set.ts'
import type { Cluster, Pod } from '../../../../model/cluster.ts'
import { alikeForPolicies } from '../../closed-port.ts'
import type { MeshFinding } from '../../mesh.ts'
import type { PodSettings } from '../pod-settings.ts'
import type { ServerProxies } from '../server-proxy.ts'
import { callerFindings } from './callers.ts'
import { proxyPortFindings, wordFindings } from './pods.ts'
import { policyFindings } from './policies.ts'
import { routeFindings } from './routes.ts'
import { serverFindings } from './servers.ts'
import { View } from './view.ts'

/**
 * What people get wrong with Linkerd, looked for once; only what network policies do to it is looked for each time.
 * Sources stand at each.
 */
export class LinkerdFinder {
  #own: { readonly meshed: readonly (readonly Pod[])[]; readonly findings: readonly MeshFinding[] } | null = null

  constructor(
    private readonly cluster: Cluster,
    private readonly proxies: ServerProxies,
    private readonly known: (pod: Pod) => { readonly meshed: { readonly settings: PodSettings } | null },
  ) {}

  find(policies: PolicySet): readonly MeshFinding[] {
    const { meshed, findings } = (this.#own ??= this.#look())
    return [...findings, ...proxyPortFindings(meshed, policies)]
  }

  #look() {
    const view = new View(this.cluster, this.proxies, this.known)
    return {
      meshed: alikeForPolicies(view.pods.flatMap(({ pod, settings }) => (settings ? [pod] : []))),
      findings: [serverFindings, policyFindings, callerFindings, routeFindings, wordFindings].flatMap((find) =>
        find(view),
      ),
    }
  }
}
