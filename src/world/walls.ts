import { printFieldPath, type FieldPath, type SourceSpan } from '../ground/span.ts'
import type { LocateField } from '../engine/explain.ts'
import type { Pod } from '../model/cluster.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import { settingOf, type CniChoice } from '../sim/cni/choice.ts'
import { ADMISSION_MODES, admissionOf, type Admission } from '../sim/walls/admission.ts'
import { podSecurity, type PodSecurity } from '../sim/walls/pod-security.ts'
import { readPodManifest } from '../sim/walls/pod-manifest.ts'
import { podWalls, type PodWalls } from '../sim/walls/pod-walls.ts'
import type { World } from './world.ts'

export type { Admission, AdmissionMode } from '../sim/walls/admission.ts'
export type { CapabilityReason, NetworkCapability } from '../sim/walls/capabilities.ts'
export type { Allowed, Violation } from '../sim/walls/control.ts'
export type { HostEnd, PodLink } from '../sim/walls/pod-link.ts'
export type { HostPort } from '../sim/walls/pod-manifest.ts'
export type { Failure, PodSecurity } from '../sim/walls/pod-security.ts'
export type { ContainerWalls, PodSysctl, PodWalls, Sharing } from '../sim/walls/pod-walls.ts'
export type { Power, Stopper } from '../sim/walls/powers.ts'
export type { SecurityLevel } from '../manifests/security-level.ts'

/** The walls of one pod, the level of the Pod Security Standards that it meets, and where all of it is written. */
export interface WallsView {
  readonly walls: PodWalls
  readonly security: PodSecurity
  readonly admission: Admission
  /** The kind of the object that the pod is written in. */
  readonly kind: string
  readonly namespace: string
  /** Restricted asks less of Windows, which has no such fields. */
  readonly isWindows: boolean
  /** All pods of the same workload, this one too, as `namespace/name`. */
  readonly pods: readonly string[]
  /** Where fields of the pod stand, by their printed path in the object; of an absent one, where it would. */
  readonly places: Readonly<Record<string, SourceSpan>>
  /** Where the labels stand that the namespace asks by. */
  readonly labels: Readonly<Record<string, SourceSpan>>
}

/**
 * What a pod shares and what it does not, under the world's network plugin or another one. `ref`: a pod, or a workload,
 * whose first pod is taken. Null: there is no such thing, or it has no pod.
 */
export function wallsOf({ cluster, cni, locate }: World, ref: string, other?: CniChoice): WallsView | null {
  const pod = cluster.podByName.get(ref) ?? cluster.workloadByRef.get(ref)?.pods[0]
  if (!pod) return null
  const manifest = readPodManifest(pod.object)
  const walls = podWalls(pod, cluster, other ? settingOf(other) : cni)
  const security = podSecurity(manifest)
  const admission = admissionOf(pod.object, pod.namespace.labels, pod.name)
  return {
    walls,
    security,
    admission,
    kind: pod.object.kind,
    namespace: pod.namespace.name,
    isWindows: manifest.os === 'windows',
    pods: pod.workload.pods.map(namespacedName),
    places: placesOf(
      pod,
      [
        ...pathsOf(walls),
        ...failuresOf(security, admission).flatMap(({ violations }) => violations.map(({ path }) => path)),
      ],
      locate,
    ),
    labels: labelPlaces(pod, admission, locate),
  }
}

function failuresOf({ failures }: PodSecurity, { modes }: Admission) {
  return [...failures.baseline, ...failures.restricted, ...ADMISSION_MODES.flatMap((mode) => modes[mode].failures)]
}

function pathsOf({ sharing, containers, hostPorts, sysctls }: PodWalls): readonly FieldPath[] {
  return [
    ...sharing.map(({ path }) => path),
    ...hostPorts.map(({ path }) => path),
    ...sysctls.map(({ path }) => path),
    ...containers.flatMap(({ path, capabilities, prefixed }) => [
      path,
      ...Object.values(capabilities).map((held) => held.path),
      ...prefixed.map((each) => each.path),
    ]),
  ]
}

function placesOf(
  { object }: Pod,
  paths: readonly FieldPath[],
  locate: LocateField,
): Readonly<Record<string, SourceSpan>> {
  return Object.fromEntries(
    paths.flatMap((path) => {
      const span = locate(object, path)
      return span ? [[printFieldPath(path), span] as const] : []
    }),
  )
}

function labelPlaces(
  { namespace: { object } }: Pod,
  { modes }: Admission,
  locate: LocateField,
): Readonly<Record<string, SourceSpan>> {
  return Object.fromEntries(
    ADMISSION_MODES.flatMap((mode) => {
      const { label } = modes[mode]
      const span = label !== null && object ? locate(object, ['metadata', 'labels', label]) : null
      return span ? [[label!, span] as const] : []
    }),
  )
}
