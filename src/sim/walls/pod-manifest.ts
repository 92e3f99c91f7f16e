import type { Labels } from '../../ground/labels.ts'
import type { FieldPath } from '../../ground/span.ts'
import { fieldAt, flagAt, labelsAt, listAt, numberAt, textAt } from '../../manifests/fields.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'

/** Where a container stands in a pod's spec. */
export type ContainerList = 'initContainers' | 'containers' | 'ephemeralContainers'

/** A container of a pod, with its place in the object. */
export interface ContainerManifest {
  readonly name: string
  readonly list: ContainerList
  /** In the object, not in the pod. */
  readonly path: FieldPath
  readonly value: unknown
  /** Its `securityContext`; undefined: it has none. */
  readonly context: unknown
}

/** A pod as its object writes it: a Pod itself, or the template of a workload. Paths lead into the object. */
export interface PodManifest {
  readonly annotations: Labels
  readonly annotationsPath: FieldPath
  readonly spec: unknown
  readonly specPath: FieldPath
  /** Its `securityContext`; undefined: it has none. */
  readonly context: unknown
  /** Init containers, containers, ephemeral containers: the order in which the server visits them. */
  readonly containers: readonly ContainerManifest[]
  /** `spec.os.name`; null: not said, which is Linux as a rule. */
  readonly os: string | null
  /** On the host network the server fills in `hostPort`, in pods and not in the templates of workloads. */
  readonly fillsHostPorts: boolean
}

const LISTS: readonly ContainerList[] = ['initContainers', 'containers', 'ephemeralContainers']

/**
 * Reads the pod that an object is or makes. `as: 'template'`: as it stands in a workload, before a pod is made of it;
 * the two differ in what the server fills in.
 * Source:
 * https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/pod-security-admission/policy/visitor.go;
 * feature gate DefaultHostNetworkHostPortsInPodTemplates, off since v1.28 and removed in v1.31.
 */
export function readPodManifest(object: KubernetesObject, as: 'pod' | 'template' = 'pod'): PodManifest {
  const known = read[as].get(object)
  if (known) return known
  const manifest = readNow(object, as)
  read[as].set(object, manifest)
  return manifest
}

/** Objects never change, and are asked about again and again. */
const read = {
  pod: new WeakMap<KubernetesObject, PodManifest>(),
  template: new WeakMap<KubernetesObject, PodManifest>(),
}

function readNow(object: KubernetesObject, as: 'pod' | 'template'): PodManifest {
  const root = rootOf(object)
  const pod = fieldAt(object.value, ...root)
  const spec = fieldAt(pod, 'spec')
  const specPath = [...root, 'spec']
  return {
    spec,
    specPath,
    context: fieldAt(spec, 'securityContext'),
    annotations: labelsAt(pod, 'metadata', 'annotations'),
    annotationsPath: [...root, 'metadata', 'annotations'],
    containers: LISTS.flatMap((list) =>
      listAt(spec, list).map((value, index) => ({
        name: textAt(value, 'name') ?? '',
        list,
        path: [...specPath, list, index],
        value,
        context: fieldAt(value, 'securityContext'),
      })),
    ),
    os: textAt(spec, 'os', 'name'),
    fillsHostPorts: as === 'pod' && flagAt(spec, 'hostNetwork'),
  }
}

/** The way from an object to the pod in it: none for a Pod; of a CronJob it lies one Job deeper. */
function rootOf({ kind }: KubernetesObject): readonly string[] {
  return kind === 'Pod' ? [] : kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template']
}

/** A port of a container on its node. `filledIn`: the server writes it, because of the host network. */
export interface HostPort {
  readonly container: string
  readonly list: ContainerList
  readonly path: FieldPath
  readonly hostPort: number
  /** Null: none is written, which the server refuses. */
  readonly containerPort: number | null
  readonly protocol: string
  /** The one address of the node on which it is open; null: on all of them. */
  readonly hostIP: string | null
  readonly filledIn: boolean
}

/** Every port that a pod opens on its node. A `hostPort` of 0 is none. Ephemeral containers have no ports. */
export function hostPortsOf({ containers, fillsHostPorts }: PodManifest): readonly HostPort[] {
  return containers.flatMap(({ name, list, path, value }) =>
    listAt(value, 'ports').flatMap((port, index): readonly HostPort[] => {
      const written = numberAt(port, 'hostPort') ?? 0
      const containerPort = numberAt(port, 'containerPort')
      const filledIn = written === 0 && fillsHostPorts && list !== 'ephemeralContainers'
      const hostPort = filledIn ? (containerPort ?? 0) : written
      const at = [...path, 'ports', index, filledIn ? 'containerPort' : 'hostPort']
      return hostPort === 0
        ? []
        : [
            {
              container: name,
              list,
              path: at,
              hostPort,
              containerPort,
              protocol: textAt(port, 'protocol') ?? 'TCP',
              hostIP: textAt(port, 'hostIP') || null,
              filledIn,
            },
          ]
    }),
  )
}
