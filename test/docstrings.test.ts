import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const SRC = fileURLToPath(new URL('../src', import.meta.url))

/** A translation says what its English part says, and is typed as that. The words of both are one thing. */
const TRANSLATIONS = /^app\/text\/(?:catalogue|architecture)\/de\//

/** As Prettier lays code out: at the edge of a `.ts` file, indented in the script of a component. */
const EXPORTED =
  /^(?: {2})?export (?:default )?(?:declare |abstract |async )*(?:const|let|function|class|interface|type|enum)\*? +(\[[^\]]*\]|\w+)/

/** The offending lines, as `src/file.ts:12 export …`. */
function undocumented(file: string, text: string): readonly string[] {
  const lines = text.split('\n')
  const told = new Set<string>()
  return lines.flatMap((line, index) => {
    const name = EXPORTED.exec(line)?.[1]
    if (name === undefined) return []
    // The forms of an overloaded function share the docstring of the first.
    if (told.has(name)) return []
    if (isDocstring(lines, index - 1)) {
      told.add(name)
      return []
    }
    return [`src/${file}:${index + 1} ${line.trim()}`]
  })
}

/** Whether a docstring, and no other comment, ends in this line. */
function isDocstring(lines: readonly string[], last: number): boolean {
  if (!lines[last]?.endsWith('*/')) return false
  let first = last
  while (first > 0 && !lines[first]!.trimStart().startsWith('/*')) first--
  return /^\/\*\* *[^ *]|^\/\*\*$/.test(lines[first]!.trim())
}

/** Without `.d.ts`: those describe what others wrote. */
function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? sourceFiles(path) : /(?<!\.d)\.ts$|\.svelte$/.test(entry.name) ? [path] : []
  })
}

test('every exported declaration says what it is', () => {
  const files = sourceFiles(SRC).map((path) => ({ path, file: relative(SRC, path).split(sep).join('/') }))
  const offenders = files
    .filter(({ file }) => !TRANSLATIONS.test(file))
    .flatMap(({ path, file }) => undocumented(file, readFileSync(path, 'utf8')))
  expect(offenders).toEqual([])
})

test('only a docstring at the declaration itself counts', () => {
  const faults = (text: string) => undocumented('a.ts', text).length
  expect(faults('/** A number. */\nexport const a = 1')).toBe(0)
  expect(faults('/**\n * Adds.\n */\nexport async function a(): void;\nexport async function a() {}')).toBe(0)
  expect(faults('export interface A {')).toBe(1)
  expect(faults('/* A number. */\nexport const a = 1')).toBe(1)
  expect(faults('// A number.\nexport const a = 1')).toBe(1)
  expect(faults('/** A number. */\n\nexport const a = 1')).toBe(1)
  expect(faults('/** A number. */\nexport const a = 1\nexport type B = typeof a')).toBe(1)
})
