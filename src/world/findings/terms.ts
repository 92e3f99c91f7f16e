import type { SelectorTerm } from '../../ground/finding.ts'
import type { LabelSelector } from '../../ground/labels.ts'
import { compareText } from '../../model/build.ts'

/** What a selector asks for, without the places where it does, in order of key; none: it takes everything. */
export function termsOf(selector: LabelSelector | null): readonly SelectorTerm[] {
  return (selector?.requirements ?? [])
    .map(({ key, operator, values }) => ({ key, operator, values }))
    .sort((a, b) => compareText(a.key, b.key) || compareText(a.operator, b.operator))
}
