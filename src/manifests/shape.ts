import type { TSchema, TSchemaOptions } from './type.ts'
import { closestName } from '../ground/names.ts'
import { printFieldPath, type FieldPath } from '../ground/span.ts'
import type { DiagnosticFacts } from '../ground/diagnostic.ts'
import { isObject } from '../ground/json-object.ts'

/**
 * A shape is a JSON Schema, built with TypeBox so that it is a TypeScript type as well. The same value describes a
 * kind's fields to the compiler, to `decode` and to the editor's completion and hover. What it uses:
 *
 * - `additionalProperties: false`: the API knows no other fields, so another one is refused; without it, fields that we
 *   do not evaluate are let through unread.
 * - `title`: the type's name in the API's own code, which its error messages name.
 */
export type Shape = TSchema

/** Hover text of a field, with a link to where it is documented. */
export function described(text: string, url: string, more: TSchemaOptions = {}): TSchemaOptions {
  return { ...more, description: text, markdownDescription: `${text}\n\n[Documentation](${url})` }
}

/** A value whose type the API server cannot decode, or a field that it does not know. */
export type DecodingFault = Extract<DiagnosticFacts, { readonly code: 'unknown-field' | 'wrong-type' }> & {
  readonly path: FieldPath
}

/**
 * Compares a value with a shape the way the API server decodes JSON: null is the same as absent everywhere, unknown
 * fields are errors (strict decoding, what kubectl asks for), numbers and booleans never become text. All faults, in
 * the text's order.
 */
export function decode(shape: Shape, value: unknown): readonly DecodingFault[] {
  const faults: DecodingFault[] = []
  visit(shape as JsonSchema, value, { path: [], field: [], holder: null }, faults)
  return faults
}

/** The part of JSON Schema that shapes use. */
interface JsonSchema {
  readonly type?: string
  readonly title?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: false
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
}

/**
 * `field` is the path in Go's spelling: without indices of lists and keys of maps. `holder`: the type that has the
 * field.
 */
interface At {
  readonly path: FieldPath
  readonly field: readonly string[]
  readonly holder: string | null
}

function visit(shape: JsonSchema, value: unknown, at: At, faults: DecodingFault[]): void {
  if (value === null || value === undefined) return
  if (shape.anyOf) {
    if (!shape.anyOf.some((each) => hasType(each, value))) faults.push(wrongType(shape, value, at))
    return
  }
  if (shape.type === undefined) return
  if (!hasType(shape, value)) {
    faults.push(wrongType(shape, value, at))
    return
  }
  if (shape.type === 'array') {
    ;(value as readonly unknown[]).forEach((item, index) =>
      visit(shape.items ?? {}, item, { ...at, path: [...at.path, index] }, faults),
    )
  } else if (isObject(value)) {
    const values = Object.values(shape.patternProperties ?? {})[0]
    if (values)
      for (const [key, entry] of Object.entries(value)) visit(values, entry, { ...at, path: [...at.path, key] }, faults)
    else visitFields(shape, value, at, faults)
  }
}

function visitFields(
  shape: JsonSchema,
  value: Readonly<Record<string, unknown>>,
  at: At,
  faults: DecodingFault[],
): void {
  const fields = shape.properties ?? {}
  for (const [key, entry] of Object.entries(value)) {
    const path = [...at.path, key]
    if (Object.hasOwn(fields, key))
      visit(fields[key]!, entry, { path, field: [...at.field, key], holder: shape.title ?? null }, faults)
    else if (shape.additionalProperties === false) {
      faults.push({
        code: 'unknown-field',
        field: printFieldPath(path),
        suggestion: closestName(
          key,
          Object.keys(fields).filter((name) => !Object.hasOwn(value, name)),
        ),
        path,
      })
    }
  }
}

function hasType({ type }: JsonSchema, value: unknown): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string'
    case 'integer':
      return Number.isInteger(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
    default:
      return true
  }
}

function wrongType(shape: JsonSchema, value: unknown, { path, field, holder }: At): DecodingFault {
  const type = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
  const got = type === 'number' && !Number.isInteger(value) ? `number ${String(value)}` : type
  // IntOrString decodes itself, without knowing in which field it stands.
  if (shape.anyOf) return { code: 'wrong-type', field: '', holder: null, expected: 'int32', got, path }
  return { code: 'wrong-type', field: field.join('.'), holder, expected: goType(shape), got, path }
}

/** What Go calls the type that a shape describes. */
function goType(shape: JsonSchema): string {
  switch (shape.type) {
    case 'integer':
      return 'int32'
    case 'boolean':
      return 'bool'
    case 'array':
      return `[]${goType(shape.items ?? {})}`
    case 'object':
      return shape.title ? `v1.${shape.title}` : 'map[string]string'
    default:
      return shape.title ? `v1.${shape.title}` : (shape.type ?? 'interface {}')
  }
}
