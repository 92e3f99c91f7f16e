import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, flagAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { checkSubsetName, checkTags } from './destinations.ts'
import { checkExports } from './exports.ts'
import { checkBalancer, checkOutliers, checkPool, checkTunnel } from './traffic-checks.ts'
import { saidOf, type Say } from './webhook.ts'
import { wildcardProblem } from './webhook-values.ts'

/**
 * What istiod's webhook says of a DestinationRule that the schema lets pass; of how requests are shared out between
 * zones nothing.
 * Source: istio/istio pkg/config/validation/validation.go, ValidateDestinationRule
 */
export function destinationRuleProblems({ value, namespace }: KubernetesObject): readonly ObjectProblem[] {
  const spec = fieldAt(value, 'spec')
  const home = namespace ?? 'default'
  const exportTo = listAt(spec, 'exportTo')
  return saidOf((say) => {
    const wrong = wildcardProblem(textAt(spec, 'host') ?? '')
    if (wrong) say(wrong, ['spec', 'host'])
    checkTraffic(fieldAt(spec, 'trafficPolicy'), ['spec', 'trafficPolicy'], say)
    const names = new Set<string>()
    listAt(spec, 'subsets').forEach((subset, index) => {
      const path = ['spec', 'subsets', index]
      const name = textAt(subset, 'name') ?? ''
      if (names.has(name)) say(`duplicate subset names: ${name}`, [...path, 'name'])
      names.add(name)
      checkSubsetName(name, [...path, 'name'], say)
      checkTags(subset, 'labels', path, say)
      checkTraffic(fieldAt(subset, 'trafficPolicy'), [...path, 'trafficPolicy'], say)
    })
    checkExports(exportTo, home, false, say)
    if (fieldAt(spec, 'workloadSelector') !== undefined && exportTo.length > 0) checkOwn(exportTo, home, say)
  })
}

/** One for some workloads alone is for those of its own namespace. */
function checkOwn(exportTo: readonly unknown[], home: string, say: Say): void {
  const isOwn = (each: unknown) => each === '.' || each === home
  if (!exportTo.some(isOwn))
    say('destination rule with workload selector cannot have exportTo beyond current namespace', ['spec', 'exportTo'])
  else if (!exportTo.every(isOwn))
    say('destination rule with workload selector cannot have multiple entries in exportTo', ['spec', 'exportTo'])
}

const OF_PORTS = ['outlierDetection', 'connectionPool', 'loadBalancer', 'tls']

function checkTraffic(policy: unknown, path: FieldPath, say: Say): void {
  if (policy === undefined) return
  const has = (field: string) => fieldAt(policy, field) !== undefined
  if (![...OF_PORTS, 'portLevelSettings', 'tunnel', 'proxyProtocol'].some(has))
    return say('traffic policy must have at least one field', path)
  if (has('tunnel') && has('proxyProtocol')) return say('tunnel and proxyProtocol must not be set together', path)
  checkConnections(policy, path, say)
  listAt(policy, 'portLevelSettings').forEach((settings, index) => {
    const at = [...path, 'portLevelSettings', index]
    if (fieldAt(settings, 'port') === undefined) say('portTrafficPolicy must have valid port', at)
    if (!OF_PORTS.some((field) => fieldAt(settings, field) !== undefined))
      say('port traffic policy must have at least one field', at)
    checkConnections(settings, at, say)
  })
  checkTunnel(fieldAt(policy, 'tunnel'), [...path, 'tunnel'], say)
}

function checkConnections(policy: unknown, path: FieldPath, say: Say): void {
  checkOutliers(fieldAt(policy, 'outlierDetection'), [...path, 'outlierDetection'], say)
  checkPool(fieldAt(policy, 'connectionPool'), [...path, 'connectionPool'], say)
  checkBalancer(fieldAt(policy, 'loadBalancer'), [...path, 'loadBalancer'], say)
  checkClientTls(fieldAt(policy, 'tls'), [...path, 'tls'], say)
}

/** Source: pkg/config/validation/agent/validation.go, ValidateTLS */
function checkClientTls(tls: unknown, path: FieldPath, say: Say): void {
  const mode = textAt(tls, 'mode')
  const has = (field: string) => Boolean(textAt(tls, field))
  const hasNames = fieldAt(tls, 'subjectAltNames') !== undefined
  if (flagAt(tls, 'insecureSkipVerify')) {
    if (mode === 'SIMPLE' && (has('caCertificates') || has('credentialName') || hasNames))
      say(
        'cannot specify CaCertificates or CredentialName or SubjectAltNames when InsecureSkipVerify is set true',
        path,
      )
    if (mode === 'MUTUAL' && (has('caCertificates') || hasNames))
      say('cannot specify CaCertificates or SubjectAltNames when InsecureSkipVerify is set true', path)
  }
  if ((mode === 'SIMPLE' || mode === 'MUTUAL') && has('credentialName')) {
    if (['clientCertificate', 'caCertificates', 'privateKey', 'caCrl'].some(has))
      say('cannot specify client certificates or CA certificate or CA CRL If credentialName is set', path)
    return
  }
  if (mode !== 'MUTUAL') return
  if (!has('clientCertificate')) say('client certificate required for mutual tls', path)
  if (!has('privateKey')) say('private key required for mutual tls', path)
}
