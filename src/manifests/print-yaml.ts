/** A value to be written into a text: what manifests are made of. */
export type YamlValue = string | number | boolean | YamlObject | readonly YamlValue[]
/** A map to be written, in the order of its keys. */
export interface YamlObject {
  readonly [key: string]: YamlValue
}

/** Words that YAML 1.1 reads as something else than text, and everything that could be a number, a date or a mark. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][-a-z0-9._/]*$/i

/** A scalar, in quotes where YAML would take it for something else than this text. */
export function printScalar(value: string | number | boolean): string {
  return typeof value !== 'string' || PLAIN.test(value) ? String(value) : JSON.stringify(value)
}

/** On one line: `{app: web}`, `[TCP, UDP]`. */
export function printFlow(value: YamlValue): string {
  if (isScalar(value)) return printScalar(value)
  if (isList(value)) return `[${value.map(printFlow).join(', ')}]`
  return `{${Object.entries(value)
    .map(([key, item]) => `${printScalar(key)}: ${printFlow(item)}`)
    .join(', ')}}`
}

/** How the author indents: columns from a key to its children, and from a key to the dashes below it. */
export interface Indentation {
  readonly step: number
  readonly dash: number
}

/**
 * In lines, of which the first is to stand at `column`, where the text already is; scalars, empty collections and lists
 * of scalars take one line.
 */
export function printBlock(value: YamlValue, column: number, indentation: Indentation): string {
  if (isFlat(value)) return printFlow(value)
  const newLine = `\n${' '.repeat(column)}`
  if (isList(value)) return value.map((item) => `- ${printBlock(item, column + 2, indentation)}`).join(newLine)
  return Object.entries(value)
    .map(([key, item]) => `${printScalar(key)}:${printChild(item, column, indentation)}`)
    .join(newLine)
}

/** What follows the colon of a key at `column`. */
export function printChild(value: YamlValue, column: number, indentation: Indentation): string {
  if (isFlat(value)) return ` ${printFlow(value)}`
  const below = column + (isList(value) ? indentation.dash : indentation.step)
  return `\n${' '.repeat(below)}${printBlock(value, below, indentation)}`
}

function isFlat(value: YamlValue): boolean {
  if (isScalar(value)) return true
  return isList(value) ? value.every((item) => typeof item === 'string') : Object.keys(value).length === 0
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value)
}

function isScalar(value: YamlValue): value is string | number | boolean {
  return typeof value !== 'object'
}
