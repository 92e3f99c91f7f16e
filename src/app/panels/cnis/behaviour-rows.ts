import type { BehaviourFact, BehaviourId, BehaviourTopic } from '../../../sim/cni/behaviours.ts'
import type { CniSetting } from '../../../sim/cni/choice.ts'
import type { ComparedBehaviour } from '../../../world/index.ts'
import { BEHAVIOURS } from '../../text/catalogue/en/behaviours.ts'
import { shortTitles } from './flow-rows.ts'

/** What holds in one column: in a few words, and whole. */
export interface FactText {
  readonly short: string
  readonly whole: string
  readonly isBelieved: boolean
  readonly source: string
}

/** One behaviour; `facts`: what holds under each column. */
export interface BehaviourRow {
  readonly id: BehaviourId
  readonly title: string
  readonly facts: readonly FactText[]
}

/** The behaviours of a topic under its heading. */
export interface BehaviourGroup {
  readonly topic: BehaviourTopic
  readonly name: string
  readonly rows: readonly BehaviourRow[]
}

/**
 * Behaviours by topic, in their order; those in which all columns agree only when `showsAll`. Topics without a row are
 * left out.
 */
export function behaviourGroups(
  behaviours: readonly ComparedBehaviour[],
  showsAll: boolean,
): readonly BehaviourGroup[] {
  const groups = new Map<BehaviourTopic, BehaviourRow[]>()
  for (const { id, topic, facts, isDiffering } of behaviours) {
    if (!isDiffering && !showsAll) continue
    groups.set(topic, [
      ...(groups.get(topic) ?? []),
      { id, title: BEHAVIOURS.texts[id].title, facts: facts.map((fact) => factText(id, fact)) },
    ])
  }
  return [...groups].map(([topic, rows]) => ({ topic, name: BEHAVIOURS.topics[topic], rows }))
}

function factText(id: BehaviourId, { value, sureness, source }: BehaviourFact): FactText {
  const [short, whole] = (BEHAVIOURS.texts[id].values as Readonly<Record<string, readonly [string, string]>>)[value]!
  return { short, whole, isBelieved: sureness === 'believed', source }
}

/** What the columns do, said once where several do the same. */
export interface FactLine {
  readonly titles: string
  readonly whole: string
  readonly isBelieved: boolean
  readonly sources: readonly string[]
}

/** Where a source is: the repository on GitHub, else the site. */
export function sourceName(source: string): string {
  const { hostname, pathname } = new URL(source)
  return hostname === 'github.com' ? pathname.split('/').slice(1, 3).join('/') : hostname
}

/** What holds, each once, with the columns of which it does. */
export function factLines(facts: readonly FactText[], columns: readonly CniSetting[]): readonly FactLine[] {
  const names = shortTitles(columns)
  const lines = new Map<string, { readonly titles: string[]; readonly sources: Set<string>; readonly fact: FactText }>()
  facts.forEach((fact, index) => {
    const key = `${fact.whole} ${fact.isBelieved}`
    const known = lines.get(key) ?? { titles: [], sources: new Set<string>(), fact }
    known.titles.push(names[index]!)
    known.sources.add(fact.source)
    lines.set(key, known)
  })
  return [...lines.values()].map(({ titles, sources, fact: { whole, isBelieved } }) => ({
    titles: titles.join(' · '),
    whole,
    isBelieved,
    sources: [...sources],
  }))
}
