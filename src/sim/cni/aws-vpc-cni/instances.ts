import type { PlannedNode } from '../../../model/address-plan.ts'

/** What an EC2 instance type takes: network interfaces, and IPv4 addresses on each, the interface's own included. */
export interface InstanceLimits {
  readonly interfaces: number
  readonly addressesPerInterface: number
  /** Prefix delegation works on Nitro only. */
  readonly nitro: boolean
  readonly vCpus: number
  /**
   * Branch interfaces, which pods with security groups of their own get; null: none are offered, or we do not know how
   * many.
   */
  readonly branches: number | null
}

const size = (
  interfaces: number,
  addressesPerInterface: number,
  vCpus: number,
  branches: number | null,
  nitro = true,
): InstanceLimits => ({ interfaces, addressesPerInterface, nitro, vCpus, branches })

/** What a size has in nearly every family. Branch interfaces of the larger sizes differ from family to family. */
const SIZES = {
  medium: size(2, 4, 1, 4),
  large: size(3, 10, 2, 9),
  xlarge: size(4, 15, 4, 18),
  '2xlarge': size(4, 15, 8, 38),
  '4xlarge': size(8, 30, 16, 54),
  '8xlarge': size(8, 30, 32, null),
  '12xlarge': size(8, 30, 48, null),
  '16xlarge': size(15, 50, 64, null),
  '24xlarge': size(15, 50, 96, null),
} as const

const LARGE_ON = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge'] as const
const MEDIUM_TO_16 = ['medium', 'large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'] as const

const FAMILIES: readonly (readonly [families: readonly string[], sizes: readonly (keyof typeof SIZES)[]])[] = [
  [
    [
      'm5',
      'm5a',
      'm5d',
      'm6a',
      'm6i',
      'm7a',
      'm7i',
      'c6a',
      'c6i',
      'c7a',
      'c7i',
      'r5',
      'r5a',
      'r5d',
      'r6a',
      'r6i',
      'r7a',
      'r7i',
    ],
    LARGE_ON,
  ],
  [['m6g', 'm7g', 'c6g', 'c7g', 'r6g', 'r7g'], MEDIUM_TO_16],
  [
    ['m8g', 'c8g', 'r8g'],
    [...MEDIUM_TO_16, '24xlarge'],
  ],
]

/** Types of families that have sizes of their own. The t family offers no branch interfaces; m4 is not Nitro. */
const SINGLE: Readonly<Record<string, InstanceLimits>> = {
  't3.nano': size(2, 2, 2, null),
  't3.micro': size(2, 2, 2, null),
  't3.small': size(3, 4, 2, null),
  't3.medium': size(3, 6, 2, null),
  't3.large': size(3, 12, 2, null),
  't3.xlarge': size(4, 15, 4, null),
  't3.2xlarge': size(4, 15, 8, null),
  'm4.large': size(2, 10, 2, null, false),
  'm4.xlarge': size(4, 15, 4, null, false),
  'm4.2xlarge': size(4, 15, 8, null, false),
  'm4.4xlarge': size(8, 30, 16, null, false),
  'c5.large': SIZES.large,
  'c5.xlarge': SIZES.xlarge,
  'c5.2xlarge': SIZES['2xlarge'],
  'c5.4xlarge': SIZES['4xlarge'],
  'c5.9xlarge': size(8, 30, 36, null),
  'c5.12xlarge': SIZES['12xlarge'],
  'c5.18xlarge': size(15, 50, 72, null),
  'c5.24xlarge': SIZES['24xlarge'],
  'm7i.48xlarge': size(15, 50, 192, null),
  'p4d.24xlarge': SIZES['24xlarge'],
}

/**
 * Source: https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/vpc/vpc_ip_resource_limit.go, a part of its types;
 * vCPUs: the EC2 user guide; branches:
 * https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/pkg/aws/vpc/limits.go (BranchInterface).
 */
export const INSTANCE_LIMITS: Readonly<Record<string, InstanceLimits>> = {
  ...Object.fromEntries(
    FAMILIES.flatMap(([families, sizes]) =>
      families.flatMap((family) => sizes.map((each) => [`${family}.${each}`, SIZES[each]] as const)),
    ),
  ),
  ...SINGLE,
}

/**
 * Workloads on the host network that every node runs, whether the documents show them or not, and that the formula
 * adds.
 */
export const SYSTEM_PODS: ReadonlySet<string> = new Set(['aws-node', 'kube-proxy'])

/** Addresses that one place of an interface holds in prefix mode: a /28. */
export const PREFIX_SIZE = 16

/**
 * What the kubelet is told to take at most in prefix mode: 110, and 250 with more than 30 vCPUs.
 * Source: https://github.com/awslabs/amazon-eks-ami/blob/main/files/max-pods-calculator.sh
 */
function prefixModeCap({ vCpus }: InstanceLimits): number {
  return vCpus > 30 ? 250 : 110
}

/** Whether the node's interfaces get prefixes: machines without Nitro stay with single addresses. */
export function usesPrefixes({ nitro }: InstanceLimits, mode: string): boolean {
  return mode === 'prefix-delegation' && nitro
}

/** The interfaces whose places pods fill: with custom networking not the first. */
export function podInterfaces({ interfaces }: InstanceLimits, mode: string): number {
  return mode === 'custom-networking' ? interfaces - 1 : interfaces
}

/** How many pods can have an address of their own: each interface's own address is nobody's. */
export function addressRoom(limits: InstanceLimits, mode: string): number {
  return (
    podInterfaces(limits, mode) * (limits.addressesPerInterface - 1) * (usesPrefixes(limits, mode) ? PREFIX_SIZE : 1)
  )
}

/**
 * The kubelet's limit on an EKS node, which counts the pods on the host network too.
 * Source: https://github.com/awslabs/amazon-eks-ami/blob/main/templates/shared/runtime/eni-max-pods.txt ("# of ENI * (#
 * of IPv4 per ENI - 1) + 2"); prefixes and custom networking: files/max-pods-calculator.sh of the same project.
 */
export function maxPods(limits: InstanceLimits, mode: string): number {
  const pods = addressRoom(limits, mode) + SYSTEM_PODS.size
  return usesPrefixes(limits, mode) ? Math.min(pods, prefixModeCap(limits)) : pods
}

/**
 * What the cloud's controller writes on a Node. Source:
 * https://kubernetes.io/docs/reference/labels-annotations-taints/#nodekubernetesioinstance-type
 */
export const INSTANCE_LABEL = 'node.kubernetes.io/instance-type'

/**
 * Taken for a node that names no type of the table: the first of these that is not smaller than what its kubelet takes.
 */
const USUAL = ['m5.large', 'm5.xlarge', 'm5.4xlarge', 'm5.24xlarge'] as const

/**
 * The type that the node's label names, as far as it is in the table, else one that its kubelet's limit fits; m5.large
 * when it says neither.
 */
export function instanceType({ labels, podCapacity }: Pick<PlannedNode, 'labels' | 'podCapacity'>): string {
  const written = labels[INSTANCE_LABEL]
  if (written !== undefined && Object.hasOwn(INSTANCE_LIMITS, written)) return written
  return USUAL.find((type) => maxPods(INSTANCE_LIMITS[type]!, 'secondary-ip') >= (podCapacity ?? 0)) ?? USUAL.at(-1)!
}

/** What the node's machine has room for, by its instance type. */
export function limitsOf(node: Pick<PlannedNode, 'labels' | 'podCapacity'>): InstanceLimits {
  return INSTANCE_LIMITS[instanceType(node)]!
}
