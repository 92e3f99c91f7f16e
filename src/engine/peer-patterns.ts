import type { Rule } from '../policy/form.ts'

/**
 * A set of rules, reached by adding one rule after another: the last one, and the set before it. Null: no rule is in
 * it.
 */
export type Pattern = { readonly before: Pattern; readonly rule: Rule } | null

/**
 * Which of some rules fit each class as a peer. Classes that the same rules fit share a pattern, which is a number:
 * whoever computes something for a pattern computes it once. Copies are cheap, so that what many rows begin with is
 * found once.
 */
export class PeerPatterns {
  private constructor(
    private readonly ofClass: Int32Array,
    private readonly patterns: Pattern[],
  ) {}

  /** Of no rule: all classes are alike. */
  static none(classes: number): PeerPatterns {
    return new PeerPatterns(new Int32Array(classes), [null])
  }

  copy(): PeerPatterns {
    return new PeerPatterns(this.ofClass.slice(), [...this.patterns])
  }

  /** How many patterns there are; some of them may be no class's any more. */
  get count(): number {
    return this.patterns.length
  }

  of(index: number): number {
    return this.ofClass[index]!
  }

  /** Adds a rule that fits these classes, each once. */
  add(rule: Rule, classes: readonly number[]): void {
    const next = new Map<number, number>()
    for (const index of classes) {
      const before = this.ofClass[index]!
      let pattern = next.get(before)
      if (pattern === undefined)
        next.set(before, (pattern = this.patterns.push({ before: this.patterns[before] ?? null, rule }) - 1))
      this.ofClass[index] = pattern
    }
  }

  /** The rules of a pattern, in no order. */
  rules(pattern: number): readonly Rule[] {
    const rules: Rule[] = []
    for (let at = this.patterns[pattern] ?? null; at; at = at.before) rules.push(at.rule)
    return rules
  }
}
