import type { Labels } from '../ground/labels.ts'
import { labelsAt } from '../manifests/fields.ts'
import type { Pod } from './cluster.ts'
import { podTemplate, workloadKindOf } from './workloads.ts'

/** The annotations that a pod is made with: its own, or those of the template that it is made from. */
export function annotationsOf({ object }: Pod): Labels {
  return object.kind === 'Pod' || workloadKindOf(object) === null
    ? labelsAt(object.value, 'metadata', 'annotations')
    : labelsAt(podTemplate(object), 'metadata', 'annotations')
}
