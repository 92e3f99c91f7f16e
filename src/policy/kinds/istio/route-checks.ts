import type { FieldPath } from '../../../ground/span.ts'
import { quote } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import { checkDestination } from './destinations.ts'
import { checkDuration, goDuration } from './duration-checks.ts'
import { checkHeaders } from './header-checks.ts'
import type { Say } from './webhook.ts'
import { portNumberProblem } from './webhook-values.ts'

/**
 * What istiod's webhook says of what a route for HTTP does beside choosing a destination, in its order.
 * Source: istio/istio pkg/config/validation/virtualservice.go, validateHTTPRoute; validation.go
 */
export function checkTreatment(route: unknown, path: FieldPath, say: Say): void {
  checkHeaders(fieldAt(route, 'headers'), [...path, 'headers'], say)
  checkCors(fieldAt(route, 'corsPolicy'), [...path, 'corsPolicy'], say)
  checkFault(fieldAt(route, 'fault'), [...path, 'fault'], say)
  checkMirrors(route, path, say)
  checkRedirect(fieldAt(route, 'redirect'), [...path, 'redirect'], say)
  checkAnswer(fieldAt(route, 'directResponse'), [...path, 'directResponse'], say)
  checkRetries(fieldAt(route, 'retries'), [...path, 'retries'], say)
  checkRewrite(route, path, say)
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE']

/** Source: validateCORSPolicy */
function checkCors(policy: unknown, path: FieldPath, say: Say): void {
  listAt(policy, 'allowOrigins').forEach((origin, index) => {
    if (!['exact', 'prefix', 'regex'].some((how) => textAt(origin, how)))
      say("'' is not a valid match type for CORS allow origins", [...path, 'allowOrigins', index])
  })
  listAt(policy, 'allowMethods').forEach((method, index) => {
    if (![...METHODS, '*'].includes(String(method)))
      say(`${quote(method)} is not a supported HTTP method`, [...path, 'allowMethods', index])
  })
  for (const field of ['allowHeaders', 'exposeHeaders'])
    listAt(policy, field).forEach((name, index) => {
      if (name === '') say('header name cannot be empty', [...path, field, index])
      else if (name !== '*' && !/^[-_A-Za-z0-9]+$/.test(String(name)))
        say(`header name ${String(name)} is not a valid header name`, [...path, field, index])
    })
  checkDuration(policy, ['maxAge'], path, say)
  if (Math.round(goDuration(textAt(policy, 'maxAge') ?? '0') ?? 0) % 1e9 > 0)
    say('max_age duration is accurate only to seconds precision', [...path, 'maxAge'])
}

const GRPC =
  /^(OK|CANCELLED|UNKNOWN|INVALID_ARGUMENT|DEADLINE_EXCEEDED|NOT_FOUND|ALREADY_EXISTS|PERMISSION_DENIED|UNAUTHENTICATED|RESOURCE_EXHAUSTED|FAILED_PRECONDITION|ABORTED|OUT_OF_RANGE|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS)$/

/** Source: validateHTTPFaultInjection */
function checkFault(fault: unknown, path: FieldPath, say: Say): void {
  if (fault === undefined) return
  const abort = fieldAt(fault, 'abort')
  const delay = fieldAt(fault, 'delay')
  if (abort === undefined && delay === undefined) say('HTTP fault injection must have an abort and/or a delay', path)
  checkPercentage(abort, [...path, 'abort'], say)
  const call = textAt(abort, 'grpcStatus')
  if (call !== null && !GRPC.test(call))
    say(
      `gRPC status ${quote(call)} is not supported. See https://github.com/grpc/grpc/blob/master/doc/statuscodes.md for a list of supported codes, for example 'NOT_FOUND'`,
      [...path, 'abort', 'grpcStatus'],
    )
  if (fieldAt(abort, 'http2Error') !== undefined)
    say('HTTP/2 abort fault injection not supported yet', [...path, 'abort', 'http2Error'])
  const status = statusProblem(numberAt(abort, 'httpStatus'))
  if (status) say(status, [...path, 'abort', 'httpStatus'])
  checkPercentage(delay, [...path, 'delay'], say)
  checkDuration(delay, ['fixedDelay'], [...path, 'delay'], say)
  checkDuration(delay, ['exponentialDelay'], [...path, 'delay'], say)
  if (fieldAt(delay, 'exponentialDelay') !== undefined)
    say('exponentialDelay not supported yet', [...path, 'delay', 'exponentialDelay'])
}

function checkPercentage(holder: unknown, path: FieldPath, say: Say): void {
  const value = numberAt(holder, 'percentage', 'value') ?? 0
  if (value >= 0 && value <= 100 && !(value > 0 && value < 0.0001)) return
  say(`percentage ${goNumber(value)} is neither 0.0, nor in range [0.0001, 100.0]`, [...path, 'percentage', 'value'])
}

/** As Go prints it, which writes a small one with an exponent of two digits. */
function goNumber(value: number): string {
  return Math.abs(value) > 0 && Math.abs(value) < 1e-4
    ? value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2')
    : String(value)
}

function statusProblem(status: number | null): string | null {
  return status === null || (status >= 200 && status <= 600) ? null : `HTTP status ${status} is not in range 200-599`
}

/** Source: validateHTTPRoute, validateHTTPMirrors */
function checkMirrors(route: unknown, path: FieldPath, say: Say): void {
  const old = numberAt(route, 'mirrorPercent') ?? 0
  if (old > 100) say(`mirror_percent must have a max value of 100 (it has ${old})`, [...path, 'mirrorPercent'])
  checkShare(numberAt(route, 'mirrorPercentage', 'value'), 'mirror_percentage', [...path, 'mirrorPercentage'], say)
  const mirror = fieldAt(route, 'mirror')
  if (mirror !== undefined) checkDestination(mirror, [...path, 'mirror'], say)
  listAt(route, 'mirrors').forEach((each, index) => {
    const at = [...path, 'mirrors', index]
    const destination = fieldAt(each, 'destination')
    if (destination === undefined) return say('destination is required for mirrors', at)
    checkDestination(destination, [...at, 'destination'], say)
    checkShare(numberAt(each, 'percentage', 'value'), 'mirror percentage', [...at, 'percentage'], say)
  })
}

function checkShare(value: number | null, name: string, path: FieldPath, say: Say): void {
  if (value === null || (value >= 0 && value <= 100)) return
  const [side, limit] = value > 100 ? ['max', 100] : ['min', 0]
  say(`${name} must have a ${side} value of ${limit} (it has ${value.toFixed(6)})`, [...path, 'value'])
}

/** The first thing that is wrong is said. Source: validateHTTPRedirect */
function checkRedirect(redirect: unknown, path: FieldPath, say: Say): void {
  if (redirect === undefined) return
  const code = numberAt(redirect, 'redirectCode') ?? 0
  const scheme = textAt(redirect, 'scheme') ?? ''
  const port = numberAt(redirect, 'port') ?? 0
  const hasPort = ['port', 'derivePort'].some((field) => fieldAt(redirect, field) !== undefined)
  if (!hasPort && !['uri', 'authority', 'scheme'].some((field) => textAt(redirect, field)))
    return say('redirect must specify URI, authority, scheme, or port', path)
  if (code !== 0 && (code < 300 || code > 399))
    return say(`${code} is not a valid redirect code, must be 3xx`, [...path, 'redirectCode'])
  if (!['', 'http', 'https'].includes(scheme))
    return say('invalid redirect scheme, must be "http" or "https"', [...path, 'scheme'])
  const wrong = port > 0 ? portNumberProblem(port) : null
  if (wrong) say(wrong, [...path, 'port'])
}

/** Source: validateHTTPDirectResponse */
function checkAnswer(answer: unknown, path: FieldPath, say: Say): void {
  if (answer === undefined) return
  const bytes = textAt(answer, 'body', 'bytes')
  const size = new TextEncoder().encode(textAt(answer, 'body', 'string') ?? '').length
  if (Math.max(size, ((bytes ?? '').length * 3) / 4) > 1024 * 1024)
    say('large direct_responses may impact control plane performance, must be less than 1MB', [...path, 'body'])
  const status = statusProblem(numberAt(answer, 'status') ?? 0)
  if (status) say(status, [...path, 'status'])
}

const RETRY_ON = new Set([
  '5xx',
  'gateway-error',
  'reset',
  'reset-before-request',
  'connect-failure',
  'retriable-4xx',
  'refused-stream',
  'retriable-status-codes',
  'retriable-headers',
  'envoy-ratelimited',
  'http3-post-connect-failure',
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
])
/** The codes that have a name. Source: Go's net/http, StatusText */
const NAMED = /^\+?0*(10[0-3]|20[0-8]|226|30[0-578]|40\d|41[0-8]|42[1-689]|431|451|50[0-8]|51[01])$/

/** Source: validateHTTPRetry */
function checkRetries(retries: unknown, path: FieldPath, say: Say): void {
  if (retries === undefined) return
  const attempts = numberAt(retries, 'attempts') ?? 0
  const on = textAt(retries, 'retryOn') ?? ''
  const isSet = ['perTryTimeout', 'retryRemoteLocalities'].some((field) => fieldAt(retries, field) !== undefined)
  if (attempts < 0) say('attempts cannot be negative', [...path, 'attempts'])
  if (attempts === 0 && (isSet || on !== ''))
    say('http retry policy configured when attempts are set to 0 (disabled)', path)
  checkDuration(retries, ['perTryTimeout'], path, say)
  for (const policy of on === '' ? [] : on.split(','))
    if (!NAMED.test(policy) && !RETRY_ON.has(policy))
      say(`${quote(policy)} is not a valid retryOn policy`, [...path, 'retryOn'])
  checkDuration(retries, ['backoff'], path, say)
}

/** Source: validateHTTPRewrite, validateAuthorityRewrite */
function checkRewrite(route: unknown, path: FieldPath, say: Say): void {
  const rewrite = fieldAt(route, 'rewrite')
  const at = [...path, 'rewrite']
  const uri = textAt(rewrite, 'uri') ?? ''
  const pattern = objectAt(rewrite, 'uriRegexRewrite')
  const authority = textAt(rewrite, 'authority') ?? ''
  if (uri !== '' && pattern) say('rewrite may only contain one of URI or UriRegexRewrite', at)
  else if (rewrite !== undefined && uri === '' && !pattern && authority === '')
    say(
      'rewrite must specify at least one of URI, UriRegexRewrite, or authority. Only one of URI or UriRegexRewrite may be specified',
      at,
    )
  else if (pattern && (!textAt(pattern, 'match') || !textAt(pattern, 'rewrite')))
    say('UriRegexRewrite has errors\nUriRegexRewrite requires both Rewrite and Match fields to be specified', [
      ...at,
      'uriRegexRewrite',
    ])
  let current = authority
  for (const how of ['set', 'add'])
    for (const [name, value] of Object.entries(objectAt(route, 'headers', 'request', how) ?? {})) {
      if (!/^(:authority|host)$/i.test(name)) continue
      if (current !== '')
        return say(
          `authority header cannot be set multiple times: have ${quote(current)}, attempting to set ${quote(value)}`,
          [...path, 'headers', 'request', how, name],
        )
      current = String(value)
    }
}
