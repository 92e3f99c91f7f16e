import { describe, expect, it } from 'vitest'
import { bytesOf, headerText, packetChange, sizeText } from '../../../../src/app/text/walk/packet.ts'
import { ip, tcp, vxlan } from './walks.ts'

const INNER = [ip('10.0.0.5', '10.0.1.7'), tcp(43120, 8080)]
const states = (layers: readonly { readonly header: { readonly layer: string }; readonly state: string }[]) =>
  layers.map(({ header, state }) => `${header.layer} ${state}`)

describe('what a hop does to a packet', () => {
  it('is nothing when both sides are alike, whoever made them', () => {
    expect(packetChange(INNER, [ip('10.0.0.5', '10.0.1.7'), tcp(43120, 8080)]).isSame).toBe(true)
  })

  it('wraps: what was there is inside', () => {
    const { before, after, isSame } = packetChange(INNER, [...vxlan(7), ...INNER])
    expect(isSame).toBe(false)
    expect(states(before)).toEqual(['IP same', 'TCP same'])
    expect(states(after)).toEqual(['IP only', 'UDP only', 'VXLAN only', 'Ethernet only', 'IP same', 'TCP same'])
  })

  it('wraps an address header in another, and unwraps it', () => {
    const outer = [ip('172.18.0.11', '172.18.0.12'), ...INNER]
    expect(states(packetChange(INNER, outer).after)).toEqual(['IP only', 'IP same', 'TCP same'])
    expect(states(packetChange(outer, INNER).before)).toEqual(['IP only', 'IP same', 'TCP same'])
  })

  it('writes other addresses and ports, and says which', () => {
    const { after } = packetChange([ip('10.0.0.5', '10.96.0.20'), tcp(43120, 80)], INNER)
    expect(states(after)).toEqual(['IP changed', 'TCP changed'])
    expect(after.map(({ pieces }) => pieces.filter(({ isNew }) => isNew).map(({ text }) => text))).toEqual([
      ['10.0.1.7'],
      ['8080'],
    ])
  })

  it('is written out in bytes and in words', () => {
    expect([
      bytesOf(INNER),
      sizeText(INNER, null),
      sizeText([...vxlan(7), ...INNER], INNER),
      sizeText(INNER, [...vxlan(7), ...INNER]),
    ]).toEqual([60, '60 bytes', '110 bytes, 50 of them new', '60 bytes, 50 fewer'])
    expect(headerText(tcp(1, 2))).toBe('1 → 2, SYN')
    const protocol = (value: string) =>
      headerText({
        layer: 'IP',
        bytes: 20,
        fields: [
          { name: 'src', value: 'a' },
          { name: 'dst', value: 'b' },
          { name: 'protocol', value },
        ],
      })
    // What the next header says anyhow goes without saying.
    expect([protocol('TCP'), protocol('4 (IPIP)')]).toEqual(['a → b', 'a → b, protocol 4 (IPIP)'])
  })
})
