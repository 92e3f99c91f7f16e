import { cannotUnmarshal, goString, isGoNull } from '../../../manifests/go-yaml.ts'
import { readFirstNode, type YamlNode } from '../../../manifests/yaml-node.ts'

/** What a field is read into: a text, a boolean, a structure, or a list of structures. */
type Type = 'string' | 'bool' | Structure | readonly [Structure]

/** `name` as Go calls it. */
interface Structure {
  readonly name: string
  readonly fields: Readonly<Record<string, Type>>
}

const COMPARE: Structure = { name: 'check.compare', fields: { op: 'string', value: 'string' } }
const ITEM: Structure = {
  name: 'check.buildTest',
  fields: { flag: 'string', path: 'string', env: 'string', set: 'bool', compare: COMPARE },
}
const TESTS: Structure = { name: 'check.tests', fields: { bin_op: 'string', test_items: [ITEM] } }
const CHECK: Structure = {
  name: 'check.Check',
  fields: {
    ...Object.fromEntries(
      ['id', 'text', 'type', 'remediation', 'audit', 'audit_env', 'audit_config'].map((key) => [key, 'string']),
    ),
    ...Object.fromEntries(['scored', 'use_multiple_values', 'disableenvtesting'].map((key) => [key, 'bool'])),
    tests: TESTS,
  },
}
const GROUP: Structure = {
  name: 'check.Group',
  fields: { id: 'string', text: 'string', type: 'string', checks: [CHECK] },
}
const CONTROLS: Structure = {
  name: 'check.Controls',
  fields: { id: 'string', version: 'string', text: 'string', type: 'string', groups: [GROUP] },
}
/** Of lists, the pointers that Go holds. */
const LISTED: ReadonlyMap<Structure, string> = new Map([
  [GROUP, '[]*check.Group'],
  [CHECK, '[]*check.Check'],
  [ITEM, '[]*check.testItem'],
])

/**
 * What yaml.v2 says of a file whose values are not what kube-bench reads them into, all of it; null: nothing. Source:
 * gopkg.in/yaml.v2, decode.go; check/controls.go, check/check.go, check/test.go
 */
export function controlsErrors(text: string): string | null {
  const root = readFirstNode(text)
  const errors = root.ok && root.value ? errorsAt(root.value, CONTROLS) : []
  return errors.length === 0 ? null : `yaml: unmarshal errors:\n${errors.map((line) => `  ${line}`).join('\n')}`
}

function errorsAt(node: YamlNode, type: Type): readonly string[] {
  if (isGoNull(node)) return []
  if (type === 'string') return goString(node) === null ? [cannotUnmarshal(node, 'string')] : []
  if (type === 'bool') return isBoolean(node) ? [] : [cannotUnmarshal(node, 'bool')]
  if (isList(type))
    return node.node === 'list'
      ? node.items.flatMap((item) => errorsAt(item, type[0]))
      : [cannotUnmarshal(node, LISTED.get(type[0])!)]
  if (node.node !== 'map') return [cannotUnmarshal(node, type.name)]
  return node.entries.flatMap(({ key, value }) => {
    const field = key.node === 'scalar' && Object.hasOwn(type.fields, key.text) ? type.fields[key.text]! : null
    return field === null ? [] : errorsAt(value, field)
  })
}

function isList(type: Structure | readonly [Structure]): type is readonly [Structure] {
  return Array.isArray(type)
}

/** In quotes it is a text. */
function isBoolean(node: YamlNode): boolean {
  return node.node === 'scalar' && !node.quoted && /^(?:y|yes|on|true|n|no|off|false)$/i.test(node.text)
}
