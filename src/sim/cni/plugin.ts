import type { EnforcementProfile } from '../../engine/profile.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { ObjectProblem } from '../../manifests/problem.ts'
import type { AddressPlanner } from '../../model/address-plan.ts'
import type { Cluster } from '../../model/cluster.ts'
import type { ApiServerPlace } from './api-server.ts'
import type { CniName, CniSetting } from './choice.ts'
import type { ClusterNetwork } from './network.ts'

/** One network plugin: who gets which address, and who enforces what. */
export interface CniPlugin {
  readonly name: CniName
  addresses(setting: CniSetting): AddressPlanner
  network(setting: CniSetting, cluster: Cluster): ClusterNetwork
  /**
   * What its release, with its switches, has against an object that the API server takes; absent: it never has
   * anything.
   */
  review?(object: KubernetesObject, setting: CniSetting): readonly ObjectProblem[]
  profile(network: ClusterNetwork, cluster: Cluster, apiServer: ApiServerPlace): EnforcementProfile
}
