import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CniChoice, CniName, Facts } from '../../src/world/index.ts'
import { fields, list, text, texts, yamlFiles } from './yaml-file.ts'

/** One file of `test/fixtures/walks/<cni>`: a world, and the ways that packets take through it. */
export interface WalkFixture {
  readonly path: string
  readonly about: string
  readonly world: string
  readonly cases: readonly WalkCase[]
}

/**
 * `hops`: every hop in one line, see `walk-lines.ts`. `reply`: the answer's, where the case is about it. Null: there is
 * no walk.
 */
export interface WalkCase {
  /** The name that the way has where it is described, then what it is about. */
  readonly name: string
  /** Where it is written down. */
  readonly source: string
  readonly cni: CniChoice
  readonly facts: Facts
  readonly policies: string
  readonly ask: string
  readonly part: number | undefined
  readonly hops: readonly string[] | null
  readonly reply: readonly string[] | undefined
  /** Of the whole walk; only what is written is compared. */
  readonly podMtu: number | undefined
  /** The drop's machine texts. */
  readonly counter: string | null | undefined
  readonly log: string | null | undefined
  readonly curl: string | undefined
  /** The hooks of hops, each once, in order. */
  readonly hooks: readonly string[] | undefined
}

const FOLDER = 'test/fixtures/walks'

/** The plugins that have fixtures. */
export function walkFolders(): readonly string[] {
  return readdirSync(fileURLToPath(new URL(`../../${FOLDER}`, import.meta.url))).sort()
}

/** Reads every walk fixture of a plugin. Throws on what is not well formed. */
export function walkFixtures(cni: string): readonly WalkFixture[] {
  return yamlFiles(`${FOLDER}/${cni}`).map(({ path, value }) => {
    const file = fields(value, path, { required: ['about', 'world', 'cases'], optional: ['mode', 'options', 'source'] })
    return {
      path,
      about: text(file['about'], `${path} about`),
      world: text(file['world'], `${path} world`),
      cases: list(file['cases'], `${path} cases`).map((item, index) =>
        readCase(item, `${path} case ${index + 1}`, cni as CniName, file),
      ),
    }
  })
}

function readCase(item: unknown, place: string, cni: CniName, file: Readonly<Record<string, unknown>>): WalkCase {
  const value = fields(item, place, {
    required: ['name', 'ask', 'hops'],
    optional: [
      'source',
      'mode',
      'options',
      'policies',
      'facts',
      'part',
      'reply',
      'podMtu',
      'counter',
      'log',
      'curl',
      'hooks',
    ],
  })
  const mode = value['mode'] ?? file['mode']
  return {
    name: text(value['name'], `${place} name`),
    source: text(value['source'] ?? file['source'], `${place} source`),
    ask: text(value['ask'], `${place} ask`),
    cni: {
      name: cni,
      ...(mode === undefined ? {} : { mode: text(mode, `${place} mode`) }),
      options: { ...(file['options'] as object | undefined), ...(value['options'] as object | undefined) },
    },
    facts: (value['facts'] ?? {}) as Facts,
    policies: value['policies'] === undefined ? '' : text(value['policies'], `${place} policies`),
    part: value['part'] as number | undefined,
    hops: value['hops'] === null ? null : texts(value['hops'], `${place} hops`),
    podMtu: value['podMtu'] as number | undefined,
    reply: value['reply'] === undefined ? undefined : texts(value['reply'], `${place} reply`),
    counter: value['counter'] as string | null | undefined,
    log: value['log'] as string | null | undefined,
    curl: value['curl'] as string | undefined,
    hooks: value['hooks'] === undefined ? undefined : texts(value['hooks'], `${place} hooks`),
  }
}
