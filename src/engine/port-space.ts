import type { CompiledPolicy } from '../policy/form.ts'
import type { Pod } from '../model/cluster.ts'
import { finerAtoms, portAtoms, portMatchersOf, type PortAtom } from './port-atoms.ts'
import { InternedSets } from './set-algebra.ts'

const SETS = 200_000

/**
 * The ports as policies tell them apart, and sets of them. Whoever types a number makes it finer: the sets that there
 * are stay what they were, with their numbers. It may so be finer than the policies of the moment need, which changes
 * no answer.
 */
export class PortSpace {
  readonly sets: InternedSets
  #atoms: readonly PortAtom[]
  readonly #begun: number

  constructor(policies: readonly CompiledPolicy[], pods: readonly Pod[], also?: readonly number[]) {
    this.#atoms = portAtoms(portMatchersOf(policies), pods, also)
    this.#begun = this.#atoms.length
    this.sets = new InternedSets(this.#atoms.length)
  }

  get atoms(): readonly PortAtom[] {
    return this.#atoms
  }

  /** Whether so many numbers have been typed that it is cheaper to begin anew. */
  get isWorn(): boolean {
    return this.#atoms.length > 2 * this.#begun + 1_000 || this.sets.count > SETS
  }

  /** Tells apart what these policies do, too. Names that none of the others used are not looked at. */
  refine(policies: readonly CompiledPolicy[]): void {
    const { atoms, split } = finerAtoms(this.#atoms, portMatchersOf(policies))
    if (split.length === 0) return
    this.sets.split(split, atoms.length)
    this.#atoms = atoms
  }
}
