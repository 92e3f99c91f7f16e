import { readManifests } from '../../src/manifests/read.ts'
import type { KubernetesObject } from '../../src/manifests/piece.ts'
import { fields, list, text, yamlFiles } from './yaml-file.ts'

/** One case of `test/fixtures/walls`: a pod, and whatever its file says about it. */
export interface WallsCase {
  readonly name: string
  readonly object: KubernetesObject
  readonly value: Readonly<Record<string, unknown>>
}

export interface WallsFixture {
  readonly name: string
  readonly source: string
  readonly cases: readonly WallsCase[]
}

/** The fixtures of a folder; `optional` are the keys that its cases may have besides `name` and `spec`. */
export function wallsFixtures(folder: string, optional: readonly string[]): readonly WallsFixture[] {
  return yamlFiles(folder).map(({ path, name, value }) => {
    const file = fields(value, path, { required: ['about', 'source', 'cases'] })
    text(file['about'], `${path} about`)
    return {
      name,
      source: text(file['source'], `${path} source`),
      cases: list(file['cases'], `${path} cases`).map((item, index) => {
        const place = `${path} case ${index + 1}`
        const each = fields(item, place, { required: ['name', 'spec'], optional: ['annotations', 'kind', ...optional] })
        return { name: text(each['name'], `${place} name`), value: each, object: objectOf(each, place) }
      }),
    }
  })
}

/** A Pod `p`, or a workload of that name with the spec in its template. */
function objectOf(
  { kind = 'Pod', spec, annotations = {} }: Readonly<Record<string, unknown>>,
  place: string,
): KubernetesObject {
  const metadata = { name: 'p', namespace: 'shop' }
  const pod = { metadata: { annotations }, spec }
  const value =
    kind === 'Pod'
      ? { apiVersion: 'v1', kind, metadata: { ...metadata, annotations }, spec }
      : kind === 'CronJob'
        ? { apiVersion: 'batch/v1', kind, metadata, spec: { jobTemplate: { spec: { template: pod } } } }
        : { apiVersion: 'apps/v1', kind, metadata, spec: { template: pod } }
  const object = readManifests([{ name: 'case', text: JSON.stringify(value) }]).manifests[0]?.object
  if (!object) throw new Error(`${place} is no object`)
  return object
}
