import { CNI_STEPS } from '../../architecture/cni-steps.ts'
import { DEPLOYMENT_STEPS } from '../../architecture/deployment-steps.ts'
import { POLICY_STEPS } from '../../architecture/policy-steps.ts'
import { part } from '../part.ts'

/** The words of every step of a journey through the cluster's parts. */
export const JOURNEY = part('journey', { ...DEPLOYMENT_STEPS, ...CNI_STEPS, ...POLICY_STEPS })
