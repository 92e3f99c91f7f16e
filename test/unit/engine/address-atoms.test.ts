import { describe, expect, test } from 'vitest'
import {
  addressAtoms,
  blockMatchersOf,
  blocksOf,
  sampleAddresses,
  typicalAddresses,
} from '../../../src/engine/address-atoms.ts'
import { addressOf, parseCidrLoosely, type CidrBlock, type IpAddress, type IpFamily } from '../../../src/ground/ip.ts'
import type { CompiledPolicy } from '../../../src/policy/form.ts'

const block = (text: string): CidrBlock => parseCidrLoosely(text)!.block
const cuts = (family: IpFamily, ...blocks: readonly string[]) =>
  addressAtoms(blocks.map(block), family).map(
    ({ first, last }) => `${addressOf(family, first).text}-${addressOf(family, last).text}`,
  )
const nobody = () => false
/** Those addresses that are owned by somebody. */
const owned =
  (...texts: readonly string[]) =>
  ({ text }: IpAddress) =>
    texts.includes(text)

describe('addresses that no block tells apart', () => {
  test('are the whole family, where there is no block', () => {
    expect(cuts(4)).toEqual(['0.0.0.0-255.255.255.255'])
    expect(cuts(6)).toEqual(['::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'])
  })
  test('begin and end where a block does, in order', () =>
    expect(cuts(4, '10.0.0.0/8', '10.1.0.0/16', '9.0.0.0/8')).toEqual([
      '0.0.0.0-8.255.255.255',
      '9.0.0.0-9.255.255.255',
      '10.0.0.0-10.0.255.255',
      '10.1.0.0-10.1.255.255',
      '10.2.0.0-10.255.255.255',
      '11.0.0.0-255.255.255.255',
    ]))
  test('end with the family', () => {
    expect(cuts(4, '255.0.0.0/8')).toEqual(['0.0.0.0-254.255.255.255', '255.0.0.0-255.255.255.255'])
    expect(cuts(4, '0.0.0.0/0')).toEqual(['0.0.0.0-255.255.255.255'])
  })
  test('are cut by blocks of their family only', () => {
    expect(cuts(4, 'fd00::/8')).toEqual(['0.0.0.0-255.255.255.255'])
    expect(cuts(6, 'ff00::/8', '10.0.0.0/8')).toEqual([
      '::-feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      'ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    ])
  })
})

test('the blocks of policies are those of rules about either end, with what they except', () => {
  const [ten, hole, eleven] = ['10.0.0.0/8', '10.1.0.0/16', '11.0.0.0/8'].map(block) as [
    CidrBlock,
    CidrBlock,
    CidrBlock,
  ]
  const [peer, self] = [
    { kind: 'block', block: ten, except: [hole] },
    { kind: 'block', block: eleven, except: [] },
  ]
  const policies = [
    {
      rules: [
        {
          when: [
            { aspect: 'peer', anyOf: [{ kind: 'pods' }, peer] },
            { aspect: 'self', anyOf: [self] },
            { aspect: 'port', anyOf: [{ kind: 'block' }] },
          ],
        },
      ],
    },
  ] as unknown as readonly CompiledPolicy[]
  expect(blockMatchersOf(policies)).toEqual([peer, self])
  expect(blocksOf(policies)).toEqual([ten, hole, eleven])
})

describe('samples', () => {
  const samples = (family: IpFamily, blocks: readonly string[], within: readonly string[], taken = nobody as never) =>
    sampleAddresses(blocks.map(block), family, within.map(block), taken).map(({ text }) => text)

  test('are one for each way in which blocks tell addresses apart', () =>
    expect(samples(4, ['10.0.0.0/8', '10.1.0.0/16'], ['0.0.0.0/0'])).toEqual(['0.0.0.1', '10.0.0.1', '10.1.0.1']))
  test('tell blocks apart that hold equally many of them', () =>
    expect(samples(4, ['10.0.0.0/8', '12.0.0.0/8'], ['0.0.0.0/0'])).toEqual(['0.0.0.1', '10.0.0.1', '12.0.0.1']))
  test('are inside the ranges that count', () =>
    expect(samples(4, ['10.1.0.0/16'], ['10.0.0.0/8'])).toEqual(['10.0.0.1', '10.1.0.1']))
  test('begin with the address itself where there is no other', () =>
    expect(samples(4, ['10.0.0.4/32'], ['10.0.0.4/32'])).toEqual(['10.0.0.4']))
  test('pass over what somebody owns', () => {
    expect(samples(4, ['10.0.0.0/30'], ['10.0.0.0/30'], owned('10.0.0.1') as never)).toEqual(['10.0.0.2'])
    expect(samples(4, ['10.0.0.0/30'], ['10.0.0.0/30'], owned('10.0.0.1', '10.0.0.2') as never)).toEqual(['10.0.0.3'])
    expect(samples(4, ['10.0.0.0/30'], ['10.0.0.0/30'], owned('10.0.0.1', '10.0.0.2', '10.0.0.3') as never)).toEqual([
      '10.0.0.0',
    ])
    expect(samples(4, ['10.0.0.4/32'], ['10.0.0.4/32'], owned('10.0.0.4') as never)).toEqual([])
  })
  test('are none in the other family', () => expect(samples(6, ['10.0.0.0/8'], ['10.0.0.0/8'])).toEqual([]))
})

describe('the typical address of a block', () => {
  const typical = (of: readonly string[], blocks: readonly string[], taken = nobody as never) =>
    [...typicalAddresses(of.map(block), blocks.map(block), taken)].map(([{ text }, address]) => [text, address.text])

  test('lies in it and in no hole of it', () =>
    expect(typical(['10.0.0.0/8'], ['10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/16'])).toEqual([
      ['10.0.0.0/8', '10.129.0.1'],
    ]))
  test('is in a hole where there is nothing else', () =>
    expect(typical(['10.0.0.0/8'], ['10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9', '10.0.0.0/10'])).toEqual([
      ['10.0.0.0/8', '10.64.0.1'],
    ]))
  test('is shared by as few blocks as can be, however many begin or end there', () => {
    expect(typical(['10.0.0.0/8'], ['10.0.0.0/8', '10.0.0.0/9', '10.0.0.0/10'])).toEqual([['10.0.0.0/8', '10.128.0.1']])
    expect(typical(['224.0.0.0/3'], ['224.0.0.0/3', '224.0.0.0/4'])).toEqual([['224.0.0.0/3', '240.0.0.1']])
  })
  test('is of the family of its block, and shared by blocks of that family alone', () => {
    expect(typical(['0.0.0.0/0'], [])).toEqual([['0.0.0.0/0', '0.0.0.1']])
    // As numbers the addresses of the last block are those from 10.128.0.0 on.
    expect(typical(['10.0.0.0/8'], ['10.0.0.0/8', '10.0.0.0/9', '::a80:0/105'])).toEqual([['10.0.0.0/8', '10.128.0.1']])
  })
  test('may be the last of its family', () =>
    expect(typical(['255.0.0.0/8', 'fd00::/8'], ['254.0.0.0/7', 'fd00::/8'])).toEqual([
      ['255.0.0.0/8', '255.0.0.1'],
      ['fd00::/8', 'fd00::1'],
    ]))
  test('is nobody’s, and absent where all are somebody’s', () => {
    expect(typical(['10.0.0.4/32', '10.0.0.6/31'], [], owned('10.0.0.4', '10.0.0.7') as never)).toEqual([
      ['10.0.0.6/31', '10.0.0.6'],
    ])
    expect(typical(['10.0.0.4/31'], ['10.0.0.4/32', '10.0.0.4/31'], owned('10.0.0.5') as never)).toEqual([
      ['10.0.0.4/31', '10.0.0.4'],
    ])
  })
})
