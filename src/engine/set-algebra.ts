/**
 * Sets of port atoms, as an algebra. The rule of combination is written once over it: with `POINT` it answers for one
 * flow, with interned bit sets for all ports of a matrix cell together.
 */
export interface SetAlgebra<Set> {
  readonly none: Set
  readonly all: Set
  union(a: Set, b: Set): Set
  intersect(a: Set, b: Set): Set
  subtract(a: Set, b: Set): Set
}

/** The sets over one atom: it is in, or not. */
export const POINT: SetAlgebra<boolean> = {
  none: false,
  all: true,
  union: (a, b) => a || b,
  intersect: (a, b) => a && b,
  subtract: (a, b) => a && !b,
}

/**
 * Sets over many atoms, each distinct set stored once and known by a small number, so that equality is `===` and each
 * operation on a pair is computed once.
 */
export class InternedSets implements SetAlgebra<number> {
  readonly none: number
  readonly all: number
  readonly #bits: bigint[] = []
  /** The same bits in words of 32, one set after another: asking for one bit of a bigint would copy it. */
  #words = new Uint32Array(64)
  #wordsPerSet: number
  readonly #ids = new Map<bigint, number>()
  readonly #memo = new Map<number, number>()

  constructor(atoms: number) {
    this.#wordsPerSet = Math.max(1, Math.ceil(atoms / 32))
    this.none = this.#intern(0n)
    this.all = this.#intern((1n << BigInt(atoms)) - 1n)
  }

  /** How many distinct sets exist by now; their ids are 0 to this. */
  get count(): number {
    return this.#bits.length
  }

  of(atoms: Iterable<number>): number {
    let bits = 0n
    for (const atom of atoms) bits |= 1n << BigInt(atom)
    return this.#intern(bits)
  }

  has(set: number, atom: number): boolean {
    return ((this.#words[set * this.#wordsPerSet + (atom >> 5)]! >>> (atom & 31)) & 1) === 1
  }

  union(a: number, b: number): number {
    return a === b ? a : this.#remember(0, Math.min(a, b), Math.max(a, b))
  }

  intersect(a: number, b: number): number {
    if (a === b || b === this.all) return a
    return a === this.all ? b : this.#remember(1, Math.min(a, b), Math.max(a, b))
  }

  subtract(a: number, b: number): number {
    return b === this.none ? a : this.#remember(2, a, b)
  }

  /**
   * Cuts each of these atoms, ascending, in two: of both halves a set has what it had of the whole, so that each keeps
   * its number, and what is known of pairs stays true. Atoms after one that is cut move up.
   */
  split(atoms: readonly number[], count: number): void {
    const doubled = (bits: bigint) =>
      atoms.reduceRight((whole, atom) => {
        const at = BigInt(atom)
        const high = whole >> at
        return (whole & ((1n << at) - 1n)) | ((high & 1n) << at) | (high << (at + 1n))
      }, bits)
    const sets = this.#bits.map(doubled)
    this.#bits.length = 0
    this.#ids.clear()
    this.#wordsPerSet = Math.max(1, Math.ceil(count / 32))
    this.#words = new Uint32Array(Math.max(64, sets.length * this.#wordsPerSet))
    for (const bits of sets) this.#intern(bits)
  }

  #remember(operation: 0 | 1 | 2, a: number, b: number): number {
    const key = (a * 0x1000000 + b) * 3 + operation
    const known = this.#memo.get(key)
    if (known !== undefined) return known
    const x = this.#bits[a]!
    const y = this.#bits[b]!
    const result = this.#intern(operation === 0 ? x | y : operation === 1 ? x & y : x & ~y)
    this.#memo.set(key, result)
    return result
  }

  #intern(bits: bigint): number {
    const known = this.#ids.get(bits)
    if (known !== undefined) return known
    const id = this.#bits.push(bits) - 1
    this.#ids.set(bits, id)
    const start = id * this.#wordsPerSet
    if (start + this.#wordsPerSet > this.#words.length) {
      const larger = new Uint32Array(this.#words.length * 2 + this.#wordsPerSet)
      larger.set(this.#words)
      this.#words = larger
    }
    for (let word = 0; word < this.#wordsPerSet; word++)
      this.#words[start + word] = Number((bits >> BigInt(32 * word)) & 0xffffffffn)
    return id
  }
}
