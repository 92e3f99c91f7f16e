import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Functions, classes and values. Types stay out: one may be exported because an exported function takes or gives it. */
const EXPORTED = /^export (?:abstract |async )*(?:const|let|function|class)\*? +(\w+)/gm
/** Statements that take names from a file: `import { a, type b as c } from '…'`, `export { a } from '…'`. */
const TAKEN = /^[ \t]*(?:import|export)\s+(?:type\s+)?(?:\w+,\s*)?\{([^}]*)\}\s*from\s*['"]([^'"]+)['"]/gm
/** Statements that take everything of a file: `import * as a from '…'`, `export * from '…'`, `import('…')`. */
const TAKEN_WHOLE =
  /^[ \t]*(?:import|export)\s+\*(?:\s+as\s+\w+)?\s+from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
/** `"#part"` in `package.json` stands for two files each, which export the same names. */
const PARTS = (
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    imports: Readonly<Record<string, Readonly<Record<'browser' | 'default', string>>>>
  }
).imports

interface SourceFile {
  /** From the top of the repository, with `/`. */
  readonly path: string
  readonly text: string
}

const files = ['src', 'test'].flatMap((folder) => filesIn(join(ROOT, folder), /(?<!\.d)\.ts$|\.svelte$/))

test('nothing is exported that no other file takes', () => {
  expect(deadExports(files)).toEqual([])
})

test('an export that is taken by name, whole or as a part is not dead', () => {
  const dead = (...texts: readonly (readonly [path: string, text: string])[]) =>
    deadExports(texts.map(([path, text]) => ({ path, text })))
  const one = ['src/one.ts', 'export const a = 1\nexport function b() {}\nexport interface C {}'] as const
  expect(dead(one)).toEqual(['src/one.ts a', 'src/one.ts b'])
  expect(dead(one, ['src/two.ts', "import { a, type C } from './one.ts'"])).toEqual(['src/one.ts b'])
  expect(dead(one, ['src/in/two.svelte', "  import {\n    a as x,\n    b,\n  } from '../one.ts'"])).toEqual([])
  expect(dead(one, ['src/two.ts', "const { a } = await import('./one.ts')"])).toEqual([])
  expect(
    dead(['src/sim/mesh/meshes-now.ts', 'export const M = 1'], ['src/b.ts', "import { M } from '#meshes'"]),
  ).toEqual([])
})

test('every colour and measure of the style sheets is used', () => {
  const texts = filesIn(join(ROOT, 'src/app'), /\.(?:css|svelte|ts)$/).map(({ text }) => text)
  const named = new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/var\(\s*(--[\w-]+)|'(--[\w-]+)'/g)].map((found) => found[1] ?? found[2]),
    ),
  )
  const tokens = [...readFileSync(join(ROOT, 'src/app/styles/tokens.css'), 'utf8').matchAll(/^ *(--[\w-]+):/gm)].map(
    (found) => found[1],
  )
  expect(tokens.length).toBeGreaterThan(50)
  expect(tokens.filter((token) => !named.has(token))).toEqual([])
})

/** Each as `src/file.ts name`. What only a test takes counts as taken. */
function deadExports(all: readonly SourceFile[]): readonly string[] {
  const taken = new Set<string>()
  const takenWhole = new Set<string>()
  for (const { path, text } of all) {
    for (const [, names, specifier] of text.matchAll(TAKEN))
      for (const target of targetsOf(path, specifier!))
        for (const name of names!.split(','))
          taken.add(
            `${target} ${
              name
                .trim()
                .replace(/^type /, '')
                .split(' ')[0]
            }`,
          )
    for (const [, one, other] of text.matchAll(TAKEN_WHOLE))
      for (const target of targetsOf(path, (one ?? other)!)) takenWhole.add(target)
  }
  return all
    .filter(({ path }) => path.startsWith('src/') && !takenWhole.has(path))
    .flatMap(({ path, text }) => [...text.matchAll(EXPORTED)].map((found) => `${path} ${found[1]}`))
    .filter((name) => !taken.has(name))
}

/** The files that a specifier stands for, from the top; none for a package. */
function targetsOf(path: string, specifier: string): readonly string[] {
  if (Object.hasOwn(PARTS, specifier)) return Object.values(PARTS[specifier]!).map((target) => target.slice(2))
  if (!specifier.startsWith('.')) return []
  return [
    normalize(join(dirname(path), specifier.replace(/\?.*$/, '')))
      .split(sep)
      .join('/'),
  ]
}

function filesIn(folder: string, wanted: RegExp): readonly SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(path, wanted)
    return wanted.test(entry.name)
      ? [{ path: relative(ROOT, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }]
      : []
  })
}
