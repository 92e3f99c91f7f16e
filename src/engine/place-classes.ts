import type { Endpoint } from '../model/endpoint.ts'
import type { CompiledPolicy, NameMatcher, NodesMatcher } from '../policy/form.ts'
import { matchesPeer } from '../policy/match.ts'
import { matcherKey } from './matcher-key.ts'

/**
 * Hosts that no selector of nodes tells apart, and places outside that no domain name does. Pods are all one class, because
 * neither speaks of them; a pod that was looked up under a name is a question of its own, which no matrix asks.
 */
export class PlaceClasses {
  readonly #matchers: readonly { readonly matcher: NodesMatcher | NameMatcher; readonly hits: Set<number> }[]
  readonly #byKey: ReadonlyMap<string, ReadonlySet<number>>
  readonly #known = new Map<string, number>([['', NOWHERE]])

  constructor(policies: readonly CompiledPolicy[]) {
    const matchers = new Map(policies.flatMap(({ rules }) => rules.flatMap(({ when }) => when.flatMap((condition) => (condition.aspect === 'peer' ? condition.anyOf : []))))
      .flatMap((matcher) => (matcher.kind === 'nodes' || matcher.kind === 'name' ? [[matcherKey(matcher), { matcher, hits: new Set<number>() }] as const] : [])))
    this.#matchers = [...matchers.values()]
    this.#byKey = new Map([...matchers].map(([key, { hits }]) => [key, hits]))
  }

  of(endpoint: Endpoint): number {
    if (endpoint.kind === 'pod' || this.#matchers.length === 0) return NOWHERE
    const peer = { endpoint, address: null, name: endpoint.kind === 'external' ? endpoint.name : null }
    const fitting = this.#matchers.filter(({ matcher }) => matchesPeer(matcher, peer))
    const signature = fitting.map(({ matcher }) => matcherKey(matcher)).join('|')
    let place = this.#known.get(signature)
    if (place === undefined) this.#known.set(signature, (place = this.#known.size))
    for (const { hits } of fitting) hits.add(place)
    return place
  }

  matches(matcher: NodesMatcher | NameMatcher, place: number): boolean {
    return this.#byKey.get(matcherKey(matcher))!.has(place)
  }
}

/** Fits none of the matchers. */
const NOWHERE = 0
