import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The YAML files of a folder, named from the project's root, with their parsed content. In order of name. */
export function yamlFiles(
  folder: string,
): readonly { readonly path: string; readonly name: string; readonly value: unknown }[] {
  return readdirSync(`${root}${folder}`)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((file) => ({
      path: `${folder}/${file}`,
      name: file.slice(0, -'.yaml'.length),
      value: load(readText(`${folder}/${file}`)),
    }))
}

export function readText(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8')
}

/**
 * The object at a place of a fixture; another type, an unknown key or a missing one is an error that names the place.
 */
export function fields(
  value: unknown,
  where: string,
  known: { readonly required: readonly string[]; readonly optional?: readonly string[] },
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${where} is no mapping`)
  for (const key of Object.keys(value))
    if (!known.required.includes(key) && !known.optional?.includes(key))
      throw new Error(`${where} has an unknown key ${JSON.stringify(key)}`)
  for (const key of known.required) if (!Object.hasOwn(value, key)) throw new Error(`${where} lacks ${key}`)
  return value as Readonly<Record<string, unknown>>
}

export function text(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new Error(`${where} is no text`)
  return value
}

export function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw new Error(`${where} is no list of at least one item`)
  return value
}

/** One text, or a list of texts; absent is the empty list. */
export function texts(value: unknown, where: string): readonly string[] {
  return value === undefined ? [] : Array.isArray(value) ? value.map((item) => text(item, where)) : [text(value, where)]
}
