import type { IpFamily } from '../ground/ip.ts'
import type { PortProtocol } from '../ground/ports.ts'
import type { Cluster } from '../model/cluster.ts'
import { externalEndpoint, type Endpoint } from '../model/endpoint.ts'
import { assertNever } from '../ground/result.ts'
import type { Condition, Direction, Rule, SubjectMatcher } from '../policy/form.ts'
import { matchesPort, matchesProtocol, type Flow } from '../policy/match.ts'
import { fitsRequest } from '../policy/request.ts'
import type { Beyond } from './beyond.ts'
import { addressIn, EndpointClasses } from './classes.ts'
import { combine, type RuleFit, type WeighableRule, type Weighed } from './combine.ts'
import { judgeWay } from './evaluate.ts'
import { podGroups } from './pod-groups.ts'
import { withoutDefault } from './evaluate.ts'
import { PeerPatterns } from './peer-patterns.ts'
import type { PolicySet } from './policy-set.ts'
import { atomOf, portAtoms, portMatchersOf, type PortAtom } from './port-atoms.ts'
import { isExemptFromAll, type Exemption } from './profile.ts'
import { InternedSets } from './set-algebra.ts'

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

/** What passes one subject's gate, by the class of its peer, as sets of port atoms. */
export interface GateRow {
  readonly allowed: Int32Array
  /** With the right words too; null: words make no difference. */
  readonly possible: Int32Array | null
  /** Of that, what no rule decided; null: nothing, because some policy isolates the subject. */
  readonly undecided: Int32Array | null
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
  readonly atoms: readonly PortAtom[]
  readonly sets: InternedSets
  readonly classes: EndpointClasses
  readonly #policies: PolicySet
  /** By the policies that select the subject, which classes share. */
  readonly #rows = new Map<string, GateRow>()
  /** The same rows by class, direction and family, undefined where not asked for yet. */
  readonly #rowOfClass: (GateRow | null | undefined)[] = []
  /** By rule, and by the named ports of the destination where those count. */
  readonly #fits = new Map<Rule, Map<string, WeighableFit>>()
  /** What gates between two ends let pass, by classes and nodes. */
  readonly #ways = new Map<string, { readonly leaves: number; readonly enters: number }>()
  /** By what rules ask of ports, which many ask alike. */
  readonly #ports = new Map<string, number>()
  /** By the policies of the whole cluster that select a subject. */
  readonly #sharedPatterns = new Map<string, PeerPatterns>()
  readonly #askingOf: (readonly Rule[] | undefined)[] = []
  readonly #order: readonly { readonly tier: number; readonly policy: PolicySet['policies'][number] }[]

  /** `beyond`: what decides beside the policies; null: nothing does. */
  constructor(policies: PolicySet, cluster: Cluster, endpoints: readonly Endpoint[], private readonly beyond: Beyond | null = null) {
    const matchers = portMatchersOf(policies.arranged)
    this.#policies = policies
    this.#order = policies.tiers.flatMap((tier, index) => tier.policies.map((policy) => ({ tier: index, policy })))
    this.atoms = portAtoms(matchers, podGroups(cluster).groups.map(({ pod }) => pod), beyond?.ports)
    this.sets = new InternedSets(this.atoms.length)
    this.classes = new EndpointClasses(cluster, [...endpoints, ...endpoints.flatMap((endpoint) => policies.profile.guises(endpoint))], this.#order.map(({ policy }) => policy), policies.profile.view)
  }

  /** Whether single pairs of pods matter, because the network does not carry every one of them, nodes on the way are policed, or something beside the policies decides about pairs. */
  get hasGaps(): boolean {
    return this.#policies.profile.hasGaps || this.#policies.way !== null || this.beyond !== null
  }

  /** Whether some policy closes the class in this direction. */
  isolated(classIndex: number, direction: Direction): boolean {
    if (this.#isClosed(classIndex, direction)) return true
    return this.classes.selectedBy[classIndex]!.some((index) => !this.#order[index]!.policy.staged && this.#order[index]!.policy.direction === direction && this.#order[index]!.policy.isolates)
  }

  /** The ports that pass the subject's gate, for every class as its peer; null: no policy selects it, everything passes. */
  row(subject: number, direction: Direction, family: IpFamily): GateRow | null {
    const slot = subject * 4 + (direction === 'ingress' ? 2 : 0) + (family === 6 ? 1 : 0)
    const known = this.#rowOfClass[slot]
    if (known !== undefined) return known
    return (this.#rowOfClass[slot] = this.#findRow(subject, direction, family, null))
  }

  /** `exempt`: for pairs that are exempt from one tier, or from the default. */
  #findRow(subject: number, direction: Direction, family: IpFamily, exempt: Exemption | null): GateRow | null {
    const selecting = this.#selecting(subject, direction, exempt?.tier ?? null)
    if (selecting.length === 0 && (exempt?.onlyDefault || !this.#isClosed(subject, direction))) return null
    const key = `${exempt?.onlyDefault ? 'spared ' : ''}${direction}${family} ${selecting.join()} ${direction === 'ingress' ? this.classes.portNames[subject] : ''}${this.#selfKey(selecting, subject, family)}`
    let row = this.#rows.get(key)
    if (!row) this.#rows.set(key, (row = this.#computeRow(selecting, direction, family, subject, exempt?.onlyDefault ?? false)))
    return row
  }

  /** Whether the class is closed before any policy selects it: whoever is judged at all, under a fallback that denies. */
  #isClosed(classIndex: number, direction: Direction): boolean {
    const { profile } = this.#policies
    return profile.fallback === 'deny' && profile.exemption(direction, this.classes.representatives[classIndex]!, ANYBODY, DIRECTLY) === null
  }

  /** What two rows let pass between two classes. A row that is null lets everything pass, by nobody's word. */
  familyReach(egress: GateRow | null, destination: number, ingress: GateRow | null, source: number): FamilyReach {
    const { all } = this.sets
    const leaves = egress?.allowed[destination] ?? all, enters = ingress?.allowed[source] ?? all
    return {
      leaves, enters, mayLeave: egress?.possible?.[destination] ?? leaves, mayEnter: ingress?.possible?.[source] ?? enters,
      undecided: this.sets.intersect(undecidedIn(egress, destination, this.sets), undecidedIn(ingress, source, this.sets)),
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
    const { profile } = this.#policies, source = this.classes.of(from), destination = this.classes.of(to)
    const seenTo = profile.seen('egress', from, to), seenFrom = profile.seen('ingress', to, from)
    const asDestination = this.classes.of(seenTo), asSource = this.classes.of(seenFrom)
    const isConnected = profile.connects(from, to)
    const families = ([4, 6] as const).filter((family) => addressIn(from, family) && addressIn(to, family)).map((family): FamilyReach => {
      if (!isConnected) return { leaves: this.sets.none, enters: this.sets.none, mayLeave: this.sets.none, mayEnter: this.sets.none, undecided: this.sets.none }
      const egress = this.#rowOfPair('egress', from, seenTo, source, family), ingress = this.#rowOfPair('ingress', to, seenFrom, destination, family)
      const reach = this.#alongWay(this.familyReach(egress, asDestination, ingress, asSource), from, to, family)
      return this.beyond?.concerns(from, to) ? this.#withBeyond(reach, this.beyond, from, to, family, only) : reach
    })
    const passing = families.map(({ leaves, enters }) => this.sets.intersect(leaves, enters))
    return {
      families,
      every: passing.length === 0 ? this.sets.none : passing.reduce((a, b) => this.sets.intersect(a, b)),
      some: families.reduce((sum, { mayLeave, mayEnter }) => this.sets.union(sum, this.sets.intersect(mayLeave, mayEnter)), this.sets.none),
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
    return { leaves: sets.intersect(reach.leaves, way.leaves), enters: sets.intersect(reach.enters, way.enters), mayLeave: sets.intersect(reach.mayLeave, way.leaves), mayEnter: sets.intersect(reach.mayEnter, way.enters), undecided: reach.undecided }
  }

  #findWay(source: Endpoint, destination: Endpoint, family: IpFamily): { readonly leaves: number; readonly enters: number } {
    const leaves: number[] = [], enters: number[] = []
    this.atoms.forEach(({ protocol, from }, atom) => {
      const flow: Flow = { source, destination, sourceAddress: addressIn(source, family), destinationAddress: addressIn(destination, family), name: null, protocol, port: from, hairpin: false, service: null }
      const stopped = judgeWay(flow, this.#policies).filter(({ passes }) => !passes)
      if (!stopped.some(({ gate }) => gate.at === 'egress')) leaves.push(atom)
      if (!stopped.some(({ gate }) => gate.at === 'ingress')) enters.push(atom)
    })
    return { leaves: this.sets.of(leaves), enters: this.sets.of(enters) }
  }

  /** The policies' word, with that of what decides beside them in place of it, over TCP. What it stops is stopped on the way in. */
  #withBeyond({ leaves, enters, mayLeave, mayEnter, undecided }: FamilyReach, beyond: Beyond, from: Endpoint, to: Endpoint, family: IpFamily, only: number): FamilyReach {
    const passing: number[] = [], possible: number[] = [], open: number[] = [], judged: number[] = []
    this.atoms.forEach(({ protocol, from: port }, index) => {
      if (protocol !== 'TCP' || !this.sets.has(only, index)) return
      const { passage, isOpen } = beyond.passage(from, to, family, port)
      judged.push(index)
      if (passage === 'allowed') passing.push(index)
      if (passage !== 'denied') possible.push(index)
      if (isOpen) open.push(index)
    })
    const all = this.sets.of(judged), pass = this.sets.of(passing), may = this.sets.of(possible)
    const put = (set: number, own: number) => this.sets.union(this.sets.subtract(set, all), own)
    // Where the policies already stop it on the way out, that is where it stops.
    const out = (set: number, own: number) => this.sets.union(this.sets.union(this.sets.subtract(set, all), own), this.sets.intersect(set, all))
    return { leaves: out(leaves, pass), mayLeave: out(mayLeave, may), enters: put(enters, pass), mayEnter: put(mayEnter, may), undecided: put(undecided, this.sets.intersect(this.sets.of(open), may)) }
  }

  /** The row of one pair, which may be exempt from all tiers or from one. */
  #rowOfPair(direction: Direction, subject: Endpoint, peer: Endpoint, classIndex: number, family: IpFamily): GateRow | null {
    const exempt = this.#policies.profile.exemption(direction, subject, peer, DIRECTLY)
    if (!exempt) return this.row(classIndex, direction, family)
    return isExemptFromAll(exempt) ? null : this.#findRow(classIndex, direction, family, exempt)
  }

  /** Whether a set holds a port. */
  holds(set: number, protocol: PortProtocol, port: number): boolean {
    return this.sets.has(set, atomOf(this.atoms, protocol, port))
  }

  #selecting(subject: number, direction: Direction, without: string | null): readonly number[] {
    const { tiers } = this.#policies
    return this.classes.selectedBy[subject]!.filter((index) => !this.#order[index]!.policy.staged && this.#order[index]!.policy.direction === direction && (without === null || tiers[this.#order[index]!.tier]!.id !== without))
  }

  /** Tells subjects apart that the same policies select and their rules do not treat alike. */
  #selfKey(selecting: readonly number[], subject: number, family: IpFamily): string {
    const asking = selecting.flatMap((index) => this.#asking(index))
    return asking.length === 0 ? '' : ` ${asking.map((rule) => (this.#fitsSelf(rule, subject, family) ? '1' : '0')).join('')}`
  }

  /** The rules of a policy that demand something of the end that it selects. */
  #asking(index: number): readonly Rule[] {
    return (this.#askingOf[index] ??= this.#order[index]!.policy.rules.filter((rule) => rule.when.some(({ aspect }) => aspect === 'self')))
  }

  #computeRow(selecting: readonly number[], direction: Direction, family: IpFamily, subject: number, isSpared: boolean): GateRow {
    const arranged = isSpared ? this.#policies.tiers.map(withoutDefault) : this.#policies.tiers, fallback = isSpared ? 'allow' : this.#policies.profile.fallback
    const chosen = arranged.map((tier, at) => ({ tier, policies: selecting.filter((index) => this.#order[index]!.tier === at).map((index) => this.#order[index]!.policy) })).filter(({ policies }) => policies.length > 0)
    const rules = chosen.flatMap(({ policies }, tier) => policies.flatMap((policy) => policy.rules.filter((rule) => this.#fitsSelf(rule, subject, family)).map((rule) => ({ rule, tier }))))
    const usual = rules.filter(({ rule }) => asksNoPeer(rule)).map(({ rule }) => rule)
    const patterns = this.#patterns(selecting, rules.map(({ rule }) => rule), family)
    const weighed = (pattern: number, peer: number): Weighed<number> => {
      const destination = direction === 'egress' ? peer : subject, fitting = new Set([...patterns.rules(pattern), ...usual])
      return combine(this.sets, chosen.map(({ tier: { unmatched, answers }, policies }, tier) => ({
        unmatched, ...(answers && { answers }),
        policies: [{ isolates: policies.some(({ isolates }) => isolates), rules: rules.filter((each) => each.tier === tier && fitting.has(each.rule)).map(({ rule }) => this.#weighable(rule, destination)) }],
      })), fallback, ({ fit }) => fit)
    }
    const names = direction === 'egress' && rules.some(({ rule }) => hasPortNames(rule)) ? this.classes.portNameIds : null
    // Peers that the same rules fit, with the same named ports where those count, get the same result: compute it once.
    const results: (Weighed<number> | undefined)[] = []
    const { count } = this.classes
    const allowed = new Int32Array(count), possible = new Int32Array(count), undecided = new Int32Array(count)
    let hasWords = false, hasUndecided = false
    for (let peer = 0; peer < count; peer++) {
      const pattern = patterns.of(peer), at = names ? names[peer]! * patterns.count + pattern : pattern
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
    return { allowed, possible: hasWords ? possible : null, undecided: hasUndecided ? undecided : null }
  }

  /** Whether what the rule demands of the end that its policy selects holds for the class. */
  #fitsSelf(rule: Rule, subject: number, family: IpFamily): boolean {
    return rule.when.every((condition) => condition.aspect !== 'self' || condition.anyOf.some((matcher) => this.classes.matchedBy(matcher, family).includes(subject)) !== (condition.negate ?? false))
  }

  /** Which of the rules fit each class as a peer. What policies of the whole cluster add is found once for all subjects that the same of them select. */
  #patterns(selecting: readonly number[], rules: readonly Rule[], family: IpFamily): PeerPatterns {
    const wide = selecting.filter((index) => isWide(this.#order[index]!.policy.subject) && this.#asking(index).length === 0)
    const key = `${family} ${wide.join()}`
    let shared = this.#sharedPatterns.get(key)
    if (!shared) {
      this.#sharedPatterns.set(key, (shared = PeerPatterns.none(this.classes.count)))
      for (const index of wide) for (const rule of this.#order[index]!.policy.rules) this.#addTo(shared, rule, family)
    }
    const known = new Set(wide.flatMap((index) => this.#order[index]!.policy.rules)), patterns = shared.copy()
    for (const rule of rules) if (!known.has(rule)) this.#addTo(patterns, rule, family)
    return patterns
  }

  #addTo(patterns: PeerPatterns, rule: Rule, family: IpFamily): void {
    if (!asksNoPeer(rule)) patterns.add(rule, rule.when.flatMap((condition) => (condition.aspect === 'peer' ? [this.#classesFor(condition, family)] : [])).reduce(common))
  }

  /** The classes that a demand on the peer holds for, each once. */
  #classesFor({ anyOf, negate }: Extract<Condition, { aspect: 'peer' }>, family: IpFamily): readonly number[] {
    const fitting = anyOf.length === 1 ? this.classes.matchedBy(anyOf[0]!, family) : [...new Set(anyOf.flatMap((matcher) => this.classes.matchedBy(matcher, family)))]
    if (!negate) return fitting
    const without = new Set(fitting)
    return Array.from({ length: this.classes.count }, (_, index) => index).filter((index) => !without.has(index))
  }

  /** A rule as it weighs with a destination of this class, whose named ports may matter. Which port a client takes is not known. */
  #weighable(rule: Rule, destination: number): WeighableFit {
    const names = hasPortNames(rule) ? this.classes.portNames[destination]! : ''
    let known = this.#fits.get(rule)
    if (!known) this.#fits.set(rule, (known = new Map()))
    let weighable = known.get(names)
    if (!weighable) known.set(names, (weighable = { action: rule.action, fit: this.#fitOf(rule, this.classes.representatives[destination]!, names) }))
    return weighable
  }

  #fitOf(rule: Rule, destination: Endpoint, names: string): RuleFit<number> {
    if (rule.authentication === 'always-fails') return { sure: this.sets.none, possible: this.sets.none }
    const key = `${portsKey(rule)} ${names}`
    let possible = this.#ports.get(key)
    if (possible === undefined) this.#ports.set(key, (possible = this.sets.of(this.atoms.flatMap((atom, index) => (rule.when.every((condition) => fitsAtom(condition, atom, destination) !== (condition.negate ?? false)) ? [index] : [])))))
    return { possible, ...(rule.request && { taken: possible }), sure: asksForWords(rule) ? this.sets.none : possible }
  }
}

/** Equal for rules that ask the same of ports and protocols. A rule that did not change is the same object from one world to the next. */
function portsKey(rule: Rule): string {
  let key = portsKeys.get(rule)
  if (key === undefined) portsKeys.set(rule, (key = JSON.stringify(rule.when.filter(({ aspect }) => aspect !== 'peer' && aspect !== 'self'))))
  return key
}

const portsKeys = new WeakMap<Rule, string>()

/** A rule with what it fits. */
interface WeighableFit extends WeighableRule {
  readonly fit: RuleFit<number>
}

/** Whether the numbers that the rule speaks of differ from one destination to another. */
function hasPortNames({ when }: Rule): boolean {
  return when.some((condition) => condition.aspect === 'port' && condition.anyOf.some(({ name }) => name !== null))
}

/** What is demanded of the ends was asked before. */
function fitsAtom(condition: Condition, { protocol, from }: PortAtom, destination: Endpoint): boolean {
  switch (condition.aspect) {
    case 'peer': case 'self': return !(condition.negate ?? false)
    case 'port': return condition.anyOf.some((matcher) => matchesPort(matcher, { destination, protocol, port: from }))
    case 'source-port': return condition.anyOf.some((matcher) => matchesPort(matcher, { destination, protocol, port: null }))
    case 'icmp': return false
    case 'protocol': return condition.anyOf.some((matcher) => matchesProtocol(matcher, { protocol }))
    default: return assertNever(condition)
  }
}

/** Whether the rule fits only those who say the right words. */
function asksForWords({ request }: Rule): boolean {
  return request !== undefined && fitsRequest(request, undefined, null) !== 'yes'
}

const ANYBODY = externalEndpoint('anybody')

/** Every port of every protocol that has ports, and no Service between. */
const DIRECTLY = { hairpin: false, protocol: null } as const

/** What passes a gate without any rule's word for it; everything where no policy selects the subject. */
export function undecidedIn(row: GateRow | null, peer: number, { all, none }: InternedSets): number {
  return row === null ? all : row.undecided?.[peer] ?? none
}

/** Whether a policy speaks of more than one namespace. */
function isWide(subject: SubjectMatcher): boolean {
  return subject.kind === 'nodes' || subject.namespace === null
}

/** A rule without peers fits everybody. */
function asksNoPeer({ when }: Rule): boolean {
  return !when.some(({ aspect }) => aspect === 'peer')
}

function common(some: readonly number[], others: readonly number[]): readonly number[] {
  const known = new Set(others)
  return some.filter((each) => known.has(each))
}
