import type { CniPlugin } from '../plugin.ts'
import { ciliumAddresses, ciliumNetwork } from './ipam.ts'
import { ciliumProfile } from './profile.ts'
import { ciliumReview } from './review.ts'

/** The plugin, for the registry. */
export const CILIUM: CniPlugin = {
  name: 'cilium',
  addresses: () => ciliumAddresses,
  network: ciliumNetwork,
  review: ciliumReview,
  profile: ciliumProfile,
}
