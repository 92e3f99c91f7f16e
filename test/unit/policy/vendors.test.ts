import { describe, expect, test } from 'vitest'
import { VENDORS as LATER } from '../../../src/policy/vendors-later.ts'
import { VENDORS as NOW } from '../../../src/policy/vendors-now.ts'

describe('the kinds of vendors', () => {
  test('are the same at hand and fetched, in the same order', async () => {
    expect(LATER.map(({ kinds }) => kinds.value)).toEqual(NOW.map(() => null))
    await Promise.all(LATER.map(({ kinds }) => kinds.fetch()))
    expect(LATER.map(({ groups, kinds }) => ({ groups, kinds: kinds.value }))).toEqual(
      NOW.map(({ groups, kinds }) => ({ groups, kinds: kinds.value })),
    )
  })

  test('have their groups for themselves', () => {
    const groups = NOW.flatMap((vendor) => vendor.groups)
    expect(new Set(groups).size).toBe(groups.length)
    for (const { groups: own, kinds } of NOW)
      for (const { apiVersion } of kinds.value!) expect(own).toContain(apiVersion.split('/')[0])
  })
})
