import { isEmpty, subtract } from '../../ground/connections.ts'
import { matchesSelector, type LabelRequirement, type Labels } from '../../ground/labels.ts'
import type { Beyond } from '../../engine/beyond.ts'
import { ReachabilityMatrix } from '../../engine/matrix.ts'
import { readManifests } from '../../manifests/read.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Cluster } from '../../model/cluster.ts'
import type { Direction } from '../../policy/form.ts'
import type { EndpointRef } from '../answer.ts'
import { ConnectionReader } from '../connection-reader.ts'
import type { PolicedCluster } from '../connection-table.ts'
import { workloadEnds } from '../ends.ts'
import { PortSetTable, type PortSets } from '../port-sets.ts'
import { findNewcomers, type Newcomer } from './newcomers.ts'

/**
 * What a workload would exchange with pods that do not exist. `ingress`: they would reach it; `egress`: it would reach
 * them. Ports by name stand for none of theirs, because what they would call so is not known.
 */
export interface Exposure extends PortSets {
  readonly workload: EndpointRef
  readonly direction: Direction
  readonly newcomers: NewcomerClass
  /** Pods of the class for which less passes, or nothing. */
  readonly except: readonly NewcomerClass[]
}

/** A class of pods that do not exist, in the words of the policies. No requirements: any pod, any namespace. */
export interface NewcomerClass {
  readonly pods: readonly LabelRequirement[]
  /** `existing`: a namespace of the cluster; `new`: any with these labels. */
  readonly namespace:
    | { readonly kind: 'existing'; readonly name: string }
    | { readonly kind: 'new'; readonly selector: readonly LabelRequirement[] }
  /** One pod of it, which stands for all: put it into the documents and ask. */
  readonly example: { readonly namespace: string; readonly namespaceLabels: Labels; readonly labels: Labels }
}

/**
 * Who could reach each workload, and whom it could reach, if they existed: pods that policies can tell from every pod
 * there is. Both gates count, so a new pod in a namespace that keeps its pods from leaving reaches nobody. The
 * newcomers are put into a cluster of their own by `grow`, `beyondIn` says what decides there beside the policies, and
 * the engine judges them like any pod. A class is left out where a wider one says the same. In order of workload,
 * ingress before egress, wider classes first. Compare: exposure analysis of https://github.com/np-guard/netpol-analyzer
 * (docs/exposure_analysis.md), which asks the gate of the workload alone.
 */
export function findExposure(
  { cluster, policies }: PolicedCluster,
  grow: (objects: readonly KubernetesObject[]) => Cluster,
  beyondIn: (cluster: Cluster) => Beyond | null,
): readonly Exposure[] {
  const newcomers = findNewcomers(cluster, policies.policies)
  const names = namesFor(newcomers, cluster)
  const grown = grow(objectsOf(newcomers, names))
  const ends = workloadEnds(grown)
  const table = new PortSetTable()
  const reader = new ConnectionReader(
    ends,
    new ReachabilityMatrix(
      policies,
      grown,
      ends.flatMap(({ endpoints }) => endpoints),
      beyondIn(grown),
    ),
    table,
  )
  const place = new Map(ends.map(({ ref }, index) => [ref, index]))
  const places = newcomers.map(({ namespace }, index) => place.get(`${namespace.name}/${names[index]!}`)!)
  const classes = newcomers.map(classOf)
  const findings = new Findings(newcomers, table)
  return workloadEnds(cluster).flatMap(({ ref }) => {
    const own = place.get(ref)!
    return (['ingress', 'egress'] as const).flatMap((direction) =>
      findings
        .of(places.map((other) => (direction === 'ingress' ? reader.between(other, own) : reader.between(own, other))))
        .map(({ newcomer, except, passes }): Exposure => {
          const { allowed, conditional } = table.all[passes]!
          return {
            workload: ref,
            direction,
            newcomers: classes[newcomer]!,
            except: except.map((index) => classes[index]!),
            allowed,
            conditional,
          }
        }),
    )
  })
}

/** A name for each newcomer that no pod and no workload of the cluster has. */
function namesFor(newcomers: readonly Newcomer[], { pods, workloads }: Cluster): readonly string[] {
  const taken = new Set([...pods, ...workloads].map(({ name }) => name))
  let prefix = 'newcomer'
  while (newcomers.some((_, index) => taken.has(`${prefix}-${index}`))) prefix = `${prefix}-too`
  return newcomers.map((_, index) => `${prefix}-${index}`)
}

/** The newcomers, and the namespaces that come with them, as somebody would write them down. JSON is YAML. */
function objectsOf(newcomers: readonly Newcomer[], names: readonly string[]): readonly KubernetesObject[] {
  const namespaces = new Map(
    newcomers.flatMap(({ namespace }) =>
      namespace.kind === 'new' ? [[namespace.name, namespace.labels] as const] : [],
    ),
  )
  const written = [
    ...[...namespaces].map(([name, labels]) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })),
    ...newcomers.map(({ namespace, labels }, index) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: names[index], namespace: namespace.name, labels },
      spec: { containers: [{ name: 'main', image: 'none' }] },
    })),
  ]
  return readManifests([
    { name: 'newcomers', text: written.map((each) => JSON.stringify(each)).join('\n---\n') },
  ]).manifests.map(({ object }) => object)
}

function classOf({ pods, namespace, labels }: Newcomer): NewcomerClass {
  return {
    pods,
    namespace:
      namespace.kind === 'existing'
        ? { kind: 'existing', name: namespace.name }
        : { kind: 'new', selector: namespace.selector },
    example: { namespace: namespace.name, namespaceLabels: namespace.labels, labels },
  }
}

/** What is worth saying of one workload in one direction, by index of newcomers and number of port sets. */
interface Finding {
  readonly newcomer: number
  readonly except: readonly number[]
  readonly passes: number
}

/** Leaves out what a wider class says too. */
class Findings {
  /** By newcomer: the others that its description holds too, so that they are part of its class. */
  readonly #within: readonly (readonly number[])[]
  readonly #known = new Map<string, readonly Finding[]>()
  readonly #lacks = new Map<string, boolean>()

  constructor(
    private readonly newcomers: readonly Newcomer[],
    private readonly table: PortSetTable,
  ) {
    this.#within = newcomers.map((wide, index) =>
      newcomers.flatMap((narrow, other) => (other !== index && describes(wide, narrow) ? [other] : [])),
    )
  }

  /** `passes`: the number of what passes, by newcomer. */
  of(passes: readonly number[]): readonly Finding[] {
    const key = passes.join()
    let findings = this.#known.get(key)
    if (!findings) this.#known.set(key, (findings = this.#find(passes)))
    return findings
  }

  #find(passes: readonly number[]): readonly Finding[] {
    const findings: Finding[] = []
    passes.forEach((number, newcomer) => {
      if (number === 0 || this.newcomers[newcomer]!.isKnown) return
      const less = this.#within[newcomer]!.filter((other) => this.#lack(passes[other]!, number))
      findings.push({
        newcomer,
        passes: number,
        except: less.filter((other) => !less.some((wider) => this.#isWithin(other, wider))),
      })
    })
    return findings.filter(
      ({ newcomer, passes: number }) =>
        !findings.some(
          (wider) =>
            wider.passes === number &&
            this.#isWithin(newcomer, wider.newcomer) &&
            !wider.except.some((hole) => hole === newcomer || this.#within[hole]!.includes(newcomer)),
        ),
    )
  }

  /** Of two classes that hold each other the earlier is the wider. */
  #isWithin(narrow: number, wide: number): boolean {
    return this.#within[wide]!.includes(narrow) && !(narrow < wide && this.#within[narrow]!.includes(wide))
  }

  /** Whether a set of ports lacks something that another one has. */
  #lack(less: number, than: number): boolean {
    if (less === than) return false
    const key = `${less} ${than}`
    let lacks = this.#lacks.get(key)
    if (lacks === undefined) {
      const [a, b] = [this.table.all[less]!, this.table.all[than]!]
      this.#lacks.set(
        key,
        (lacks =
          !isEmpty(subtract(b.allowed, a.allowed)) ||
          !isEmpty(subtract(subtract(b.conditional, a.allowed), a.conditional))),
      )
    }
    return lacks
  }
}

function describes({ pods, namespace }: Newcomer, other: Newcomer): boolean {
  if (
    namespace.kind === 'existing'
      ? other.namespace.kind !== 'existing' || namespace.name !== other.namespace.name
      : !matchesSelector({ requirements: namespace.selector, path: [] }, other.namespace.labels)
  )
    return false
  return matchesSelector({ requirements: pods, path: [] }, other.labels)
}
