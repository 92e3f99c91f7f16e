import type { IpAddress, IpFamily } from '../ground/ip.ts'
import type { Cluster } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import { assertNever } from '../ground/result.ts'
import type { CompiledPolicy, PeerMatcher, SubjectMatcher } from '../policy/form.ts'
import { addressClasses, type AddressClasses } from './address-classes.ts'
import { LabelClasses } from './label-classes.ts'
import { matchesSubject, type Viewpoint } from '../policy/match.ts'
import { matcherKey } from './matcher-key.ts'
import { PlaceClasses } from './place-classes.ts'
import { portMatchersOf, usedPortNames } from './port-atoms.ts'

/**
 * Endpoints that no policy can tell apart are one class. Labels and addresses are factored: selectors are tried once
 * per distinct set of labels and blocks once per stretch of addresses, and a class is a pair of the two that occurs
 * (for hosts and places outside with a third part: see `PlaceClasses`). Without that, addresses alone would make every
 * replica a class of its own.
 */
export class EndpointClasses {
  /** One endpoint of each class. */
  readonly representatives: Endpoint[] = []
  /**
   * The named ports that policies use, as text; equal for classes on which each used name stands for the same numbers.
   */
  readonly portNames: string[] = []
  /** The same as numbers, from 0. */
  readonly portNameIds: readonly number[]
  readonly #class = new Map<Endpoint, number>()
  readonly #hits = new Map<string, readonly number[]>()
  readonly #selected = new Map<string, readonly number[]>()
  /** Everything that the policies tell endpoints apart by. */
  readonly #demands: ReadonlySet<string>
  readonly #labelClass: number[] = []
  readonly #addressClass: Readonly<Record<IpFamily, number>>[] = []
  readonly #placeClass: number[] = []
  /** Classes of pods by their labels, and all others. */
  readonly #ofLabel: number[][] = []
  readonly #others: number[] = []
  readonly #labels: LabelClasses
  readonly #addresses: Readonly<Record<IpFamily, AddressClasses>>
  readonly #places: PlaceClasses

  constructor(
    cluster: Cluster,
    endpoints: readonly Endpoint[],
    policies: readonly CompiledPolicy[],
    private readonly view: Viewpoint,
  ) {
    this.#demands = new Set(policies.flatMap(demandsOf))
    this.#labels = new LabelClasses(cluster, policies, view)
    this.#addresses = { 4: addressClasses(cluster, policies, 4), 6: addressClasses(cluster, policies, 6) }
    this.#places = new PlaceClasses(policies, view)
    const known: Map<number, number>[] = []
    const width = { 4: this.#addresses[4].count + 1, 6: this.#addresses[6].count + 1 }
    for (const endpoint of endpoints) {
      const label = this.#labels.of(endpoint)
      // Whoever blocks are not compared with is not told apart by address.
      const address = view.blocksFit(endpoint)
        ? { 4: this.#addresses[4].of(addressIn(endpoint, 4)), 6: this.#addresses[6].of(addressIn(endpoint, 6)) }
        : { 4: -1, 6: -1 }
      const key = ((label + 1) * width[4] + address[4] + 1) * width[6] + address[6] + 1
      const place = this.#places.of(endpoint)
      const there = (known[place] ??= new Map())
      let index = there.get(key)
      if (index === undefined) {
        there.set(key, (index = this.representatives.length))
        this.representatives.push(endpoint)
        this.portNames.push(label < 0 ? '' : this.#labels.portNames[label]!)
        this.#labelClass.push(label)
        this.#addressClass.push(address)
        this.#placeClass.push(place)
      }
      this.#class.set(endpoint, index)
    }
    const ids = new Map<string, number>()
    this.portNameIds = this.portNames.map((names) => ids.get(names) ?? (ids.set(names, ids.size), ids.size - 1))
    this.representatives.forEach(({ kind }, index) => {
      if (kind !== 'pod') this.#others.push(index)
      else if (this.#labelClass[index]! >= 0) (this.#ofLabel[this.#labelClass[index]!] ??= []).push(index)
    })
  }

  /** Whether the classes are fine enough for these policies, too. */
  areFineFor(policies: readonly CompiledPolicy[]): boolean {
    return policies.every((policy) => demandsOf(policy).every((demand) => this.#demands.has(demand)))
  }

  /** Whether the names of ports that these policies use were looked up on every pod. */
  knowPortNamesOf(policies: readonly CompiledPolicy[]): boolean {
    return policies.every((policy) =>
      demandsOf(policy).every((demand) => !demand.startsWith(PORT_NAME) || this.#demands.has(demand)),
    )
  }

  /** The classes that a policy for this subject is for, each once. */
  selectedBy(subject: SubjectMatcher): readonly number[] {
    const key = matcherKey(subject)
    const known = this.#selected.get(key)
    if (known) return known
    const hosts =
      subject.kind === 'nodes' || subject.kind === 'expression'
        ? this.#others.filter(
            (index) =>
              this.representatives[index]!.kind === 'host' &&
              matchesSubject(subject, this.representatives[index]!, this.view),
          )
        : []
    const selected =
      subject.kind === 'nodes'
        ? hosts
        : [...this.#labels.matching(subject).flatMap((label) => this.#ofLabel[label] ?? []), ...hosts]
    this.#selected.set(key, selected)
    return selected
  }

  get count(): number {
    return this.representatives.length
  }

  of(endpoint: Endpoint): number {
    const index = this.#class.get(endpoint)
    if (index === undefined) throw new Error('only endpoints that the classes were made of have a class')
    return index
  }

  /** The classes that the matcher fits as a peer, by their address of this family, each once. */
  matchedBy(matcher: PeerMatcher, family: IpFamily): readonly number[] {
    const key = `${family}${matcherKey(matcher)}`
    const known = this.#hits.get(key)
    if (known) return known
    const hits = this.#candidates(matcher).filter((index) => this.#fits(matcher, index, family))
    this.#hits.set(key, hits)
    return hits
  }

  /** Whoever the matcher may fit. Of pods it is known which labels it fits. */
  #candidates(matcher: PeerMatcher): readonly number[] {
    switch (matcher.kind) {
      case 'pods':
      case 'identity':
      case 'expression':
        return [...this.#others, ...this.#labels.matching(matcher).flatMap((label) => this.#ofLabel[label] ?? [])]
      default:
        return this.representatives.map((_, index) => index)
    }
  }

  #fits(matcher: PeerMatcher, index: number, family: IpFamily): boolean {
    switch (matcher.kind) {
      case 'pods':
      case 'identity':
      case 'expression':
        return this.representatives[index]!.kind === 'pod'
          ? this.#labels.matches(matcher, this.#labelClass[index]!)
          : this.#places.matches(matcher, this.#placeClass[index]!)
      case 'block':
        return this.#addresses[family].matches(matcher, this.#addressClass[index]![family])
      case 'nodes':
      case 'name':
      case 'fqdn':
        return this.#places.matches(matcher, this.#placeClass[index]!)
      case 'service':
      case 'group':
      case 'nobody':
        return false
      default:
        return assertNever(matcher)
    }
  }
}

const PORT_NAME = 'port '

const demands = new WeakMap<CompiledPolicy, readonly string[]>()

/**
 * What a policy tells endpoints apart by: its matchers as far as they are of ends, and the names of ports. A policy
 * that did not change is the same object.
 */
function demandsOf(policy: CompiledPolicy): readonly string[] {
  let known = demands.get(policy)
  if (!known) {
    const ends = policy.rules.flatMap(({ when }) =>
      when.flatMap((condition) =>
        condition.aspect === 'peer' || condition.aspect === 'self'
          ? condition.anyOf.map((matcher) => `end ${matcherKey(matcher)}`)
          : [],
      ),
    )
    demands.set(
      policy,
      (known = [
        `subject ${matcherKey(policy.subject)}`,
        ...ends,
        ...[...usedPortNames(portMatchersOf([policy]))].map((name) => `${PORT_NAME}${name}`),
      ]),
    )
  }
  return known
}

/** The endpoint's first address of the family; null: it has none. */
export function addressIn(endpoint: Endpoint, family: IpFamily): IpAddress | null {
  return endpoint.addresses.find((address) => address.family === family) ?? null
}
