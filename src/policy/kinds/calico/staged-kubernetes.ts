import { isCidr } from '../../../ground/ip.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import { readLabelSelector } from '../../../manifests/kinds/label-selector.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { checkCustomResource } from '../../../manifests/structural.ts'
import type { CompiledPolicy, PodsMatcher } from '../../form.ts'
import type { ReadPolicy } from '../../kind.ts'
import { CalicoPolicyShapes } from './calico-policy.shape.ts'
import { invalid } from './rule-problems.ts'
import { isEmpty } from './validate.ts'

/** Among Calico's own policies a Kubernetes one ranks here. Source: libcalico-go/lib/backend/k8s/conversion */
const ORDER = 1_000

/**
 * `projectcalico.org/v3` StagedKubernetesNetworkPolicy: the twin of the Kubernetes kind that decides nothing. Whom it
 * is for is read; what its rules would do is told by promoting it.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/stagedkubernetesnetworkpolicy
 */
export function readStagedKubernetes(object: KubernetesObject): ReadPolicy {
  const problems = checkCustomResource(
    CalicoPolicyShapes.StagedKubernetesNetworkPolicy,
    object,
    stagedKubernetesProblems,
  )
  return problems.length > 0 ? { policies: null, problems } : { policies: compile(object), problems: [] }
}

/**
 * One that deletes says nothing else; all others must be what Calico can convert as it does a NetworkPolicy.
 * Source: libcalico-go/lib/validator/v3/validator.go (validateStagedKubernetesNetworkPolicy),
 * libcalico-go/lib/backend/k8s/conversion
 */
function stagedKubernetesProblems({ value }: KubernetesObject): readonly FieldError[] {
  const spec = fieldAt(value, 'spec')
  if (textAt(spec, 'stagedAction') === 'Delete') {
    const others = Object.keys(objectAt(spec) ?? {}).filter(
      (field) => field !== 'stagedAction' && !isEmpty(fieldAt(spec, field)),
    )
    return others.length === 0
      ? []
      : [invalid(['spec', others[0]!], null, 'Spec fields should all be zero-value if stagedAction is Delete')]
  }
  return (['ingress', 'egress'] as const).flatMap((section) =>
    listAt(spec, section).flatMap((rule, index) =>
      listAt(rule, section === 'ingress' ? 'from' : 'to').flatMap((peer, place) => {
        const at: FieldPath = ['spec', section, index, section === 'ingress' ? 'from' : 'to', place, 'ipBlock']
        const block = objectAt(peer, 'ipBlock')
        if (!block) return []
        const blocks = [
          { text: textAt(block, 'cidr') ?? '', path: [...at, 'cidr'] },
          ...listAt(block, 'except').map((text, i) => ({ text: String(text), path: [...at, 'except', i] })),
        ]
        return blocks.flatMap(({ text, path }) =>
          isCidr(text)
            ? []
            : [invalid(path, text, `conversion to stagednetworkpolicy failed: invalid CIDR address: ${text}`)],
        )
      }),
    ),
  )
}

/** Ingress always, egress where it has such a section. */
function compile(object: KubernetesObject): readonly CompiledPolicy[] {
  const spec = fieldAt(object.value, 'spec')
  const namespace = object.namespace ?? 'default'
  const path = ['spec', 'podSelector']
  if (textAt(spec, 'stagedAction') === 'Delete') return []
  const types = listAt(spec, 'policyTypes').map(String)
  const subject: PodsMatcher = {
    kind: 'pods',
    namespace,
    namespaceSelector: null,
    podSelector: readLabelSelector(fieldAt(spec, 'podSelector') ?? {}, path),
    path,
  }
  return (['ingress', 'egress'] as const)
    .filter((direction) =>
      types.length > 0
        ? types.includes(direction === 'ingress' ? 'Ingress' : 'Egress')
        : direction === 'ingress' || fieldAt(spec, 'egress') !== undefined,
    )
    .map((direction) => ({
      kind: object.kind,
      object,
      namespace,
      name: object.name,
      direction,
      subject,
      isolates: true,
      staged: true,
      rules: [],
      rank: { tier: 'default', priority: ORDER },
    }))
}
