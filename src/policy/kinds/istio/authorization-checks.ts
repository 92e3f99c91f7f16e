import { parseAddress, parseCidrLoosely } from '../../../ground/ip.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { denied } from './webhook.ts'

/**
 * What istiod's webhook says of an AuthorizationPolicy that the schema lets pass, in its order.
 * Source: istio/istio pkg/config/validation/validation.go, ValidateAuthorizationPolicy; pilot/pkg/security/authz
 */
export function authorizationProblems({ value, name, namespace }: KubernetesObject): readonly ObjectProblem[] {
  const spec = fieldAt(value, 'spec'), action = textAt(spec, 'action') ?? 'ALLOW', rules = fieldAt(spec, 'rules'), problems: ObjectProblem[] = []
  const say = (message: string, path: FieldPath) => problems.push(denied(message, path))
  if ((action === 'CUSTOM' || action === 'DENY') && rules === undefined) say(`${action} action without \`rules\` is meaningless as it will never be triggered, add an empty rule \`{}\` if you want it be triggered for every request`, ['spec', 'action'])
  if (action === 'CUSTOM' && !textAt(spec, 'provider', 'name')) say('`provider.name` must not be empty', ['spec', 'provider'])
  if (action !== 'CUSTOM' && fieldAt(spec, 'provider') !== undefined) say(`\`provider\` must not be with non CUSTOM action, found ${action}`, ['spec', 'provider'])
  listAt(spec, 'rules').forEach((rule, index) => checkRule(rule, index, action, `${name}.${namespace ?? 'default'}`, say))
  return problems
}

type Say = (message: string, path: FieldPath) => void

function checkRule(rule: unknown, index: number, action: string, policy: string, say: Say): void {
  const at = ['spec', 'rules', index]
  if (rule === null || rule === undefined) return say(`\`rule\` must not be nil, found at rule ${index}`, at)
  for (const [section, inner, fields] of [['from', 'source', SOURCE], ['to', 'operation', OPERATION]] as const) {
    const entries = fieldAt(rule, section)
    if (Array.isArray(entries) && entries.length === 0) say(`\`${section}\` must not be empty, found at rule ${index}`, [...at, section])
    listAt(rule, section).forEach((entry, place) => {
      const path = [...at, section, place], written = objectAt(entry, inner)
      if (entry === null) return say(`\`${section}\` must not be nil, found at rule ${index}`, path)
      if (written === null) return say(`\`${section}.${inner}\` must not be nil, found at rule ${index}`, path)
      const given = Object.keys(written).filter((field) => listAt(written, field).length > 0)
      if (given.length === 0) say(`\`${section}.${inner}\` must not be empty, found at rule ${index}`, [...path, inner])
      for (const field of given) checkField(field, listAt(written, field).map(String), fields, [...path, inner, field], action, say)
    })
  }
  listAt(rule, 'when').forEach((condition, place) => checkCondition(condition, [...at, 'when', place], action, policy, say))
}

const SOURCE: Readonly<Record<string, string>> = { principals: 'Principals', requestPrincipals: 'RequestPrincipals', namespaces: 'Namespaces', ipBlocks: 'IpBlocks', remoteIpBlocks: 'RemoteIpBlocks', serviceAccounts: 'ServiceAccounts', trustDomains: 'TrustDomains' }
const OPERATION: Readonly<Record<string, string>> = { ports: 'Ports', methods: 'Methods', hosts: 'Hosts', paths: 'Paths' }
/** What a token or a proven identity is needed for comes too late for an external authorizer. */
const NOT_CUSTOM = new Set(['principals', 'namespaces', 'requestPrincipals', 'serviceAccounts', 'trustDomains', 'source.principal', 'source.namespace', 'source.serviceAccount', 'source.trustDomain', 'request.auth.principal', 'request.auth.audiences', 'request.auth.presenter'])

function checkField(field: string, values: readonly string[], fields: Readonly<Record<string, string>>, path: FieldPath, action: string, say: Say): void {
  const plain = /^not[A-Z]/.test(field) ? field[3]!.toLowerCase() + field.slice(4) : field, isNegated = plain !== field
  const spelled = `${isNegated ? 'Not' : ''}${fields[plain] ?? plain}`
  if (action === 'CUSTOM' && (plain === 'requestPrincipals' || NOT_CUSTOM.has(plain))) say(`${spelled} is currently not supported with CUSTOM action`, path)
  values.forEach((value, index) => {
    const at = [...path, index]
    if (value === '') return say(`empty value not allowed, found in ${spelled}`, at)
    if (plain === 'ipBlocks' || plain === 'remoteIpBlocks') checkAddress(value, at, say)
    if (plain === 'ports' && !isPort(value)) say(`bad port (${value})`, at)
    if (plain === 'paths') checkTemplate(value, at, say)
  })
}

function isPort(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65535
}

function checkAddress(value: string, path: FieldPath, say: Say): void {
  if (value.includes('/')) { if (!parseCidrLoosely(value)) say(`bad CIDR range (${value}): invalid CIDR address: ${value}`, path) } else if (!parseAddress(value)) say(`bad IP address (${value})`, path)
}

function checkTemplate(value: string, path: FieldPath, say: Say): void {
  if (!/[{}]/.test(value)) return
  const operators = [...value.matchAll(/\{\*\*?\}/g)].map(([each]) => each), rest = value.replace(/\{\*\*?\}/g, '')
  if (operators.length === 0 || /[{}]/.test(rest)) return say(`invalid or unsupported path ${value}. Contains '{' or '}' beyond a supported path template`, path)
  if (operators.slice(0, -1).includes('{**}')) say(`invalid or unsupported path ${value}. {**} is not the last operator`, path)
}

const KEYS = new Set(['source.ip', 'remote.ip', 'source.namespace', 'source.serviceAccount', 'source.trustDomain', 'source.principal', 'request.auth.principal', 'request.auth.audiences', 'request.auth.presenter', 'destination.ip', 'destination.port', 'connection.sni'])
const REPLACED: Readonly<Record<string, string>> = { 'destination.name': 'the workload selector', 'destination.namespace': 'the metadata.namespace', 'destination.user': 'the workload selector' }

function checkCondition(condition: unknown, path: FieldPath, action: string, policy: string, say: Say): void {
  const key = textAt(condition, 'key') ?? '', values = listAt(condition, 'values').map(String), others = listAt(condition, 'notValues').map(String)
  if (key === '') return say('`key` must not be empty', [...path, 'key'])
  if (values.length + others.length === 0) say(`at least one of \`values\` or \`notValues\` must be set for key ${key}`, path)
  if (action === 'CUSTOM' && (NOT_CUSTOM.has(key) || key.startsWith('request.auth.claims'))) say(`${key} is currently not supported with CUSTOM action`, [...path, 'key'])
  const invalid = (reason: string) => say(`invalid policy ${policy}: ${reason}`, [...path, 'key'])
  const bracketed = /^(request\.headers|request\.auth\.claims|experimental\.envoy\.filters\.[^[]*|destination\.labels)(.*)$/.exec(key)
  if (key.startsWith('destination.labels')) return invalid('attribute destination.labels is replaced by the workload selector')
  if (REPLACED[key]) return invalid(`attribute ${key} is replaced by ${REPLACED[key]}`)
  if (bracketed) { if (!/^(\[[^\]]+\])+$/.test(bracketed[2]!)) invalid(`bad key (${key}): should have format a[b]`) } else if (!KEYS.has(key)) return invalid(`unknown attribute: ${key}`)
  const all = [...values.map((value, index) => [value, [...path, 'values', index]] as const), ...others.map((value, index) => [value, [...path, 'notValues', index]] as const)]
  for (const [value, at] of all) {
    if (value === '') say(`empty value not allowed, found in ${key}`, at)
    else if (key === 'source.ip' || key === 'remote.ip' || key === 'destination.ip') checkAddress(value, at, say)
    else if (key === 'destination.port' && !isPort(value)) say(`bad port (${value})`, at)
  }
}
