import * as Type from 'typebox'
import type { TOptional, TRecord, TSchema, TSchemaOptions, TString } from 'typebox'

export { Array, Boolean, Integer, Literal, Number, Object, String, Union, Unknown } from 'typebox'
export type { Static, TObject, TProperties, TSchema, TSchemaOptions } from 'typebox'

/**
 * A field that may be absent. The library's own `Optional` and `Record` bring its interpreter of TypeScript's type
 * language with them, which is a tenth of the page's first load; these make the same.
 */
export function Optional<Shape extends TSchema>(shape: Shape): TOptional<Shape> {
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(shape), '~optional': { value: true, enumerable: false } },
  ) as TOptional<Shape>
}

/** A map of text to text. */
export function TextRecord(options: TSchemaOptions = {}): TRecord<'^.*$', TString> {
  return Type.Unsafe<Record<string, string>>({
    type: 'object',
    patternProperties: { '^.*$': Type.String() },
    ...options,
  }) as unknown as TRecord<'^.*$', TString>
}

/** A map of text to values of one shape. */
export function MapOf<Value extends TSchema>(value: Value, options: TSchemaOptions = {}): TRecord<'^.*$', Value> {
  return Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    patternProperties: { '^.*$': value },
    ...options,
  }) as unknown as TRecord<'^.*$', Value>
}
