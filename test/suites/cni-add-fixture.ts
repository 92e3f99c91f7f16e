import type { CniChoice } from '../../src/world/index.ts'
import { fields, list, text, texts, yamlFiles } from './yaml-file.ts'

/** One file of `test/fixtures/cni-add`: one plugin, in cases. */
export interface CniAddFixture {
  readonly path: string
  readonly about: string
  readonly source: string
  readonly cases: readonly CniAddCase[]
}

/**
 * What ADD for the pod `shop/web-0` with this address looks like. Only what is written is compared; of objects in
 * `stdin` and `result` only the fields that are written. `HOST`, `NETNS` and `SANDBOX` stand for what is made up.
 *
 * - `calls`: what is executed and asked, in order; a dot for each plugin that it happens in.
 */
export interface CniAddCase {
  /** A sentence that says what holds. */
  readonly name: string
  readonly cni: CniChoice
  readonly address: string
  /** Of the pod's node; empty: it names none. */
  readonly podCIDR: string
  readonly conflist?: unknown
  readonly calls: readonly string[]
  readonly stdin: Readonly<Record<string, unknown>>
  readonly files: Readonly<Record<string, unknown>>
  readonly allocations?: string
  readonly hostInterface?: string
  readonly result?: unknown
  readonly del: readonly string[]
  readonly failure?: string
}

export function cniAddFixtures(): readonly CniAddFixture[] {
  return yamlFiles('test/fixtures/cni-add').map(({ path, value }) => {
    const file = fields(value, path, { required: ['about', 'source', 'cases'] })
    return {
      path,
      about: text(file.about, `${path} about`),
      source: text(file.source, `${path} source`),
      cases: list(file.cases, `${path} cases`).map((item, index) => readCase(item, `${path} case ${index + 1}`)),
    }
  })
}

function readCase(value: unknown, where: string): CniAddCase {
  const each = fields(value, where, {
    required: ['name', 'cni', 'address'],
    optional: [
      'podCIDR',
      'conflist',
      'calls',
      'stdin',
      'files',
      'allocations',
      'hostInterface',
      'result',
      'del',
      'failure',
    ],
  })
  const optional = (key: 'allocations' | 'hostInterface' | 'failure') =>
    each[key] === undefined ? {} : { [key]: text(each[key], `${where} ${key}`) }
  return {
    name: text(each.name, `${where} name`),
    cni: each.cni as CniChoice,
    address: text(each.address, `${where} address`),
    podCIDR: each.podCIDR === undefined ? '' : text(each.podCIDR, `${where} podCIDR`),
    calls: texts(each.calls, `${where} calls`),
    del: texts(each.del, `${where} del`),
    stdin: (each.stdin ?? {}) as Record<string, unknown>,
    files: (each.files ?? {}) as Record<string, unknown>,
    ...(each.conflist !== undefined && { conflist: each.conflist }),
    ...(each.result !== undefined && { result: each.result }),
    ...optional('allocations'),
    ...optional('hostInterface'),
    ...optional('failure'),
  }
}
