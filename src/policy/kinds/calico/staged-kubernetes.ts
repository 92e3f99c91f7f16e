import { fieldAt, listAt, textAt } from '../../../manifests/fields.ts'
import { readLabelSelector } from '../../../manifests/kinds/label-selector.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { checkCustomResource } from '../../../manifests/structural.ts'
import type { CompiledPolicy, PodsMatcher } from '../../form.ts'
import type { ReadPolicy } from '../../kind.ts'
import { CalicoPolicyShapes } from './calico-policy.shape.ts'

/** Among Calico's own policies a Kubernetes one ranks here. Source: libcalico-go/lib/backend/k8s/conversion */
const ORDER = 1_000

/**
 * `projectcalico.org/v3` StagedKubernetesNetworkPolicy: the twin of the Kubernetes kind that decides nothing. Whom it is for is read; what its rules would do is told by promoting it.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/stagedkubernetesnetworkpolicy
 */
export function readStagedKubernetes(object: KubernetesObject): ReadPolicy {
  const problems = checkCustomResource(CalicoPolicyShapes.StagedKubernetesNetworkPolicy, object, () => [])
  return problems.length > 0 ? { policies: null, problems } : { policies: compile(object), problems: [] }
}

/** Ingress always, egress where it has such a section. */
function compile(object: KubernetesObject): readonly CompiledPolicy[] {
  const spec = fieldAt(object.value, 'spec'), namespace = object.namespace ?? 'default', path = ['spec', 'podSelector']
  if (textAt(spec, 'stagedAction') === 'Delete') return []
  const types = listAt(spec, 'policyTypes').map(String)
  const subject: PodsMatcher = { kind: 'pods', namespace, namespaceSelector: null, podSelector: readLabelSelector(fieldAt(spec, 'podSelector') ?? {}, path), path }
  return (['ingress', 'egress'] as const).filter((direction) => (types.length > 0 ? types.includes(direction === 'ingress' ? 'Ingress' : 'Egress') : direction === 'ingress' || fieldAt(spec, 'egress') !== undefined))
    .map((direction) => ({ kind: object.kind, object, namespace, name: object.name, direction, subject, isolates: true, staged: true, rules: [], rank: { tier: 'default', priority: ORDER } }))
}
