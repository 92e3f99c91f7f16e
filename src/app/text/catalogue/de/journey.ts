import { cniSteps } from '../../architecture/de/cni-steps.ts'
import { deploymentSteps } from '../../architecture/de/deployment-steps.ts'
import { policySteps } from '../../architecture/de/policy-steps.ts'
import type { JOURNEY } from '../en/journey.ts'

export const journey: typeof JOURNEY = { ...deploymentSteps, ...cniSteps, ...policySteps }
