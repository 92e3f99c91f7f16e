import { expect, test } from 'vitest'
import { PLUGINS as LATER } from '../../../../src/sim/cni/plugins-later.ts'
import { PLUGINS as NOW } from '../../../../src/sim/cni/plugins-now.ts'

test('network plugins are the same at hand and fetched, and each has its own name', async () => {
  const names = Object.keys(NOW) as (keyof typeof NOW)[]
  expect(Object.keys(LATER)).toEqual(names)
  for (const name of names) {
    expect(LATER[name].value).toBeNull()
    await LATER[name].fetch()
    expect(LATER[name].value).toBe(NOW[name].value)
    expect(NOW[name].value!.name).toBe(name)
  }
})
