import fc from 'fast-check'
import { CNI_OFFERS, type CniChoice } from '../../src/sim/cni/choice.ts'

/** A network plugin with a mode and a value for each of its options. */
export const setting: fc.Arbitrary<CniChoice> = fc.constantFrom(...CNI_OFFERS).chain(({ name, modes, options }) =>
  fc.record({
    name: fc.constant(name),
    mode: fc.constantFrom(...modes.map(({ id }) => id)),
    options: fc.record(
      Object.fromEntries(options.map(({ id, values }) => [id, fc.constantFrom(...values.map((value) => value.id))])),
    ),
  }),
)
