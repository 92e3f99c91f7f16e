import type { Label, LabelHint } from '../../ground/finding.ts'
import {
  labelValue,
  meetsRequirement,
  type LabelRequirement,
  type LabelSelector,
  type Labels,
} from '../../ground/labels.ts'
import { editDistance } from '../../ground/names.ts'
import type { ManifestChange } from '../../manifests/change.ts'

/** A label that was probably meant, and the change that writes it. */
export interface Suggestion {
  readonly hint: LabelHint
  readonly change: ManifestChange
}

/**
 * What a selector that matches nothing was probably meant to say: among the objects on which only one of its conditions
 * fails, the label whose key or value comes nearest to that condition. Null: nothing is near enough to be guessed.
 */
export function suggestLabel(selector: LabelSelector, objects: readonly Labels[]): Suggestion | null {
  let best: Suggestion | null = null
  let least = Infinity
  for (const labels of objects) {
    const failing = selector.requirements.filter((requirement) => !meetsRequirement(requirement, labels))
    if (failing.length !== 1 || !isOneLabel(failing[0]!)) continue
    const [requirement] = failing as [LabelRequirement]
    for (const { label, cost } of near(requirement, labels)) {
      if (cost > least || (cost === least && best !== null && print(label) >= print(best.hint.is))) continue
      const change = changeFor(requirement, label, selector)
      if (change)
        [best, least] = [
          { hint: { was: { key: requirement.key, value: requirement.values[0]! }, is: label }, change },
          cost,
        ]
    }
  }
  return best
}

const print = ({ key, value }: Label) => `${key}=${value}`

function isOneLabel({ operator, values }: LabelRequirement): boolean {
  return operator === 'Equals' || (operator === 'In' && values.length === 1)
}

/**
 * Labels of one object that could have been meant: the same key with a value like this one, or the same value under
 * another key.
 */
function near(
  { key, values }: LabelRequirement,
  labels: Labels,
): readonly { readonly label: Label; readonly cost: number }[] {
  const wanted = values[0]!
  const own = labelValue(labels, key)
  const sameKey =
    own === null || distance(wanted, own) === null ? [] : [{ label: { key, value: own }, cost: distance(wanted, own)! }]
  const sameValue = Object.entries(labels)
    .filter(([other, value]) => other !== key && value === wanted && value !== '')
    .map(([other, value]) => ({ label: { key: other, value }, cost: 0.5 }))
  return [...sameKey, ...sameValue]
}

/**
 * How many letters apart two names are; null: too many for one to be a slip for the other. One that holds the other is
 * near.
 */
export function distance(wanted: string, found: string): number | null {
  const [a, b] = [wanted.toLowerCase(), found.toLowerCase()]
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length >= 2 && long.includes(short)) return (long.length - short.length) / long.length
  const enough = Math.max(1, Math.floor(long.length / 3)) + 1
  const letters = editDistance(a, b, enough)
  return letters < enough && short.length > 1 ? letters : null
}

function changeFor(
  { path, operator, values }: LabelRequirement,
  label: Label,
  { requirements }: LabelSelector,
): ManifestChange | null {
  if (label.value !== values[0])
    return { change: 'replace', path: operator === 'Equals' ? path : [...path, 'values', 0], value: label.value }
  if (requirements.some((other) => other.key === label.key)) return null
  return operator === 'Equals'
    ? { change: 'rename', path, key: label.key }
    : { change: 'replace', path: [...path, 'key'], value: label.key }
}
