import { describe, expect, test } from 'vitest'
import { NotFetched } from '../../../src/ground/not-fetched.ts'
import { VENDORS as LATER } from '../../../src/policy/vendors-later.ts'
import { VENDORS as NOW } from '../../../src/policy/vendors-now.ts'

describe('the kinds of vendors', () => {
  test('are the same at hand and fetched, in the same order', async () => {
    expect(LATER.map(({ kinds }) => kinds)).toEqual(NOW.map(() => null))
    await Promise.all(LATER.map((vendor) => vendor.fetch()))
    expect(LATER.map(({ groups, kinds }) => ({ groups, kinds }))).toEqual(NOW.map(({ groups, kinds }) => ({ groups, kinds })))
  })

  test('have their groups for themselves', () => {
    const groups = NOW.flatMap((vendor) => vendor.groups)
    expect(new Set(groups).size).toBe(groups.length)
    for (const { groups: own, kinds } of NOW) for (const { apiVersion } of kinds!) expect(own).toContain(apiVersion.split('/')[0])
  })
})

test('what is not there yet says how it is fetched', async () => {
  let isFetched = false
  const missing = new NotFetched('The engine for patterns', async () => { isFetched = true })
  expect(missing.message).toBe('The engine for patterns is not there yet.')
  await missing.fetch()
  expect(isFetched).toBe(true)
})
