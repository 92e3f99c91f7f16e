import type { IpFamily } from '../ground/ip.ts'
import type { PortProtocol } from '../ground/ports.ts'
import { isSameList } from '../ground/same-list.ts'
import type { Cluster } from '../model/cluster.ts'
import { externalEndpoint, type Endpoint } from '../model/endpoint.ts'
import type { Condition, Direction, Rule } from '../policy/form.ts'
import type { Flow } from '../policy/match.ts'
import type { Beyond } from './beyond.ts'
import { addressIn, EndpointClasses } from './classes.ts'
import { combine, type RuleFit, type Weighed } from './combine.ts'
import { askingOf, asksForWords, asksNoPeer, fitsAtom, hasPortNames, isWide, portsKey } from './demands.ts'
import { judgeWay, withoutDefault } from './evaluate.ts'
import {
  CHANGED_LIMIT,
  classesFor,
  withClasses,
  type Common,
  type Continued,
  type GateRow,
  type OfClasses,
  type WeighableFit,
} from './matrix-kept.ts'
import { podGroups } from './pod-groups.ts'
import { PeerPatterns } from './peer-patterns.ts'
import type { PolicySet } from './policy-set.ts'
import { atomOf, type PortAtom } from './port-atoms.ts'
import { PortSpace } from './port-space.ts'
import { isExemptFromAll, type Exemption } from './profile.ts'
import { byTier, orderChange, RankedPolicies, type OrderChange, type Ranked } from './ranked.ts'
import type { InternedSets } from './set-algebra.ts'

/** What one pair may exchange in one address family, as sets of port atoms. */
export interface FamilyReach {
  /** Let out by the source's gate, and let in by the destination's, whatever is said on the connection. */
  readonly leaves: number
  readonly enters: number
  /** The same, with the right words too. */
  readonly mayLeave: number
  readonly mayEnter: number
  /** Of what passes, that which no rule at either gate decided. */
  readonly undecided: number
}

/** What one pair may exchange. `families`: one for each address family that both ends speak; none, and nothing passes. What passes with the right words only is in `some`. */
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
  /** What gates between two ends let pass, by classes and nodes. */
  readonly #ways = new Map<string, { readonly leaves: number; readonly enters: number }>()

  /**
   * `beyond`: what decides beside the policies; null: nothing does. `before`: the matrix of an earlier state of the same work. Of the same cluster, under the same enforcer, it
   * is gone on from: what the policies that came and went have no part in is taken as it is.
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
    if (kept) {
      this.#common = kept.common
      this.#order = kept.order
      this.#ofClasses = kept.ofClasses
    } else {
      const ranked = new RankedPolicies()
      this.#order = ranked.inOrder(policies)
      this.#common = {
        ranked,
        ports: new PortSpace(
          policies.arranged,
          podGroups(cluster).groups.map(({ pod }) => pod),
          beyond?.ports,
        ),
        beyondPorts: beyond?.ports ?? null,
        fits: new WeakMap(),
        setOfPorts: new Map(),
      }
      this.#ofClasses = classesFor(policies, cluster, endpoints)
    }
    this.sets = this.#common.ports.sets
    this.classes = this.#ofClasses.classes
    if (kept && before) this.#selected = this.#continueRows(before, kept.change)
    else {
      const selected: Ranked[][] = Array.from({ length: this.classes.count }, () => [])
      for (const each of this.#order)
        for (const index of this.classes.selectedBy(each.policy.subject)) selected[index]!.push(each)
      this.#selected = selected
    }
  }

  get atoms(): readonly PortAtom[] {
    return this.#common.ports.atoms
  }

  /** What a matrix of these goes on from; null: too much has changed. The classes are new ones when the policies tell endpoints apart that were alike. */
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

  /** Whether single pairs of pods matter, because the network does not carry every one of them, nodes on the way are policed, or something beside the policies decides about pairs. */
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

  /** The ports that pass the subject's gate, for every class as its peer; null: no policy selects it, everything passes. */
  row(subject: number, direction: Direction, family: IpFamily): GateRow | null {
    const slot = subject * SLOTS + (direction === 'ingress' ? 2 : 0) + (family === 6 ? 1 : 0)
    const known = this.#rowOfClass[slot]
    if (known !== undefined) return known
    return (this.#rowOfClass[slot] = this.#findRow(subject, direction, family, null))
  }

  /** `exempt`: for pairs that are exempt from one tier, or from the default. */
  #findRow(subject: number, direction: Direction, family: IpFamily, exempt: Exemption | null): GateRow | null {
    const selecting = this.#selecting(subject, direction, exempt?.tier ?? null)
    if (selecting.length === 0 && (exempt?.onlyDefault || !this.#isClosed(subject, direction))) return null
    const key = `${exempt?.onlyDefault ? 'spared ' : ''}${direction}${family} ${numbersOf(selecting)} ${direction === 'ingress' ? this.classes.portNames[subject] : ''}${this.#selfKey(selecting, subject, family)}`
    const { rows } = this.#ofClasses
    let row = rows.get(key)
    if (!row) {
      if (rows.size > REMEMBERED) rows.clear()
      rows.set(key, (row = this.#computeRow(selecting, direction, family, subject, exempt?.onlyDefault ?? false)))
    }
    return row
  }

  /** Whether the class is closed before any policy selects it: whoever is judged at all, under a fallback that denies. */
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
   * What passes from one endpoint to the other, exemptions included. Nothing when they share no address family, or no road. `only`: the atoms that matter; where something beside the policies
   * decides, others may be left as the policies alone say.
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
        if (!isConnected)
          return {
            leaves: this.sets.none,
            enters: this.sets.none,
            mayLeave: this.sets.none,
            mayEnter: this.sets.none,
            undecided: this.sets.none,
          }
        const egress = this.#rowOfPair('egress', from, seenTo, source, family)
        const ingress = this.#rowOfPair('ingress', to, seenFrom, destination, family)
        const reach = this.#alongWay(this.familyReach(egress, asDestination, ingress, asSource), from, to, family)
        return this.beyond?.concerns(from, to) ? this.#withBeyond(reach, this.beyond, from, to, family, only) : reach
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

  /** Less what the gates between the two stop: port by port, and once for pairs of classes on the same nodes. */
  #alongWay(reach: FamilyReach, from: Endpoint, to: Endpoint, family: IpFamily): FamilyReach {
    if (!this.#policies.way) return reach
    const node = (endpoint: Endpoint) => (endpoint.kind === 'external' ? '' : `${endpoint.kind} ${endpoint.node}`)
    const key = `${family} ${this.classes.of(from)} ${this.classes.of(to)} ${node(from)} ${node(to)}`
    let way = this.#ways.get(key)
    if (!way) this.#ways.set(key, (way = this.#findWay(from, to, family)))
    const { sets } = this
    return {
      leaves: sets.intersect(reach.leaves, way.leaves),
      enters: sets.intersect(reach.enters, way.enters),
      mayLeave: sets.intersect(reach.mayLeave, way.leaves),
      mayEnter: sets.intersect(reach.mayEnter, way.enters),
      undecided: reach.undecided,
    }
  }

  #findWay(
    source: Endpoint,
    destination: Endpoint,
    family: IpFamily,
  ): { readonly leaves: number; readonly enters: number } {
    const leaves: number[] = []
    const enters: number[] = []
    this.atoms.forEach(({ protocol, from }, atom) => {
      const flow: Flow = {
        source,
        destination,
        sourceAddress: addressIn(source, family),
        destinationAddress: addressIn(destination, family),
        name: null,
        protocol,
        port: from,
        hairpin: false,
        service: null,
      }
      const stopped = judgeWay(flow, this.#policies).filter(({ passes }) => !passes)
      if (!stopped.some(({ gate }) => gate.at === 'egress')) leaves.push(atom)
      if (!stopped.some(({ gate }) => gate.at === 'ingress')) enters.push(atom)
    })
    return { leaves: this.sets.of(leaves), enters: this.sets.of(enters) }
  }

  /** The policies' word, with that of what decides beside them in place of it, over TCP. What it stops is stopped on the way in. */
  #withBeyond(
    { leaves, enters, mayLeave, mayEnter, undecided }: FamilyReach,
    beyond: Beyond,
    from: Endpoint,
    to: Endpoint,
    family: IpFamily,
    only: number,
  ): FamilyReach {
    const passing: number[] = []
    const possible: number[] = []
    const open: number[] = []
    const judged: number[] = []
    this.atoms.forEach(({ protocol, from: port }, index) => {
      if (protocol !== 'TCP' || !this.sets.has(only, index)) return
      const { passage, isOpen } = beyond.passage(from, to, family, port)
      judged.push(index)
      if (passage === 'allowed') passing.push(index)
      if (passage !== 'denied') possible.push(index)
      if (isOpen) open.push(index)
    })
    const all = this.sets.of(judged)
    const pass = this.sets.of(passing)
    const may = this.sets.of(possible)
    const put = (set: number, own: number) => this.sets.union(this.sets.subtract(set, all), own)
    // Where the policies already stop it on the way out, that is where it stops.
    const out = (set: number, own: number) =>
      this.sets.union(this.sets.union(this.sets.subtract(set, all), own), this.sets.intersect(set, all))
    return {
      leaves: out(leaves, pass),
      mayLeave: out(mayLeave, may),
      enters: put(enters, pass),
      mayEnter: put(mayEnter, may),
      undecided: put(undecided, this.sets.intersect(this.sets.of(open), may)),
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

  /** Tells subjects apart that the same policies select and their rules do not treat alike. */
  #selfKey(selecting: readonly Ranked[], subject: number, family: IpFamily): string {
    const asking = selecting.flatMap(({ policy }) => askingOf(policy))
    return asking.length === 0
      ? ''
      : ` ${asking.map((rule) => (this.#fitsSelf(rule, subject, family) ? '1' : '0')).join('')}`
  }

  #computeRow(
    selecting: readonly Ranked[],
    direction: Direction,
    family: IpFamily,
    subject: number,
    isSpared: boolean,
  ): GateRow {
    const fallback = isSpared ? 'allow' : this.#policies.profile.fallback
    const chosen = byTier(selecting).map(({ tier, policies }) => ({
      tier: isSpared ? withoutDefault(tier) : tier,
      policies,
    }))
    const rules = chosen.flatMap(({ policies }, tier) =>
      policies.flatMap((policy) =>
        policy.rules.filter((rule) => this.#fitsSelf(rule, subject, family)).map((rule) => ({ rule, tier })),
      ),
    )
    const usual = rules.filter(({ rule }) => asksNoPeer(rule)).map(({ rule }) => rule)
    const patterns = this.#patterns(
      selecting,
      rules.map(({ rule }) => rule),
      family,
    )
    const weighed = (pattern: number, peer: number): Weighed<number> => {
      const destination = direction === 'egress' ? peer : subject
      const fitting = new Set([...patterns.rules(pattern), ...usual])
      return combine(
        this.sets,
        chosen.map(({ tier: { unmatched, answers }, policies }, tier) => ({
          unmatched,
          ...(answers && { answers }),
          policies: [
            {
              isolates: policies.some(({ isolates }) => isolates),
              rules: rules
                .filter((each) => each.tier === tier && fitting.has(each.rule))
                .map(({ rule }) => this.#weighable(rule, destination)),
            },
          ],
        })),
        fallback,
        ({ fit }) => fit,
      )
    }
    const names =
      direction === 'egress' && rules.some(({ rule }) => hasPortNames(rule)) ? this.classes.portNameIds : null
    // Peers that the same rules fit, with the same named ports where those count, get the same result: compute it once.
    const results: (Weighed<number> | undefined)[] = []
    const { count } = this.classes
    const allowed = new Int32Array(count)
    const possible = new Int32Array(count)
    const undecided = new Int32Array(count)
    let hasWords = false
    let hasUndecided = false
    for (let peer = 0; peer < count; peer++) {
      const pattern = patterns.of(peer)
      const at = names ? names[peer]! * patterns.count + pattern : pattern
      const result = (results[at] ??= weighed(pattern, peer))
      allowed[peer] = result.allowed
      possible[peer] = result.possible
      undecided[peer] = result.undecided
    }
    if (this.#policies.profile.auditsDrops) {
      // What policy would drop passes; what a proxy refuses does not.
      for (let peer = 0; peer < count; peer++) {
        undecided[peer] = this.sets.union(undecided[peer]!, this.sets.subtract(this.sets.all, possible[peer]!))
        allowed[peer] = this.sets.subtract(this.sets.all, this.sets.subtract(possible[peer]!, allowed[peer]!))
        possible[peer] = this.sets.all
      }
    }
    for (let peer = 0; peer < count; peer++) {
      hasWords ||= allowed[peer] !== possible[peer]
      hasUndecided ||= undecided[peer] !== this.sets.none
    }
    return { origin: {}, allowed, possible: hasWords ? possible : null, undecided: hasUndecided ? undecided : null }
  }

  /** Whether what the rule demands of the end that its policy selects holds for the class. */
  #fitsSelf(rule: Rule, subject: number, family: IpFamily): boolean {
    return rule.when.every(
      (condition) =>
        condition.aspect !== 'self' ||
        condition.anyOf.some((matcher) => this.classes.matchedBy(matcher, family).includes(subject)) !==
          (condition.negate ?? false),
    )
  }

  /** Which of the rules fit each class as a peer. What policies of the whole cluster add is found once for all subjects that the same of them select. */
  #patterns(selecting: readonly Ranked[], rules: readonly Rule[], family: IpFamily): PeerPatterns {
    const wide = selecting.filter(({ policy }) => isWide(policy.subject) && askingOf(policy).length === 0)
    const key = `${family} ${numbersOf(wide)}`
    const { patterns: known } = this.#ofClasses
    let shared = known.get(key)
    if (!shared) {
      if (known.size > REMEMBERED) known.clear()
      known.set(key, (shared = PeerPatterns.none(this.classes.count)))
      for (const { policy } of wide) for (const rule of policy.rules) this.#addTo(shared, rule, family)
    }
    const added = new Set(wide.flatMap(({ policy }) => policy.rules))
    const patterns = shared.copy()
    for (const rule of rules) if (!added.has(rule)) this.#addTo(patterns, rule, family)
    return patterns
  }

  #addTo(patterns: PeerPatterns, rule: Rule, family: IpFamily): void {
    if (!asksNoPeer(rule))
      patterns.add(
        rule,
        rule.when
          .flatMap((condition) => (condition.aspect === 'peer' ? [this.#classesFor(condition, family)] : []))
          .reduce(common),
      )
  }

  /** The classes that a demand on the peer holds for, each once. */
  #classesFor({ anyOf, negate }: Extract<Condition, { aspect: 'peer' }>, family: IpFamily): readonly number[] {
    const fitting =
      anyOf.length === 1
        ? this.classes.matchedBy(anyOf[0]!, family)
        : [...new Set(anyOf.flatMap((matcher) => this.classes.matchedBy(matcher, family)))]
    if (!negate) return fitting
    const without = new Set(fitting)
    return Array.from({ length: this.classes.count }, (_, index) => index).filter((index) => !without.has(index))
  }

  /** A rule as it weighs with a destination of this class, whose named ports may matter. Which port a client takes is not known. */
  #weighable(rule: Rule, destination: number): WeighableFit {
    const names = hasPortNames(rule) ? this.classes.portNames[destination]! : ''
    const { fits } = this.#common
    let known = fits.get(rule)
    if (!known) fits.set(rule, (known = new Map()))
    let weighable = known.get(names)
    if (!weighable)
      known.set(
        names,
        (weighable = {
          action: rule.action,
          fit: this.#fitOf(rule, this.classes.representatives[destination]!, names),
        }),
      )
    return weighable
  }

  #fitOf(rule: Rule, destination: Endpoint, names: string): RuleFit<number> {
    if (rule.authentication === 'always-fails') return { sure: this.sets.none, possible: this.sets.none }
    const key = `${portsKey(rule)} ${names}`
    const { setOfPorts } = this.#common
    let possible = setOfPorts.get(key)
    if (possible === undefined)
      setOfPorts.set(
        key,
        (possible = this.sets.of(
          this.atoms.flatMap((atom, index) =>
            rule.when.every((condition) => fitsAtom(condition, atom, destination) !== (condition.negate ?? false))
              ? [index]
              : [],
          ),
        )),
      )
    return { possible, ...(rule.request && { taken: possible }), sure: asksForWords(rule) ? this.sets.none : possible }
  }
}

function numbersOf(ranked: readonly Ranked[]): string {
  let text = ''
  for (const { number } of ranked) text += `${number},`
  return text
}

/** More rows than this are not remembered beside those that classes have. */
const REMEMBERED = 8_192
/** Rows of a class: two directions, two families. */
const SLOTS = 4

const ANYBODY = externalEndpoint('anybody')

/** Every port of every protocol that has ports, and no Service between. */
const DIRECTLY = { hairpin: false, protocol: null } as const

/** What passes a gate without any rule's word for it; everything where no policy selects the subject. */
export function undecidedIn(row: GateRow | null, peer: number, { all, none }: InternedSets): number {
  return row === null ? all : (row.undecided?.[peer] ?? none)
}

function common(some: readonly number[], others: readonly number[]): readonly number[] {
  const known = new Set(others)
  return some.filter((each) => known.has(each))
}
