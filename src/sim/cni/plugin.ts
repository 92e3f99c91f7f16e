import type { EnforcementProfile } from '../../engine/profile.ts'
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
  profile(network: ClusterNetwork, cluster: Cluster, apiServer: ApiServerPlace): EnforcementProfile
}
