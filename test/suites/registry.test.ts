import { describe, expect, test } from 'vitest'
import { readManifests } from '../../src/manifests/read.ts'
import type { PolicyKind } from '../../src/policy/kind.ts'
import { kindsAtHand } from '../../src/policy/registry.ts'
import { flowFixtures } from './flow-fixture.ts'
import { deepFreeze } from './freeze.ts'
import { validationFixtures } from './validation-fixture.ts'

test('every policy kind is registered once', () => {
  const names = kindsAtHand().map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)
  expect(new Set(names).size).toBe(names.length)
})

/**
 * A mesh has one folder for all of its kinds, which mean something only together. `NetworkPolicy` has its fixtures in
 * `network-policy`, Calico's in `calico-network-policy`, Amazon's in `aws-…`, under both of its groups and with its staged twin; what they
 * speak of is tested with the kind for the whole cluster.
 */
function folder({ apiVersion, kind, mesh, defines }: PolicyKind): string {
  if (mesh) return mesh
  if (defines) return 'calico-global-network-policy'
  const name = kind
    .replace(/^Staged(Kubernetes)?/, '')
    .replace(/(?<!^)[A-Z]/g, '-$&')
    .toLowerCase()
  if (apiVersion.startsWith('networking.k8s.aws/')) return `aws-${name}`
  return apiVersion.includes('projectcalico.org') ? `calico-${name}` : name
}

describe.each(kindsAtHand().map((kind) => [`${kind.apiVersion} ${kind.kind}`, kind] as const))('%s', (_, kind) => {
  const rows = flowFixtures(folder(kind)).flatMap(({ cases }) => cases.flatMap((each) => each.rows))
  const texts = flowFixtures(folder(kind)).flatMap(({ cases }) =>
    cases.flatMap(({ documents }) => documents.filter(({ name }) => name === 'policies')),
  )

  test('says where its meaning is written', () => expect(kind.spec.url).toMatch(/^https:\/\//))
  test('has flows that pass, flows that do not, and near misses', () => {
    expect(rows.some(({ verdict }) => verdict === 'allowed')).toBe(true)
    expect(rows.some(({ verdict }) => verdict === 'denied')).toBe(true)
    expect(rows.some(({ because }) => because.missed !== undefined || because.near !== undefined)).toBe(true)
  })
  test('has refusals', () =>
    expect(
      validationFixtures(folder(kind))
        .flatMap(({ cases }) => cases)
        .filter(({ says }) => says.length > 0).length,
    ).toBeGreaterThan(10))
  test('reads the same object to the same policies, twice, and leaves it as it was', () => {
    for (const { object } of readManifests(texts).manifests) {
      if (object.kind !== kind.kind || object.apiVersion !== kind.apiVersion) continue
      deepFreeze(object.value)
      expect(kind.read(object)).toEqual(kind.read(object))
    }
  })
  test('tells of every field of its spec what it does', () => {
    const undescribed = (schema: JsonSchema, path: string): readonly string[] => [
      ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
        ...(property.description ? [] : [`${path}.${name}`]),
        ...undescribed(property, `${path}.${name}`),
      ]),
      ...(schema.items ? undescribed(schema.items, `${path}[]`) : []),
    ]
    const spec = (kind.shape as unknown as JsonSchema).properties?.['spec']
    expect(spec).toBeDefined()
    expect(undescribed(spec!, 'spec')).toEqual([])
  })
})

interface JsonSchema {
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
}
