import { describe, expect, it } from 'vitest'
import { portSetsText, portsText } from '../../../../src/app/text/ports.ts'
import { ALL_OF_IT, sets } from '../exports/samples.ts'

describe('ports in words', () => {
  it('name each protocol once, with its ports and ranges', () => {
    expect(
      portsText(
        sets([
          ['TCP', 8080],
          ['TCP', 9000, 9010],
          ['UDP', 0, 65535],
        ]).allowed,
      ),
    ).toBe('TCP 8080, 9000–9010; UDP all')
    expect(
      portsText(
        sets([
          ['TCP', 1, 2],
          ['SCTP', 5],
        ]).allowed,
        '-',
      ),
    ).toBe('TCP 1-2; SCTP 5')
  })

  it('know everything and nothing', () => {
    expect([portsText(ALL_OF_IT.allowed), portsText(ALL_OF_IT.conditional)]).toEqual(['all', ''])
    expect(portSetsText(sets([]))).toBe('nothing')
  })

  it('say what depends', () => {
    expect(portSetsText(sets([['TCP', 80]], [['UDP', 53]]))).toBe('TCP 80; depends: UDP 53')
    expect(portSetsText(sets([], [['UDP', 53]]))).toBe('depends: UDP 53')
  })
})
