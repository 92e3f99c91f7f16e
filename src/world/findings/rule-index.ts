import { matcherKey } from '../../engine/matcher-key.ts'
import type { SubjectMatcher } from '../../policy/form.ts'
import { coversPeer, coversRule } from './covering.ts'
import { peerWords, portWords } from './covering-words.ts'
import { compareRules, isAskedBefore, type OrderedRule } from './ordered-rules.ts'

/**
 * The rules about the same pods, by a word of a peer and then by one of a port; each list is in order, and none is
 * empty.
 */
interface Shelf {
  readonly subject: SubjectMatcher
  readonly word: string
  readonly rules: Map<string, Map<string, OrderedRule[]>>
}

/** Where a rule stands on its shelf. */
interface Place {
  readonly peer: string
  readonly port: string
}

/**
 * Rules of many policies, filed by their words so that the few that could cover another one are found without trying
 * all.
 */
export class RuleIndex {
  readonly #byWord = new Map<string, Shelf[]>()
  readonly #bySubject = new Map<string, Shelf>()
  readonly #places = new Map<OrderedRule, readonly Place[]>()

  add(rule: OrderedRule): void {
    const { rules } = this.#shelfFor(rule.policy.subject)
    const ports =
      rule.ports.length === 0
        ? [EVERY]
        : rule.ports.length > APART
          ? [MANY]
          : unique(rule.ports.map((port) => portWords(port).at(-1)!))
    const peers =
      rule.peers.length === 0
        ? [EVERY]
        : unique(rule.peers.map((peer) => rarest(peerWords(peer), (word) => rules.get(word)?.size ?? 0)))
    const places = peers.flatMap((peer) => ports.map((port) => ({ peer, port })))
    for (const { peer, port } of places) {
      const byPort = valueAt(rules, peer, () => new Map<string, OrderedRule[]>())
      const list = valueAt(byPort, port, () => [])
      list.splice(list.findLastIndex((other) => compareRules(other, rule) < 0) + 1, 0, rule)
    }
    this.#places.set(rule, places)
  }

  remove(rule: OrderedRule): void {
    const places = this.#places.get(rule)
    const key = matcherKey(rule.policy.subject)
    if (!places) return
    const shelf = this.#bySubject.get(key)!
    for (const { peer, port } of places) {
      const byPort = shelf.rules.get(peer)!
      removeFrom(byPort, port, rule)
      if (byPort.size === 0) shelf.rules.delete(peer)
    }
    this.#places.delete(rule)
    if (shelf.rules.size > 0) return
    this.#bySubject.delete(key)
    removeFrom(this.#byWord, shelf.word, shelf)
  }

  /**
   * The first rule that covers this one, of a policy that is asked before and is about the same pods or more; null:
   * there is none.
   */
  firstCovering(rule: OrderedRule): OrderedRule | null {
    const { subject } = rule.policy
    let first: OrderedRule | null = null
    for (const shelf of peerWords(subject).flatMap((word) => this.#byWord.get(word) ?? [])) {
      if (!coversPeer(shelf.subject, subject)) continue
      for (const list of listsFor(rule, shelf)) {
        const found = firstIn(list, rule)
        if (found && (!first || compareRules(found, first) < 0)) first = found
      }
    }
    return first
  }

  #shelfFor(subject: SubjectMatcher): Shelf {
    return valueAt(this.#bySubject, matcherKey(subject), () => {
      const word = rarest(peerWords(subject), (each) => this.#byWord.get(each)?.length ?? 0)
      const shelf = { subject, word, rules: new Map() }
      valueAt(this.#byWord, word, () => []).push(shelf)
      return shelf
    })
  }
}

/** The word of rules without peers, or without ports. */
const EVERY = 'every'

/** The word of rules with more ports than are filed one by one. */
const MANY = 'many'
const APART = 4

/** What covers a rule covers its first peer and its first port: these are enough to look for. */
function listsFor(
  { peers: [peer], ports: [port] }: OrderedRule,
  { rules }: Shelf,
): readonly (readonly OrderedRule[])[] {
  const through = [EVERY, MANY, ...(port ? portWords(port) : [])]
  return [EVERY, ...(peer ? peerWords(peer) : [])].flatMap((word) => {
    const byPort = rules.get(word)
    return byPort ? through.map((each) => byPort.get(each) ?? []) : []
  })
}

function firstIn(list: readonly OrderedRule[], rule: OrderedRule): OrderedRule | null {
  for (const other of list) {
    if (!isAskedBefore(other.policy, rule.policy)) return null
    if (coversRule(other, rule)) return other
  }
  return null
}

/** The word under which fewest are filed, of equals the strictest; the loosest only when there is no other. */
function rarest(words: readonly string[], filed: (word: string) => number): string {
  const [loosest, ...others] = words
  return (
    others.reduceRight<string | null>(
      (best, word) => (best === null || filed(word) < filed(best) ? word : best),
      null,
    ) ?? loosest!
  )
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)]
}

/** What stands there; made when nothing does. */
function valueAt<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}

function removeFrom<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key)!
  list.splice(list.indexOf(item), 1)
  if (list.length === 0) lists.delete(key)
}
