import type { Endpoint } from '../model/endpoint.ts'
import type { BlockMatcher, CompiledPolicy, ExpressionMatcher, PeerMatcher } from '../policy/form.ts'
import { matchesPeer, matchesSubject, peerAt, type Viewpoint } from '../policy/match.ts'
import { matcherKey } from './matcher-key.ts'

type PlaceMatcher = Exclude<PeerMatcher, BlockMatcher>

/**
 * Hosts that no selector of nodes tells apart, nor one of pods where the enforcer finds pods behind a host, and places
 * outside that no domain name does. Pods are all one class, because labels tell them apart; a pod that was looked up
 * under a name is a question of its own, which no matrix asks. Whoever is known by address is never in one class with
 * whoever is not, nor a host with a place outside: an enforcer that closes hosts by itself closes nobody outside.
 */
export class PlaceClasses {
  readonly #matchers: readonly { readonly matcher: PlaceMatcher; readonly hits: Set<number> }[]
  readonly #byKey: ReadonlyMap<string, ReadonlySet<number>>
  /** Expressions that select hosts by other labels than those that they are known by. */
  readonly #subjects: readonly ExpressionMatcher[]
  readonly #known = new Map<string, number>([[' ', NOWHERE]])

  constructor(
    policies: readonly CompiledPolicy[],
    private readonly view: Viewpoint,
  ) {
    const matchers = new Map(
      policies
        .flatMap(({ subject, rules }): readonly PeerMatcher[] => [
          ...(subject.kind === 'nodes' ? [subject] : []),
          ...rules.flatMap(({ when }) =>
            when.flatMap((condition) =>
              condition.aspect === 'peer' || condition.aspect === 'self' ? condition.anyOf : [],
            ),
          ),
        ])
        .flatMap((matcher) =>
          matcher.kind !== 'block' ? [[matcherKey(matcher), { matcher, hits: new Set<number>() }] as const] : [],
        ),
    )
    this.#matchers = [...matchers.values()]
    this.#subjects = [
      ...new Map(
        policies.flatMap(({ subject }) =>
          subject.kind === 'expression' ? [[matcherKey(subject), subject] as const] : [],
        ),
      ).values(),
    ]
    this.#byKey = new Map([...matchers].map(([key, { hits }]) => [key, hits]))
  }

  of(endpoint: Endpoint): number {
    const isByAddress = this.view.blocksFit(endpoint)
    if (isByAddress && endpoint.kind === 'pod') return NOWHERE
    const peer = peerAt(endpoint, null, endpoint.kind === 'external' ? endpoint.name : null, this.view)
    const fitting = endpoint.kind === 'pod' ? [] : this.#matchers.filter(({ matcher }) => matchesPeer(matcher, peer))
    const selecting =
      endpoint.kind === 'host' ? this.#subjects.filter((subject) => matchesSubject(subject, endpoint, this.view)) : []
    const signature = `${endpoint.kind === 'host' ? 'host ' : ''}${isByAddress ? '' : 'hidden '}${fitting.map(({ matcher }) => matcherKey(matcher)).join('|')} ${selecting.map(matcherKey).join('|')}`
    let place = this.#known.get(signature)
    if (place === undefined) this.#known.set(signature, (place = this.#known.size))
    for (const { hits } of fitting) hits.add(place)
    return place
  }

  matches(matcher: PlaceMatcher, place: number): boolean {
    return this.#byKey.get(matcherKey(matcher))!.has(place)
  }
}

/** Fits none of the matchers. */
const NOWHERE = 0
