import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, flagAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import { checkDuration } from './duration-checks.ts'
import type { Say } from './webhook.ts'
import { domainProblem, ipProblem, portNumberProblem } from './webhook-values.ts'

/*
 * What istiod's webhook says of how connections are kept and shared out. Source: istio/istio
 * pkg/config/validation/validation.go
 */

/** Source: validateOutlierDetection */
export function checkOutliers(outlier: unknown, path: FieldPath, say: Say): void {
  if (outlier === undefined) return
  checkDuration(outlier, ['baseEjectionTime'], path, say)
  if (
    !flagAt(outlier, 'splitExternalLocalOriginErrors') &&
    (numberAt(outlier, 'consecutiveLocalOriginFailures') ?? 0) > 0
  )
    say(
      'outlier detection consecutive local origin failures is specified, but split external local origin errors is set to false',
      [...path, 'consecutiveLocalOriginFailures'],
    )
  checkDuration(outlier, ['interval'], path, say)
  for (const field of ['maxEjectionPercent', 'minHealthPercent']) {
    const percent = numberAt(outlier, field) ?? 0
    if (percent < 0 || percent > 100) say(`percentage ${percent} is not in range 0..100`, [...path, field])
  }
}

const OF_REQUESTS = [
  ['http1MaxPendingRequests', 'http1 max pending requests'],
  ['http2MaxRequests', 'http2 max requests'],
  ['maxRequestsPerConnection', 'max requests per connection'],
  ['maxRetries', 'max retries'],
] as const

/** Source: validateConnectionPool */
export function checkPool(pool: unknown, path: FieldPath, say: Say): void {
  if (pool === undefined) return
  const http = fieldAt(pool, 'http')
  const tcp = fieldAt(pool, 'tcp')
  if (http === undefined && tcp === undefined) return say('connection pool must have at least one field', path)
  const checkCount = (holder: unknown, section: string, field: string, what: string) => {
    if ((numberAt(holder, field) ?? 0) < 0) say(`${what} must be non-negative`, [...path, section, field])
  }
  for (const [field, what] of OF_REQUESTS) checkCount(http, 'http', field, what)
  checkDuration(http, ['idleTimeout'], [...path, 'http'], say)
  if (textAt(http, 'h2UpgradePolicy') === 'UPGRADE' && flagAt(http, 'useClientProtocol'))
    say('use client protocol must not be true when H2UpgradePolicy is UPGRADE', [...path, 'http', 'useClientProtocol'])
  checkCount(http, 'http', 'maxConcurrentStreams', 'max concurrent streams')
  checkCount(tcp, 'tcp', 'maxConnections', 'max connections')
  for (const field of [['connectTimeout'], ['maxConnectionDuration'], ['idleTimeout'], ['tcpKeepalive', 'time']])
    checkDuration(tcp, field, [...path, 'tcp'], say)
  checkDuration(tcp, ['tcpKeepalive', 'interval'], [...path, 'tcp'], say)
}

/** Source: validateLoadBalancer */
export function checkBalancer(balancer: unknown, path: FieldPath, say: Say): void {
  const hash = objectAt(balancer, 'consistentHash')
  const at = [...path, 'consistentHash']
  if (objectAt(hash, 'httpCookie') && !textAt(hash, 'httpCookie', 'name'))
    say('name required for HttpCookie', [...at, 'httpCookie'])
  const maglev = objectAt(hash, 'maglev')
  if ((numberAt(hash, 'minimumRingSize') ?? 0) !== 0 && (maglev || objectAt(hash, 'ringHash')))
    say('only one of MinimumRingSize or Maglev/Ringhash can be specified', [...at, 'minimumRingSize'])
  if (maglev) {
    const size = numberAt(maglev, 'tableSize') ?? 0
    const table = [...at, 'maglev']
    if (size === 0) say('tableSize must be set for maglev', table)
    if (size >= 5000011) say('tableSize must be less than 5000011 for maglev', table)
    if (!isPrime(size)) say('tableSize must be a prime number for maglev', table)
  }
  checkDuration(balancer, ['warmup', 'duration'], path, say)
}

/** One is taken for a prime. Source: isPrime, which is Envoy's */
function isPrime(size: number): boolean {
  if (size !== 0 && size < 4) return true
  if (size % 2 === 0) return false
  for (let factor = 3; factor * factor <= size; factor += 2) if (size % factor === 0) return false
  return true
}

/** Source: validateTunnelSettings */
export function checkTunnel(tunnel: unknown, path: FieldPath, say: Say): void {
  if (tunnel === undefined) return
  const protocol = textAt(tunnel, 'protocol') ?? ''
  const host = textAt(tunnel, 'targetHost') ?? ''
  if (!['', 'CONNECT', 'POST'].includes(protocol))
    say('tunnel protocol must be "CONNECT" or "POST"', [...path, 'protocol'])
  const name = domainProblem(host)
  const address = ipProblem(host)
  if (name && address)
    say(`tunnel target host must be valid FQDN or IP address: ${name}; ${address}`, [...path, 'targetHost'])
  const port = portNumberProblem(numberAt(tunnel, 'targetPort') ?? 0)
  if (port) say(`tunnel target port is invalid: ${port}`, [...path, 'targetPort'])
}
