import { textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ProxyCheckpoint, Refusal, Stage, StagePolicy } from '../../../engine/leg.ts'
import type { PodEndpoint } from '../../../model/endpoint.ts'
import type { HttpRequest } from '../../../policy/request.ts'
import type { Sight, Token } from '../../../policy/proxy/sight.ts'
import type { Asking } from './attachment.ts'
import { actionOf, type Action, type Dialect } from './authorization-rules.ts'
import type { Istio } from './istio.ts'
import { namespaceOf } from './objects.ts'
import { normalizePath } from './path.ts'
import { AUTHORIZER_DENIED, BAD_PATH, nodeDenied, RBAC_CLOSED, RBAC_DENIED, TOKEN_DENIED } from './refusals.ts'
import { checkTokens } from './tokens.ts'

/** What a proxy sees apart from the request's tokens and path, which it finds by itself. */
export type Facts = Omit<Sight, 'tokens' | 'path' | 'reads'>

/** A proxy with its stages, and the tokens that the next one still sees. */
export interface Checked {
  readonly checkpoint: ProxyCheckpoint
  readonly onward: readonly Token[]
}

/**
 * The order in which an Istio proxy asks: external authorizers, tokens, then (AUDIT,) DENY and ALLOW. So an external authorizer is asked before a token is looked at, and a bad token
 * is 401 before a DENY can be 403.
 * Source: pilot/pkg/networking/core/listener_builder.go
 */
export function checkpointFor(istio: Istio, asking: Asking, dialect: Dialect, facts: Facts, clientSpeaksHttp: boolean): Checked {
  const { settings } = istio, { request } = facts
  const policies = istio.attached('authorizationPolicies', asking)
  const read = dialect === 'requests' ? checkTokens(istio.attached('requestAuthentications', asking), request) : { verified: [], refused: null, onward: request?.tokens ?? [] }
  const path = request ? normalizePath(request.path ?? '/', settings.normalization) : null
  const denied: Refusal = dialect === 'node' ? nodeDenied(clientSpeaksHttp) : dialect === 'bytes' ? RBAC_CLOSED : RBAC_DENIED
  const stages: Stage[] = []
  const add = (action: Action, refusal: Refusal, unmatched: 'deny' | 'pass') => {
    const own = policies.filter((policy) => actionOf(policy) === action).map((policy) => stagePolicy(policy, action, dialect, request, istio, policies))
    if (own.length > 0) stages.push({ kind: 'policies', id: action, unmatched, policies: own, refusal })
  }
  if (dialect === 'requests' && request && path === null) stages.push({ kind: 'found', id: 'PATH', found: { fact: { fact: 'path-refused', path: request.path ?? '/' }, ground: null }, refusal: BAD_PATH })
  add('CUSTOM', AUTHORIZER_DENIED, 'pass')
  if (read.refused) stages.push({ kind: 'found', id: 'JWT', found: read.refused.found, refusal: TOKEN_DENIED[read.refused.status] })
  else for (const { iss, sub } of read.verified) stages.push({ kind: 'found', id: 'JWT', found: { fact: { fact: 'token-verified', principal: `${iss}/${sub}` }, ground: null }, refusal: null })
  add('AUDIT', denied, 'pass')
  add('DENY', denied, 'pass')
  add('ALLOW', denied, 'deny')
  const endpoint = asking.pod.endpoint as PodEndpoint
  return {
    checkpoint: { place: asking.place, endpoint, stages, sight: { ...facts, reads: dialect === 'requests' ? 'requests' : 'bytes', path, tokens: read.verified } },
    onward: read.onward,
  }
}

function stagePolicy(policy: KubernetesObject, action: Action, dialect: Dialect, request: HttpRequest | null, istio: Istio, all: readonly KubernetesObject[]): StagePolicy {
  const idle = idleReason(policy, action, dialect, istio)
  return {
    kind: policy.kind, object: policy, namespace: namespaceOf(policy), name: policy.name, isolates: action === 'ALLOW' && !idle, rules: istio.rules(policy, dialect), ...(idle && { idle }),
    ...(action === 'CUSTOM' && { authorizer: authorizerOf(policy, request, istio, all) }),
  }
}

/** Dry runs are written down only; a proxy of a node knows ALLOW and DENY only, and an authorizer over HTTP is not asked about bytes. */
function idleReason(policy: KubernetesObject, action: Action, dialect: Dialect, istio: Istio): StagePolicy['idle'] {
  if (textAt(policy.value, 'metadata', 'annotations', 'istio.io/dry-run') === 'true') return 'dry-run'
  if (action === 'AUDIT') return dialect === 'node' ? 'unsupported' : 'audit'
  if (action === 'CUSTOM' && (dialect === 'node' || (dialect === 'bytes' && istio.provider(policy)?.speaks === 'http'))) return 'unsupported'
  return undefined
}

/**
 * What the external authorizer says: not known, except that Istio's own sample lets pass what carries `x-ext-authz: allow`. One that istiod does not know, or more than one where it
 * takes only one, denies whatever its rules fit.
 * Source: https://istio.io/latest/docs/tasks/security/authorization/authz-custom/; pilot/pkg/security/authz/builder/extauthz.go
 */
function authorizerOf(policy: KubernetesObject, request: HttpRequest | null, istio: Istio, all: readonly KubernetesObject[]): NonNullable<StagePolicy['authorizer']> {
  const name = textAt(policy.value, 'spec', 'provider', 'name') ?? ''
  const names = new Set(all.filter((each) => actionOf(each) === 'CUSTOM').map((each) => textAt(each.value, 'spec', 'provider', 'name') ?? ''))
  if (!istio.provider(policy)?.speaks || (names.size > 1 && !istio.settings.severalProviders)) return { name, says: 'deny' }
  const header = Object.entries(request?.headers ?? {}).find(([key]) => key.toLowerCase() === 'x-ext-authz')
  return { name, says: header ? (header[1] === 'allow' ? 'allow' : 'deny') : 'unknown' }
}

