import { fieldAt, listAt, objectAt, textAt } from '../../manifests/fields.ts'
import type { JsonObject } from '../../ground/json-object.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'

/**
 * What of an object is shown: its identity, its labels and its spec; of containers their name, image, ports and
 * readiness probe.
 */
export function excerptOf({ apiVersion, kind, value, namespace, name }: KubernetesObject): JsonObject {
  const spec = objectAt(value, 'spec')
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace !== null && { namespace }), ...labelsOf(value) },
    ...(spec && { spec: shortSpec(spec) }),
  }
}

/** A spec whose containers are cut short, also those of the pod templates inside it. */
export function shortSpec(spec: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(spec).map(([key, value]) => [key, shortField(key, value)]))
}

function shortField(key: string, value: unknown): unknown {
  if (key === 'containers' || key === 'initContainers') return listAt({ value }, 'value').map(shortContainer)
  if (key !== 'template' && key !== 'jobTemplate') return value
  const inner = objectAt(value, 'spec')
  return { ...labels(value), ...(inner && { spec: shortSpec(inner) }) }
}

const SHOWN = ['name', 'image', 'ports', 'readinessProbe']

function shortContainer(container: unknown): JsonObject {
  return Object.fromEntries(
    SHOWN.flatMap((key) => {
      const value = fieldAt(container, key)
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

function labels(template: unknown): JsonObject {
  const found = labelsOf(template)
  return Object.keys(found).length > 0 ? { metadata: found } : {}
}

function labelsOf(value: unknown): JsonObject {
  const found = objectAt(value, 'metadata', 'labels')
  return found ? { labels: found } : {}
}

/** The ports that a pod's containers open on their node. Empty: none. */
export function hostPorts(
  spec: unknown,
): readonly { readonly hostPort: number; readonly containerPort: number; readonly protocol: string }[] {
  return [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')]
    .flatMap((container) => listAt(container, 'ports'))
    .flatMap((port) => {
      const hostPort = fieldAt(port, 'hostPort')
      const containerPort = fieldAt(port, 'containerPort')
      return typeof hostPort === 'number' && typeof containerPort === 'number' && hostPort > 0
        ? [{ hostPort, containerPort, protocol: (textAt(port, 'protocol') ?? 'TCP').toLowerCase() }]
        : []
    })
}
