import type { FieldPath } from './span.ts'

/** Labels of an object by key; no labels are `{}`. */
export type Labels = Readonly<Record<string, string>>

/** One condition on labels. `Equals` is a `matchLabels` entry; the others are `matchExpressions` operators. */
export interface LabelRequirement {
  readonly key: string
  readonly operator: 'Equals' | 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  /** One value for `Equals`, one or more for `In` and `NotIn`, none for the others. */
  readonly values: readonly string[]
  /** Where it is written, from the manifest's root. */
  readonly path: FieldPath
}

/** Requirements, all of which must hold. None: everything matches. An absent selector is not this type's business. */
export interface LabelSelector {
  readonly requirements: readonly LabelRequirement[]
  readonly path: FieldPath
}

/**
 * The label's value, null when absent. Never reads what every object inherits, so a label `constructor` is just a
 * label.
 */
export function labelValue(labels: Labels, key: string): string | null {
  return Object.hasOwn(labels, key) ? labels[key]! : null
}

/**
 * Whether one requirement holds. `NotIn` also holds when the key is absent.
 * Source: k8s.io/apimachinery/pkg/labels, Requirement.Matches.
 */
export function meetsRequirement(requirement: LabelRequirement, labels: Labels): boolean {
  const value = labelValue(labels, requirement.key)
  switch (requirement.operator) {
    case 'Equals':
      return value === requirement.values[0]
    case 'In':
      return value !== null && requirement.values.includes(value)
    case 'NotIn':
      return value === null || !requirement.values.includes(value)
    case 'Exists':
      return value !== null
    case 'DoesNotExist':
      return value === null
  }
}

/** Whether labels meet every requirement; a selector without requirements matches everything. */
export function matchesSelector(selector: LabelSelector, labels: Labels): boolean {
  return selector.requirements.every((requirement) => meetsRequirement(requirement, labels))
}

/** Two selectors with the same key select the same objects, whatever their place and order. */
export function selectorKey(selector: LabelSelector | null): string {
  if (!selector) return '-'
  return selector.requirements
    .map(({ key, operator, values }) =>
      JSON.stringify([key, operator, operator === 'Equals' ? values : [...values].sort()]),
    )
    .sort()
    .join('')
}
