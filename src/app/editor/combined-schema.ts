import type { KindSchema } from '../../worker/protocol.ts'

/** The part of JSON Schema that is used here. */
interface JsonSchema {
  readonly [key: string]: unknown
  readonly title?: string
  readonly description?: string
  readonly markdownDescription?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
}

/** A whole object to start with, offered where a document is still empty. */
export interface Starter {
  readonly label: string
  readonly text: string
}

/**
 * One schema for streams of mixed objects: a document is held against the schema of the kind that it names, and one
 * that names none is offered the kinds. The language server knows schemas by file only, hence the conditions. They
 * speak of `patternProperties`, because the server offers for completion what conditions say of `properties`.
 */
export function combineSchemas(schemas: readonly KindSchema[], starters: readonly Starter[]): object {
  const kinds = schemas.map((schema) => ({ ...schema, schema: schema.schema as JsonSchema }))
  return {
    type: 'object',
    properties: { kind: { anyOf: kinds.map(({ kind, schema }) => ({ const: kind, ...textOf(schema) })) } },
    allOf: [
      // A version that is not there yet is no other version.
      ...kinds.map(({ apiVersion, kind, schema }) => ({
        if: has({ kind: exactly([kind]), apiVersion: { not: { type: 'string', not: exactly([apiVersion]) } } }, [
          'kind',
        ]),
        then: forServer(bare(schema)),
      })),
      { if: has({ kind: exactly(kinds.map(({ kind }) => kind)) }, ['kind']), else: unnamed(kinds) },
      {
        if: { anyOf: ['apiVersion', 'kind', 'metadata', 'spec'].map((field) => ({ required: [field] })) },
        else: { defaultSnippets: starters.map(({ label, text }) => ({ label, bodyText: escaped(text) })) },
      },
    ],
  }
}

function has(fields: Readonly<Record<string, JsonSchema>>, required: readonly string[]): JsonSchema {
  return {
    required,
    patternProperties: Object.fromEntries(Object.entries(fields).map(([name, schema]) => [`^${name}$`, schema])),
  }
}

/** A pattern, because the server takes the beginning of a constant for the constant while one types. */
const exactly = (texts: readonly string[]): JsonSchema => ({
  type: 'string',
  pattern: `^(?:${texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$`,
})

/**
 * The kind's own schema without what speaks of the object as a whole: it would be said of, and offered for, the
 * document.
 */
function bare(schema: JsonSchema): JsonSchema {
  const {
    title: _title,
    description: _description,
    markdownDescription: _markdown,
    required: _required,
    ...rest
  } = schema
  return rest
}

/**
 * Where there are several forms the server shows the plain text as if it were the Markdown one, so the links have to be
 * in there.
 */
function forServer(schema: JsonSchema): JsonSchema {
  const entries = Object.entries(schema).map(([name, value]): readonly [string, unknown] => {
    if (name === 'properties' || name === 'patternProperties')
      return [
        name,
        Object.fromEntries(
          Object.entries(value as Readonly<Record<string, JsonSchema>>).map(([field, inner]) => [
            field,
            forServer(inner),
          ]),
        ),
      ]
    if (name === 'items') return [name, forServer(value as JsonSchema)]
    return [name, value]
  })
  const { anyOf, markdownDescription } = schema
  return {
    ...Object.fromEntries(entries),
    ...(anyOf !== undefined && markdownDescription !== undefined && { description: markdownDescription }),
  }
}

/** What every object has, for a document that does not say yet what it is. */
function unnamed(kinds: readonly { readonly apiVersion: string; readonly schema: JsonSchema }[]): JsonSchema {
  const metadata = kinds.find(({ schema }) => schema.properties?.metadata)?.schema.properties?.metadata
  const versions = [...new Set(kinds.map(({ apiVersion }) => apiVersion))]
  return {
    properties: {
      apiVersion: { type: 'string', anyOf: versions.map((version) => ({ const: version })) },
      ...(metadata && { metadata: forServer(metadata) }),
    },
  }
}

function textOf({ description, markdownDescription }: JsonSchema): JsonSchema {
  return {
    ...(description !== undefined && { description }),
    ...(markdownDescription !== undefined && { markdownDescription }),
  }
}

/** Snippets have signs of their own. */
function escaped(text: string): string {
  return text.replace(/[$}\\]/g, '\\$&')
}
