import { expect, test } from 'vitest'
import { EXTRAS as LATER } from '../../../src/world/extras-later.ts'
import { EXTRAS as NOW } from '../../../src/world/extras-now.ts'

test('what a world fetches when it is asked for is what is at hand in Node', async () => {
  const names = Object.keys(NOW) as (keyof typeof NOW)[]
  expect(Object.keys(LATER).sort()).toEqual([...names].sort())
  for (const name of names) {
    expect(LATER[name].value).toBeNull()
    await LATER[name].fetch()
    expect(LATER[name].value).toBe(NOW[name].value)
  }
})
