import fc, { type Arbitrary } from 'fast-check'

export type ManifestObject = { readonly [key: string]: unknown }

/** The few names, numbers and labels that everything generated is made of, so that all of it collides. */
export const NAMESPACES = ['one', 'two'] as const

const KEYS = ['app', 'tier'] as const

const VALUES = ['a', 'b', ''] as const

export const NUMBERS = [53, 80, 81] as const

export const PORT_NAMES = ['web', 'dns'] as const

export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const

export const labels = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES), {
  maxKeys: 2,
  noNullPrototype: true,
})

export const protocol = fc.constantFrom(...PROTOCOLS)

const requirement = fc.oneof(
  fc.record({
    key: fc.constantFrom(...KEYS),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.subarray([...VALUES], { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ key: fc.constantFrom(...KEYS), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
)

export const selector: Arbitrary<ManifestObject> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: labels.map((matchLabels) => ({ matchLabels })) },
  { weight: 2, arbitrary: fc.record({ matchExpressions: fc.array(requirement, { maxLength: 2 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ matchLabels: labels, matchExpressions: fc.array(requirement, { maxLength: 1 }) }),
  },
)

export const namespaceSelector: Arbitrary<ManifestObject> = fc.oneof(
  selector,
  fc.constantFrom(...NAMESPACES).map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
)
