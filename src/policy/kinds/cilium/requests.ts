import { namePattern, readPattern, type Pattern } from '../../../ground/patterns.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { HeaderMatcher, HttpMatcher, KafkaMatcher, RequestMatcher } from '../../form.ts'

/**
 * What an element of `toPorts` demands of what is said; null: nothing. Server names beside HTTP rules, which needs
 * `terminatingTLS`, say which connections the proxy opens up. Secrets that name no namespace are in the policy's own;
 * `namespace` null: it has none.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#layer-7-examples, pkg/policy/api/l7.go, http.go,
 * kafka.go (1.19)
 */
export function readRequests(
  element: unknown,
  path: FieldPath,
  namespace: string | null,
): readonly RequestMatcher[] | null {
  const rules = objectAt(element, 'rules')
  const at = [...path, 'rules']
  const names = listAt(element, 'serverNames').map((name) => namePattern(String(name)))
  const tls = objectAt(element, 'terminatingTLS') ? { names } : undefined
  const http = listAt(rules, 'http').map((item, index) => httpMatcher(item, [...at, 'http', index], tls, namespace))
  if (http.length > 0) return http
  const dns = listAt(rules, 'dns').map((item, index): RequestMatcher => {
    const name = textAt(item, 'matchName') ?? textAt(item, 'matchPattern')
    return { kind: 'dns', pattern: name === null ? null : namePattern(name), path: [...at, 'dns', index] }
  })
  if (dns.length > 0) return dns
  const kafka = listAt(rules, 'kafka').map((item, index) => kafkaMatcher(item, [...at, 'kafka', index]))
  const other = textAt(rules, 'l7proto')
  if (kafka.length > 0) return kafka
  if (other !== null && listAt(rules, 'l7').length > 0)
    return [{ kind: 'opaque', protocol: other, path: [...at, 'l7'] }]
  return names.length > 0 ? [{ kind: 'sni', patterns: names, path: [...path, 'serverNames'] }] : null
}

/**
 * Method, path and host are regular expressions of RE2 that have to fit as a whole; the path is tried with its query.
 */
function httpMatcher(item: unknown, path: FieldPath, tls: HttpMatcher['tls'], namespace: string | null): HttpMatcher {
  return {
    kind: 'http',
    path,
    ...(tls && { tls }),
    method: pattern(item, 'method'),
    target: pattern(item, 'path'),
    host: pattern(item, 'host'),
    headers: [
      ...listAt(item, 'headers').map((line) => plainHeader(String(line))),
      ...listAt(item, 'headerMatches').map((header) => headerMatch(header, namespace)),
    ],
  }
}

/** One that RE2 refuses fits nothing; the agent does not load such a rule, which validation says. */
function pattern(item: unknown, field: string): Pattern | null {
  const text = textAt(item, field)
  if (text === null || text === '') return null
  const read = readPattern(text)
  return 'fault' in read ? { text, matches: () => false } : read
}

/**
 * `Name: value`: split at the first blank, colons at the end of the name do not count; a single word has to be there as
 * it stands, with any value, so that one with a colon, which no header's name has, fits nothing.
 * Source: pkg/envoy/xds_server.go (getHTTPRule)
 */
function plainHeader(line: string): HeaderMatcher {
  const blank = line.indexOf(' ')
  return blank < 0
    ? { name: line, value: null, otherwise: 'miss' }
    : { name: line.slice(0, blank).replace(/:+$/, ''), value: line.slice(blank + 1), otherwise: 'miss' }
}

function headerMatch(item: unknown, namespace: string | null): HeaderMatcher {
  const value = textAt(item, 'value')
  const secret = objectAt(item, 'secret')
  const at = secret && { namespace: textAt(secret, 'namespace') || namespace, name: textAt(secret, 'name') ?? '' }
  return {
    name: textAt(item, 'name') ?? '',
    value: value === '' ? null : value,
    ...(at && { secret: at }),
    otherwise: fieldAt(item, 'mismatch') === undefined ? 'miss' : 'pass',
  }
}

function kafkaMatcher(item: unknown, path: FieldPath): KafkaMatcher {
  const role = textAt(item, 'role')
  const version = textAt(item, 'apiVersion')
  return {
    kind: 'kafka',
    path,
    role: role === 'produce' || role === 'consume' ? role : null,
    apiKey: textAt(item, 'apiKey') || null,
    apiVersion: version !== null && /^\d{1,5}$/.test(version) ? Number(version) : null,
    clientId: textAt(item, 'clientID') || null,
    topic: textAt(item, 'topic') || null,
  }
}
