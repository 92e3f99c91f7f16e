import type { FieldPath } from '../../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Say } from './webhook.ts'

const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
}
const PART = /^(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/

/** A duration as Go reads it, `1.5h` or `1m30s`, in nanoseconds; null: it is none. Source: Go's time.ParseDuration */
export function goDuration(text: string): number | null {
  const sign = /^[-+]/.exec(text)?.[0] ?? ''
  let rest = text.slice(sign.length)
  if (rest === '0') return 0
  if (rest === '') return null
  let sum = 0
  while (rest !== '') {
    const [part, amount, unit] = PART.exec(rest) ?? []
    if (part === undefined) return null
    sum += Number(amount) * NANOSECONDS[unit!]!
    rest = rest.slice(part.length)
  }
  return sign === '-' ? -sum : sum
}

/**
 * What the CustomResourceDefinitions state of every duration, as a CEL rule. Source: istio/istio
 * manifests/charts/base/files/crd-all.gen.yaml; istio/tools cmd/protoc-gen-crd
 */
function durationErrors(
  holder: unknown,
  fields: readonly (readonly string[])[],
  path: FieldPath,
): readonly FieldError[] {
  return fields.flatMap((field): readonly FieldError[] => {
    const text = textAt(holder, ...field)
    const duration = text === null ? null : goDuration(text)
    if (text === null || (duration !== null && duration >= 1e6)) return []
    const unread = "type conversion error from 'string' to 'google.protobuf.Duration' evaluating rule: "
    const message = `${duration === null ? unread : ''}must be a valid duration greater than 1ms`
    return [fieldError([...path, ...field], 'Invalid value', quote(text), message)]
  })
}

/** What istiod's webhook says of one beyond that. Source: pkg/config/validation/agent/validation.go, ValidateDuration */
export function checkDuration(holder: unknown, field: readonly string[], path: FieldPath, say: Say): void {
  const text = textAt(holder, ...field)
  const duration = text === null ? null : goDuration(text)
  if (duration !== null && Math.round(duration) % 1e6 !== 0)
    say('only durations to ms precision are supported', [...path, ...field])
}

const OF_ROUTES = [
  ['timeout'],
  ['fault', 'delay', 'fixedDelay'],
  ['fault', 'delay', 'exponentialDelay'],
  ['retries', 'perTryTimeout'],
  ['retries', 'backoff'],
  ['corsPolicy', 'maxAge'],
]
const OF_POOLS = [
  ['tcp', 'connectTimeout'],
  ['tcp', 'maxConnectionDuration'],
  ['tcp', 'tcpKeepalive', 'time'],
  ['tcp', 'tcpKeepalive', 'interval'],
  ['http', 'idleTimeout'],
]
const OF_TRAFFIC = [
  ...OF_POOLS.map((field) => ['connectionPool', ...field]),
  ['outlierDetection', 'interval'],
  ['outlierDetection', 'baseEjectionTime'],
  ['loadBalancer', 'warmup', 'duration'],
]

/** Rules on the durations of a VirtualService. */
export function routeRules({ value }: KubernetesObject): readonly FieldError[] {
  return listAt(value, 'spec', 'http').flatMap((route, index) =>
    durationErrors(route, OF_ROUTES, ['spec', 'http', index]),
  )
}

/** Rules on the durations of a DestinationRule. */
export function trafficRules({ value }: KubernetesObject): readonly FieldError[] {
  const ofPolicy = (policy: unknown, path: FieldPath) => [
    ...durationErrors(policy, OF_TRAFFIC, path),
    ...listAt(policy, 'portLevelSettings').flatMap((settings, index) =>
      durationErrors(settings, OF_TRAFFIC, [...path, 'portLevelSettings', index]),
    ),
  ]
  return [
    ...ofPolicy(fieldAt(value, 'spec', 'trafficPolicy'), ['spec', 'trafficPolicy']),
    ...listAt(value, 'spec', 'subsets').flatMap((subset, index) =>
      ofPolicy(fieldAt(subset, 'trafficPolicy'), ['spec', 'subsets', index, 'trafficPolicy']),
    ),
  ]
}

/** Rules on the durations of a Sidecar. */
export function poolRules({ value }: KubernetesObject): readonly FieldError[] {
  return [
    ...durationErrors(fieldAt(value, 'spec', 'inboundConnectionPool'), OF_POOLS, ['spec', 'inboundConnectionPool']),
    ...listAt(value, 'spec', 'ingress').flatMap((listener, index) =>
      durationErrors(fieldAt(listener, 'connectionPool'), OF_POOLS, ['spec', 'ingress', index, 'connectionPool']),
    ),
  ]
}

/** Rules on the durations of a RequestAuthentication. */
export function fetchRules({ value }: KubernetesObject): readonly FieldError[] {
  return listAt(value, 'spec', 'jwtRules').flatMap((rule, index) =>
    durationErrors(rule, [['timeout']], ['spec', 'jwtRules', index]),
  )
}
