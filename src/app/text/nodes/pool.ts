import type { NodesView } from '../../../world/nodes.ts'
import { NODES } from '../catalogue/en/nodes.ts'
import { figure } from '../catalogue/spoken.ts'
import type { Sentence } from '../sentence.ts'

/** The range that the plugin cuts up, and how much of it is given. Empty: there is none. */
export function poolText({ pool, setting }: NodesView): Sentence {
  if (!pool) return []
  const parts =
    NODES.parts[setting.name === 'calico' ? 'blocks' : setting.name === 'aws-vpc-cni' ? 'subnets' : 'ranges']
  return NODES.pool(pool.cidr, figure(pool.taken), figure(pool.parts), parts, `/${pool.partPrefix}`)
}

/** How many addresses Services have, of how many. */
export function servicesText({ services: { cidr, size, used } }: NodesView): Sentence {
  return NODES.services(cidr, figure(used), figure(size))
}
