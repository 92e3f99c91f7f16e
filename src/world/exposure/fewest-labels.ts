import { matchesSelector, type LabelRequirement, type Labels, type LabelSelector } from '../../ground/labels.ts'

/**
 * The fewest labels that the selector matches; null when no labels do. Of several values the first by name is taken;
 * where any value will do, one that `isMentioned` says nothing of. A null selector asks for nothing.
 */
export function fewestLabels(selector: LabelSelector | null, isMentioned: (value: string) => boolean): Labels | null {
  const requirements = selector?.requirements ?? []
  const labels: Record<string, string> = {}
  for (const key of [...new Set(requirements.map((each) => each.key))].sort()) {
    const own = requirements.filter((each) => each.key === key)
    if (own.some(({ operator }) => operator === 'Equals' || operator === 'In' || operator === 'Exists')) {
      const value = fittingValue(own, isMentioned)
      if (value === null) return null
      labels[key] = value
    }
  }
  return selector === null || matchesSelector(selector, labels) ? labels : null
}

function fittingValue(
  requirements: readonly LabelRequirement[],
  isMentioned: (value: string) => boolean,
): string | null {
  const lists = requirements.flatMap(({ operator, values }) =>
    operator === 'Equals' || operator === 'In' ? [values] : [],
  )
  const first = lists[0]
  if (!first) return unmentionedValue(isMentioned)
  const excluded = requirements.flatMap(({ operator, values }) => (operator === 'NotIn' ? values : []))
  return (
    [...first].sort().find((value) => lists.every((list) => list.includes(value)) && !excluded.includes(value)) ?? null
  )
}

/** A value that stands for all those that nobody names. */
function unmentionedValue(isMentioned: (value: string) => boolean): string {
  let value = 'any'
  for (let number = 2; isMentioned(value); number++) value = `any-${number}`
  return value
}
