import { hasPlugin } from '../choice.ts'
import type { CniPlugin } from '../plugin.ts'
import { NO_ADDRESSES, REFERENCE_ADDRESSES, referenceNetwork } from './ipam.ts'
import { NOBODY_ENFORCES, REFERENCE_PROFILE } from './profile.ts'

/** The APIs to the letter, as a plugin that reads everything; and no plugin, where nobody enforces. */
export const REFERENCE: CniPlugin = {
  name: 'reference',
  network: referenceNetwork,
  addresses: (setting) => (hasPlugin(setting) ? REFERENCE_ADDRESSES : NO_ADDRESSES),
  profile: ({ setting }) => (hasPlugin(setting) ? REFERENCE_PROFILE : NOBODY_ENFORCES),
}
