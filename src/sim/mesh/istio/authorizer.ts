import { textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Authorizer } from '../../../engine/leg.ts'
import type { Sight } from '../../../policy/proxy/sight.ts'
import { actionOf, type Dialect } from './authorization-rules.ts'
import type { Istio } from './istio.ts'
import type { Provider } from './settings.ts'

const HEADER = 'x-ext-authz'

/**
 * Whom a policy with the action CUSTOM has asked, and what that one says. One that istiod does not know, or more than
 * one where it takes only one, denies whatever its rules fit. What a program answers is not known, except of Istio's
 * own sample. `policies`: all that reach the proxy.
 * Source: https://istio.io/latest/docs/tasks/security/authorization/authz-custom/;
 * pilot/pkg/security/authz/builder/extauthz.go
 */
export function authorizerOf(
  policy: KubernetesObject,
  dialect: Dialect,
  seen: Pick<Sight, 'identity' | 'request'>,
  istio: Istio,
  policies: readonly KubernetesObject[],
): Authorizer {
  const name = providerName(policy)
  const provider = istio.provider(policy)
  const names = new Set(policies.filter((each) => actionOf(each) === 'CUSTOM').map(providerName))
  if (!provider?.speaks || (names.size > 1 && !istio.settings.severalProviders))
    return { name, says: 'deny', known: 'unusable' }
  // Which request it is shown has to be told first.
  return isSample(provider) && (dialect !== 'requests' || seen.request)
    ? { name, says: sampleSays(provider, seen), known: 'sample' }
    : { name, says: 'unknown', known: null }
}

function providerName({ value }: KubernetesObject): string {
  return textAt(value, 'spec', 'provider', 'name') ?? ''
}

/** By its name alone: what runs behind it nobody can tell. */
function isSample({ name, service }: Provider): boolean {
  return /ext-authz/.test(name) || /(^|[./])([a-z0-9-]*-)?ext-authz/.test(service)
}

/**
 * It lets pass what carries `x-ext-authz: allow`. Asked over gRPC without that header, it goes by the caller's service
 * account, of which it takes `a`. A provider that lists the headers it shows hides the others; one without a list is
 * taken to show this one, since with none of it the sample could only deny.
 * Source: https://github.com/istio/istio/blob/master/samples/extauthz/cmd/extauthz/main.go
 */
function sampleSays(
  { speaks, shows }: Provider,
  { identity, request }: Pick<Sight, 'identity' | 'request'>,
): 'allow' | 'deny' {
  const isShown =
    speaks === 'grpc' ||
    shows.length === 0 ||
    shows.some(
      (each) =>
        each.toLowerCase() === HEADER ||
        each === '*' ||
        (each.endsWith('*') && HEADER.startsWith(each.slice(0, -1).toLowerCase())),
    )
  const header = isShown
    ? Object.entries(request?.headers ?? {}).find(([key]) => key.toLowerCase() === HEADER)?.[1]
    : undefined
  if (header !== undefined) return header === 'allow' ? 'allow' : 'deny'
  return speaks === 'grpc' && identity?.endsWith('/sa/a') ? 'allow' : 'deny'
}
