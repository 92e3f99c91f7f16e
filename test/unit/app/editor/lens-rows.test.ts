import { describe, expect, it } from 'vitest'
import { rowsAbout } from '../../../../src/app/editor/about-line.ts'
import { lensRows, mayWrap } from '../../../../src/app/editor/lens-rows.ts'
import { linesOf } from '../../../../src/app/editor/lines.ts'
import type { LensView } from '../../../../src/worker/snapshot.ts'
import { ASSUMED, LENS, POLICY, TEXT } from './lens-samples.ts'

const rows = lensRows(LENS, linesOf(TEXT))

describe('rows between the lines', () => {
  it('stand over the policy, its rules, and the peers of a rule with several, in the order of the text', () => {
    expect(
      rows.map(({ after, indent, sentence, ghost }) => [
        after,
        indent,
        ghost +
          sentence
            .map(({ text }) => text)
            .join('')
            .replaceAll('\u00a0', ' ')
            .slice(0, 14),
      ]),
    ).toEqual([
      [1, 0, 'selects 2 pods'],
      [6, 2, 'policyTypes: [Ingress]assumed by the'],
      [7, 4, '1\u2002all pods in '],
      [15, 4, '2\u2002either of 2 '],
      [16, 8, 'all pods in sh'],
      [17, 8, 'or all pods in'],
    ])
  })

  it('keep their keys while the text above them grows', () => {
    const down = <Placed extends { readonly line: number }>(placed: Placed): Placed => ({
      ...placed,
      line: placed.line + 1,
    })
    const policy = down({
      ...POLICY,
      rules: POLICY.rules.map((rule) => down({ ...rule, peers: rule.peers.map(down) })),
    })
    const shifted = lensRows({ ...LENS, policies: [policy], assumed: ASSUMED.map(down) }, linesOf(`#\n${TEXT}`))
    expect(shifted.map(({ key, after }) => [key, after - 1])).toEqual(rows.map(({ key, after }) => [key, after]))
  })

  it('have keys of their own also when the same policy stands in the text twice', () => {
    const twice = lensRows({ ...LENS, policies: [POLICY, { ...POLICY, line: 4 }] }, linesOf(TEXT))
    expect(new Set(twice.map(({ key }) => key)).size).toBe(twice.length)
  })

  it('leave peers that share a line of text to their rule', () => {
    const lens: LensView = {
      ...LENS,
      assumed: [],
      policies: [
        {
          ...POLICY,
          rules: [{ ...POLICY.rules[1]!, peers: POLICY.rules[1]!.peers.map((peer) => ({ ...peer, line: 16 })) }],
        },
      ],
    }
    expect(lensRows(lens, linesOf(TEXT))).toHaveLength(2)
  })

  it('put what is assumed beside the fields that are there, however far those are indented', () => {
    const wide = TEXT.replace('  podSelector: {}\n  ingress', '      podSelector: {}\n      ingress')
    expect(lensRows(LENS, linesOf(wide)).find(({ ghost }) => ghost !== '')?.indent).toBe(6)
  })
})

describe('whether a row may wrap', () => {
  it('no, when there is ample room; yes, when there is not', () => {
    expect(rows.some((row) => mayWrap(row, 600, 8.4))).toBe(false)
    expect(rows.every((row) => mayWrap(row, 80, 8.4))).toBe(true)
  })
})

describe('what is said about one line', () => {
  it.each<[number, readonly string[]]>([
    [1, []],
    [11, ['selects', '1\u2002']],
    [19, ['selects', '2\u2002', 'or']],
  ])('line %i', (line, expected) => {
    expect(
      rowsAbout(line, rows).map(({ sentence }, index) =>
        sentence
          .map(({ text }) => text)
          .join('')
          .slice(0, expected[index]?.length),
      ),
    ).toEqual(expected)
  })
})
