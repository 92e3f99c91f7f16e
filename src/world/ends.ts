import { blockContains, type CidrBlock, type IpFamily } from '../ground/ip.ts'
import type { ContainerPort } from '../ground/ports.ts'
import { blocksOf, sampleAddresses, typicalAddresses } from '../engine/address-atoms.ts'
import { sampleNames } from '../engine/name-samples.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import type { Cluster, Workload } from '../model/cluster.ts'
import { externalEndpoint, type Endpoint } from '../model/endpoint.ts'
import type { CompiledPolicy } from '../policy/form.ts'
import type { EndpointRef } from './answer.ts'
import { PUBLIC_ADDRESSES } from './public-addresses.ts'

/** One row of the matrix: a workload, or a place outside. */
export interface MatrixEnd {
  readonly ref: EndpointRef
  readonly label: string
  /** The namespace; null outside the cluster. */
  readonly namespace: string | null
  /** Null: it is a place outside. */
  readonly workload: Workload | null
  /** Its live pods, or one address for each way in which policies tell its addresses and their names apart. */
  readonly endpoints: readonly Endpoint[]
  /** The ports it listens on, as far as the manifests tell; empty when they do not. */
  readonly ports: readonly ContainerPort[]
}

/**
 * More plates than this around the cluster would hide it; lists have them all, and the questions can name any address.
 */
const BLOCK_LIMIT = 8

const workloadEndsOf = new WeakMap<Cluster, readonly MatrixEnd[]>()

/**
 * `drawn`: every workload that has live pods, in the cluster's order, then the internet, then the first blocks that
 * policies name. `beyond`: the other blocks.
 */
export function matrixEnds(
  cluster: Cluster,
  policies: PolicySet,
): { readonly drawn: readonly MatrixEnd[]; readonly beyond: readonly MatrixEnd[] } {
  const outside = outsideEnds(cluster, policies)
  return {
    drawn: [...workloadEnds(cluster), ...outside.slice(0, 1 + BLOCK_LIMIT)],
    beyond: outside.slice(1 + BLOCK_LIMIT),
  }
}

/** Every workload that has live pods, in the cluster's order. */
export function workloadEnds(cluster: Cluster): readonly MatrixEnd[] {
  let workloads = workloadEndsOf.get(cluster)
  if (!workloads) workloadEndsOf.set(cluster, (workloads = findWorkloadEnds(cluster)))
  return workloads
}

function findWorkloadEnds(cluster: Cluster): readonly MatrixEnd[] {
  const targets = serviceTargets(cluster)
  return cluster.workloads.flatMap((workload): MatrixEnd[] => {
    const endpoints = workload.pods.flatMap(({ endpoint }) => (endpoint ? [endpoint] : []))
    return endpoints.length === 0
      ? []
      : [
          {
            ref: workload.ref,
            label: workload.name,
            namespace: workload.namespace.name,
            workload,
            endpoints,
            ports: listeningPorts(workload, targets),
          },
        ]
  })
}

/** Declared by any of its pods, and whatever number a Service sends to them. Sorted, each once. */
function listeningPorts(
  workload: Workload,
  targets: ReadonlyMap<Workload, readonly ContainerPort[]>,
): readonly ContainerPort[] {
  const ports = new Map<string, ContainerPort>()
  for (const port of [...workload.pods.flatMap((pod) => pod.ports), ...(targets.get(workload) ?? [])]) {
    const key = `${port.protocol}/${port.port}`
    if (!ports.get(key)?.name) ports.set(key, port)
  }
  return [...ports.values()].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1))
}

function serviceTargets(cluster: Cluster): ReadonlyMap<Workload, readonly ContainerPort[]> {
  const targets = new Map<Workload, ContainerPort[]>()
  for (const service of cluster.services) {
    for (const { endpoint } of service.backends) {
      const workload =
        endpoint.kind === 'pod'
          ? endpoint.pod.workload
          : endpoint.kind === 'host'
            ? endpoint.process?.workload
            : undefined
      if (!workload) continue
      const numbers = service.ports.flatMap(({ targetPort, protocol }) =>
        typeof targetPort === 'number' && !service.headless ? [{ name: null, port: targetPort, protocol }] : [],
      )
      targets.set(workload, [...(targets.get(workload) ?? []), ...numbers])
    }
  }
  return targets
}

const outsideEndsOf = new WeakMap<Cluster, { readonly key: string; readonly ends: readonly MatrixEnd[] }>()

const outsideOf = new WeakMap<CompiledPolicy, { readonly blocks: readonly string[]; readonly hasNames: boolean }>()

/**
 * What a policy names outside the cluster: blocks, and whether domain names too. Of a policy that nobody edits it is
 * known.
 */
function namedOutside(policy: CompiledPolicy): { readonly blocks: readonly string[]; readonly hasNames: boolean } {
  let known = outsideOf.get(policy)
  if (!known) {
    const hasNames = policy.rules.some(({ when }) =>
      when.some(
        (condition) =>
          condition.aspect === 'peer' && condition.anyOf.some(({ kind }) => kind === 'name' || kind === 'fqdn'),
      ),
    )
    outsideOf.set(policy, (known = { blocks: blocksOf([policy]).map(({ canonical }) => canonical), hasNames }))
  }
  return known
}

/** Found anew only when a block or a domain name changes, which edits rarely do. */
function outsideEnds(cluster: Cluster, policies: PolicySet): readonly MatrixEnd[] {
  const facts = policies.arranged.map(namedOutside)
  const blocks = new Set(facts.flatMap((each) => each.blocks))
  const key = [[...blocks].sort(), facts.some(({ hasNames }) => hasNames) ? sampleNames(policies.arranged) : []].join(
    ' ',
  )
  const known = outsideEndsOf.get(cluster)
  if (known?.key === key) return known.ends
  const ends = findOutsideEnds([cluster], policies.arranged)
  outsideEndsOf.set(cluster, { key, ends })
  return ends
}

/**
 * The internet, then the blocks that hold no address of these clusters. Told apart as finely as all of the policies'
 * blocks and domain names do: an address stands in it once without a name, and once for each kind of name it may be
 * looked up under.
 */
export function findOutsideEnds(
  clusters: readonly Cluster[],
  policies: readonly CompiledPolicy[],
): readonly MatrixEnd[] {
  const blocks = blocksOf(policies)
  const names = [null, ...sampleNames(policies)]
  const families: IpFamily[] = clusters.some(({ pods }) =>
    pods.some((pod) => pod.addresses.some(({ family }) => family === 6)),
  )
    ? [4, 6]
    : [4]
  const taken = (address: { text: string }) =>
    clusters.some((cluster) => cluster.byAddress.has(address.text) || cluster.serviceAddresses.has(address.text))
  const samples = (ranges: readonly CidrBlock[], family: IpFamily) =>
    sampleAddresses(blocks, family, ranges, taken).map((address) => externalEndpoint(address.text, address))
  const outside = (ref: string, label: string, endpoints: readonly Endpoint[]): MatrixEnd => ({
    ref,
    label,
    namespace: null,
    workload: null,
    ports: [],
    endpoints: endpoints.flatMap((endpoint) =>
      names.length === 1 ? [endpoint] : names.map((name) => externalEndpoint(label, endpoint.addresses[0], name)),
    ),
  })
  const owned = clusters.flatMap((cluster) => [
    ...[...cluster.byAddress.values()].flatMap((endpoint) => endpoint.addresses),
    ...cluster.services.flatMap(({ clusterAddresses }) => clusterAddresses),
  ])
  const named = new Map(
    blocks
      .filter((block) => block.prefix > 0 && !owned.some((address) => blockContains(block, address)))
      .map((block) => [block.canonical, block]),
  )
  const listed = [...named.values()].sort((a, b) => (a.canonical < b.canonical ? -1 : 1))
  const typical = typicalAddresses(listed, blocks, taken)
  return [
    outside(
      'internet',
      'internet',
      families.flatMap((family) => samples(PUBLIC_ADDRESSES[family], family)),
    ),
    ...listed.flatMap((block) => {
      const address = typical.get(block)
      return address ? [outside(`ip:${address.text}`, block.canonical, [externalEndpoint(address.text, address)])] : []
    }),
  ]
}
