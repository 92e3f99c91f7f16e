import type { KubernetesObject } from '../manifests/piece.ts'
import type { Cluster, Pod, Workload } from '../model/cluster.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import type { CompiledPolicy, RejectedPolicy } from '../policy/form.ts'
import { matchesSubject } from '../policy/match.ts'
import { cniJourney } from '../sim/architecture/cni-journey.ts'
import { componentsOf, type Component } from '../sim/architecture/component.ts'
import { connectionsOf, type Connection } from '../sim/architecture/connection.ts'
import { deploymentJourney } from '../sim/architecture/deployment-journey.ts'
import type { JourneyPolicy, PolicyFate } from '../sim/architecture/journey-policy.ts'
import type { Journey, JourneyKind, ObjectRef } from '../sim/architecture/journey.ts'
import { policyJourney } from '../sim/architecture/policy-journey.ts'
import type { CniSetting } from '../sim/cni/choice.ts'
import type { World } from './world.ts'

export type { Component, ComponentId } from '../sim/architecture/component.ts'
export type { Connection, Encoding, Protocol } from '../sim/architecture/connection.ts'
export type {
  CniAbout,
  CniStep,
  DeploymentAbout,
  DeploymentStep,
  Journey,
  JourneyKind,
  JourneyStep,
  ObjectRef,
  Payload,
  PolicyAbout,
  PolicyStep,
  StateChange,
} from '../sim/architecture/journey.ts'

/**
 * Which journey, and of which object: the id of one of its choices. Null, or one that is gone: the first that suits.
 */
export interface ArchitectureQuery {
  readonly journey: JourneyKind
  readonly of: string | null
}

/** Something that a journey can be about. */
export interface JourneyChoice {
  /** The workload's or the pod's `EndpointRef`; of a policy its kind and name. */
  readonly id: string
  readonly object: ObjectRef
}

/** The parts of the cluster, who speaks to whom, and one journey through them. */
export interface ArchitectureView {
  readonly setting: CniSetting
  readonly components: readonly Component[]
  readonly connections: readonly Connection[]
  /** At most two, the journey's own first. `more`: how many others there are. */
  readonly nodes: {
    readonly shown: readonly { readonly name: string; readonly address: string | null }[]
    readonly more: number
  }
  /** What else the journey could be about; the first so many. */
  readonly choices: readonly JourneyChoice[]
  readonly chosen: string | null
  /** Null: the cluster has nothing that it could be about. */
  readonly journey: Journey | null
}

/** What of a world the architecture is made from. */
export type ArchitectureInput = Pick<World, 'cluster' | 'cni' | 'policies' | 'taken'>

/** So many choices are listed. */
const CHOICES = 300

/**
 * The parts of a world's cluster, and what happens between them when an object is made. A part of the front door of its
 * own, so that whoever does not look at it need not load it.
 */
export function architectureOf(input: ArchitectureInput, query: ArchitectureQuery): ArchitectureView {
  const { cluster, cni: setting } = input
  const { choices, chosen, journey } = JOURNEYS[query.journey](input, query.of)
  return {
    setting,
    components: componentsOf(setting),
    connections: connectionsOf(setting),
    nodes: shownNodes(cluster, journey?.node ?? null),
    choices: choices.slice(0, CHOICES),
    chosen,
    journey,
  }
}

type Chosen = Pick<ArchitectureView, 'choices' | 'chosen' | 'journey'>

const JOURNEYS: Readonly<Record<JourneyKind, (input: ArchitectureInput, of: string | null) => Chosen>> = {
  deployment: ({ cluster, cni }, of) => {
    const workload =
      cluster.workloadByRef.get(of ?? '') ??
      cluster.workloads.find((each) => hasService(each, cluster) && each.namespace.name !== SYSTEM) ??
      cluster.workloads[0] ??
      null
    return {
      choices: cluster.workloads.map(({ ref, kind, namespace, name }) => ({
        id: ref,
        object: { kind, namespace: namespace.name, name },
      })),
      chosen: workload?.ref ?? null,
      journey: workload && deploymentJourney(cluster, workload, cni),
    }
  },
  policy: (input, of) => {
    const policies = policiesOf(input)
    const policy = policies.find(({ object }) => idOf(object) === of) ?? policies[0] ?? null
    return {
      choices: policies.map(({ object, namespace, name }) => ({
        id: idOf(object),
        object: { kind: object.kind, namespace, name },
      })),
      chosen: policy && idOf(policy.object),
      journey: policy && policyJourney(input.cluster, { ...policy, selected: selectedBy(policy, input) }, input.cni),
    }
  },
  'cni-add': ({ cluster, cni }, of) => {
    const pods = cluster.pods.filter(({ finished }) => !finished)
    const pod =
      cluster.podByName.get(of ?? '') ??
      pods.find(
        ({ hostNetwork, addresses, namespace }) => !hostNetwork && addresses.length > 0 && namespace.name !== SYSTEM,
      ) ??
      pods[0] ??
      null
    return {
      choices: pods.map((each) => ({
        id: namespacedName(each),
        object: { kind: 'Pod', namespace: each.namespace.name, name: each.name },
      })),
      chosen: pod && namespacedName(pod),
      journey: pod && cniJourney(cluster, pod, cni),
    }
  },
}

/** The cluster’s own pods are looked at last. */
const SYSTEM = 'kube-system'

/** A Deployment with a Service in front shows most. */
function hasService({ kind, pods }: Workload, { services }: Cluster): boolean {
  return (
    kind === 'Deployment' &&
    services.some(({ backends }) => backends.some(({ endpoint }) => pods.some((pod) => pod.endpoint === endpoint)))
  )
}

function idOf({ kind, namespace, name }: KubernetesObject): string {
  return `${kind} ${namespace ?? 'default'}/${name}`
}

type ListedPolicy = Omit<JourneyPolicy, 'selected'>

function selectedBy({ parts }: ListedPolicy, { cluster, policies: { profile } }: ArchitectureInput): readonly Pod[] {
  return cluster.pods.filter(
    ({ endpoint }) =>
      endpoint?.kind === 'pod' && parts.some(({ subject }) => matchesSubject(subject, endpoint, profile.view)),
  )
}

/** One for each object: a policy of both directions was compiled to two. */
function policiesOf({ taken, policies: { profile, rejected } }: ArchitectureInput): readonly ListedPolicy[] {
  const kept = new Map<KubernetesObject, CompiledPolicy[]>()
  for (const policy of taken) kept.set(policy.object, [...(kept.get(policy.object) ?? []), policy])
  return [
    ...[...kept].map(([object, parts]): ListedPolicy => ({
      object,
      parts,
      namespace: parts[0]!.namespace,
      name: parts[0]!.name,
      fate: profile.enforces(parts[0]!) ? 'enforced' : 'not-enforced',
    })),
    ...rejected.flatMap(({ object, namespace, name, why }): readonly ListedPolicy[] =>
      kept.has(object) ? [] : [{ object, parts: [], namespace, name, fate: FATES[why] }],
    ),
  ]
}

const FATES: Readonly<Record<RejectedPolicy['why'], PolicyFate>> = {
  rejected: 'rejected',
  'agent-refused': 'not-enforced',
  'not-served': 'not-served',
  'not-enforced': 'not-enforced',
}

/** The picture has room for two. */
const SHOWN_NODES = 2

function shownNodes({ nodes }: Cluster, first: string | null): ArchitectureView['nodes'] {
  const ordered = [...nodes.filter(({ name }) => name === first), ...nodes.filter(({ name }) => name !== first)]
  return {
    shown: ordered.slice(0, SHOWN_NODES).map(({ name, addresses }) => ({ name, address: addresses[0]?.text ?? null })),
    more: Math.max(0, nodes.length - SHOWN_NODES),
  }
}
