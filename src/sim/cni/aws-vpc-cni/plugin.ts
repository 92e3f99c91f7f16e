import type { CniPlugin } from '../plugin.ts'
import { awsAddresses, awsNetwork } from './ipam.ts'
import { awsProfile } from './profile.ts'

/** The plugin, for the registry. */
export const AWS_VPC_CNI: CniPlugin = {
  name: 'aws-vpc-cni',
  addresses: awsAddresses,
  network: awsNetwork,
  profile: awsProfile,
}
