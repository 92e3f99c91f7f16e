import { checkSubdomain } from '../../../ground/names.ts'
import type { FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, flagAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { forbidden, invalid, ruleProblems, selectorProblems } from './rule-problems.ts'

/**
 * What Calico refuses in a policy beyond its schema: the rules that its CustomResourceDefinition states, and those of
 * its own validator, which the aggregated API server and calicoctl ask and by which Felix treats an object as absent.
 * Source: api/pkg/apis/projectcalico/v3 (XValidation), libcalico-go/lib/validator/v3/validator.go
 */
export function policyProblems(object: KubernetesObject): readonly FieldError[] {
  const spec = fieldAt(object.value, 'spec')
  const isGlobal = object.kind.includes('Global')
  return [
    ...nameProblems(object),
    ...checkSubdomain(textAt(spec, 'tier') || 'default').map((reason) =>
      invalid(['spec', 'tier'], textAt(spec, 'tier'), reason),
    ),
    ...(isGlobal ? hostProblems(spec) : []),
    ...stagedProblems(object, spec),
    ...(isGlobal
      ? ['selector', 'serviceAccountSelector', 'namespaceSelector']
      : ['selector', 'serviceAccountSelector']
    ).flatMap((field) => selectorProblems(textAt(spec, field), ['spec', field], { value: spec, path: ['spec'] })),
    ...(['ingress', 'egress'] as const).flatMap((section) =>
      listAt(spec, section).flatMap((rule, index) => ruleProblems(rule, ['spec', section, index], section, isGlobal)),
    ),
  ]
}

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)?$/
const MADE_BY_CALICO = /^(knp|ossg)\.default\.[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/

/** One or two labels; in a namespace also the names under which Kubernetes' own policies are stored. */
function nameProblems({ kind, name }: KubernetesObject): readonly FieldError[] {
  const fits = NAME.test(name) || (!kind.includes('Global') && MADE_BY_CALICO.test(name))
  return name === '' || fits
    ? []
    : [
        invalid(
          ['metadata', 'name'],
          name,
          "name must consist of lower case alphanumeric characters or '-' (regex: [a-z0-9]([-a-z0-9]*[a-z0-9])?)",
        ),
      ]
}

function hostProblems(spec: unknown): readonly FieldError[] {
  const untracked = flagAt(spec, 'doNotTrack')
  const early = flagAt(spec, 'preDNAT')
  return [
    ...(untracked && early ? [forbidden(['spec'], 'preDNAT and doNotTrack cannot both be true')] : []),
    ...(early && listAt(spec, 'egress').length > 0
      ? [forbidden(['spec', 'egress'], 'preDNAT policy cannot have any egress rules', ['spec'])]
      : []),
    ...(early && listAt(spec, 'types').includes('Egress')
      ? [forbidden(['spec', 'types'], "preDNAT policy cannot have 'Egress' type", ['spec'])]
      : []),
    ...((untracked || early) && !flagAt(spec, 'applyOnForward')
      ? [
          invalid(
            ['spec', untracked ? 'doNotTrack' : 'preDNAT'],
            spec,
            'applyOnForward must be true if either preDNAT or doNotTrack is true',
            ['spec'],
          ),
        ]
      : []),
  ]
}

/** One that deletes names its policy and its tier, and nothing else; what is empty is as if it were not there. */
function stagedProblems({ kind }: KubernetesObject, spec: unknown): readonly FieldError[] {
  if (!kind.startsWith('Staged') || textAt(spec, 'stagedAction') !== 'Delete') return []
  const others = Object.keys(objectAt(spec) ?? {}).filter(
    (field) => field !== 'stagedAction' && field !== 'tier' && !isEmpty(fieldAt(spec, field)),
  )
  return others.length === 0
    ? []
    : [
        invalid(
          ['spec', others[0]!],
          null,
          'Spec fields, except Tier, should all be zero-value if stagedAction is Delete',
        ),
      ]
}

/** Whether Go keeps nothing of the value. */
export function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  )
}
