import type { CniPlugin } from '../plugin.ts'
import { flannelAddresses, flannelNetwork } from './ipam.ts'
import { flannelProfile } from './profile.ts'

/** The plugin, for the registry. */
export const FLANNEL: CniPlugin = {
  name: 'flannel',
  addresses: () => flannelAddresses,
  network: flannelNetwork,
  profile: flannelProfile,
}
