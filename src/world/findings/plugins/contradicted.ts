import type { EnforcementProfile } from '../../../engine/profile.ts'
import type { Finding } from '../finding.ts'

/**
 * Whether a finding says what the API's text says and this plugin does otherwise: to the gate of the VPC CNI's agent a
 * Service is still a Service on the way out, and its controller finds pods on the host network by their labels.
 */
export function isContradicted({ facts }: Finding, { name }: EnforcementProfile): boolean {
  return (
    name === 'aws-vpc-cni' &&
    ((facts.code === 'block-is-service' && facts.section === 'egress') || facts.code === 'peer-on-host-network')
  )
}
