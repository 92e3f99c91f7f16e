import { describe, expect, it } from 'vitest'
import { combineSchemas } from '../../../../src/app/editor/combined-schema.ts'
import { tidyHover } from '../../../../src/app/editor/hover-text.ts'
import { linesOf } from '../../../../src/app/editor/lines.ts'
import { singleDocument } from '../../../../src/app/editor/single-document.ts'

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly not?: Schema
  readonly if?: Schema
  readonly then?: Schema
  readonly else?: Schema
  readonly type?: string
  readonly pattern?: string
  readonly const?: string
  readonly title?: string
  readonly description?: string
  readonly defaultSnippets?: readonly { readonly label: string; readonly bodyText: string }[]
}

/** Just enough of JSON Schema to follow the conditions. */
function holds(schema: Schema, value: unknown): boolean {
  const fields = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  return (
    (schema.type === undefined || typeof value === schema.type) &&
    (schema.pattern === undefined || typeof value !== 'string' || new RegExp(schema.pattern).test(value)) &&
    (schema.required ?? []).every((field) => field in fields) &&
    Object.entries(schema.patternProperties ?? {}).every(([pattern, inner]) =>
      Object.keys(fields)
        .filter((field) => new RegExp(pattern).test(field))
        .every((field) => holds(inner, fields[field])),
    ) &&
    (schema.not === undefined || !holds(schema.not, value)) &&
    (schema.anyOf === undefined || schema.anyOf.some((each) => holds(each, value)))
  )
}

const schemaOf = (name: string) => ({
  title: name,
  description: name,
  markdownDescription: `${name} [Documentation](https://example.org)`,
  required: ['kind'],
  properties: { metadata: {}, [name]: {} },
})
const combined = combineSchemas(
  [
    { apiVersion: 'v1', kind: 'Service', schema: schemaOf('Service') },
    { apiVersion: 'v1', kind: 'ServiceAccount', schema: schemaOf('ServiceAccount') },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      schema: { properties: { replicas: { anyOf: [{}, {}], description: 'plain', markdownDescription: 'linked' } } },
    },
  ],
  [{ label: 'Start', text: 'a: {}\nb: $1' }],
) as Schema

/** What a document of this shape is held against, beyond what holds for all. */
const branches = (value: object) =>
  combined.allOf!.flatMap((each) => (holds(each.if!, value) ? (each.then ?? []) : (each.else ?? [])))
const fields = (value: object) => branches(value).flatMap(({ properties }) => Object.keys(properties ?? {}))

describe('one schema for all kinds', () => {
  it.each<[object, readonly string[]]>([
    [{ apiVersion: 'v1', kind: 'Service' }, ['metadata', 'Service']],
    [{ kind: 'Service' }, ['metadata', 'Service']],
    [{ apiVersion: null, kind: 'Service' }, ['metadata', 'Service']],
    [{ apiVersion: 'v2', kind: 'Service' }, []],
    [{ apiVersion: 'v1', kind: 'ServiceAccount' }, ['metadata', 'ServiceAccount']],
    [{}, ['apiVersion', 'metadata']],
    [{ kind: 'Serv' }, ['apiVersion', 'metadata']],
  ])('%j', (value, expected) => expect(fields(value)).toEqual(expected))

  it('offers every kind, with what it is', () => {
    expect(combined.properties!.kind!.anyOf!.map((each) => each.const)).toEqual([
      'Service',
      'ServiceAccount',
      'Deployment',
    ])
  })

  it('offers whole objects only while there is nothing', () => {
    const starters = (value: object) => branches(value).flatMap(({ defaultSnippets }) => defaultSnippets ?? [])
    expect(starters({})).toEqual([{ label: 'Start', bodyText: 'a: {\\}\nb: \\$1' }])
    expect(starters({ kind: 'Service' })).toEqual([])
  })

  it('does not say of each document what is said of the kind', () => {
    expect(branches({ kind: 'Service' })[0]).not.toHaveProperty('description')
    expect(branches({ kind: 'Service' })[0]).not.toHaveProperty('required')
  })

  it('keeps the link where a field has several forms', () => {
    expect(branches({ kind: 'Deployment' })[0]!.properties!.replicas!.description).toBe('linked')
  })
})

describe('the one document that is asked about', () => {
  const lines = linesOf('a: 1\n---\nb: 2\nc: 3\n--- # next\nd: 4')
  it.each([
    [1, 'a: 1'],
    [3, '\n\nb: 2\nc: 3'],
    [4, '\n\nb: 2\nc: 3'],
    [6, '\n\n\n\n\nd: 4'],
    [2, '\n\nb: 2\nc: 3'],
  ])('of line %i', (line, expected) => {
    expect(singleDocument(lines, line)).toBe(expected)
  })
})

describe('hover text', () => {
  it.each([
    [
      '#### LabelSelector\n\nPods by label.\n\n[Documentation](x)',
      '#### LabelSelector\n\nPods by label.\n\n[Documentation](x)',
    ],
    ['#### LabelSelector', ''],
    ['#### Port || Port\n\nA port.', '#### Port\n\nA port.'],
    ['#### A || B\n\nText.', '#### A or B\n\nText.'],
    ['Text.', 'Text.'],
    ['', ''],
  ])('%j', (given, expected) => expect(tidyHover(given)).toBe(expected))
})
