import type { IpFamily } from '../ground/ip.ts'
import type { PortProtocol } from '../ground/ports.ts'
import { isSameList } from '../ground/same-list.ts'
import type { Cluster } from '../model/cluster.ts'
import { externalEndpoint, type Endpoint } from '../model/endpoint.ts'
import type { Direction } from '../policy/form.ts'
import type { Beyond } from './beyond.ts'
import { withBeyond } from './beyond-reach.ts'
import { addressIn, type EndpointClasses } from './classes.ts'
import { GateRows } from './gate-rows.ts'
import {
  CHANGED_LIMIT,
  classesFor,
  commonOf,
  withClasses,
  type Common,
  type Continued,
  type GateRow,
  type OfClasses,
} from './matrix-kept.ts'
import { noReach, type FamilyReach, type PairReach } from './pair-reach.ts'
import type { PolicySet } from './policy-set.ts'
import { atomOf, type PortAtom } from './port-atoms.ts'
import { isExemptFromAll, type Exemption } from './profile.ts'
import { orderChange, type OrderChange, type Ranked } from './ranked.ts'
import type { InternedSets } from './set-algebra.ts'
import { WaySets } from './way-sets.ts'

/**
 * Who reaches whom on which ports, for all pairs, from the same `combine` and the same matchers as `evaluateFlow` (a
 * property test compares the two at every atom). Cheap because pairs of classes are judged instead of pairs of
 * endpoints, sets of ports instead of ports, and rows are shared by classes that the same policies select.
 */
export class ReachabilityMatrix {
  readonly sets: InternedSets
  readonly classes: EndpointClasses
  readonly #policies: PolicySet
  readonly #cluster: Cluster
  readonly #endpoints: readonly Endpoint[]
  readonly #order: readonly Ranked[]
  readonly #common: Common
  readonly #ofClasses: OfClasses
  /** By class, the policies that select it, as they are asked. */
  readonly #selected: (readonly Ranked[])[]
  /** The rows by class, direction and family, undefined where not asked for yet. */
  readonly #rowOfClass: (GateRow | null | undefined)[] = []
  /** By class and direction. */
  readonly #isolated: (boolean | undefined)[] = []
  readonly #rows: GateRows
  readonly #ways: WaySets

  /**
   * `beyond`: what decides beside the policies; null: nothing does. `before`: the matrix of an earlier state of the
   * same work. Of the same cluster, under the same enforcer, it is gone on from: what the policies that came and went
   * have no part in is taken as it is.
   */
  constructor(
    policies: PolicySet,
    cluster: Cluster,
    endpoints: readonly Endpoint[],
    private readonly beyond: Beyond | null = null,
    before: ReachabilityMatrix | null = null,
  ) {
    this.#policies = policies
    this.#cluster = cluster
    this.#endpoints = endpoints
    const kept = before?.continued(policies, cluster, endpoints, beyond) ?? null
    this.#common = kept?.common ?? commonOf(policies, cluster, beyond?.ports)
    this.#order = kept?.order ?? this.#common.ranked.inOrder(policies)
    this.#ofClasses = kept?.ofClasses ?? classesFor(policies, cluster, endpoints)
    this.sets = this.#common.ports.sets
    this.classes = this.#ofClasses.classes
    this.#rows = new GateRows(policies, this.#ofClasses, this.#common)
    this.#ways = new WaySets(policies, this.classes, this.#common.ports)
    this.#selected = kept && before ? this.#continueRows(before, kept.change) : this.#selectedByAll()
  }

  get atoms(): readonly PortAtom[] {
    return this.#common.ports.atoms
  }

  /**
   * What a matrix of these goes on from; null: too much has changed. The classes are new ones when the policies tell
   * endpoints apart that were alike.
   */
  continued(
    policies: PolicySet,
    cluster: Cluster,
    endpoints: readonly Endpoint[],
    beyond: Beyond | null,
  ): Continued | null {
    const common = this.#common
    if (
      cluster !== this.#cluster ||
      policies.profile !== this.#policies.profile ||
      !isSameList(endpoints, this.#endpoints) ||
      !isSameList(beyond?.ports ?? [], common.beyondPorts ?? [])
    )
      return null
    const order = common.ranked.inOrder(policies)
    const change = orderChange(this.#order, order)
    if (!change || change.gone.length + change.come.length > CHANGED_LIMIT || common.ports.isWorn) return null
    const come = change.come.map(({ policy }) => policy)
    if (!this.classes.knowPortNamesOf(come)) return null
    common.ports.refine(come)
    return {
      common,
      order,
      change,
      ofClasses: this.classes.areFineFor(come) ? this.#ofClasses : classesFor(policies, cluster, endpoints),
    }
  }

  #selectedByAll(): Ranked[][] {
    const selected: Ranked[][] = Array.from({ length: this.classes.count }, () => [])
    for (const each of this.#order)
      for (const index of this.classes.selectedBy(each.policy.subject)) selected[index]!.push(each)
    return selected
  }

  /** Takes over the rows of classes that no policy selects which came or went, and says who selects whom now. */
  #continueRows(before: ReachabilityMatrix, { gone, come }: OrderChange): (readonly Ranked[])[] {
    const isSame = before.classes === this.classes
    const touched = new Set<number>()
    const old = isSame ? null : Int32Array.from(this.classes.representatives, (endpoint) => before.classes.of(endpoint))
    const lost = new Set(gone.flatMap(({ policy }) => before.classes.selectedBy(policy.subject)))
    for (let index = 0; index < this.classes.count; index++) if (lost.has(old?.[index] ?? index)) touched.add(index)
    const joining = come.map((each) => ({ each, selects: new Set(this.classes.selectedBy(each.policy.subject)) }))
    for (const { selects } of joining) for (const index of selects) touched.add(index)
    const left = new Set(gone)
    const place = new Map(touched.size > 0 ? this.#order.map((each, at) => [each, at]) : [])
    const renumbered = new Map<GateRow, GateRow>()
    const renumber = (row: GateRow) => {
      let own = renumbered.get(row)
      if (!own) renumbered.set(row, (own = withClasses(row, old!)))
      return own
    }
    return Array.from({ length: this.classes.count }, (_, index) => {
      const known = old?.[index] ?? index
      const selected = before.#selected[known]!
      if (touched.has(index))
        return [
          ...selected.filter((each) => !left.has(each)),
          ...joining.flatMap(({ each, selects }) => (selects.has(index) ? [each] : [])),
        ].sort((a, b) => place.get(a)! - place.get(b)!)
      for (let slot = 0; slot < SLOTS; slot++) {
        const row = before.#rowOfClass[known * SLOTS + slot]
        this.#rowOfClass[index * SLOTS + slot] = row && old ? renumber(row) : row
      }
      return selected
    })
  }

  /**
   * Whether single pairs of pods matter, because the network does not carry every one of them, nodes on the way are
   * policed, or something beside the policies decides about pairs.
   */
  get hasGaps(): boolean {
    return this.#policies.profile.hasGaps || this.#policies.way !== null || this.beyond !== null
  }

  /** Whether some policy closes the class in this direction. */
  isolated(classIndex: number, direction: Direction): boolean {
    const slot = classIndex * 2 + (direction === 'ingress' ? 1 : 0)
    return (this.#isolated[slot] ??=
      this.#isClosed(classIndex, direction) ||
      this.#selected[classIndex]!.some(
        ({ policy }) => !policy.staged && policy.direction === direction && policy.isolates,
      ))
  }

  /**
   * The ports that pass the subject's gate, for every class as its peer; null: no policy selects it, everything passes.
   */
  row(subject: number, direction: Direction, family: IpFamily): GateRow | null {
    const slot = subject * SLOTS + (direction === 'ingress' ? 2 : 0) + (family === 6 ? 1 : 0)
    const known = this.#rowOfClass[slot]
    if (known !== undefined) return known
    return (this.#rowOfClass[slot] = this.#findRow(subject, direction, family, null))
  }

  /** `exempt`: for pairs that are exempt from one tier, or from the default. */
  #findRow(subject: number, direction: Direction, family: IpFamily, exempt: Exemption | null): GateRow | null {
    const selecting = this.#selecting(subject, direction, exempt?.tier ?? null)
    const isSpared = exempt?.onlyDefault ?? false
    if (selecting.length === 0 && (isSpared || !this.#isClosed(subject, direction))) return null
    return this.#rows.row({ subject, direction, family, selecting, isSpared })
  }

  /**
   * Whether the class is closed before any policy selects it: whoever is judged at all, under a fallback that denies.
   */
  #isClosed(classIndex: number, direction: Direction): boolean {
    const { profile } = this.#policies
    return (
      profile.fallback === 'deny' &&
      profile.exemption(direction, this.classes.representatives[classIndex]!, ANYBODY, DIRECTLY) === null
    )
  }

  /** What two rows let pass between two classes. A row that is null lets everything pass, by nobody's word. */
  familyReach(egress: GateRow | null, destination: number, ingress: GateRow | null, source: number): FamilyReach {
    const { all } = this.sets
    const leaves = egress?.allowed[destination] ?? all
    const enters = ingress?.allowed[source] ?? all
    return {
      leaves,
      enters,
      mayLeave: egress?.possible?.[destination] ?? leaves,
      mayEnter: ingress?.possible?.[source] ?? enters,
      undecided: this.sets.intersect(
        undecidedIn(egress, destination, this.sets),
        undecidedIn(ingress, source, this.sets),
      ),
    }
  }

  /** What passes from one class to another in one family. Exemptions of single pairs are not in it: see `between`. */
  reach(from: number, to: number, family: IpFamily): FamilyReach {
    return this.familyReach(this.row(from, 'egress', family), to, this.row(to, 'ingress', family), from)
  }

  /**
   * What passes from one endpoint to the other, exemptions included. Nothing when they share no address family, or no
   * road. `only`: the atoms that matter; where something beside the policies decides, others may be left as the
   * policies alone say.
   */
  between(from: Endpoint, to: Endpoint, only: number = this.sets.all): PairReach {
    const { profile } = this.#policies
    const source = this.classes.of(from)
    const destination = this.classes.of(to)
    const seenTo = profile.seen('egress', from, to)
    const seenFrom = profile.seen('ingress', to, from)
    const asDestination = this.classes.of(seenTo)
    const asSource = this.classes.of(seenFrom)
    const isConnected = profile.connects(from, to)
    const families = ([4, 6] as const)
      .filter((family) => addressIn(from, family) && addressIn(to, family))
      .map((family): FamilyReach => {
        if (!isConnected) return noReach(this.sets.none)
        const egress = this.#rowOfPair('egress', from, seenTo, source, family)
        const ingress = this.#rowOfPair('ingress', to, seenFrom, destination, family)
        const reach = this.#ways.less(this.familyReach(egress, asDestination, ingress, asSource), from, to, family)
        return this.beyond?.concerns(from, to)
          ? withBeyond(reach, this.beyond, { from, to, family }, this.#common.ports, only)
          : reach
      })
    const passing = families.map(({ leaves, enters }) => this.sets.intersect(leaves, enters))
    return {
      families,
      every: passing.length === 0 ? this.sets.none : passing.reduce((a, b) => this.sets.intersect(a, b)),
      some: families.reduce(
        (sum, { mayLeave, mayEnter }) => this.sets.union(sum, this.sets.intersect(mayLeave, mayEnter)),
        this.sets.none,
      ),
    }
  }

  /** The row of one pair, which may be exempt from all tiers or from one. */
  #rowOfPair(
    direction: Direction,
    subject: Endpoint,
    peer: Endpoint,
    classIndex: number,
    family: IpFamily,
  ): GateRow | null {
    const exempt = this.#policies.profile.exemption(direction, subject, peer, DIRECTLY)
    if (!exempt) return this.row(classIndex, direction, family)
    return isExemptFromAll(exempt) ? null : this.#findRow(classIndex, direction, family, exempt)
  }

  /** Whether a set holds a port. */
  holds(set: number, protocol: PortProtocol, port: number): boolean {
    return this.sets.has(set, atomOf(this.atoms, protocol, port))
  }

  #selecting(subject: number, direction: Direction, without: string | null): readonly Ranked[] {
    return this.#selected[subject]!.filter(
      ({ policy, tier }) =>
        !policy.staged && policy.direction === direction && (without === null || tier.id !== without),
    )
  }
}

/** Rows of a class: two directions, two families. */
const SLOTS = 4

const ANYBODY = externalEndpoint('anybody')

/** Every port of every protocol that has ports, and no Service between. */
const DIRECTLY = { hairpin: false, protocol: null } as const

/** What passes a gate without any rule's word for it; everything where no policy selects the subject. */
function undecidedIn(row: GateRow | null, peer: number, { all, none }: InternedSets): number {
  return row === null ? all : (row.undecided?.[peer] ?? none)
}
