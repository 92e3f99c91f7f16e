import { failure, success, type Result } from '../../../ground/result.ts'
import {
  cannotUnmarshal,
  doubledKeys,
  goBoolean,
  goFields,
  goInteger,
  goString,
  goSyntaxError,
  isGoNull,
} from '../../../manifests/go-yaml.ts'
import { readFirstNode, type YamlNode } from '../../../manifests/yaml-node.ts'
import {
  DEFAULT_ATTEMPTS,
  DEFAULT_TIMEOUT,
  RESOURCE_KINDS,
  type Destination,
  type K8sResource,
  type NetassertTest,
  type ResourceKind,
} from './test.ts'

/**
 * Reads a file of tests; the problem is the tool's own message. The first test that breaks a rule ends it, with all
 * that is wrong with that test; values of a wrong type are told for all tests.
 * Source: https://github.com/controlplaneio/netassert/blob/main/internal/data/types.go
 */
export function readTests(text: string): Result<readonly NetassertTest[], string> {
  const root = readFirstNode(text)
  if (!root.ok) return failed(goSyntaxError(root.problem))
  if (root.value === null || isGoNull(root.value)) return success([])
  if (root.value.node !== 'list') return failed(typeErrors([cannotUnmarshal(root.value, 'data.tmpTests')]))
  const wrongTypes: string[] = []
  const tests: (NetassertTest | null)[] = []
  for (const item of root.value.items) {
    const draft = isGoNull(item) ? null : draftOf(item)
    if (draft !== null && draft.wrongTypes.length > 0) {
      wrongTypes.push(...draft.wrongTypes)
      continue
    }
    const problems = draft ? problemsOf(draft) : []
    if (problems.length > 0) return failed(problems.join('\n'))
    tests.push(draft && testOf(draft))
  }
  if (wrongTypes.length > 0) return failed(typeErrors(wrongTypes))
  const problem = listProblem(tests)
  return problem === null
    ? success(tests as readonly NetassertTest[])
    : failed(`validation failed for tests: ${problem}`)
}

/** What is wrong with a list of tests that are right one by one; null: nothing. */
export function listProblem(tests: readonly (NetassertTest | null)[]): string | null {
  const names = new Set<string>()
  for (const test of tests) {
    if (!test) return 'test is pointing to nil'
    if (names.has(test.name)) return `duplicate test name found ${JSON.stringify(test.name)}`
    names.add(test.name)
  }
  return null
}

const failed = (message: string): Result<never, string> => failure(`failed to unmarshal tests: ${message}`)
const typeErrors = (lines: readonly string[]): string =>
  `yaml: unmarshal errors:\n${lines.map((line) => `  ${line}`).join('\n')}`

/** What the file says, field by field, before anybody looks whether it makes sense. */
interface Draft {
  readonly name: string
  readonly type: string
  readonly protocol: string
  readonly targetPort: number
  readonly timeoutSeconds: number
  readonly attempts: number
  readonly exitCode: number
  readonly src: { readonly k8sResource: DraftResource | null } | null
  readonly dst: { readonly k8sResource: DraftResource | null; readonly host: { readonly name: string } | null } | null
  readonly pass: boolean
  readonly failureReason: string
  readonly wrongTypes: readonly string[]
}

interface DraftResource {
  readonly kind: string
  readonly name: string
  readonly namespace: string
}

function draftOf(node: YamlNode): Draft {
  const wrongTypes: string[] = []
  const test = structOf(node, 'data.testAlias', wrongTypes)
  const text = (fields: Fields, name: string, type = 'string') => valueOf(fields, name, type, goString, '', wrongTypes)
  const number = (name: string) => valueOf(test, name, 'int', goInteger, 0, wrongTypes)
  const nested = <Value>(fields: Fields, name: string, type: string, read: (inner: Fields) => Value): Value | null => {
    const field = fields?.get(name)
    return field && !isGoNull(field) ? read(structOf(field, type, wrongTypes)) : null
  }
  const resource = (fields: Fields) =>
    nested(fields, 'k8sResource', 'data.K8sResource', (inner): DraftResource => ({
      kind: text(inner, 'kind', 'data.K8sResourceKind'),
      name: text(inner, 'name'),
      namespace: text(inner, 'namespace'),
    }))
  const draft = {
    name: text(test, 'name'),
    type: text(test, 'type', 'data.TestType'),
    protocol: text(test, 'protocol', 'data.Protocol'),
    targetPort: number('targetPort'),
    timeoutSeconds: number('timeoutSeconds'),
    attempts: number('attempts'),
    exitCode: number('exitCode'),
    src: nested(test, 'src', 'data.Src', (src) => ({ k8sResource: resource(src) })),
    dst: nested(test, 'dst', 'data.Dst', (dst) => ({
      k8sResource: resource(dst),
      host: nested(dst, 'host', 'data.Host', (host) => ({ name: text(host, 'name') })),
    })),
    pass: valueOf(test, 'pass', 'bool', goBoolean, false, wrongTypes),
    failureReason: text(test, 'failureReason'),
    wrongTypes,
  }
  return {
    ...draft,
    protocol: draft.protocol || 'tcp',
    timeoutSeconds: draft.timeoutSeconds || DEFAULT_TIMEOUT,
    attempts: draft.attempts || DEFAULT_ATTEMPTS,
  }
}

/** Null: it could not be read. */
type Fields = ReadonlyMap<string, YamlNode> | null

function structOf(node: YamlNode, type: string, wrongTypes: string[]): Fields {
  if (node.node !== 'map') {
    wrongTypes.push(cannotUnmarshal(node, type))
    return null
  }
  const doubled = doubledKeys(node)
  wrongTypes.push(...doubled)
  return doubled.length > 0 ? null : goFields(node)
}

function valueOf<Value>(
  fields: Fields,
  name: string,
  type: string,
  read: (node: YamlNode) => Value | null,
  absent: Value,
  wrongTypes: string[],
): Value {
  const node = fields?.get(name)
  if (!node) return absent
  const value = read(node)
  if (value === null) wrongTypes.push(cannotUnmarshal(node, type))
  return value ?? absent
}

/** All that is wrong with one test, in the tool's order. */
function problemsOf({
  name,
  protocol,
  targetPort,
  attempts,
  timeoutSeconds,
  type,
  src,
  dst,
}: Draft): readonly string[] {
  return [
    ...(name === '' ? ['name field is missing'] : []),
    ...(protocol !== 'tcp' && protocol !== 'udp' ? [`invalid protocol ${protocol}`] : []),
    ...(targetPort < 1 || targetPort > 65535 ? [`targetPort out of range: ${targetPort}`] : []),
    ...(attempts < 1 ? ['attempts must be > 0'] : []),
    ...(timeoutSeconds < 1 ? ['timeoutSeconds must be > 0'] : []),
    ...(type !== 'k8s' ? [`invalid test type ${type}`] : []),
    ...(src
      ? src.k8sResource
        ? resourceProblems(src.k8sResource)
        : ['k8sResource field in src is currently the only source allowed']
      : []),
    ...(dst ? destinationProblems(dst) : []),
    ...(src ? [] : ['src block must be present']),
    ...(dst ? [] : ['dst block must be present']),
    ...(protocol === 'udp' && dst?.host ? ['with udp tests the destination must be a k8sResource'] : []),
  ]
}

function destinationProblems({ k8sResource, host }: NonNullable<Draft['dst']>): readonly string[] {
  if (k8sResource && host) return ['dst field only supports K8sResource or Host but not both']
  if (k8sResource) return resourceProblems(k8sResource)
  return host?.name === '' ? ['host field is set to empty string'] : []
}

function resourceProblems({ kind, name, namespace }: DraftResource): readonly string[] {
  return [
    ...(name === '' ? ['k8sResource name is missing'] : []),
    ...(kind === '' ? ['k8sResource kind is missing'] : []),
    ...(namespace === '' ? ['k8sResource namespace is missing'] : []),
    ...(isResourceKind(kind) ? [] : [`k8sResource invalid kind '${kind}'`]),
  ]
}

function isResourceKind(kind: string): kind is ResourceKind {
  return (RESOURCE_KINDS as readonly string[]).includes(kind)
}

/** Of a draft without problems. */
function testOf({ wrongTypes: _, src, dst, ...rest }: Draft): NetassertTest {
  const { k8sResource, host } = dst!
  const destination: Destination | null = k8sResource ? { k8sResource: k8sResource as K8sResource } : host && { host }
  return {
    ...rest,
    type: 'k8s',
    protocol: rest.protocol as 'tcp' | 'udp',
    src: src!.k8sResource as K8sResource,
    dst: destination,
  }
}
