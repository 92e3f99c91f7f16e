import { blockContains, type CidrBlock, type IpAddress } from '../ground/ip.ts'
import type { Service } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import type { Note } from './answer.ts'
import { isOn, startsTranslated, staysOnNode, type Dialling } from './dialling.ts'
import type { Target } from './targets.ts'

/**
 * Whether the Service sends this caller to this backend. With `internalTrafficPolicy: Local` who dials the Service's
 * own address is sent to backends of the caller's own node, or to nobody. A caller whose node is not known may be sent
 * to any. Whoever in the cluster dials an address outside it, or the port of his own node, meets neither policy of
 * kube-proxy: it is as if he went out and came back in.
 * Source: https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/,
 * https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec
 * (`externalTrafficPolicy`); kubernetes, pkg/proxy/iptables/proxier.go ("pod traffic for … external destinations")
 */
export function isSentTo({ service: through, endpoint, isLast }: Target, source: Endpoint, how: Dialling): boolean {
  if (!through) return true
  const { service, node } = through
  if (node !== null && !startsTranslated(source, how))
    return service.externalTrafficPolicy === 'Cluster' || isOn(source, node) || isOn(endpoint, node)
  if (!staysOnNode(service) || source.kind === 'external' || !source.node || isOpenToAll(service, how)) return !isLast
  return isOn(endpoint, node !== null && how.proxy === 'calico' ? node : source.node)
}

/**
 * Whether the address is one for which callers in the cluster do not meet `internalTrafficPolicy`: to kube-proxy all
 * outside it, to the programs that replace it `externalIPs`.
 */
function isOpenToAll({ externalAddresses, balancerAddresses }: Service, { dialled, proxy }: Dialling): boolean {
  const has = (addresses: readonly IpAddress[]) => addresses.some(({ text }) => text === dialled?.text)
  return has(externalAddresses) && (proxy === 'kube-proxy' || !has(balancerAddresses))
}

/** Said of a caller whom the Service sends to nobody, though it would send others there. */
export function nobodyNear({ service: through }: Target, source: Endpoint): Note {
  return {
    note: 'no-local-endpoints',
    service: namespacedName(through!.service),
    servicePort: through!.port,
    nodePort: through!.node === null ? null : through!.nodePort,
    node: through!.node ?? (source.kind === 'external' ? '' : (source.node ?? '')),
  }
}

/**
 * Said of a caller whose address a load balancer does not admit; null: it does, or the connection does not come over
 * one. Whoever is outside and names the Service comes to it over the load balancer. Cilium asks only those outside.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec
 * (`loadBalancerSourceRanges`),
 * https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/#loadbalancer-source-ranges-checks
 */
export function notAdmitted(
  { service: through }: Target,
  source: Endpoint,
  address: IpAddress | null,
  { dialled, proxy }: Dialling,
): Note | null {
  if (!through || through.node !== null || address === null) return null
  if (proxy === 'cilium' && source.kind !== 'external') return null
  const { service } = through
  const ranges = rangesOf(service, dialled, source.kind === 'external')
  return ranges.length === 0 || ranges.some((range) => blockContains(range, address))
    ? null
    : {
        note: 'source-not-admitted',
        service: namespacedName(service),
        ranges: ranges.map(({ canonical }) => canonical),
      }
}

function rangesOf(
  { sourceRanges, balancerAddresses }: Service,
  dialled: IpAddress | null,
  isOutside: boolean,
): readonly CidrBlock[] {
  const isBalanced = dialled ? balancerAddresses.some(({ text }) => text === dialled.text) : isOutside
  return isBalanced ? sourceRanges : []
}
