import { labelValue, type Labels } from './labels.ts'

/**
 * A condition on labels as a tree, for selectors that are written as an expression. `all` of nothing fits everything,
 * `any` of nothing fits nothing. A value that is absent has no text, so that `not-equal` and `not-in` fit it and
 * nothing else does.
 */
export type LabelExpression =
  | { readonly is: 'all' | 'any'; readonly of: readonly LabelExpression[] }
  | { readonly is: 'not'; readonly of: LabelExpression }
  | { readonly is: 'has'; readonly key: string }
  | {
      readonly is: 'equal' | 'not-equal' | 'contains' | 'starts-with' | 'ends-with'
      readonly key: string
      readonly value: string
    }
  | { readonly is: 'in' | 'not-in'; readonly key: string; readonly values: readonly string[] }
  | { readonly is: 'global' }

/** Whether labels meet the expression. `all` of nothing is met, `any` of nothing is not. */
export function matchesExpression(expression: LabelExpression, labels: Labels): boolean {
  switch (expression.is) {
    case 'all':
      return expression.of.every((part) => matchesExpression(part, labels))
    case 'any':
      return expression.of.some((part) => matchesExpression(part, labels))
    case 'not':
      return !matchesExpression(expression.of, labels)
    // Where it is not about namespaces, which its reader has put in its place, it says no more than all().
    case 'global':
      return true
    case 'has':
      return labelValue(labels, expression.key) !== null
    case 'in': {
      const value = labelValue(labels, expression.key)
      return value !== null && expression.values.includes(value)
    }
    case 'not-in': {
      const value = labelValue(labels, expression.key)
      return value === null || !expression.values.includes(value)
    }
    default: {
      const value = labelValue(labels, expression.key)
      if (value === null) return expression.is === 'not-equal'
      switch (expression.is) {
        case 'equal':
          return value === expression.value
        case 'not-equal':
          return value !== expression.value
        case 'contains':
          return value.includes(expression.value)
        case 'starts-with':
          return value.startsWith(expression.value)
        case 'ends-with':
          return value.endsWith(expression.value)
      }
    }
  }
}

/**
 * What must all hold for the expression to: its parts where they are joined by *and*, else itself. Empty: it fits
 * everything.
 */
export function conjunctsOf(expression: LabelExpression): readonly LabelExpression[] {
  return expression.is === 'all' ? expression.of.flatMap(conjunctsOf) : [expression]
}

/** The expression in Calico's grammar. */
export function printExpression(expression: LabelExpression): string {
  // A text has no escapes: one that holds the one quote is in the other.
  const quoted = (value: string) => (value.includes("'") ? `"${value}"` : `'${value}'`)
  const list = (values: readonly string[]) => `{${values.map(quoted).join(', ')}}`
  switch (expression.is) {
    case 'all':
    case 'any':
      return expression.of.length === 0
        ? expression.is === 'all'
          ? 'all()'
          : '!all()'
        : expression.of
            .map((part) =>
              part.is === 'any' || part.is === 'all' ? `(${printExpression(part)})` : printExpression(part),
            )
            .join(expression.is === 'all' ? ' && ' : ' || ')
    case 'not':
      return `!${expression.of.is === 'has' || expression.of.is === 'global' ? printExpression(expression.of) : `(${printExpression(expression.of)})`}`
    case 'global':
      return 'global()'
    case 'has':
      return `has(${expression.key})`
    case 'in':
      return `${expression.key} in ${list(expression.values)}`
    case 'not-in':
      return `${expression.key} not in ${list(expression.values)}`
    case 'equal':
      return `${expression.key} == ${quoted(expression.value)}`
    case 'not-equal':
      return `${expression.key} != ${quoted(expression.value)}`
    case 'contains':
      return `${expression.key} contains ${quoted(expression.value)}`
    case 'starts-with':
      return `${expression.key} starts with ${quoted(expression.value)}`
    case 'ends-with':
      return `${expression.key} ends with ${quoted(expression.value)}`
  }
}

/** Whether an expression of this form is in it anywhere. */
export function expressionUses(expression: LabelExpression, form: LabelExpression['is']): boolean {
  if (expression.is === form) return true
  switch (expression.is) {
    case 'all':
    case 'any':
      return expression.of.some((part) => expressionUses(part, form))
    case 'not':
      return expressionUses(expression.of, form)
    default:
      return false
  }
}
