import type { FieldPath } from '../../ground/span.ts'
import { fieldAt, flagAt, listAt, textAt } from '../../manifests/fields.ts'
import type { Cluster, Pod } from '../../model/cluster.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import type { CniName, CniSetting } from '../cni/choice.ts'
import {
  heldCapability,
  NETWORK_CAPABILITIES,
  prefixedCapabilities,
  type HeldCapability,
  type NetworkCapability,
  type PrefixedCapability,
} from './capabilities.ts'
import { podLink, type PodLink } from './pod-link.ts'
import {
  hostPortsOf,
  readPodManifest,
  type ContainerList,
  type ContainerManifest,
  type HostPort,
  type PodManifest,
} from './pod-manifest.ts'
import { powersOf, type Power } from './powers.ts'
import { isInUserNamespace, isSafeSysctl } from './profile-controls.ts'
import { LATEST_STANDARDS } from '../../manifests/security-level.ts'
import { runsAs, type RunsAs } from './user-controls.ts'

/** Kinds of Linux namespaces, and with whom a container shares them. */
export type SharedNamespace = 'network' | 'processes' | 'ipc' | 'users'

/** `container`: with nobody; `pod`: with the other containers of its pod; `node`: with everything on the node. */
export interface Sharing {
  readonly namespace: SharedNamespace
  readonly with: 'container' | 'pod' | 'node'
  /** The field of the pod's spec that decides. */
  readonly field: 'hostNetwork' | 'hostPID' | 'shareProcessNamespace' | 'hostIPC' | 'hostUsers'
  readonly path: FieldPath
  readonly isWritten: boolean
}

/** A container, and what it is allowed beyond an ordinary process. */
export interface ContainerWalls {
  readonly name: string
  readonly list: ContainerList
  readonly path: FieldPath
  /** It has everything that the node has: the other walls do not hold it. */
  readonly privileged: boolean
  readonly runsAs: RunsAs
  /** A program may give it more than it started with, by a set-user-id bit or by capabilities of its file. */
  readonly mayEscalate: boolean
  readonly capabilities: Readonly<Record<NetworkCapability, HeldCapability>>
  readonly prefixed: readonly PrefixedCapability[]
}

/** A kernel parameter that a pod sets. */
export interface PodSysctl {
  readonly name: string
  readonly value: string
  readonly path: FieldPath
  /** It reaches no further than the pod. Others a node has to permit. */
  readonly safe: boolean
}

/** A capability that some container of the pod has, and what it is good for there. */
export interface HeldPowers {
  readonly capability: NetworkCapability
  /** By name; empty: no container has it. */
  readonly containers: readonly string[]
  readonly powers: readonly Power[]
}

/** What a pod shares and what it does not. */
export interface PodWalls {
  /** `namespace/name`. */
  readonly pod: string
  readonly addresses: readonly string[]
  /** Null: nothing says where it runs. */
  readonly node: string | null
  readonly cni: CniName
  readonly sharing: readonly Sharing[]
  /** Null: it has no network of its own, so no wire leads into it. */
  readonly link: PodLink | null
  readonly containers: readonly ContainerWalls[]
  readonly hostPorts: readonly HostPort[]
  readonly sysctls: readonly PodSysctl[]
  readonly capabilities: readonly HeldPowers[]
  /** Other pods with a network of their own on the same node: the first of them by name, and how many there are. */
  readonly neighbours: { readonly names: readonly string[]; readonly count: number }
}

/** How many neighbours are named. */
const NAMED = 6

/** The walls of one pod of a cluster under a network plugin. */
export function podWalls(pod: Pod, cluster: Cluster, setting: CniSetting): PodWalls {
  const manifest = readPodManifest(pod.object)
  const containers = manifest.containers.map((container) => containerWalls(container, manifest))
  const neighbours = neighboursOf(pod, cluster)
  return {
    pod: namespacedName(pod),
    node: pod.node,
    cni: setting.name,
    containers,
    addresses: pod.addresses.map(({ text }) => text),
    sharing: sharingOf(manifest),
    hostPorts: hostPortsOf(manifest),
    sysctls: sysctlsOf(manifest),
    link: pod.hostNetwork ? null : podLink(setting.name, pod.namespace.name, pod.name),
    capabilities: NETWORK_CAPABILITIES.map((capability) => ({
      capability,
      powers: powersOf(capability, pod.hostNetwork, setting),
      containers: containers.filter(({ capabilities }) => capabilities[capability].held).map(({ name }) => name),
    })),
    neighbours: { names: neighbours.slice(0, NAMED), count: neighbours.length },
  }
}

/**
 * Containers of a pod always share its network: one address, one set of ports, one `lo`.
 * Source: https://kubernetes.io/docs/concepts/workloads/pods/#how-pods-manage-multiple-containers,
 * https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/,
 * https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/
 */
function sharingOf(pod: PodManifest): readonly Sharing[] {
  const { spec, specPath } = pod
  const at = (namespace: SharedNamespace, field: Sharing['field'], shared: Sharing['with']): Sharing => ({
    namespace,
    field,
    with: shared,
    path: [...specPath, field],
    isWritten: fieldAt(spec, field) !== undefined,
  })
  return [
    at('network', 'hostNetwork', flagAt(spec, 'hostNetwork') ? 'node' : 'pod'),
    flagAt(spec, 'hostPID')
      ? at('processes', 'hostPID', 'node')
      : at('processes', 'shareProcessNamespace', flagAt(spec, 'shareProcessNamespace') ? 'pod' : 'container'),
    at('ipc', 'hostIPC', flagAt(spec, 'hostIPC') ? 'node' : 'pod'),
    at('users', 'hostUsers', isInUserNamespace(pod) ? 'pod' : 'node'),
  ]
}

function containerWalls(container: ContainerManifest, pod: PodManifest): ContainerWalls {
  const { name, list, path, context } = container
  const privileged = flagAt(context, 'privileged')
  return {
    name,
    list,
    path,
    privileged,
    runsAs: runsAs(container, pod),
    prefixed: prefixedCapabilities(container),
    mayEscalate: privileged || fieldAt(context, 'allowPrivilegeEscalation') !== false,
    capabilities: {
      NET_RAW: heldCapability(container, 'NET_RAW'),
      NET_ADMIN: heldCapability(container, 'NET_ADMIN'),
      NET_BIND_SERVICE: heldCapability(container, 'NET_BIND_SERVICE'),
    },
  }
}

function sysctlsOf({ context, specPath }: PodManifest): readonly PodSysctl[] {
  return listAt(context, 'sysctls').map((sysctl, index) => {
    const name = textAt(sysctl, 'name') ?? ''
    return {
      name,
      value: textAt(sysctl, 'value') ?? '',
      safe: isSafeSysctl(name, LATEST_STANDARDS),
      path: [...specPath, 'securityContext', 'sysctls', index, 'name'],
    }
  })
}

function neighboursOf(pod: Pod, { pods }: Cluster): readonly string[] {
  if (pod.node === null) return []
  return pods
    .filter((other) => other !== pod && other.node === pod.node && !other.finished && !other.hostNetwork)
    .map(namespacedName)
}
