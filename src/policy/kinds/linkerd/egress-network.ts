import { matchesBlock } from '../../match.ts'
import * as Type from '../../../manifests/type.ts'
import { fieldAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { IpAddress } from '../../../ground/ip.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { described } from '../../../manifests/shape.ts'
import type { PolicyKind } from '../../kind.ts'
import { linkerdKind } from './custom-resource.ts'
import { networkProblems, readNetworks, sizeOf, type Network } from './networks.ts'
import { denied } from './webhook.ts'
import { LINKERD_GROUP, list, NetworkShape, resource, text } from './words.shape.ts'
import { byAge, written, type Written } from './written.ts'

const URL = 'https://linkerd.io/2-edge/reference/egress-network/'

/**
 * Places outside, and whether meshed callers may go there where no route says so. `networks` null: everything outside
 * the networks of the cluster.
 */
export interface EgressNetwork extends Written {
  readonly networks: readonly Network[] | null
  readonly traffic: 'Allow' | 'Deny'
}

/** Reads an EgressNetwork. A `trafficPolicy` that is not `Allow` denies. */
export function readEgressNetwork(object: KubernetesObject): EgressNetwork {
  const spec = fieldAt(object.value, 'spec')
  return {
    ...written(object),
    networks: fieldAt(spec, 'networks') === undefined ? null : readNetworks(spec),
    traffic: textAt(spec, 'trafficPolicy') === 'Allow' ? 'Allow' : 'Deny',
  }
}

/**
 * The EgressNetwork that a caller of this namespace meets on its way to an address; null: none. Those of its own
 * namespace alone count if there is one; else those of the namespace for the whole cluster. Of several the one whose
 * fitting network is smallest, then the oldest, then by name. Address null: one that nobody knows, which only networks
 * without blocks of their own are sure to hold.
 * Source: linkerd2, policy-controller/k8s/index/src/outbound/index/egress_network.rs (resolve_egress_network)
 */
export function pickEgressNetwork(
  all: readonly EgressNetwork[],
  namespace: string,
  global: string,
  address: IpAddress | null,
  cluster: readonly Network[],
): EgressNetwork | null {
  const own = all.filter((each) => each.namespace === namespace)
  const fitting = (own.length > 0 ? own : all.filter((each) => each.namespace === global)).flatMap((network) => {
    const size = fittingSize(network, address, cluster)
    return size === null ? [] : [{ network, size }]
  })
  return (
    fitting.sort((a, b) => (a.size < b.size ? -1 : a.size > b.size ? 1 : byAge(a.network, b.network)))[0]?.network ??
    null
  )
}

/** The size of the smallest of its networks that holds the address; null: none does. */
function fittingSize(
  { networks }: EgressNetwork,
  address: IpAddress | null,
  cluster: readonly Network[],
): bigint | null {
  const everything = 1n << 128n
  if (networks === null)
    return address !== null && cluster.some((each) => matchesBlock(each, address)) ? null : everything
  const sizes = networks
    .filter((each) => (address === null ? each.block.prefix === 0 : matchesBlock(each, address)))
    .map(sizeOf)
  return sizes.length === 0 ? null : sizes.reduce((least, size) => (size < least ? size : least))
}

const Shape = resource(
  `${LINKERD_GROUP}/v1alpha1`,
  'EgressNetwork',
  Type.Object(
    {
      networks: Type.Optional(
        list(NetworkShape, 'Blocks of addresses. Absent: everything outside the networks of the cluster.'),
      ),
      trafficPolicy: text('What befalls traffic that fits no route of it.', { enum: ['Allow', 'Deny'] }),
    },
    {
      title: 'EgressNetworkSpec',
      additionalProperties: false,
      ...described('Where to, and what without a route.', URL),
    },
  ),
  'Places outside the cluster. The proxy of the **caller** acts on it, so that callers outside the mesh pass by.',
)

/** Source: linkerd2, charts/linkerd-crds/templates/policy/egress-network.yaml and policy-controller/src/admission.rs */
export const EGRESS_NETWORK: PolicyKind = linkerdKind(`${LINKERD_GROUP}/v1alpha1`, 'EgressNetwork', Shape, {
  webhook: ({ value }) => {
    const spec = fieldAt(value, 'spec')
    return fieldAt(spec, 'networks') !== undefined && listAt(spec, 'networks').length === 0
      ? [denied('at least one network must be specified', ['spec', 'networks'])]
      : networkProblems(spec, ['spec'])
  },
})
