import * as Type from '../type.ts'
import { described } from '../shape.ts'

/** `cilium.io/v2` CiliumCIDRGroup: blocks that policies name together. */
export const CidrGroupSpecShape = Type.Object(
  {
    externalCIDRs: Type.Array(
      Type.String(),
      described(
        'Blocks of addresses outside the cluster, which policies mean by `cidrGroupRef` or `cidrGroupSelector`.',
        'https://docs.cilium.io/en/stable/network/kubernetes/ciliumcidrgroup/',
      ),
    ),
  },
  { title: 'CiliumCIDRGroupSpec' },
)
