import { describe, expect, test } from 'vitest'
import { addressClasses, AddressClasses } from '../../../src/engine/address-classes.ts'
import { parseAddress, parseCidrLoosely, type IpFamily } from '../../../src/ground/ip.ts'
import type { Cluster } from '../../../src/model/cluster.ts'
import type { BlockMatcher, CompiledPolicy } from '../../../src/policy/form.ts'

const block = (text: string, ...except: readonly string[]) =>
  ({
    kind: 'block',
    block: parseCidrLoosely(text)!.block,
    except: except.map((each) => parseCidrLoosely(each)!.block),
  }) as unknown as BlockMatcher
const asking = (...anyOf: readonly BlockMatcher[]) =>
  ({ rules: [{ when: [{ aspect: 'peer', anyOf }] }] }) as unknown as CompiledPolicy
const TEN = block('10.0.0.0/8', '10.1.0.0/16')
const OTHER = block('192.168.0.0/16')
const SIX = block('fd00::/8')

describe('classes of addresses', () => {
  const classes = (family: IpFamily) => new AddressClasses([asking(TEN, OTHER), asking(SIX, TEN)], family)
  const four = classes(4)
  const of = (text: string) => four.of(parseAddress(text))

  test('are one for each way in which blocks tell addresses apart', () => {
    expect(four.count).toBe(3)
    expect(classes(6).count).toBe(2)
  })
  test('hold addresses that every block treats alike, wherever they are', () => {
    expect(of('10.0.0.0')).toBe(of('10.255.255.255'))
    expect(of('10.1.0.0')).toBe(of('10.1.255.255'))
    expect(new Set(['0.0.0.0', '9.255.255.255', '10.1.2.3', '11.0.0.0', '255.255.255.255'].map(of)).size).toBe(1)
    expect(new Set(['10.2.0.0', '192.168.1.1', '1.1.1.1'].map(of)).size).toBe(3)
    expect(of('192.168.0.0')).toBe(of('192.168.255.255'))
  })
  test('fit a block or not', () => {
    expect(['10.2.0.0', '10.1.2.3', '192.168.1.1'].map((text) => four.matches(TEN, of(text)))).toEqual([
      true,
      false,
      false,
    ])
    expect(['0.0.0.0', '192.168.1.1'].map((text) => four.matches(OTHER, of(text)))).toEqual([false, true])
    expect(classes(6).matches(SIX, classes(6).of(parseAddress('fd00::1')))).toBe(true)
  })
  test('are none for whoever has no address of the family', () => {
    expect(four.of(null)).toBe(-1)
    expect([TEN, OTHER, SIX].map((matcher) => four.matches(matcher, -1))).toEqual([false, false, false])
  })
  test('are the first where no address stands before the others', () => {
    const all = new AddressClasses([asking(block('0.0.0.0/1'))], 4)
    expect(all.matches(block('0.0.0.0/1'), all.of(parseAddress('0.0.0.0')))).toBe(true)
  })
})

test('classes are kept with the cluster while no block changes', () => {
  const cluster = {} as Cluster
  const four = addressClasses(cluster, [asking(TEN, OTHER)], 4)
  expect(addressClasses(cluster, [asking(OTHER), asking(TEN)], 4)).toBe(four)
  expect(addressClasses(cluster, [asking(TEN, OTHER)], 6)).not.toBe(four)
  expect(addressClasses(cluster, [asking(TEN, OTHER)], 4)).toBe(four)
  expect(addressClasses({} as Cluster, [asking(TEN, OTHER)], 4)).not.toBe(four)
  expect(addressClasses(cluster, [asking(TEN)], 4)).not.toBe(four)
})
