import { labelsAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { podTemplate, workloadKindOf } from '../../../model/workloads.ts'
import type { MeshChoice } from '../choice.ts'
import { isMeshConfig } from '../mesh-config.ts'

/**
 * Istio is there when an object of its API is, its own configuration, or a label that only it reads. Where pods or
 * namespaces ask for ambient, that is its name; labels decide about each pod all the same, whatever it is called. Null:
 * nothing speaks of it.
 */
export function istioSign(objects: readonly KubernetesObject[]): MeshChoice | null {
  let isThere = false
  for (const object of objects) {
    if (
      object.group === 'security.istio.io' ||
      object.group === 'networking.istio.io' ||
      (object.kind === 'ConfigMap' && isMeshConfig(object) && object.name === 'istio')
    )
      isThere = true
    if (object.kind !== 'Namespace' && object.kind !== 'Pod' && workloadKindOf(object) === null) continue
    const labels = labelsAt(
      object.kind === 'Namespace' || object.kind === 'Pod' ? object.value : podTemplate(object),
      'metadata',
      'labels',
    )
    if (labels['istio.io/dataplane-mode'] === 'ambient') return { name: 'istio-ambient' }
    if (
      labels['istio-injection'] === 'enabled' ||
      labels['istio.io/rev'] !== undefined ||
      labels['sidecar.istio.io/inject'] === 'true'
    )
      isThere = true
  }
  return isThere ? { name: 'istio-sidecar' } : null
}
