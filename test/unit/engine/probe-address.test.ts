import { expect, test } from 'vitest'
import { noReach } from '../../../src/engine/pair-reach.ts'
import { isProbeAddress, probeAddress } from '../../../src/engine/probe-address.ts'
import { parseAddress } from '../../../src/ground/ip.ts'

test('the address of probes in an ambient mesh is one in each family', () => {
  // Source: https://istio.io/latest/docs/ambient/usage/networkpolicy/
  expect(([4, 6] as const).map((family) => probeAddress(family).text)).toEqual([
    '169.254.7.127',
    'fd16:9254:7127:1337:ffff:ffff:ffff:ffff',
  ])
  expect(
    ['169.254.7.127', 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff', '169.254.7.128', 'fd00::1'].map((text) =>
      isProbeAddress(parseAddress(text)),
    ),
  ).toEqual([true, true, false, false])
  expect(isProbeAddress(null)).toBe(false)
})

test('without a road nothing passes at either end', () =>
  expect(noReach(7)).toEqual({ leaves: 7, enters: 7, mayLeave: 7, mayEnter: 7, undecided: 7 }))
