/** A map of YAML or JSON whose values are not known yet. */
export type JsonObject = { readonly [key: string]: unknown }

/** Whether it is a map: neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object's own field; never what `Object.prototype` lends it. */
export function own(value: JsonObject, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined
}
