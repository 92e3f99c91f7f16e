import type { ClusterView } from '../../worker/snapshot.ts'

/** The values that each label has somewhere in the world. */
export type KnownLabels = Readonly<Record<string, readonly string[]>>

/** Whose labels a selector can speak of: endpoints', namespaces'. Service accounts' are not known here. */
export interface WornLabels {
  readonly endpoints: KnownLabels
  readonly namespaces: KnownLabels
}

/** The labels of a picture. Calico gives every pod the name of its namespace too. */
export function wornLabels({ workloads, namespaces }: Pick<ClusterView, 'workloads' | 'namespaces'>): WornLabels {
  return {
    endpoints: gathered([
      ...workloads.map(({ labels }) => labels),
      ...namespaces.map(({ name }) => ({ 'projectcalico.org/namespace': name })),
    ]),
    namespaces: gathered(namespaces.map(({ name, labels }) => ({ ...labels, 'projectcalico.org/name': name }))),
  }
}

function gathered(all: readonly Readonly<Record<string, string>>[]): KnownLabels {
  const values = new Map<string, Set<string>>()
  for (const labels of all)
    for (const [key, value] of Object.entries(labels)) values.set(key, (values.get(key) ?? new Set()).add(value))
  return Object.fromEntries(
    [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, [...each].sort()]),
  )
}

/** What may stand at the cursor, and how many letters before it that replaces. */
export interface SelectorWords {
  readonly words: readonly string[]
  readonly replaces: number
}

/** Characters before the cursor that are looked at: the patterns below read some of them again and again. */
const LOOKED_AT = 1000

const FIELD = /^.*(?:^|[\s{,"])(selector|notSelector|namespaceSelector|serviceAccountSelector)"?:[ \t]+(["']?)(.*)$/
const KEY = '[A-Za-z0-9_./-]+'
const VALUE = new RegExp(
  `(${KEY})[ \\t]*(?:==|!=|(?:contains|starts[ \\t]*with|ends[ \\t]*with)(?=[ \\t"']))[ \\t]*(["']?)([^"']*)$`,
)
const MEMBER = new RegExp(
  `(${KEY})[ \\t]+(?:not[ \\t]*)?in[ \\t]*\\{(?:[ \\t]*["'][^"']*["'][ \\t]*,)*[ \\t]*(["']?)([^"'}]*)$`,
)
const TERM = new RegExp(`(?:^|&&|\\|\\||[(!])[ \\t]*((?:${KEY})?)$`)
const OPERATOR = new RegExp(`(?:^|&&|\\|\\||[(!])[ \\t]*${KEY}[ \\t]+([a-z=!]*)$`)
const JOIN = /["'})][ \t]+([&|]*)$/
const OPERATORS = ['==', '!=', 'in {', 'not in {', 'contains', 'starts with', 'ends with']

/**
 * What may come next where a line up to the cursor is in a selector of Calico, and `after` is the rest of the line;
 * null: it is in none, or in one of its quoted texts that nothing is known about.
 */
export function selectorWords(
  before: string,
  after: string,
  { endpoints, namespaces }: WornLabels,
): SelectorWords | null {
  const [, field, outer, text] = FIELD.exec(before.slice(-LOOKED_AT)) ?? []
  if (field === undefined || text === undefined) return null
  const labels = field === 'namespaceSelector' ? namespaces : field === 'serviceAccountSelector' ? {} : endpoints
  const value = VALUE.exec(text) ?? MEMBER.exec(text)
  if (value) {
    const [, key, quote, typed] = value as unknown as [string, string, string, string]
    const own = outer === "'" ? '"' : "'"
    const values = Object.hasOwn(labels, key) ? labels[key]! : []
    return values.length === 0
      ? null
      : {
          words: values.map((each) =>
            quote === '' ? `${own}${each}${own}` : after.startsWith(quote) ? each : each + quote,
          ),
          replaces: typed.length,
        }
  }
  const operator = OPERATOR.exec(text)?.[1]
  if (operator !== undefined) return { words: OPERATORS, replaces: operator.length }
  const typed = TERM.exec(text)?.[1]
  if (typed !== undefined)
    return {
      words: [...Object.keys(labels), 'has(', 'all()', ...(field === 'namespaceSelector' ? ['global()'] : [])],
      replaces: typed.length,
    }
  const joining = JOIN.exec(text)?.[1]
  return joining === undefined ? null : { words: ['&&', '||'], replaces: joining.length }
}

/** Whether the text of a document is an object of Calico, whose selectors are expressions. */
export function hasSelectorTexts(text: string): boolean {
  return /^\s*\{?\s*"?apiVersion"?:\s*["']?(?:crd\.)?projectcalico\.org\//m.test(text)
}
