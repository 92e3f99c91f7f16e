import type { EnforcementProfile } from '../../../engine/profile.ts'
import type { Cluster } from '../../../model/cluster.ts'
import { CLUSTER_NETWORK_POLICY_VERSIONS } from '../../../policy/policy-networking.ts'
import { Hosts } from '../hosts.ts'
import type { ClusterNetwork } from '../network.ts'
import { readAs } from '../read-as.ts'
import { convertedRule } from './cluster-rules.ts'
import { CalicoExpansion } from './expand.ts'
import { crossingsOf } from './crossings.ts'
import { calicoExemption } from './exemption.ts'
import { Felix } from './felix.ts'
import { CalicoHosts } from './host-endpoints.ts'
import { calicoView } from './labels.ts'
import { calicoRemarks } from './remarks.ts'
import { calicoSight } from './seen.ts'
import { calicoTiers, isOfKubernetes } from './tiers.ts'
import { CalicoWay } from './way.ts'
import { isWrapped, type Wraps } from './wrapped.ts'

const SERVED: readonly string[] = [
  'networking.k8s.io/v1',
  ...CLUSTER_NETWORK_POLICY_VERSIONS,
  'projectcalico.org/v3',
  'crd.projectcalico.org/v1',
]

/**
 * Calico judges what a pod sends and gets by addresses, after the Service is translated. Who is seen at the other end is
 * in `seen.ts`, who is not judged in `exemption.ts`.
 */
export function calicoProfile(network: ClusterNetwork, cluster: Cluster): EnforcementProfile {
  const { setting } = network
  const hosts = new Hosts(cluster, network)
  const policed = new CalicoHosts(cluster)
  const expansion = new CalicoExpansion(cluster, setting.options.applicationLayer === 'on', policed.all)
  const felix = new Felix(cluster)
  const wraps: Wraps = (from, to) => isWrapped(setting.mode, network.nodes.get(from), network.nodes.get(to ?? ''))
  // Pages and tests about host endpoints take it that nothing is wrapped, and so do we where nobody said that it is.
  const throughTunnel: Wraps = (from, to) => !setting.isModeAssumed && wraps(from, to)
  const sight = calicoSight(hosts, setting, policed.all.length > 0 ? throughTunnel : wraps)
  const read = readAs((policy) =>
    policy.rules
      .flatMap((rule) => convertedRule(rule, policy, (expression) => expansion.isWorn(expression)))
      .flatMap((rule) => expansion.expand(rule)),
  )
  return {
    ...sight,
    name: 'calico',
    speaksFor: 'plugin',
    fallback: 'allow',
    view: calicoView(cluster, policed),
    enforces: ({ object }) => SERVED.includes(object.apiVersion),
    arrange: (policies) => calicoTiers(policies.map(read), cluster, policed, felix),
    settlesTies: (policy) => !isOfKubernetes(policy),
    way: (tiers) =>
      felix.drops ||
      (policed.all.length > 0 &&
        tiers.some(({ policies }) => policies.some(({ lane, onForward, staged }) => !staged && (lane || onForward))))
        ? new CalicoWay(
            tiers,
            policed,
            felix,
            (flow) =>
              crossingsOf(flow, {
                hosts,
                usesTunnel: throughTunnel,
                arriving: (each) => sight.sightings('ingress', each)[0]!.flow,
              }),
            setting.options.dataplane === 'ebpf' ? 'programs' : 'kernel',
          )
        : null,
    exemption: calicoExemption(policed, setting, throughTunnel),
    names: 'dialled',
    entryMatters: true,
    serviceProxy: setting.options.dataplane === 'ebpf' ? 'calico' : 'kube-proxy',
    remarks: calicoRemarks(setting),
    hasGaps: false,
    connects: () => true,
  }
}
