import type { CniPlugin } from '../plugin.ts'
import { REFERENCE_ADDRESSES, referenceNetwork } from './ipam.ts'
import { REFERENCE_PROFILE } from './profile.ts'

export const REFERENCE: CniPlugin = { name: 'reference', addresses: () => REFERENCE_ADDRESSES, network: referenceNetwork, profile: () => REFERENCE_PROFILE }
