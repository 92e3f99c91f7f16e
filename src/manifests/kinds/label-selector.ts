import * as Type from '../type.ts'
import type { LabelRequirement, LabelSelector } from '../../ground/labels.ts'
import type { FieldPath } from '../../ground/span.ts'
import { checkLabelValue, checkQualifiedName, type NameCheck } from '../../ground/names.ts'
import { fieldError, quote, type FieldError } from '../field-error.ts'
import { labelsAt, listAt, textAt } from '../fields.ts'
import { TextMap, validateLabels } from '../metadata.ts'
import { described } from '../shape.ts'

const URL =
  'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements'

/** One item of `matchExpressions`. */
export const LabelSelectorRequirementShape = Type.Object(
  {
    key: Type.Optional(Type.String(described('The label that is looked at.', URL))),
    operator: Type.Optional(
      Type.String(
        described(
          '`In` and `NotIn` compare the value with a list, `Exists` and `DoesNotExist` only ask for the key. `NotIn` also holds where the key is absent.',
          URL,
          { title: 'LabelSelectorOperator', enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'] },
        ),
      ),
    ),
    values: Type.Optional(
      Type.Array(Type.String(), described('At least one for `In` and `NotIn`; none for the others.', URL)),
    ),
  },
  { title: 'LabelSelectorRequirement', additionalProperties: false },
)

/**
 * `matchLabels` and `matchExpressions`, all of which must hold. An empty selector matches everything; what an absent
 * one means is the field's own business.
 */
export const LabelSelectorShape = (text: string, url: string) =>
  Type.Object(
    {
      matchLabels: Type.Optional(TextMap(described('Each label must be there with exactly this value.', URL))),
      matchExpressions: Type.Optional(
        Type.Array(
          LabelSelectorRequirementShape,
          described('Conditions with an operator. All must hold, together with `matchLabels`.', URL),
        ),
      ),
    },
    { title: 'LabelSelector', additionalProperties: false, ...described(text, url) },
  )

/**
 * The selector's requirements, each with its place. Null and `{}` have none; which of the two it is, the field decides.
 */
export function readLabelSelector(selector: unknown, path: FieldPath): LabelSelector {
  const labels = Object.entries(labelsAt(selector, 'matchLabels')).map(([key, value]): LabelRequirement => ({
    key,
    operator: 'Equals',
    values: [value],
    path: [...path, 'matchLabels', key],
  }))
  const expressions = listAt(selector, 'matchExpressions').map((expression, index): LabelRequirement => ({
    key: textAt(expression, 'key') ?? '',
    operator: textAt(expression, 'operator') as LabelRequirement['operator'],
    values: listAt(expression, 'values').map(String),
    path: [...path, 'matchExpressions', index],
  }))
  return { requirements: [...labels, ...expressions], path }
}

/**
 * `checkKey`: what a key may look like, where that is not a label's. Source:
 * k8s.io/apimachinery/pkg/apis/meta/v1/validation, ValidateLabelSelector.
 */
export function validateLabelSelector(
  selector: unknown,
  path: FieldPath,
  checkKey: NameCheck = checkQualifiedName,
): readonly FieldError[] {
  return [
    ...validateLabels(labelsAt(selector, 'matchLabels'), [...path, 'matchLabels'], checkKey),
    ...listAt(selector, 'matchExpressions').flatMap((expression, index) =>
      validateRequirement(expression, [...path, 'matchExpressions', index], checkKey),
    ),
  ]
}

function validateRequirement(expression: unknown, path: FieldPath, checkKey: NameCheck): readonly FieldError[] {
  const operator = textAt(expression, 'operator') ?? ''
  const key = textAt(expression, 'key') ?? ''
  const values = listAt(expression, 'values').map(String)
  return [
    ...validateOperator(operator, values, path),
    ...checkKey(key).map((reason) => fieldError([...path, 'key'], 'Invalid value', quote(key), reason)),
    ...values.flatMap((value, index) =>
      checkLabelValue(value).map((reason) =>
        fieldError([...path, 'values', index], 'Invalid value', quote(value), reason),
      ),
    ),
  ]
}

function validateOperator(operator: string, values: readonly string[], path: FieldPath): readonly FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0
        ? []
        : [
            fieldError(
              [...path, 'values'],
              'Required value',
              null,
              "must be specified when `operator` is 'In' or 'NotIn'",
            ),
          ]
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0
        ? []
        : [
            fieldError(
              [...path, 'values'],
              'Forbidden',
              null,
              "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            ),
          ]
    default:
      return [fieldError([...path, 'operator'], 'Invalid value', quote(operator), 'not a valid selector operator')]
  }
}
