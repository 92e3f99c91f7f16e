import type { IpFamily } from '../ground/ip.ts'
import type { Condition, Direction, Rule } from '../policy/form.ts'
import { combine, type Weighed } from './combine.ts'
import { askingOf, asksNoPeer, hasPortNames, isWide } from './demands.ts'
import { withoutDefault } from './evaluate.ts'
import type { Common, GateRow, OfClasses } from './matrix-kept.ts'
import { PeerPatterns } from './peer-patterns.ts'
import type { PolicySet } from './policy-set.ts'
import { byTier, type Ranked, type TierKind } from './ranked.ts'
import { RuleFits } from './rule-fits.ts'
import type { InternedSets } from './set-algebra.ts'

/** The gate of a class: the policies that are asked there, in one direction and address family. */
export interface Gate {
  /** The class that they select. */
  readonly subject: number
  readonly direction: Direction
  readonly family: IpFamily
  readonly selecting: readonly Ranked[]
  /** Rules apply to the pair, and what no rule fits passes: it is exempt from the default alone. */
  readonly isSpared: boolean
}

/** A tier, with those rules of its policies that have a say at one gate. */
interface TierAtGate {
  readonly tier: TierKind
  readonly isolates: boolean
  readonly rules: readonly Rule[]
}

/** More rows and patterns than this are not remembered beside those that classes have. */
const REMEMBERED = 8_192

/** What passes the gates of classes, for every class as a peer. Gates at which the same rules are asked share a row. */
export class GateRows {
  readonly #fits: RuleFits
  readonly #sets: InternedSets

  constructor(
    private readonly policies: PolicySet,
    private readonly ofClasses: OfClasses,
    common: Common,
  ) {
    this.#sets = common.ports.sets
    this.#fits = new RuleFits(common, ofClasses.classes)
  }

  row(gate: Gate): GateRow {
    const { rows } = this.ofClasses
    const key = this.#key(gate)
    let row = rows.get(key)
    if (!row) {
      if (rows.size > REMEMBERED) rows.clear()
      rows.set(key, (row = this.#compute(gate)))
    }
    return row
  }

  /** Equal for gates whose rows are equal. */
  #key(gate: Gate): string {
    const { subject, direction, family, selecting, isSpared } = gate
    const names = direction === 'ingress' ? this.ofClasses.classes.portNames[subject] : ''
    return `${isSpared ? 'spared ' : ''}${direction}${family} ${numbersOf(selecting)} ${names}${this.#selfKey(gate)}`
  }

  /** Tells subjects apart that the same policies select and their rules do not treat alike. */
  #selfKey({ subject, family, selecting }: Gate): string {
    const asking = selecting.flatMap(({ policy }) => askingOf(policy))
    if (asking.length === 0) return ''
    return ` ${asking.map((rule) => (this.#fits.fitsSelf(rule, subject, family) ? '1' : '0')).join('')}`
  }

  #compute(gate: Gate): GateRow {
    const { classes } = this.ofClasses
    const tiers = this.#tiers(gate)
    const rules = tiers.flatMap((each) => each.rules)
    const patterns = this.#patterns(gate, rules)
    const weigh = this.#weigher(gate, tiers, patterns)
    const isNamed = gate.direction === 'egress' && rules.some(hasPortNames)
    // Peers that the same rules fit, with the same named ports where those count, get the same result: compute it once.
    const results: (Weighed<number> | undefined)[] = []
    const allowed = new Int32Array(classes.count)
    const possible = new Int32Array(classes.count)
    const undecided = new Int32Array(classes.count)
    for (let peer = 0; peer < classes.count; peer++) {
      const pattern = patterns.of(peer)
      const at = isNamed ? classes.portNameIds[peer]! * patterns.count + pattern : pattern
      const result = (results[at] ??= weigh(pattern, peer))
      allowed[peer] = result.allowed
      possible[peer] = result.possible
      undecided[peer] = result.undecided
    }
    if (this.policies.profile.auditsDrops) this.#passDrops(allowed, possible, undecided)
    const hasWords = allowed.some((set, peer) => set !== possible[peer])
    const hasUndecided = undecided.some((set) => set !== this.#sets.none)
    return { origin: {}, allowed, possible: hasWords ? possible : null, undecided: hasUndecided ? undecided : null }
  }

  #tiers({ subject, family, selecting, isSpared }: Gate): readonly TierAtGate[] {
    return byTier(selecting).map(({ tier, policies }) => ({
      tier: isSpared ? withoutDefault(tier, policies, this.policies.profile.fallback) : tier,
      isolates: policies.some(({ isolates }) => isolates),
      rules: policies.flatMap(({ rules }) => rules.filter((rule) => this.#fits.fitsSelf(rule, subject, family))),
    }))
  }

  /** Weighs the tiers for the peers of one pattern, of which `peer` is one. */
  #weigher(
    { subject, direction, isSpared }: Gate,
    tiers: readonly TierAtGate[],
    patterns: PeerPatterns,
  ): (pattern: number, peer: number) => Weighed<number> {
    const fallback = isSpared ? 'allow' : this.policies.profile.fallback
    const usual = tiers.flatMap(({ rules }) => rules.filter(asksNoPeer))
    return (pattern, peer) => {
      const destination = direction === 'egress' ? peer : subject
      const fitting = new Set([...patterns.rules(pattern), ...usual])
      const weighable = tiers.map(({ tier: { unmatched, answers }, isolates, rules }) => {
        const asked = rules.filter((rule) => fitting.has(rule))
        const policy = { isolates, rules: asked.map((rule) => this.#fits.weighable(rule, destination)) }
        return { unmatched, ...(answers && { answers }), policies: [policy] }
      })
      return combine(this.#sets, weighable, fallback, ({ fit }) => fit)
    }
  }

  /** What policy would drop passes where drops are only noted; what a proxy refuses does not. */
  #passDrops(allowed: Int32Array, possible: Int32Array, undecided: Int32Array): void {
    const sets = this.#sets
    for (let peer = 0; peer < allowed.length; peer++) {
      undecided[peer] = sets.union(undecided[peer]!, sets.subtract(sets.all, possible[peer]!))
      allowed[peer] = sets.subtract(sets.all, sets.subtract(possible[peer]!, allowed[peer]!))
      possible[peer] = sets.all
    }
  }

  /**
   * Which of the rules fit each class as a peer. What policies of the whole cluster add is found once for all subjects
   * that the same of them select.
   */
  #patterns({ selecting, family }: Gate, rules: readonly Rule[]): PeerPatterns {
    const wide = selecting.filter(({ policy }) => isWide(policy.subject) && askingOf(policy).length === 0)
    const key = `${family} ${numbersOf(wide)}`
    const { patterns: known, classes } = this.ofClasses
    let shared = known.get(key)
    if (!shared) {
      if (known.size > REMEMBERED) known.clear()
      known.set(key, (shared = PeerPatterns.none(classes.count)))
      for (const { policy } of wide) for (const rule of policy.rules) this.#addTo(shared, rule, family)
    }
    const added = new Set(wide.flatMap(({ policy }) => policy.rules))
    const patterns = shared.copy()
    for (const rule of rules) if (!added.has(rule)) this.#addTo(patterns, rule, family)
    return patterns
  }

  #addTo(patterns: PeerPatterns, rule: Rule, family: IpFamily): void {
    if (asksNoPeer(rule)) return
    const demands = rule.when.flatMap((condition) =>
      condition.aspect === 'peer' ? [this.#classesFor(condition, family)] : [],
    )
    patterns.add(rule, demands.reduce(common))
  }

  /** The classes that a demand on the peer holds for, each once. */
  #classesFor({ anyOf, negate }: Extract<Condition, { aspect: 'peer' }>, family: IpFamily): readonly number[] {
    const { classes } = this.ofClasses
    const fitting =
      anyOf.length === 1
        ? classes.matchedBy(anyOf[0]!, family)
        : [...new Set(anyOf.flatMap((matcher) => classes.matchedBy(matcher, family)))]
    if (!negate) return fitting
    const without = new Set(fitting)
    return Array.from({ length: classes.count }, (_, index) => index).filter((index) => !without.has(index))
  }
}

function numbersOf(ranked: readonly Ranked[]): string {
  let text = ''
  for (const { number } of ranked) text += `${number},`
  return text
}

function common(some: readonly number[], others: readonly number[]): readonly number[] {
  const known = new Set(others)
  return some.filter((each) => known.has(each))
}
