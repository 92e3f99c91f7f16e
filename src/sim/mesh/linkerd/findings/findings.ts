import type { PolicySet } from '../../../../engine/policy-set.ts'
import type { Cluster, Pod } from '../../../../model/cluster.ts'
import type { MeshFinding } from '../../mesh.ts'
import type { PodSettings } from '../pod-settings.ts'
import type { ServerProxies } from '../server-proxy.ts'
import { callerFindings } from './callers.ts'
import { podFindings } from './pods.ts'
import { policyFindings } from './policies.ts'
import { routeFindings } from './routes.ts'
import { serverFindings } from './servers.ts'
import { View } from './view.ts'

/** What people get wrong with Linkerd. Sources stand at each. */
export function linkerdFindings(cluster: Cluster, policies: PolicySet, proxies: ServerProxies, known: (pod: Pod) => { readonly meshed: { readonly settings: PodSettings } | null }): readonly MeshFinding[] {
  const view = new View(cluster, proxies, known)
  return [...serverFindings(view), ...policyFindings(view), ...callerFindings(view), ...routeFindings(view), ...podFindings(view, policies)]
}
