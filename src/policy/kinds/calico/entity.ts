import type { LabelExpression } from '../../../ground/label-expression.ts'
import { parseCidrLoosely } from '../../../ground/ip.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { BlockMatcher, Condition, ExpressionMatcher, PortMatcher } from '../../form.ts'
import {
  allOf,
  expressionOf,
  inNamespace,
  namespaceExpression,
  OF_SERVICE_ACCOUNT,
  prefixed,
  SERVICE_ACCOUNT,
} from './effective.ts'

/**
 * What `source` or `destination` of a rule demands of an end of the connection. Everything in it must hold; `nets` and
 * a selector too.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#entityrule,
 * libcalico-go/lib/backend/syncersv1/updateprocessors (rules.go)
 */
export function readEntity(
  entity: unknown,
  path: FieldPath,
  aspect: 'peer' | 'self',
  namespace: string | null,
): readonly Condition[] {
  const conditions: Condition[] = []
  const { positive, negative } = selectorsOf(entity, path, namespace)
  if (positive) conditions.push({ aspect, anyOf: [positive] })
  if (negative) conditions.push({ aspect, anyOf: [negative], negate: true })
  const nets = blocks(entity, 'nets', path)
  const notNets = blocks(entity, 'notNets', path)
  if (nets.length > 0) conditions.push({ aspect, anyOf: nets })
  if (notNets.length > 0) conditions.push({ aspect, anyOf: notNets, negate: true })
  const service = objectAt(entity, 'services')
  if (service)
    conditions.push({
      aspect,
      anyOf: [
        {
          kind: 'service',
          namespace: textAt(service, 'namespace') ?? '',
          name: textAt(service, 'name') ?? '',
          selector: null,
          path: [...path, 'services'],
        },
      ],
    })
  return conditions
}

/**
 * A selector of namespaces takes the place of the policy's own namespace. With something to select, `notSelector`
 * narrows it; alone it means everybody else.
 */
function selectorsOf(
  entity: unknown,
  path: FieldPath,
  namespace: string | null,
): { readonly positive: ExpressionMatcher | null; readonly negative: ExpressionMatcher | null } {
  const selector = textAt(entity, 'selector')
  const namespaces = textAt(entity, 'namespaceSelector')
  const not = textAt(entity, 'notSelector')
  const accounts = accountExpression(objectAt(entity, 'serviceAccounts'))
  const own = accounts !== null || selector ? allOf(accounts, selector ? expressionOf(selector) : null) : null
  const where: LabelExpression | null = namespaces
    ? namespaceExpression(namespaces)
    : namespace === null
      ? null
      : inNamespace(namespace)
  const isScoped = where !== null && (own !== null || Boolean(not) || Boolean(namespaces))
  const parts = isScoped ? allOf(where, own) : own
  const text = [
    namespaces && `namespaces: ${namespaces}`,
    selector,
    accounts && 'service accounts',
    not && `not: ${not}`,
  ]
    .filter(Boolean)
    .join(' && ')
  const matcher = (expression: LabelExpression, at: FieldPath): ExpressionMatcher => ({
    kind: 'expression',
    text,
    expression,
    namespace: null,
    path: at,
  })
  const excluded = not ? expressionOf(not) : null
  if (parts === null) return { positive: null, negative: excluded && matcher(excluded, [...path, 'notSelector']) }
  const at: FieldPath = selector ? [...path, 'selector'] : namespaces ? [...path, 'namespaceSelector'] : path
  return { positive: matcher(excluded ? allOf(parts, { is: 'not', of: excluded }) : parts, at), negative: null }
}

/** Names are alternatives; a selector must hold too. Neither: everybody. */
function accountExpression(accounts: unknown): LabelExpression | null {
  const names = listAt(accounts, 'names').map(String)
  const selector = textAt(accounts, 'selector')
  if (names.length === 0 && !selector) return null
  return allOf(
    selector ? prefixed(expressionOf(selector), OF_SERVICE_ACCOUNT, { is: 'has', key: SERVICE_ACCOUNT }) : null,
    names.length > 0 ? { is: 'in', key: SERVICE_ACCOUNT, values: names } : null,
  )
}

/** Validation has refused what is no block. */
function blocks(entity: unknown, field: 'nets' | 'notNets', path: FieldPath): readonly BlockMatcher[] {
  return listAt(entity, field).map((text, index) => {
    const at = [...path, field, index]
    const { block } = parseCidrLoosely(String(text))!
    return { kind: 'block', block, blockPath: at, except: [], exceptPath: at, path: at }
  })
}

/** `ports` and `notPorts` of an end: numbers, ranges `a:b` and names. `protocol` null: whichever the connection has. */
export function readPorts(
  entity: unknown,
  path: FieldPath,
  aspect: 'port' | 'source-port',
  protocol: string | null,
): readonly Condition[] {
  return (['ports', 'notPorts'] as const).flatMap((field): readonly Condition[] => {
    const ports = listAt(entity, field).map((port, index) => readPort(port, [...path, field, index], protocol))
    return ports.length === 0 ? [] : [{ aspect, anyOf: ports, ...(field === 'notPorts' && { negate: true }) }]
  })
}

function readPort(port: unknown, path: FieldPath, protocol: string | null): PortMatcher {
  const text = String(port)
  const range = /^(\d+):(\d+)$/.exec(text)
  const base = { kind: 'ports' as const, protocol, path, protocolPath: path, portPath: path }
  if (/^\d+$/.test(text)) return { ...base, name: null, range: { from: Number(text), to: Number(text) } }
  return range
    ? { ...base, name: null, range: { from: Number(range[1]), to: Number(range[2]) } }
    : { ...base, name: text, range: null }
}
