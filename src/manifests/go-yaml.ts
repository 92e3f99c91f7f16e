import type { MapNode, NodeFault, ScalarNode, YamlNode } from './yaml-node.ts'

/**
 * What programs written in Go make of YAML when they read it into a type: gopkg.in/yaml.v3, whose rules and messages
 * differ from those of the API server's reader.
 * Source: gopkg.in/yaml.v3 v3.0.1, decode.go and resolve.go.
 */
export type GoTag = '!!null' | '!!bool' | '!!int' | '!!float' | '!!str' | '!!seq' | '!!map' | '!!timestamp'

const INTEGER = /^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+|0[0-7_]*|[1-9][0-9_]*)$/i
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const DATE = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ])/

/** The type that the reader gives the node, by its form alone. */
export function goTag(node: YamlNode): GoTag {
  if (node.node === 'list') return '!!seq'
  if (node.node === 'map') return '!!map'
  const { text, quoted } = node
  if (quoted) return '!!str'
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return '!!null'
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) return '!!bool'
  if (INTEGER.test(text)) return '!!int'
  if (FLOAT.test(text.replaceAll('_', '')) || /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(text))
    return '!!float'
  return DATE.test(text) ? '!!timestamp' : '!!str'
}

/** What a text, a number or a boolean becomes where a string is wanted: the text as written. Null: it cannot. */
export function goString(node: YamlNode): string | null {
  return node.node === 'scalar' ? (goTag(node) === '!!null' ? '' : node.text) : null
}

/** A whole number; fractions are cut off, quoted numbers are none. Null: it cannot. Nothing written is 0. */
export function goInteger(node: YamlNode): number | null {
  if (node.node !== 'scalar') return null
  switch (goTag(node)) {
    case '!!null':
      return 0
    case '!!int':
      return integerOf(node.text)
    case '!!float':
      return Number.isFinite(Number(node.text.replaceAll('_', '')))
        ? Math.trunc(Number(node.text.replaceAll('_', '')))
        : null
    default:
      return null
  }
}

/** The words of YAML 1.1 too, also in quotes. Null: it cannot. Nothing written is false. */
export function goBoolean(node: YamlNode): boolean | null {
  if (node.node !== 'scalar') return null
  if (goTag(node) === '!!null') return false
  if (/^(?:y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE)$/.test(node.text)) return true
  return /^(?:n|N|no|No|NO|off|Off|OFF|false|False|FALSE)$/.test(node.text) ? false : null
}

/** Whether the reader takes the node for nothing: `~`, `null`, or no text at all. */
export function isGoNull(node: YamlNode): boolean {
  return goTag(node) === '!!null'
}

/** `line 4: cannot unmarshal !!str `http` into int`; long values are cut. */
export function cannotUnmarshal(node: YamlNode, type: string): string {
  const value =
    node.node !== 'scalar' ? '' : ` \`${node.text.length > 10 ? `${node.text.slice(0, 7)}...` : node.text}\``
  return `line ${node.line}: cannot unmarshal ${goTag(node)}${value} into ${type}`
}

/** One message for each key that a mapping has twice. */
export function doubledKeys({ entries }: MapNode): readonly string[] {
  const seen = new Map<string, number>()
  return entries.flatMap(({ key }) => {
    if (key.node !== 'scalar') return []
    const first = seen.get(key.text)
    if (first === undefined) seen.set(key.text, key.line)
    return first === undefined
      ? []
      : [`line ${key.line}: mapping key ${JSON.stringify(key.text)} already defined at line ${first}`]
  })
}

/** The fields of a mapping by name, those of mappings that are merged into it behind its own. */
export function goFields(node: MapNode): ReadonlyMap<string, YamlNode> {
  const fields = new Map<string, YamlNode>()
  for (const { key, value } of node.entries) if (key.node === 'scalar' && !isMerge(key)) fields.set(key.text, value)
  for (const { key, value } of node.entries) {
    if (key.node !== 'scalar' || !isMerge(key)) continue
    for (const merged of value.node === 'list' ? value.items : [value]) {
      if (merged.node === 'map')
        for (const [name, field] of goFields(merged)) if (!fields.has(name)) fields.set(name, field)
    }
  }
  return fields
}

function isMerge(key: ScalarNode): boolean {
  return key.text === '<<' && !key.quoted
}

/**
 * `yaml: line 3: did not find expected key`; a fault in the first line is told without one. The words are the reader's
 * for the faults that are common, else our own.
 */
export function goSyntaxError({ fault, line }: NodeFault): string {
  const reason =
    fault.code === 'yaml-syntax'
      ? fault.reason
      : fault.code === 'yaml-limit'
        ? `document exceeds the limit of ${fault.limit}`
        : fault.code
  const known = SYNTAX.find(([pattern]) => pattern.test(reason))
  // The scanner counts from 1 and the parser from 0, but neither prints 0.
  const told = known?.[2] === 'scanner' ? (line > 1 ? line : 0) : line - 1
  return `yaml: ${told > 0 ? `line ${told}: ` : ''}${known?.[1] ?? reason}`
}

const SYNTAX: readonly (readonly [RegExp, string, 'scanner' | 'parser'])[] = [
  [/tab characters|document separator is expected/, 'found character that cannot start any token', 'scanner'],
  [/bad indentation of a mapping entry/, 'mapping values are not allowed in this context', 'scanner'],
  [/unexpected end of the stream within a (?:double|single) quoted/, 'found unexpected end of stream', 'scanner'],
  [/deficient indentation|unexpected end of the stream within a flow/, 'did not find expected node content', 'parser'],
  [/bad indentation of a sequence entry/, "did not find expected '-' indicator", 'parser'],
]

function integerOf(text: string): number {
  const plain = text.replaceAll('_', '')
  const sign = plain.startsWith('-') ? -1 : 1
  const digits = plain.replace(/^[-+]/, '')
  const octal = /^0o?([0-7]+)$/i.exec(digits)
  return sign * (octal ? parseInt(octal[1]!, 8) : Number(digits))
}
