import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** A file that is longer holds more than one concept. */
const MOST = 400

const ROOT = new URL('../', import.meta.url)

test.each(['src', 'test', 'scripts'])('no file of %s has more than 400 lines', (folder) => {
  const files = readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|mjs|svelte|css)$/.test(path))
    .map((path) => `${folder}/${path}`)
  const lengths = files.map((path) => ({
    path,
    lines: readFileSync(fileURLToPath(new URL(path, ROOT)), 'utf8').split('\n').length - 1,
  }))
  expect(files.length).toBeGreaterThan(5)
  expect(lengths.filter(({ lines }) => lines > MOST)).toEqual([])
})
