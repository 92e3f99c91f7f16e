import { parseAddress, parseCidrLoosely } from '../../../ground/ip.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { Attribute, ProxyTest, ValueMatcher } from '../../../policy/proxy/form.ts'
import { fitsValue } from '../../../policy/proxy/match.ts'
import type { IstioSettings } from './settings.ts'

/**
 * What a field or key of an AuthorizationPolicy is to a proxy. `needs`: what the proxy has to read for it: `requests`,
 * `node-proxy-cannot` what a proxy of a node does not know although a sidecar reads it without requests.
 */
export interface ReadTest {
  readonly test: ProxyTest
  readonly needs: 'connection' | 'requests' | 'node-proxy-cannot'
}

/** `field`: of a source or operation, without `not`, or the key of a condition. */
export function readTest(
  field: string,
  values: readonly string[],
  negate: boolean,
  path: FieldPath,
  namespace: string,
  settings: IstioSettings,
): ReadTest {
  const of = (attribute: Attribute, needs: ReadTest['needs'], anyOf: readonly ValueMatcher[]): ReadTest => ({
    needs,
    test: { attribute, anyOf, negate, path },
  })
  const texts = values.map(textMatcher)
  switch (field) {
    case 'principals':
    case 'source.principal':
      return of({ kind: 'principal' }, 'connection', expandTrustDomains(values, settings).map(textMatcher))
    case 'namespaces':
    case 'source.namespace':
      return of(
        { kind: 'namespace' },
        'connection',
        values.map((text) => ({ form: 'glob', text })),
      )
    case 'serviceAccounts':
    case 'source.serviceAccount':
      return of(
        { kind: 'service-account' },
        field === 'serviceAccounts' ? 'connection' : 'node-proxy-cannot',
        values.map((text) => ({ form: 'exact', text: text.includes('/') ? text : `${namespace}/${text}` })),
      )
    case 'trustDomains':
    case 'source.trustDomain':
      return of({ kind: 'trust-domain' }, 'node-proxy-cannot', texts)
    case 'ipBlocks':
    case 'source.ip':
      return of({ kind: 'source-address' }, 'connection', values.flatMap(blockMatcher))
    case 'remoteIpBlocks':
    case 'remote.ip':
      return of({ kind: 'remote-address' }, 'node-proxy-cannot', values.flatMap(blockMatcher))
    case 'destination.ip':
      return of({ kind: 'destination-address' }, 'connection', values.flatMap(blockMatcher))
    case 'ports':
    case 'destination.port':
      return of(
        { kind: 'port' },
        'connection',
        values.map((text) => ({ form: 'exact', text })),
      )
    case 'connection.sni':
      return of({ kind: 'server-name' }, 'node-proxy-cannot', texts)
    case 'hosts':
      return of({ kind: 'host' }, 'requests', texts)
    case 'methods':
      return of({ kind: 'method' }, 'requests', texts)
    case 'paths':
      return of(
        { kind: 'path' },
        'requests',
        values.map((text) => (/\{\*\*?\}/.test(text) ? { form: 'template', text } : textMatcher(text))),
      )
    case 'requestPrincipals':
    case 'request.auth.principal':
      return of({ kind: 'request-principal' }, 'requests', texts)
    case 'request.auth.audiences':
      return of({ kind: 'audience' }, 'requests', texts)
    case 'request.auth.presenter':
      return of({ kind: 'presenter' }, 'requests', texts)
    default:
      break
  }
  const header = /^request\.headers\[(.+)\]$/.exec(field)
  // An empty value is one too.
  if (header)
    return of(
      { kind: 'header', name: header[1]! },
      'requests',
      texts.map((each): ValueMatcher => (each.form === 'present' ? { form: 'glob', text: '*' } : each)),
    )
  const claim = /^request\.auth\.claims((?:\[[^\]]+\])+)$/.exec(field)
  if (claim)
    return of(
      { kind: 'claim', path: [...claim[1]!.matchAll(/\[([^\]]+)\]/g)].map((part) => part[1]!) },
      'requests',
      texts,
    )
  return of({ kind: 'unreadable', key: field }, field.startsWith('request.') ? 'requests' : 'node-proxy-cannot', texts)
}

/** `*` is any text that is not empty, a leading one a suffix, a trailing one a prefix; in the middle it is itself. */
function textMatcher(text: string): ValueMatcher {
  return {
    form: text === '*' ? 'present' : text.startsWith('*') ? 'suffix' : text.endsWith('*') ? 'prefix' : 'exact',
    text,
  }
}

/** An address alone is a block of one. */
function blockMatcher(text: string): readonly ValueMatcher[] {
  const address = parseAddress(text)
  const block = parseCidrLoosely(address ? `${address.text}/${address.family === 4 ? 32 : 128}` : text)?.block
  return block ? [{ form: 'block', text, block, except: [] }] : []
}

/**
 * An identity of the mesh's own trust domain stands for the same identity of every alias. One that is written with
 * `spiffe://` fits nobody: proxies put that in front of whatever a policy says.
 * Source: pilot/pkg/security/trustdomain/bundle.go, ReplaceTrustDomainAliases;
 * pilot/pkg/security/authz/model/generator.go, srcPrincipalGenerator
 */
function expandTrustDomains(
  values: readonly string[],
  { trustDomain, trustDomainAliases }: IstioSettings,
): readonly string[] {
  const domains = [trustDomain, ...trustDomainAliases]
  return values.flatMap((value) => {
    const [domain, ...rest] = value.split('/') as [string, ...string[]]
    if (
      rest.length !== 4 ||
      domain === '*' ||
      !(domain === 'cluster.local' || domains.some((each) => fitsValue(textMatcher(domain), each)))
    )
      return [value]
    return domains.map((each) => [each, ...rest].join('/'))
  })
}
