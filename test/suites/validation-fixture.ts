import type { CniChoice } from '../../src/world/index.ts'
import { fields, list, text, yamlFiles } from './yaml-file.ts'

/** One file of `test/fixtures/validation/<kind>`: manifests, and what the API server would say of them. */
export interface ValidationFixture {
  readonly path: string
  readonly about: string
  readonly cases: readonly ValidationCase[]
}

export interface ValidationCase {
  /** A sentence that says what is wrong, or why nothing is. */
  readonly name: string
  readonly source: string
  /** The network plugin that is asked too; null: the one of the kind's family. */
  readonly cni: CniChoice | null
  readonly manifest: string
  /** Every error and warning, in the order shown. Without an error the object is accepted. */
  readonly says: readonly Said[]
  /** What is added in plain words to the last of them. */
  readonly advice: string | null
}

/** A message in the server's own words, and the line of the manifest that it stands at. */
export interface Said {
  readonly line: number
  readonly severity: 'error' | 'warning'
  readonly text: string
}

/** Reads every validation fixture of a policy kind. Throws on what is not well formed. */
export function validationFixtures(kind: string): readonly ValidationFixture[] {
  return yamlFiles(`test/fixtures/validation/${kind}`).map(({ path, value }) => {
    const file = fields(value, path, { required: ['about', 'source', 'cases'] })
    const source = text(file['source'], `${path} source`)
    return {
      path,
      about: text(file['about'], `${path} about`),
      cases: list(file['cases'], `${path} cases`).map((item, index) =>
        readCase(item, `${path} case ${index + 1}`, source),
      ),
    }
  })
}

function readCase(item: unknown, place: string, source: string): ValidationCase {
  const value = fields(item, place, { required: ['name', 'manifest'], optional: ['source', 'cni', 'says', 'advice'] })
  const name = text(value['name'], `${place} name`)
  return {
    name,
    manifest: text(value['manifest'], `${place} manifest`),
    source: text(value['source'] ?? source, `${place} source`),
    cni: (value['cni'] ?? null) as CniChoice | null,
    says:
      value['says'] === undefined
        ? []
        : list(value['says'], `${place} says`).map((said) => readSaid(said, `${place} (${name})`)),
    advice: value['advice'] === undefined ? null : text(value['advice'], `${place} advice`),
  }
}

function readSaid(item: unknown, where: string): Said {
  const value = fields(item, where, { required: ['line'], optional: ['error', 'warning'] })
  if (typeof value['line'] !== 'number') throw new Error(`${where} has a line that is no number`)
  const severity = value['error'] === undefined ? 'warning' : 'error'
  return { line: value['line'], severity, text: text(value[severity], `${where} ${severity}`) }
}
