import type { CniPlugin } from '../plugin.ts'
import { calicoAddresses, calicoNetwork } from './ipam.ts'
import { calicoProfile } from './profile.ts'

/** The plugin, for the registry. */
export const CALICO: CniPlugin = {
  name: 'calico',
  addresses: () => calicoAddresses,
  network: calicoNetwork,
  profile: calicoProfile,
}
