import type { NodesView } from '../../../world/nodes.ts'
import { code, say, type Sentence } from '../sentence.ts'

const figures = new Intl.NumberFormat('en')

/** The range that the plugin cuts up, and how much of it is given. Empty: there is none. */
export function poolText({ pool, setting }: NodesView): Sentence {
  if (!pool) return []
  const parts = setting.name === 'calico' ? 'blocks' : setting.name === 'aws-vpc-cni' ? 'subnets' : 'ranges'
  return say`Pods ${code(pool.cidr)}: ${figures.format(pool.taken)} of ${figures.format(pool.parts)} ${parts} of ${code(`/${pool.partPrefix}`)}`
}

export function servicesText({ services: { cidr, size, used } }: NodesView): Sentence {
  return say`Services ${code(cidr)}: ${figures.format(used)} of ${figures.format(size)}`
}

/** No machine has a Service's address. */
export const SERVICES_ARE_RULES = 'No device has the address of a Service: it lives in every node’s rules.'
