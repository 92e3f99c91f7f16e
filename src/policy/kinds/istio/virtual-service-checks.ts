import type { FieldPath } from '../../../ground/span.ts'
import { parseAddress } from '../../../ground/ip.ts'
import { quote } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { checkDestination, checkTags } from './destinations.ts'
import { checkDuration } from './duration-checks.ts'
import { checkExports } from './exports.ts'
import { checkHeaders } from './header-checks.ts'
import { checkTreatment } from './route-checks.ts'
import { saidOf, type Say } from './webhook.ts'
import { domainProblem, isLabel, portNumberProblem, subnetProblem, wildcardProblem } from './webhook-values.ts'

/**
 * What istiod's webhook says of a VirtualService that the schema lets pass; of what a pattern says nothing.
 * Source: istio/istio pkg/config/validation/validation.go, ValidateVirtualService; virtualservice.go
 */
export function virtualServiceProblems({ value, namespace }: KubernetesObject): readonly ObjectProblem[] {
  const spec = fieldAt(value, 'spec')
  const hosts = listAt(spec, 'hosts').map(String)
  const gateways = listAt(spec, 'gateways').map(String)
  const isForMesh = gateways.length === 0 || gateways.includes('mesh')
  return saidOf((say) => {
    if (hosts.length === 0)
      for (const [field, what] of DELEGATED)
        if (listAt(spec, field).length > 0)
          say(`delegate virtual service must have no ${what} specified`, ['spec', field])
    checkGateways(gateways, ['spec', 'gateways'], say)
    const isNamed = listAt(spec, 'tls').some((route) =>
      listAt(route, 'match').some((match) => listAt(match, 'sniHosts').length > 0),
    )
    checkHosts(hosts, isForMesh, !isForMesh && isNamed, say)
    if (['http', 'tcp', 'tls'].every((field) => listAt(spec, field).length === 0))
      say('http, tcp or tls must be provided in virtual service', ['spec'])
    listAt(spec, 'http').forEach((route, index) =>
      checkHttp(route, hosts.length === 0, gateways, isForMesh, ['spec', 'http', index], say),
    )
    listAt(spec, 'tls').forEach((route, index) => checkTls(route, hosts, isForMesh, ['spec', 'tls', index], say))
    listAt(spec, 'tcp').forEach((route, index) => {
      const path = ['spec', 'tcp', index]
      listAt(route, 'match').forEach((match, at) => checkMatch(match, [...path, 'match', at], say))
      if (listAt(route, 'route').length === 0) say('TCP route is required', path)
      checkTargets(listAt(route, 'route'), [...path, 'route'], say)
    })
    checkExports(listAt(spec, 'exportTo'), namespace ?? 'default', false, say)
  })
}

const DELEGATED = [
  ['gateways', 'gateways'],
  ['tls', 'tls route'],
  ['tcp', 'tcp route'],
] as const

/** `isNamed`: at gateways alone, by server name; then it may be one that the mesh makes up between networks. */
function checkHosts(hosts: readonly string[], isForMesh: boolean, isNamed: boolean, say: Say): void {
  const wrong = hosts.map((host) => {
    const problem = parseAddress(host) || (isNamed && MADE_UP.test(host)) ? null : wildcardProblem(host)
    return problem ?? (isForMesh && host === '*' ? NO_WILDCARD : null)
  })
  wrong.forEach((problem, index) => {
    if (problem) say(problem, ['spec', 'hosts', index])
  })
  if (wrong.some((problem) => problem !== null)) return
  hosts.forEach((one, index) =>
    hosts.slice(index + 1).forEach((other, after) => {
      if (isWithin(one, other) || isWithin(other, one))
        say(`duplicate hosts in virtual service: ${one} & ${other}`, ['spec', 'hosts', index + 1 + after])
    }),
  )
}

/** Source: ValidateWildcardDomainForVirtualServiceBoundToGateway */
const MADE_UP = /^outbound_\.[0-8]/
const NO_WILDCARD = 'wildcard host * is not allowed for virtual services bound to the mesh gateway'

/** Whether every name that fits one fits the other. Source: istio/istio pkg/config/host/name.go, SubsetOf */
function isWithin(inner: string, outer: string): boolean {
  if (!outer.startsWith('*')) return inner === outer
  return (inner.startsWith('*') ? inner.slice(1) : inner).endsWith(outer.slice(1))
}

/** After a name without a namespace the rest is not looked at. */
function checkGateways(names: readonly string[], path: FieldPath, say: Say): void {
  for (const [index, name] of names.entries()) {
    const at = [...path, index]
    const slash = name.indexOf('/')
    if (slash < 0) {
      const wrong = domainProblem(name)
      if (wrong) say(wrong, at)
      return
    }
    const [namespace, own] = [name.slice(0, slash), name.slice(slash + 1)]
    if (namespace === '' || own === '') say('config namespace and gateway name cannot be empty', at)
    if (!isLabel(namespace)) say(`invalid value for namespace: ${quote(namespace)}`, at)
    if (!isLabel(own)) say(`invalid value for gateway name: ${quote(own)}`, at)
  }
}

function checkHttp(
  route: unknown,
  isDelegate: boolean,
  gateways: readonly string[],
  isForMesh: boolean,
  path: FieldPath,
  say: Say,
): void {
  checkConflicts(route, isDelegate, path, say)
  listAt(route, 'match').forEach((match, index) => {
    const at = [...path, 'match', index]
    for (const field of ['headers', 'withoutHeaders'])
      for (const name of Object.keys(objectAt(match, field) ?? {})) {
        if (name === '') say('header name cannot be empty', [...at, field])
        if (isForMesh && /^@request\.auth\.claims[.[]/i.test(name))
          say(
            `JWT claim based routing (key: ${name}) is only supported for gateway, found no gateways: [${gateways.join(' ')}]`,
            [...at, field, name],
          )
        checkText(objectAt(match, field, name), field, [...at, field, name], say)
      }
    for (const field of ['uri', 'scheme', 'method', 'authority'])
      checkText(objectAt(match, field), field, [...at, field], say)
    for (const name of Object.keys(objectAt(match, 'queryParams') ?? {}))
      checkText(objectAt(match, 'queryParams', name), 'queryParams', [...at, 'queryParams', name], say)
    checkMatch(match, at, say)
    const from = textAt(match, 'sourceNamespace') ?? ''
    if (from !== '' && !isLabel(from)) say(`sourceNamespace match ${from} is invalid`, [...at, 'sourceNamespace'])
  })
  checkTreatment(route, path, say)
  checkTargets(listAt(route, 'route'), [...path, 'route'], say)
  checkDuration(route, ['timeout'], path, say)
}

/** Of several things that a route can do with a request it does one. */
function checkConflicts(route: unknown, isDelegate: boolean, path: FieldPath, say: Say): void {
  const has = (field: string) => fieldAt(route, field) !== undefined
  const hasRoute = listAt(route, 'route').length > 0
  if (has('delegate') && !isDelegate) {
    for (const field of ['redirect', 'route'])
      if (has(field)) say(`root HTTP route ${textAt(route, 'name') ?? ''} must not specify ${field}`, [...path, field])
    return
  }
  if (has('delegate')) say('delegate HTTP route cannot contain delegate', [...path, 'delegate'])
  const main = has('redirect') ? 'redirect' : has('directResponse') ? 'directResponse' : null
  const name = main === 'redirect' ? 'redirect' : 'direct_response'
  if (main === null && !hasRoute) say('HTTP route, redirect or direct_response is required', path)
  if (main !== null && hasRoute) say(`HTTP route cannot contain both route and ${name}`, [...path, 'route'])
  if (main !== null && has('fault')) say(`HTTP route cannot contain both fault and ${name}`, [...path, 'fault'])
  if (main !== null && has('rewrite'))
    say(`HTTP route rule cannot contain both rewrite and ${name}`, [...path, 'rewrite'])
  if (main === 'redirect' && has('directResponse'))
    say('HTTP route rule cannot contain both direct_response and redirect', [...path, 'directResponse'])
  if (has('mirror') && listAt(route, 'mirrors').length > 0)
    say('HTTP route cannot contain both mirror and mirrors', [...path, 'mirrors'])
}

/** Of a path an empty beginning is let pass, and of a header that must not be there a `*`. */
function checkText(match: unknown, field: string, path: FieldPath, say: Say): void {
  const pattern = textAt(match, 'regex')
  if (field !== 'uri' && textAt(match, 'prefix') === '')
    say(`"${field}": prefix string match should not be empty`, path)
  if (pattern === '') say(`"${field}": regex string match should not be empty`, path)
  if (pattern !== null && pattern.length > 1024) say(`"${field}": regex is too large, max length allowed is 1024`, path)
}

/** What matches of all protocols have. */
function checkMatch(match: unknown, path: FieldPath, say: Say): void {
  listAt(match, 'destinationSubnets').forEach((subnet, index) => {
    const wrong = subnetProblem(String(subnet))
    if (wrong) say(wrong, [...path, 'destinationSubnets', index])
  })
  const port = numberAt(match, 'port') ?? 0
  const range = port === 0 ? null : portNumberProblem(port)
  if (range) say(range, [...path, 'port'])
  checkTags(match, 'sourceLabels', path, say)
  checkGateways(listAt(match, 'gateways').map(String), [...path, 'gateways'], say)
}

function checkTls(route: unknown, hosts: readonly string[], isForMesh: boolean, path: FieldPath, say: Say): void {
  const matches = listAt(route, 'match')
  if (matches.length === 0) say('TLS route must have at least one match condition', path)
  matches.forEach((match, index) => {
    const at = [...path, 'match', index]
    const names = listAt(match, 'sniHosts').map(String)
    if (names.length === 0) say('TLS match must have at least one SNI host', at)
    names.forEach((name, place) => {
      if (parseAddress(name)) return
      const wrong =
        (!isForMesh && MADE_UP.test(name) ? null : wildcardProblem(name)) ??
        (hosts.some((host) => isWithin(name, host))
          ? null
          : `SNI host ${quote(name)} is not a compatible subset of any of the virtual service hosts: [${hosts.join(', ')}]`)
      if (wrong) say(wrong, [...at, 'sniHosts', place])
    })
    checkMatch(match, at, say)
  })
  if (listAt(route, 'route').length === 0) say('TLS route is required', path)
  checkTargets(listAt(route, 'route'), [...path, 'route'], say)
}

function checkTargets(targets: readonly unknown[], path: FieldPath, say: Say): void {
  const weights = targets.map((target) => numberAt(target, 'weight') ?? 0)
  targets.forEach((target, index) => {
    const at = [...path, index]
    const destination = fieldAt(target, 'destination')
    if (destination === undefined) say('destination is required', at)
    checkHeaders(fieldAt(target, 'headers'), [...at, 'headers'], say)
    if (destination !== undefined) checkDestination(destination, [...at, 'destination'], say)
    if (weights[index]! < 0) say(`weight ${weights[index]} < 0`, [...at, 'weight'])
  })
  if (targets.length > 1 && weights.reduce((sum, weight) => sum + weight, 0) === 0)
    say('total destination weight = 0', path)
}
