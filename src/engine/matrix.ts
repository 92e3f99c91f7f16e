import type { IpFamily } from '../ground/ip.ts'
import type { PortProtocol } from '../ground/ports.ts'
import type { Cluster } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { Direction, Rule } from '../policy/form.ts'
import { matchesPort } from '../policy/match.ts'
import { addressIn, EndpointClasses } from './classes.ts'
import { combine, type ApplicableTier, type Weighed } from './combine.ts'
import { podGroups } from './pod-groups.ts'
import type { PolicySet } from './policy-set.ts'
import { atomOf, portAtoms, portMatchersOf, type PortAtom } from './port-atoms.ts'
import { InternedSets } from './set-algebra.ts'

/** What one pair may exchange in one address family, as sets of port atoms. */
export interface FamilyReach {
  /** Let out by the source's gate, and let in by the destination's. */
  readonly leaves: number
  readonly enters: number
  /** Of what passes, that which no rule at either gate decided. */
  readonly undecided: number
}

/** What passes one subject's gate, by the class of its peer, as sets of port atoms. */
export interface GateRow {
  readonly allowed: Int32Array
  /** Of that, what no rule decided; null: nothing, because some policy isolates the subject. */
  readonly undecided: Int32Array | null
}

/** What one pair may exchange. `families`: one for each address family that both ends speak; none, and nothing passes. */
export interface PairReach {
  readonly families: readonly FamilyReach[]
  /** Passes in every family that both ends speak. */
  readonly every: number
  /** Passes in at least one. */
  readonly some: number
}

/**
 * Who reaches whom on which ports, for all pairs, from the same `combine` and the same matchers as `evaluateFlow` (a
 * property test compares the two at every atom). Cheap because pairs of classes are judged instead of pairs of endpoints,
 * sets of ports instead of ports, and rows are shared by classes that the same policies select.
 */
export class ReachabilityMatrix {
  readonly atoms: readonly PortAtom[]
  readonly sets: InternedSets
  readonly classes: EndpointClasses
  readonly #policies: PolicySet
  /** By the policies that select the subject, which classes share. */
  readonly #rows = new Map<string, GateRow>()
  /** The same rows by class, direction and family, undefined where not asked for yet. */
  readonly #rowOfClass: (GateRow | null | undefined)[] = []
  readonly #fits = new Map<Rule, number>()
  readonly #order: readonly { readonly tier: number; readonly policy: PolicySet['policies'][number] }[]

  constructor(policies: PolicySet, cluster: Cluster, endpoints: readonly Endpoint[]) {
    const matchers = portMatchersOf(policies.policies)
    this.#policies = policies
    this.#order = policies.tiers.flatMap((tier, index) => tier.policies.map((policy) => ({ tier: index, policy })))
    this.atoms = portAtoms(matchers, podGroups(cluster).groups.map(({ pod }) => pod))
    this.sets = new InternedSets(this.atoms.length)
    this.classes = new EndpointClasses(cluster, endpoints, this.#order.map(({ policy }) => policy))
  }

  /** Whether some policy closes the class in this direction. */
  isolated(classIndex: number, direction: Direction): boolean {
    return this.classes.selectedBy[classIndex]!.some((index) => this.#order[index]!.policy.direction === direction && this.#order[index]!.policy.isolates)
  }

  /** The ports that pass the subject's gate, for every class as its peer; null: no policy selects it, everything passes. */
  row(subject: number, direction: Direction, family: IpFamily): GateRow | null {
    const slot = subject * 4 + (direction === 'ingress' ? 2 : 0) + (family === 6 ? 1 : 0)
    const known = this.#rowOfClass[slot]
    if (known !== undefined) return known
    return (this.#rowOfClass[slot] = this.#findRow(subject, direction, family, null))
  }

  /** `without`: the tier that an exemption takes out. */
  #findRow(subject: number, direction: Direction, family: IpFamily, without: string | null): GateRow | null {
    const selecting = this.#selecting(subject, direction, without)
    if (selecting.length === 0) return null
    const key = `${direction}${family} ${selecting.join()} ${direction === 'ingress' ? this.classes.portNames[subject] : ''}`
    let row = this.#rows.get(key)
    if (!row) this.#rows.set(key, (row = this.#computeRow(selecting, direction, family, subject)))
    return row
  }

  /** The ports that pass from one class to another in one family. Exemptions of single pairs are not in it: see `between`. */
  reach(from: number, to: number, family: IpFamily): number {
    const egress = this.row(from, 'egress', family)?.allowed[to] ?? this.sets.all
    const ingress = this.row(to, 'ingress', family)?.allowed[from] ?? this.sets.all
    return this.sets.intersect(egress, ingress)
  }

  /** What passes from one endpoint to the other, exemptions included. Nothing when they share no address family. */
  between(from: Endpoint, to: Endpoint): PairReach {
    const source = this.classes.of(from), destination = this.classes.of(to)
    const families = ([4, 6] as const).filter((family) => addressIn(from, family) && addressIn(to, family)).map((family): FamilyReach => {
      const egress = this.#rowOfPair('egress', from, to, source, family), ingress = this.#rowOfPair('ingress', to, from, destination, family)
      return {
        leaves: egress?.allowed[destination] ?? this.sets.all, enters: ingress?.allowed[source] ?? this.sets.all,
        undecided: this.sets.intersect(undecidedIn(egress, destination, this.sets), undecidedIn(ingress, source, this.sets)),
      }
    })
    const passing = families.map(({ leaves, enters }) => this.sets.intersect(leaves, enters))
    return {
      families,
      every: passing.length === 0 ? this.sets.none : passing.reduce((a, b) => this.sets.intersect(a, b)),
      some: passing.reduce((a, b) => this.sets.union(a, b), this.sets.none),
    }
  }

  /** The row of one pair, which may be exempt from all tiers or from one. */
  #rowOfPair(direction: Direction, subject: Endpoint, peer: Endpoint, classIndex: number, family: IpFamily): GateRow | null {
    const exempt = this.#policies.profile.exemption(direction, subject, peer)
    if (!exempt) return this.row(classIndex, direction, family)
    return exempt.tier === null ? null : this.#findRow(classIndex, direction, family, exempt.tier)
  }

  /** Whether a set holds a port. */
  holds(set: number, protocol: PortProtocol, port: number): boolean {
    return this.sets.has(set, atomOf(this.atoms, protocol, port))
  }

  #selecting(subject: number, direction: Direction, without: string | null): readonly number[] {
    const { tiers } = this.#policies
    return this.classes.selectedBy[subject]!.filter((index) => this.#order[index]!.policy.direction === direction && (without === null || tiers[this.#order[index]!.tier]!.id !== without))
  }

  #computeRow(selecting: readonly number[], direction: Direction, family: IpFamily, subject: number): GateRow {
    const tiers: ApplicableTier[] = this.#policies.tiers.map(({ unmatched }, tier) => ({
      unmatched, policies: selecting.filter((index) => this.#order[index]!.tier === tier).map((index) => this.#order[index]!.policy),
    }))
    const rules = tiers.flatMap(({ policies }) => policies.flatMap((policy) => policy.rules))
    const named = direction === 'egress' && rules.some((rule) => rule.when.some((condition) => condition.aspect === 'port' && condition.anyOf.some(({ name }) => name !== null)))
    const { usual, unusual } = this.#fittingRules(rules, family)
    // Peers that the same rules fit, with the same named ports where those count, get the same result: compute it once.
    const results = new Map<string | number, Weighed<number>>()
    const resultFor = (pattern: Pattern, peer: number): Weighed<number> => {
      const key = named ? `${pattern.id} ${this.classes.portNames[peer]}` : pattern.id
      let result = results.get(key)
      if (result === undefined) {
        const destination = this.classes.representatives[direction === 'egress' ? peer : subject]!
        result = combine(this.sets, tiers, this.#policies.profile.fallback, (rule) => (pattern.rules.has(rule) ? this.#portsOf(rule, destination) : this.sets.none))
        results.set(key, result)
      }
      return result
    }
    const { count } = this.classes
    const allowed = new Int32Array(count), undecided = new Int32Array(count)
    const set = (peer: number, weighed: Weighed<number>) => { allowed[peer] = weighed.allowed; undecided[peer] = weighed.undecided }
    if (named) for (let peer = 0; peer < count; peer++) set(peer, resultFor(unusual.get(peer) ?? usual, peer))
    else if (count > 0) {
      const rest = resultFor(usual, 0)
      allowed.fill(rest.allowed)
      undecided.fill(rest.undecided)
      for (const [peer, pattern] of unusual) set(peer, resultFor(pattern, peer))
    }
    return { allowed, undecided: undecided.every((atoms) => atoms === this.sets.none) ? null : undecided }
  }

  /** Which of the rules fit each class as a peer: `usual` those without peers, which fit all; `unusual` by class. Equal patterns are one object. */
  #fittingRules(rules: readonly Rule[], family: IpFamily): { readonly usual: Pattern; readonly unusual: ReadonlyMap<number, Pattern> } {
    const usual: Pattern = { id: 0, rules: new Set(rules.filter((rule) => !rule.when.some(({ aspect }) => aspect === 'peer'))), next: new Map() }
    const unusual = new Map<number, Pattern>()
    let count = 1
    for (const rule of rules) {
      for (const condition of rule.when) {
        if (condition.aspect !== 'peer') continue
        const fitting = condition.anyOf.length === 1 ? this.classes.matchedBy(condition.anyOf[0]!, family) : new Set(condition.anyOf.flatMap((matcher) => this.classes.matchedBy(matcher, family)))
        for (const index of fitting) {
          const pattern = unusual.get(index) ?? usual
          let next = pattern.next.get(rule)
          if (!next) pattern.next.set(rule, (next = { id: count++, rules: new Set([...pattern.rules, rule]), next: new Map() }))
          unusual.set(index, next)
        }
      }
    }
    return { usual, unusual }
  }

  /** The atoms that the rule's port conditions fit on this destination; names make it differ from one to another. */
  #portsOf(rule: Rule, destination: Endpoint): number {
    const known = this.#fits.get(rule)
    if (known !== undefined) return known
    const conditions = rule.when.filter((condition) => condition.aspect === 'port')
    const fitting = this.atoms.flatMap((atom, index) => {
      const flow = { destination, protocol: atom.protocol, port: atom.from }
      return conditions.every((condition) => condition.anyOf.some((matcher) => matchesPort(matcher, flow))) ? [index] : []
    })
    const set = this.sets.of(fitting)
    if (!conditions.some((condition) => condition.anyOf.some(({ name }) => name !== null))) this.#fits.set(rule, set)
    return set
  }
}

/** What passes a gate without any rule's word for it; everything where no policy selects the subject. */
export function undecidedIn(row: GateRow | null, peer: number, { all, none }: InternedSets): number {
  return row === null ? all : row.undecided?.[peer] ?? none
}

/** A set of rules, reached by adding one rule after another. */
interface Pattern {
  readonly id: number
  readonly rules: ReadonlySet<Rule>
  readonly next: Map<Rule, Pattern>
}
