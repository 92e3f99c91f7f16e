import type { IpFamily } from '../ground/ip.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { Rule } from '../policy/form.ts'
import type { EndpointClasses } from './classes.ts'
import type { RuleFit } from './combine.ts'
import { asksForWords, fitsAtom, hasPortNames, portsKey } from './demands.ts'
import type { Common, WeighableFit } from './matrix-kept.ts'

/** What rules make of classes and ports: the rule as it weighs, remembered by what it asks for. */
export class RuleFits {
  constructor(
    private readonly common: Common,
    private readonly classes: EndpointClasses,
  ) {}

  /**
   * A rule as it weighs with a destination of this class, whose named ports may matter. Which port a client takes is
   * not known.
   */
  weighable(rule: Rule, destination: number): WeighableFit {
    const names = hasPortNames(rule) ? this.classes.portNames[destination]! : ''
    const { fits } = this.common
    let known = fits.get(rule)
    if (!known) fits.set(rule, (known = new Map()))
    let weighable = known.get(names)
    if (!weighable) {
      const fit = this.#fitOf(rule, this.classes.representatives[destination]!, names)
      known.set(names, (weighable = { action: rule.action, fit }))
    }
    return weighable
  }

  /** Whether what the rule demands of the end that its policy selects holds for the class. */
  fitsSelf(rule: Rule, subject: number, family: IpFamily): boolean {
    return rule.when.every((condition) => {
      if (condition.aspect !== 'self') return true
      const holds = condition.anyOf.some((matcher) => this.classes.matchedBy(matcher, family).includes(subject))
      return holds !== (condition.negate ?? false)
    })
  }

  #fitOf(rule: Rule, destination: Endpoint, names: string): RuleFit<number> {
    const { sets } = this.common.ports
    if (rule.authentication === 'always-fails') return { sure: sets.none, possible: sets.none }
    const possible = this.#portsOf(rule, destination, names)
    return { possible, ...(rule.request && { taken: possible }), sure: asksForWords(rule) ? sets.none : possible }
  }

  #portsOf(rule: Rule, destination: Endpoint, names: string): number {
    const { setOfPorts, ports } = this.common
    const key = `${portsKey(rule)} ${names}`
    let set = setOfPorts.get(key)
    if (set === undefined) {
      const fitting = ports.atoms.flatMap((atom, index) => {
        const holds = rule.when.every(
          (condition) => fitsAtom(condition, atom, destination) !== (condition.negate ?? false),
        )
        return holds ? [index] : []
      })
      setOfPorts.set(key, (set = ports.sets.of(fitting)))
    }
    return set
  }
}
