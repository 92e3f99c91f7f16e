import type { CidrBlock } from '../../../ground/ip.ts'
import type { PlannedNode } from '../../../model/address-plan.ts'
import { addressAt, blockAround, blockOf } from '../address-range.ts'
import { underlayOf, type Underlay } from '../underlay.ts'

/**
 * The block of the VPC that machines are in, and pods too unless custom networking moves them. Ours: a real one has
 * any.
 */
export const VPC = blockOf('10.10.0.0/16')
/** Where custom networking puts pods: a second range of the VPC. */
export const POD_VPC = blockOf('100.64.0.0/16')

/** AWS keeps the first four addresses of a subnet and the last. Source: VPC user guide, "Subnet CIDR blocks". */
export const KEPT_FIRST = 4
/** So many of the last addresses of a subnet are kept. */
export const KEPT_LAST = 1

/**
 * Machines and their interfaces have the low addresses of a subnet in our plan, pods the others, so that the two are
 * told apart at a glance.
 */
export const FOR_MACHINES = 256

/** The addresses of a subnet that are for machines and interfaces. */
export function machinesOf(subnet: CidrBlock): CidrBlock {
  return blockAround(addressAt(subnet, 0), 32 - Math.log2(FOR_MACHINES))
}

/** One subnet of 4,096 addresses for each zone. */
export function subnetOf(vpc: CidrBlock): (zone: number) => CidrBlock {
  return (zone) => blockAround(addressAt(vpc, (zone % 16) * 4096), 20)
}

/** The subnets that pods have their addresses from. */
export function podSubnets(nodes: readonly Pick<PlannedNode, 'name' | 'labels'>[], mode: string): Underlay {
  return underlayOf(nodes, subnetOf(mode === 'custom-networking' ? POD_VPC : VPC))
}
