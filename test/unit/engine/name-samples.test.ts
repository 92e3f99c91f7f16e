import { expect, test } from 'vitest'
import { sampleNames } from '../../../src/engine/name-samples.ts'
import { domainPattern } from '../../../src/ground/domain-name.ts'
import { namePattern } from '../../../src/ground/patterns.ts'
import type { CompiledPolicy, Condition } from '../../../src/policy/form.ts'

/** A policy with one condition of these names; `*` before a name of Cilium’s. */
const asking = (aspect: 'peer' | 'self', ...names: readonly string[]): CompiledPolicy =>
  ({
    rules: [
      {
        when: [
          {
            aspect,
            anyOf: [
              { kind: 'nobody' },
              ...names.map((text) =>
                text.startsWith('cilium ')
                  ? { kind: 'fqdn', pattern: namePattern(text.slice(7)) }
                  : { kind: 'name', domain: domainPattern(text) },
              ),
            ],
          } as unknown as Condition,
        ],
      },
    ],
  }) as unknown as CompiledPolicy

test('names are sampled once for each way in which rules tell them apart', () => {
  expect(sampleNames([])).toEqual([])
  expect(sampleNames([asking('peer')])).toEqual([])
  expect(sampleNames([asking('self', 'example.com')])).toEqual([])
  expect(sampleNames([asking('peer', 'example.com', 'example.org')])).toEqual(['example.com'])
  expect(sampleNames([asking('peer', 'example.com'), asking('peer', 'example.org')])).toEqual([
    'example.com',
    'example.org',
  ])
  expect(sampleNames([asking('peer', 'a.io', 'b.io'), asking('peer', 'a.io', 'c.io')])).toEqual([
    'a.io',
    'b.io',
    'c.io',
  ])
  // What the first names the others may name too.
  expect(
    sampleNames([asking('peer', '*.example.com'), asking('peer', 'any.example.com'), asking('peer', '*.com')]),
  ).toEqual(['any1.example.com', 'any.example.com', 'any.com'])
})

test('names are sampled in the grammar of Cilium as well', () => {
  expect(sampleNames([asking('peer', 'cilium example.com'), asking('peer', 'cilium example.org')])).toEqual([
    'example.com',
    'example.org',
  ])
})
