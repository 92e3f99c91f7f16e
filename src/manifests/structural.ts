import { printFieldPath, type FieldPath } from '../ground/span.ts'
import { decodingProblems } from './decoding.ts'
import { fieldError, quote, refusal, type FieldError } from './field-error.ts'
import { validateMetadata } from './metadata.ts'
import { isObject, type JsonObject } from '../ground/json-object.ts'
import type { KubernetesObject } from './piece.ts'
import type { ObjectProblem } from './problem.ts'
import type { Shape } from './shape.ts'

/**
 * What a schema cannot say and the CustomResourceDefinition states as CEL rules; asked only of objects that the schema
 * accepts.
 */
export type Rules = (object: KubernetesObject) => readonly FieldError[]

/**
 * What the API server says of a cluster-scoped object whose kind a CustomResourceDefinition defines. Unknown fields are
 * refused by strict decoding; after that come the metadata, the schema, duplicates in sets and last the CEL rules.
 * Types, limits and enumerations of the shape are the schema's; a list with `uniqueItems` is a set.
 * Source: kubernetes/staging/src/k8s.io/apiextensions-apiserver/pkg/registry/customresource/strategy.go, Validate.
 */
export function checkCustomResource(shape: Shape, object: KubernetesObject, rules: Rules): readonly ObjectProblem[] {
  // Only metadata is decoded into a Go type; a wrong type elsewhere is the schema's business.
  const decoding = decodingProblems(shape, object).filter(
    ({ facts, path }) => facts.code === 'unknown-field' || path[0] === 'metadata',
  )
  if (decoding.length > 0) return decoding
  const schema = shape as StructuralSchema
  // A cluster-scoped object has no namespace: one that is written is dropped.
  const errors = [
    ...validateMetadata({ ...object, namespace: null }),
    ...validate(schema, object.value, []),
    ...duplicates(schema, object.value, []),
  ]
  return [...errors, ...(errors.some(isBlocking) ? [NOT_CHECKED] : rules(object))].map(refusal)
}

/** The part of JSON Schema that is used; what TypeBox leaves optional is not in `required`. */
interface StructuralSchema {
  readonly type?: string
  readonly enum?: readonly (string | number)[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, StructuralSchema>>
  readonly patternProperties?: Readonly<Record<string, StructuralSchema>>
  readonly items?: StructuralSchema
}

/** Source: k8s.io/kube-openapi/pkg/validation, as ValidateCustomResource prints its errors. */
function validate(schema: StructuralSchema, value: unknown, path: FieldPath): readonly FieldError[] {
  if (schema.type === undefined) return []
  const got = typeOf(value)
  const isWhole = schema.type === 'number' && got === 'integer'
  if (got !== schema.type && !isWhole)
    return [inBody(path, quote(got), `must be of type ${schema.type}: ${quote(got)}`)]
  switch (schema.type) {
    case 'object':
      return validateObject(schema, value as JsonObject, path)
    case 'array':
      return validateList(schema, value as readonly unknown[], path)
    case 'string':
      return validateText(schema, value as string, path)
    case 'integer':
    case 'number':
      return validateNumber(schema, value as number, path)
    default:
      return []
  }
}

/** A field that is null is dropped before anybody looks. Too few or too many fields are not looked into. */
function validateObject(
  { minProperties = 0, maxProperties = Infinity, required = [], properties, patternProperties }: StructuralSchema,
  value: JsonObject,
  path: FieldPath,
): readonly FieldError[] {
  const entries = Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined)
  if (entries.length < minProperties)
    return [inBody(path, quote(entries.length), `should have at least ${minProperties} properties`)]
  if (entries.length > maxProperties) return [tooMany(path, entries.length, maxProperties)]
  const values = Object.values(patternProperties ?? {})[0]
  return [
    // metadata is checked as every object's is.
    ...required
      .filter((key) => !entries.some(([name]) => name === key))
      .sort()
      .map((key) => fieldError([...path, key], 'Required value', null, '')),
    ...entries.flatMap(([key, entry]) => {
      const field = values ?? (properties && Object.hasOwn(properties, key) ? properties[key] : undefined)
      return field && !(path.length === 0 && key === 'metadata') ? validate(field, entry, [...path, key]) : []
    }),
  ]
}

function validateList(
  { minItems = 0, maxItems = Infinity, items }: StructuralSchema,
  value: readonly unknown[],
  path: FieldPath,
): readonly FieldError[] {
  return [
    ...(value.length < minItems ? [inBody(path, quote(value.length), `should have at least ${minItems} items`)] : []),
    ...(value.length > maxItems ? [tooMany(path, value.length, maxItems)] : []),
    ...(items ? value.flatMap((item, index) => validate(items, item, [...path, index])) : []),
  ]
}

function validateText(
  { enum: allowed, minLength = 0, maxLength = Infinity, pattern }: StructuralSchema,
  value: string,
  path: FieldPath,
): readonly FieldError[] {
  return [
    ...([...value].length < minLength
      ? [inBody(path, quote(value), `should be at least ${minLength} chars long`)]
      : []),
    ...([...value].length > maxLength
      ? [fieldError(path, 'Too long', null, `may not be more than ${maxLength} bytes`)]
      : []),
    ...(pattern !== undefined && !new RegExp(pattern).test(value)
      ? [inBody(path, quote(value), `should match '${pattern}'`)]
      : []),
    ...(allowed && !allowed.includes(value) ? [unsupported(path, value, allowed)] : []),
  ]
}

function validateNumber(
  { enum: allowed, minimum = -Infinity, maximum = Infinity }: StructuralSchema,
  value: number,
  path: FieldPath,
): readonly FieldError[] {
  if (allowed && !allowed.includes(value)) return [unsupported(path, value, allowed)]
  if (value > maximum) return [inBody(path, quote(value), `should be less than or equal to ${maximum}`)]
  return value < minimum ? [inBody(path, quote(value), `should be greater than or equal to ${minimum}`)] : []
}

/** The second of two equal items of a set. Source: apiextensions-apiserver/pkg/apiserver/schema/listtype. */
function duplicates(schema: StructuralSchema, value: unknown, path: FieldPath): readonly FieldError[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      schema.uniqueItems && value.indexOf(item) < index
        ? [fieldError([...path, index], 'Duplicate value', quote(item), '')]
        : schema.items
          ? duplicates(schema.items, item, [...path, index])
          : [],
    )
  }
  if (!isObject(value)) return []
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) =>
    Object.hasOwn(value, key) ? duplicates(field, value[key], [...path, key]) : [],
  )
}

/** Errors after which CEL rules could stumble over what they read. Source: strategy.go, hasBlockingErr. */
function isBlocking({ type, detail }: FieldError): boolean {
  return (
    type === 'Required value' ||
    type === 'Unsupported value' ||
    type === 'Too long' ||
    type === 'Too many' ||
    detail.includes(' in body must be of type ')
  )
}

const NOT_CHECKED: FieldError = wholeObjectError(
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
  'null',
  ['kind'],
)

/** An error about the object as a whole, which the server prints with no field. `path`: where to show it. */
export function wholeObjectError(detail: string, value: string | null, path: FieldPath): FieldError {
  return { ...fieldError(path, 'Invalid value', value, detail), field: '<nil>' }
}

function inBody(path: FieldPath, value: string, detail: string): FieldError {
  return fieldError(path, 'Invalid value', value, `${printFieldPath(path)} in body ${detail}`)
}

/** The server quotes numbers too. */
function unsupported(path: FieldPath, value: unknown, allowed: readonly (string | number)[]): FieldError {
  return fieldError(
    path,
    'Unsupported value',
    quote(value),
    `supported values: ${allowed.map((each) => quote(String(each))).join(', ')}`,
  )
}

function tooMany(path: FieldPath, count: number, most: number): FieldError {
  return fieldError(path, 'Too many', quote(count), `must have at most ${most} ${most === 1 ? 'item' : 'items'}`)
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : typeof value
}
