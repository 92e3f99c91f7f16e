import { fieldError, refusal } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { readSelector } from './selector.ts'

/** The selectors that cannot be read, with what Calico's parser says of them. */
export function selectorProblems(object: KubernetesObject): readonly ObjectProblem[] {
  const spec = fieldAt(object.value, 'spec')
  const top = (['selector', 'namespaceSelector', 'serviceAccountSelector'] as const).map((field): Written => ({ text: textAt(spec, field), path: ['spec', field] }))
  const inRules = (['ingress', 'egress'] as const).flatMap((section) => listAt(spec, section).flatMap((rule, index) => (['source', 'destination'] as const).flatMap((end) => (['selector', 'notSelector', 'namespaceSelector'] as const)
    .map((field): Written => ({ text: textAt(rule, end, field), path: ['spec', section, index, end, field] })))))
  return [...top, ...inRules].flatMap(({ text, path }) => {
    const read = text === null ? null : readSelector(text)
    return read && !read.ok ? [refusal(fieldError(path, 'Invalid value', JSON.stringify(text), read.fault.message))] : []
  })
}

interface Written {
  readonly text: string | null
  readonly path: FieldPath
}
