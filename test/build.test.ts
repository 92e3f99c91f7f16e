import { fileURLToPath } from 'node:url'
import { resolveConfig } from 'vite'
import { afterEach, expect, test, vi } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

afterEach(() => {
  vi.unstubAllEnvs()
})

/**
 * A development build is larger, slower, and keeps nothing for offline use: neither Svelte nor the service worker is
 * what users get.
 */
test.each(['test', 'development'])('a build is a production build where NODE_ENV is %s', async (nodeEnv) => {
  vi.stubEnv('NODE_ENV', nodeEnv)
  const { isProduction, env } = await resolveConfig({ root: ROOT, logLevel: 'error' }, 'build')
  expect({ isProduction, PROD: env['PROD'] }).toEqual({ isProduction: true, PROD: true })
})

test('the development server keeps what it is for', async () => {
  vi.stubEnv('NODE_ENV', 'development')
  expect((await resolveConfig({ root: ROOT, logLevel: 'error' }, 'serve')).isProduction).toBe(false)
})
