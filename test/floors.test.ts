import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const SRC = fileURLToPath(new URL('../src', import.meta.url))

/** From the ground up. A file imports from lower floors and from its own folder. */
const FLOORS = {
  ground: 0,
  manifests: 1,
  model: 2,
  policy: 3,
  engine: 4,
  sim: 5,
  world: 6,
  lessons: 7,
  worker: 8,
  cli: 8,
  app: 9,
} as const
type Folder = keyof typeof FLOORS

/** Folders whose members never import each other: each is one of a kind. */
const SIBLINGS = ['policy/kinds', 'sim/cni', 'sim/mesh', 'sim/tools'] as const

/** Packages that live behind one of our own modules, so that another could take their place. */
const ONLY_IMPORTERS: readonly { readonly package: RegExp; readonly allowed: RegExp }[] = [
  { package: /^ipaddr\.js$/, allowed: /^ground\/ip\.ts$/ },
  { package: /^re2js$/, allowed: /^ground\/re2-\w+\.ts$/ },
  { package: /^js-yaml$/, allowed: /^manifests\/yaml\.ts$/ },
  { package: /^d3(-.*)?$/, allowed: /^app\/viz\/.+\.ts$/ },
  { package: /^monaco-(editor|yaml)(\/|$)/, allowed: /^app\/editor\/monaco[^/]*\.ts$/ },
]

/** What the app may import from lower floors as values: the engine itself stays in the worker. */
const APP_VALUES = [
  /^ground\//,
  /^sim\/cni\/choice\.ts$/,
  /^worker\/client\.ts$/,
  /^worker\/snapshot\.ts$/,
  /^world\/cell\.ts$/,
  /^world\/connection-sign\.ts$/,
  /^world\/print-question\.ts$/,
  /^world\/token-text\.ts$/,
  /^lessons\/files(?:-\w+)?\.ts$/,
  /^lessons\/goal\.ts$/,
  /^lessons\/made\/track\.ts$/,
]
/** What the terminal shares with the screen: its sentences and its formats of lists. They know no screen. */
const CLI_SHARES = /^app\/(?:text|exports)\//
/**
 * Types that hold each other, each in its own file: a pod is an end of flows, and that end is the pod; an enforcer
 * remarks on verdicts, and a verdict is made by its tiers.
 */
const HOLD_EACH_OTHER = /^(?:model|engine)\//
/** `"#part"` in `package.json` stands for two files each, from `src`. */
const PARTS: Readonly<Record<string, readonly string[] | undefined>> = Object.fromEntries(
  Object.entries(
    (
      JSON.parse(readFileSync(join(SRC, '../package.json'), 'utf8')) as {
        imports: Readonly<Record<string, Readonly<Record<string, string>>>>
      }
    ).imports,
  ).map(([part, files]) => [part, Object.values(files).map((path) => path.replace('./src/', ''))]),
)
/** Starting the worker is not importing it. */
const WORKER_START = "new URL('../../worker/engine.worker.ts', import.meta.url"

/**
 * Statements that name a module: `import … from`, `export … from`, `import '…'`, `import('…')`,
 * `new URL('…', import.meta.url)`.
 */
const STATEMENT =
  /^[ \t]*(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*(['"])([^'"]+)\1|\bimport\(\s*(['"])([^'"]+)\3|new URL\(\s*(['"])([^'"]+)\5\s*,\s*import\.meta\.url/gm

interface Import {
  readonly file: string
  readonly line: number
  readonly text: string
  /** A package's name, or a path from `src`. */
  readonly target: string
  readonly isPackage: boolean
  readonly isType: boolean
  /** Something of it is used at run time, from the start: neither types alone, nor what is fetched later. */
  readonly isNeeded: boolean
}

const imports = sourceFiles(SRC).flatMap(importsOf)

describe('the floors', () => {
  test('a file imports only from lower floors and from its own folder', () => {
    expect(
      offenders(({ file, target, isPackage }) => {
        if (isPackage || folderOf(file) === folderOf(target) || (folderOf(file) === 'cli' && CLI_SHARES.test(target)))
          return false
        return FLOORS[folderOf(target)] >= FLOORS[folderOf(file)]
      }),
    ).toEqual([])
  })

  test('files never need each other in a circle; a component may show itself', () => {
    expect(circlesOf(imports.filter(({ isNeeded }) => isNeeded))).toEqual([])
  })

  test('nor do their types, and what is fetched later, but for types that hold each other', () => {
    expect(circlesOf(imports.filter(({ file, isType }) => !isType || !HOLD_EACH_OTHER.test(file)))).toEqual([])
  })

  test('siblings never import each other', () => {
    expect(
      offenders(
        ({ file, target, isPackage }) =>
          !isPackage &&
          SIBLINGS.some((parent) => {
            const [from, to] = [memberOf(parent, file), memberOf(parent, target)]
            return from !== null && to !== null && from !== to
          }),
      ),
    ).toEqual([])
  })

  test('nothing below a registry imports it, and the engine takes kinds as arguments', () => {
    expect(
      offenders(
        ({ file, target, isPackage }) =>
          !isPackage &&
          ((/(^|\/)registry\.ts$/.test(target) && !/^(world|lessons|worker|cli)\//.test(file)) ||
            (target.startsWith('policy/kinds/') &&
              !file.startsWith('policy/kinds/') &&
              !/^policy\/(registry|vendors-(now|later))\.ts$/.test(file) &&
              !readsItsOwn(file, target))),
      ),
    ).toEqual([])
  })

  test('a package that lives behind one module is imported there alone', () => {
    expect(
      offenders(
        ({ file, target, isPackage }) =>
          isPackage && ONLY_IMPORTERS.some((rule) => rule.package.test(target) && !rule.allowed.test(file)),
      ),
    ).toEqual([])
  })

  test('the app imports the engine as types only', () => {
    expect(
      offenders(
        ({ file, target, text, isPackage, isType }) =>
          !isPackage &&
          folderOf(file) === 'app' &&
          folderOf(target) !== 'app' &&
          !isType &&
          text !== WORKER_START &&
          !APP_VALUES.some((allowed) => allowed.test(target)),
      ),
    ).toEqual([])
  })

  test('below the app nothing knows a screen', () => {
    expect(
      offenders(
        ({ file, target, isPackage }) => isPackage && folderOf(file) !== 'app' && /^(svelte|d3|monaco)/.test(target),
      ),
    ).toEqual([])
  })
})

describe('each floor', () => {
  test.each(
    readdirSync(SRC, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name),
  )('src/%s introduces itself in a few lines and names its floor', (folder) => {
    expect(Object.keys(FLOORS)).toContain(folder)
    const readme = join(SRC, folder, 'README.md')
    expect(existsSync(readme), `src/${folder}/README.md is missing`).toBe(true)
    const text = readFileSync(readme, 'utf8')
    expect(text).toMatch(new RegExp(`\\bFloor ${FLOORS[folder as Folder]}\\b`))
    expect(text.trimEnd().split('\n').length).toBeLessThan(20)
  })
})

/** A mesh reads the objects of its own kinds itself: what they come to hangs on all of them together. */
function readsItsOwn(file: string, target: string): boolean {
  const mesh = memberOf('sim/mesh', file)
  return mesh !== null && mesh === memberOf('policy/kinds', target)
}

/** Each as `a.ts → b.ts → a.ts`. A file that imports itself is none. */
function circlesOf(among: readonly Import[]): readonly string[] {
  const known = new Map<string, string[]>()
  for (const { file, target, isPackage } of among) {
    const targets = isPackage ? (PARTS[target] ?? []) : [target]
    known.set(file, [...(known.get(file) ?? []), ...targets.filter((each) => each !== file)])
  }
  const done = new Set<string>()
  const circles: string[] = []
  const follow = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '))
    if (done.has(file) || way.includes(file)) return
    for (const target of known.get(file) ?? []) follow(target, [...way, file])
    done.add(file)
  }
  for (const file of known.keys()) follow(file, [])
  return circles
}

/** The offending lines, as `src/file.ts:12 import …`. */
function offenders(offends: (each: Import) => boolean): readonly string[] {
  return imports.filter(offends).map(({ file, line, text }) => `src/${file}:${line} ${text}`)
}

function folderOf(path: string): Folder {
  const folder = path.split('/')[0]!
  if (!Object.hasOwn(FLOORS, folder)) throw new Error(`src/${path} is on no floor`)
  return folder as Folder
}

function memberOf(parent: string, path: string): string | null {
  const rest = path.startsWith(`${parent}/`) ? path.slice(parent.length + 1) : null
  return rest !== null && rest.includes('/') ? rest.split('/')[0]! : null
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? sourceFiles(path) : /\.(ts|svelte)$/.test(entry.name) ? [path] : []
  })
}

function importsOf(path: string): readonly Import[] {
  const file = relative(SRC, path).split(sep).join('/')
  const source = readFileSync(path, 'utf8')
  return [...source.matchAll(STATEMENT)]
    .map((match) => {
      const specifier = (match[2] ?? match[4] ?? match[6])!.replace(/\?.*$/, '')
      const isPackage = !specifier.startsWith('.')
      const text = match[0].trim().replace(/\s+/g, ' ')
      return {
        file,
        text,
        isPackage,
        line: source.slice(0, match.index + match[0].search(/\S/)).split('\n').length,
        target: isPackage
          ? specifier
          : normalize(join(dirname(file), specifier))
              .split(sep)
              .join('/'),
        isType: /^(import|export) type\b/.test(text),
        isNeeded:
          /^(import|export)\b(?! type\b)/.test(text) && !/\{ (type \w+,? ?)+\}/.test(text) && !/\bimport\(/.test(text),
      }
    })
    .filter(({ target, isPackage }) => isPackage || !target.startsWith('../'))
}
