import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { attributeProblem } from './authorization-attributes.ts'
import { accountProblem, addressProblem, portProblem, templateProblem } from './authorization-values.ts'
import { checkTargets } from './target-refs.ts'
import { denied, type Say } from './webhook.ts'

/**
 * What istiod's webhook says of an AuthorizationPolicy that the schema lets pass, in its order. Every message says
 * first whose it is.
 * Source: istio/istio pkg/config/validation/validation.go, ValidateAuthorizationPolicy; pkg/config/security/security.go
 */
export function authorizationProblems({ value, name, namespace }: KubernetesObject): readonly ObjectProblem[] {
  const spec = fieldAt(value, 'spec')
  const action = textAt(spec, 'action') ?? 'ALLOW'
  const rules = fieldAt(spec, 'rules')
  const problems: ObjectProblem[] = []
  const say = (message: string, path: FieldPath) =>
    problems.push(denied(`invalid policy ${name}.${namespace ?? 'default'}: ${message}`, path))
  checkTargets(spec, say)
  const never = () =>
    say(
      `${action} action without \`rules\` is meaningless as it will never be triggered, add an empty rule \`{}\` if you want it be triggered for every request`,
      ['spec', 'action'],
    )
  if (action === 'CUSTOM') {
    if (rules === undefined) never()
    else if (!textAt(spec, 'provider', 'name')) say('`provider.name` must not be empty', ['spec', 'provider'])
    listAt(spec, 'rules').forEach((rule, index) => checkCustom(rule, ['spec', 'rules', index], say))
  } else if (fieldAt(spec, 'provider') !== undefined)
    say(`\`provider\` must not be with non CUSTOM action, found ${action}`, ['spec', 'provider'])
  if (action === 'DENY' && rules === undefined) never()
  listAt(spec, 'rules').forEach((rule, index) => checkRule(rule, index, say))
  return problems
}

/** What a token or a proven identity is needed for comes too late for an external authorizer. */
function checkCustom(rule: unknown, path: FieldPath, say: Say): void {
  const unsupported = (what: string, at: FieldPath) => say(`${what} is currently not supported with CUSTOM action`, at)
  listAt(rule, 'from').forEach((entry, place) => {
    const source = objectAt(entry, 'source')
    for (const field of ['Namespaces', 'ServiceAccounts', 'Principals', 'RequestPrincipals', 'TrustDomains'].flatMap(
      (each) => [each, `Not${each}`],
    )) {
      const written = `${field[0]!.toLowerCase()}${field.slice(1)}`
      if (listAt(source, written).length > 0) unsupported(`From.${field}`, [...path, 'from', place, 'source', written])
    }
  })
  listAt(rule, 'when').forEach((condition, place) => {
    const key = textAt(condition, 'key') ?? ''
    if (
      ['source.namespace', 'source.serviceAccount', 'source.principal', 'source.trustDomain'].includes(key) ||
      key.startsWith('request.auth.')
    )
      unsupported(key, [...path, 'when', place, 'key'])
  })
}

function checkRule(rule: unknown, index: number, say: Say): void {
  const at = ['spec', 'rules', index]
  if (rule === null || rule === undefined) return say(`\`rule\` must not be nil, found at rule ${index}`, at)
  for (const [section, inner, checks] of [
    ['from', 'source', SOURCE],
    ['to', 'operation', OPERATION],
  ] as const) {
    const entries = fieldAt(rule, section)
    if (Array.isArray(entries) && entries.length === 0)
      say(`\`${section}\` must not be empty, found at rule ${index}`, [...at, section])
    listAt(rule, section).forEach((entry, place) => {
      const path = [...at, section, place]
      const written = objectAt(entry, inner)
      if (entry === null) return say(`\`${section}\` must not be nil, found at rule ${index}`, path)
      if (written === null) return say(`\`${section}.${inner}\` must not be nil, found at rule ${index}`, path)
      if (Object.keys(written).every((field) => listAt(written, field).length === 0))
        say(`\`${section}.${inner}\` must not be empty, found at rule ${index}`, [...path, inner])
      for (const [check, fields] of checks)
        for (const field of fields)
          check(
            listAt(written, field).map(String),
            `${field[0]!.toUpperCase()}${field.slice(1)}`,
            [...path, inner, field],
            say,
          )
    })
  }
  listAt(rule, 'when').forEach((condition, place) => checkCondition(condition, [...at, 'when', place], say))
}

/** Looks at the values of one field, which messages call `name`. */
type FieldCheck = (values: readonly string[], name: string, path: FieldPath, say: Say) => void

/** The first empty value ends the look at its list. */
const checkEmpty: FieldCheck = (values, name, path, say) => {
  const index = values.indexOf('')
  if (index >= 0) say(`empty value not allowed, found in ${name}`, [...path, index])
}

const eachValue =
  (problem: (value: string) => string | null): FieldCheck =>
  (values, _, path, say) =>
    values.forEach((value, index) => {
      const found = problem(value)
      if (found !== null) say(found, [...path, index])
    })

const firstValue =
  (problem: (value: string, name: string) => string | null): FieldCheck =>
  (values, name, path, say) => {
    const problems = values.map((value) => problem(value, name))
    const index = problems.findIndex((each) => each !== null)
    if (index >= 0) say(problems[index]!, [...path, index])
  }

const SOURCE: readonly (readonly [FieldCheck, readonly string[]])[] = [
  [eachValue(addressProblem), ['ipBlocks', 'notIpBlocks', 'remoteIpBlocks', 'notRemoteIpBlocks']],
  [checkEmpty, ['principals', 'requestPrincipals', 'namespaces']],
  [firstValue(accountProblem), ['serviceAccounts']],
  [
    checkEmpty,
    ['ipBlocks', 'remoteIpBlocks', 'trustDomains', 'notPrincipals', 'notRequestPrincipals', 'notNamespaces'],
  ],
  [firstValue(accountProblem), ['notServiceAccounts']],
  [checkEmpty, ['notIpBlocks', 'notRemoteIpBlocks', 'notTrustDomains']],
]
const OPERATION: readonly (readonly [FieldCheck, readonly string[]])[] = [
  [eachValue(portProblem), ['ports', 'notPorts']],
  [checkEmpty, ['ports', 'methods', 'paths', 'hosts', 'notPorts', 'notMethods', 'notPaths', 'notHosts']],
  [firstValue(templateProblem), ['paths', 'notPaths']],
]

function checkCondition(condition: unknown, path: FieldPath, say: Say): void {
  const key = textAt(condition, 'key') ?? ''
  if (key === '') return say('`key` must not be empty', [...path, 'key'])
  const lists = (['values', 'notValues'] as const).map((field) => ({
    field,
    values: listAt(condition, field).map(String),
  }))
  if (lists.every(({ values }) => values.length === 0))
    return say(`at least one of \`values\` or \`notValues\` must be set for key ${key}`, path)
  for (const { field, values } of lists) {
    const problem = attributeProblem(key, values)
    if (problem)
      say(
        `invalid \`${field.slice(0, -1)}\` for \`key\` ${key}: ${problem.reason}`,
        problem.of === null ? [...path, 'key'] : [...path, field, problem.of],
      )
  }
}
