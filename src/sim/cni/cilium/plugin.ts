import type { CniPlugin } from '../plugin.ts'
import { ciliumAddresses, ciliumNetwork } from './ipam.ts'
import { ciliumProfile } from './profile.ts'

export const CILIUM: CniPlugin = { name: 'cilium', addresses: () => ciliumAddresses, network: ciliumNetwork, profile: ciliumProfile }
