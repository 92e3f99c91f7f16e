import type { LocateField } from '../engine/explain.ts'
import { PolicySet } from '../engine/policy-set.ts'
import type { EnforcementProfile } from '../engine/profile.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import { readManifests, type Reading } from '../manifests/read.ts'
import { buildCluster, type BuiltCluster } from '../model/build.ts'
import type { Cluster } from '../model/cluster.ts'
import type { CompiledPolicy, RejectedPolicy } from '../policy/form.ts'
import { givenSetting, isSameSetting, type CniSetting } from '../sim/cni/choice.ts'
import type { ClusterNetwork } from '../sim/cni/network.ts'
import type { CniPlugin } from '../sim/cni/plugin.ts'
import { pluginOf } from '../sim/cni/registry.ts'
import type { Mesh } from '../sim/mesh/mesh.ts'
import { meshOf } from '../sim/mesh/registry.ts'
import { admit, reviewed, type Admitted } from './admission.ts'
import { allocated } from './allocated.ts'
import { meshReads, namespacesOf, sameObjects } from './admitted-objects.ts'
import { grownFrom, type Grown } from './grown.ts'
import { MeshReach } from './mesh-reach.ts'
import { Places } from './places.ts'
import { apiServerPlace, type Facts } from './references.ts'
import { servedKinds } from './served-kinds.ts'
import type { WorldInput } from './world.ts'

/** The parts that a world is made of. What did not change since the state before is the same object as there. */
export interface Opened {
  readonly reading: Reading
  readonly places: Places
  readonly cni: CniSetting
  readonly admitted: Admitted
  /** What controllers that the documents speak of would have made besides. */
  readonly grown: readonly Grown[]
  readonly built: BuiltCluster
  readonly network: ClusterNetwork
  readonly facts: Facts
  /** Where the API server was said to be. */
  readonly apiServer: string
  readonly policies: PolicySet
  readonly meshInput: MeshInput
  /** Null: none is at work. */
  readonly mesh: Mesh | null
  readonly beyond: MeshReach | null
  readonly locate: LocateField
  /** The same cluster with more objects in it, under the same policies; and what a mesh makes of it. */
  enlarged(newcomers: readonly KubernetesObject[]): Cluster
  beyondIn(larger: Cluster): MeshReach | null
}

/** What a mesh is opened from besides the cluster. */
export interface MeshInput {
  readonly choice: NonNullable<WorldInput['mesh']>
  readonly objects: readonly KubernetesObject[]
}

/**
 * Reads, admits, builds and compiles. `before`: the parts of another state of the same work, of which everything that
 * still holds is kept.
 */
export function openParts(input: WorldInput, before: Opened | undefined): Opened {
  const reading = readManifests(input.documents, before?.reading)
  const places = new Places(reading.documents)
  const cni = givenSetting(input.cni ?? { name: 'reference' })
  const plugin = pluginOf(cni.name)
  const admitted = takenIn(input, reading, places, cni, plugin)
  const grown = grownFrom(admitted.objects, input.mesh)
  const objects = grown.length === 0 ? admitted.objects : [...admitted.objects, ...grown.map(({ object }) => object)]
  const planner = plugin.addresses(cni)
  const enlarged = (newcomers: readonly KubernetesObject[]) =>
    buildCluster([...objects, ...newcomers], planner, namespacesOf(admitted))
  const keepsCluster =
    before !== undefined &&
    isSameSetting(before.cni, cni) &&
    sameObjects(before.admitted, admitted) &&
    before.grown.length === grown.length
  const built = keepsCluster ? before.built : enlarged([])
  const { cluster } = built
  const network = keepsCluster ? before.network : plugin.network(cni, cluster)
  const facts = input.facts ?? {}
  const apiServer = JSON.stringify(facts.apiServer ?? null)
  const profile =
    keepsCluster && before.apiServer === apiServer
      ? before.policies.profile
      : plugin.profile(network, cluster, apiServerPlace(cluster, facts))
  const policies = policySet(admitted, profile)
  const meshInput: MeshInput = { choice: input.mesh ?? 'auto', objects: meshReads(admitted) }
  const meshIn = (its: Cluster) => meshOf(meshInput.choice, its, meshInput.objects)
  const keepsMesh = before?.built.cluster === cluster && isSameInput(before.meshInput, meshInput)
  const mesh = keepsMesh ? before.mesh : meshIn(cluster)
  return {
    reading,
    places,
    cni,
    admitted,
    grown,
    built,
    network,
    facts,
    apiServer,
    policies,
    meshInput,
    mesh,
    beyond: mesh && new MeshReach(mesh, cluster, policies),
    locate: (object, path, part) => places.span(object, path, part),
    enlarged: (newcomers) => enlarged(newcomers).cluster,
    beyondIn(larger) {
      const its = meshIn(larger)
      return its && new MeshReach(its, larger, policies)
    },
  }
}

/** What the API server takes, and the plugin's own components after it. */
function takenIn(
  { apis }: WorldInput,
  reading: Reading,
  places: Places,
  cni: CniSetting,
  { review }: CniPlugin,
): Admitted {
  const documents = reading.documents.map(({ manifests }) => manifests)
  const manifestOf = (object: KubernetesObject) => places.get(object)
  const taken = allocated(admit(documents, servedKinds(apis ?? {})), manifestOf)
  return review ? reviewed(taken, (object) => review(object, cni), manifestOf) : taken
}

function policySet({ policies, rejected }: Admitted, profile: EnforcementProfile): PolicySet {
  const enforced = policies.filter((policy) => profile.enforces(policy))
  return new PolicySet(profile, enforced, [...rejected, ...unenforced(policies, profile)])
}

/** Policies that the API server takes and the plugin does not read, once each although they have two directions. */
function unenforced(policies: readonly CompiledPolicy[], profile: EnforcementProfile): readonly RejectedPolicy[] {
  const objects = new Map(
    policies.filter((policy) => !profile.enforces(policy)).map((policy) => [policy.object, policy]),
  )
  return [...objects.values()].map((policy) => ({
    kind: policy.kind,
    object: policy.object,
    namespace: policy.namespace,
    name: policy.name,
    why: 'not-enforced',
  }))
}

function isSameInput(a: MeshInput, b: MeshInput): boolean {
  return (
    (a.choice === b.choice || JSON.stringify(a.choice) === JSON.stringify(b.choice)) &&
    a.objects.length === b.objects.length &&
    a.objects.every((object, index) => object === b.objects[index])
  )
}
