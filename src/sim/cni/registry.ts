import { awsAddresses, awsNetwork } from './aws-vpc-cni/ipam.ts'
import { awsProfile } from './aws-vpc-cni/profile.ts'
import { calicoAddresses, calicoNetwork } from './calico/ipam.ts'
import { calicoProfile } from './calico/profile.ts'
import type { CniName } from './choice.ts'
import { ciliumAddresses, ciliumNetwork } from './cilium/ipam.ts'
import { ciliumProfile } from './cilium/profile.ts'
import { flannelAddresses, flannelNetwork } from './flannel/ipam.ts'
import { flannelProfile } from './flannel/profile.ts'
import type { CniPlugin } from './plugin.ts'
import { REFERENCE_ADDRESSES, referenceNetwork } from './reference/ipam.ts'
import { REFERENCE_PROFILE } from './reference/profile.ts'

/** Every network plugin that is simulated, one line each. */
const PLUGINS: Readonly<Record<CniName, CniPlugin>> = {
  reference: { name: 'reference', addresses: () => REFERENCE_ADDRESSES, network: referenceNetwork, profile: () => REFERENCE_PROFILE },
  flannel: { name: 'flannel', addresses: () => flannelAddresses, network: flannelNetwork, profile: flannelProfile },
  calico: { name: 'calico', addresses: () => calicoAddresses, network: calicoNetwork, profile: calicoProfile },
  cilium: { name: 'cilium', addresses: () => ciliumAddresses, network: ciliumNetwork, profile: ciliumProfile },
  'aws-vpc-cni': { name: 'aws-vpc-cni', addresses: awsAddresses, network: awsNetwork, profile: awsProfile },
}

export function pluginOf(name: CniName): CniPlugin {
  return PLUGINS[name]
}
