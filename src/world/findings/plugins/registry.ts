import { blockFitsNobodyFindings } from './block-fits-nobody.ts'
import { calicoDirectionFindings } from './calico-directions.ts'
import { calicoHabitFindings } from './calico-habits.ts'
import { calicoReachFindings } from './calico-reach.ts'
import { calicoScopeFindings } from './calico-scopes.ts'
import { calicoSelectorFindings } from './calico-selectors.ts'
import { calicoServiceFindings } from './calico-services.ts'
import { ciliumBlockFindings } from './cilium/blocks.ts'
import { entryShutFindings } from './cilium/entries-shut.ts'
import { hiddenClientFindings } from './cilium/hidden-clients.ts'
import { ciliumHostNetworkFindings } from './cilium/host-network.ts'
import { ciliumNameFindings } from './cilium/inside-names.ts'
import { dnsNamespaceFindings, namesNotLearntFindings } from './cilium/names.ts'
import { mergeConflictFindings } from './cilium/merge-conflicts.ts'
import { ciliumPathFindings } from './cilium/paths.ts'
import { ciliumDnsProtocolFindings, ciliumPortFindings } from './cilium/ports.ts'
import { habitFindings, nodesNotGuardedFindings, sectionFindings } from './cilium/sections.ts'
import { identityLabelFindings } from './cilium/selectors.ts'
import { voidRequestFindings } from './cilium/void-requests.ts'
import { lostPortNameFindings } from './lost-port-names.ts'
import { noRoadFindings } from './no-road.ts'
import { unenforcedFindings } from './not-enforced.ts'
import { peerFailsClosedFindings } from './peer-fails-closed.ts'
import type { PluginFinder } from './plugin-view.ts'
import { pluginDnsClosedFindings } from './plugin-dns-closed.ts'
import { portLimitFindings } from './port-limit.ts'
import { servicePortFindings } from './service-port-needed.ts'
import { sharedRulesFindings } from './shared-rules.ts'

/** One line each. */
export const PLUGIN_FINDERS: readonly PluginFinder[] = [
  unenforcedFindings,
  noRoadFindings,
  peerFailsClosedFindings,
  blockFitsNobodyFindings,
  portLimitFindings,
  lostPortNameFindings,
  servicePortFindings,
  sharedRulesFindings,
  calicoHabitFindings,
  calicoSelectorFindings,
  calicoReachFindings,
  calicoScopeFindings,
  calicoServiceFindings,
  calicoDirectionFindings,
  identityLabelFindings,
  namesNotLearntFindings,
  dnsNamespaceFindings,
  sectionFindings,
  nodesNotGuardedFindings,
  voidRequestFindings,
  habitFindings,
  pluginDnsClosedFindings,
  ciliumPortFindings,
  ciliumDnsProtocolFindings,
  ciliumBlockFindings,
  ciliumNameFindings,
  ciliumPathFindings,
  ciliumHostNetworkFindings,
  hiddenClientFindings,
  entryShutFindings,
  mergeConflictFindings,
]
