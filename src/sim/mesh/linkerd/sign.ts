import { fieldAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { podTemplate } from '../../../model/workloads.ts'
import type { MeshChoice } from '../choice.ts'
import { isMeshConfig } from '../mesh-config.ts'

const ANNOTATION = 'linkerd.io/inject'

/**
 * Linkerd is there when an object is one of its own or its configuration, or a namespace, a pod or what makes pods
 * speaks of its proxy.
 */
export function linkerdSign(objects: readonly KubernetesObject[]): MeshChoice | null {
  return objects.some(
    (object) =>
      object.group === 'policy.linkerd.io' ||
      (object.name === 'linkerd-config' && isMeshConfig(object)) ||
      speaksOfProxy(object.value) ||
      speaksOfProxy(podTemplate(object)),
  )
    ? { name: 'linkerd' }
    : null
}

function speaksOfProxy(value: unknown): boolean {
  return textAt(fieldAt(value, 'metadata', 'annotations'), ANNOTATION) !== null
}
