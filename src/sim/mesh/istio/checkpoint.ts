import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ProxyCheckpoint, Refusal, Stage, StagePolicy } from '../../../engine/leg.ts'
import { textAt } from '../../../manifests/fields.ts'
import { parseBool } from '../../../ground/parse-bool.ts'
import type { PodEndpoint } from '../../../model/endpoint.ts'
import type { Sight } from '../../../policy/proxy/sight.ts'
import type { HttpRequest } from '../../../policy/request.ts'
import type { Asking } from './attachment.ts'
import { authorizerOf } from './authorizer.ts'
import { actionOf, type Action, type Dialect } from './authorization-rules.ts'
import type { Istio } from './istio.ts'
import type { NotHttp } from './not-http.ts'
import { namespaceOf } from './objects.ts'
import { normalizePath } from './path.ts'
import {
  AUTHORIZER_CLOSED,
  AUTHORIZER_DENIED,
  BAD_PATH,
  nodeDenied,
  bytesDenied,
  RBAC_DENIED,
  TOKEN_DENIED,
} from './refusals.ts'
import { checkTokens } from './tokens.ts'
import { waypointPolicies } from './waypoint-policies.ts'

/** What a proxy sees apart from the request's tokens and path, which it finds by itself. */
export type Facts = Omit<Sight, 'tokens' | 'path' | 'reads'>

/** A proxy with its stages, and the request as the next one sees it; null: this one read none. */
export interface Checked {
  readonly checkpoint: ProxyCheckpoint
  readonly onward: HttpRequest | null
}

/**
 * The order in which an Istio proxy asks: external authorizers, tokens, then (AUDIT,) DENY and ALLOW. So an external
 * authorizer is asked before a token is looked at, and a bad token is 401 before a DENY can be 403. `clientAnswers`: a
 * proxy of the client's reads its requests, and answers them where the connection ends. `unread`: it waits for a
 * request, and what comes is none; null: it is one, or it waits for none.
 * Source: pilot/pkg/networking/core/listener_builder.go
 */
export function checkpointFor(
  istio: Istio,
  asking: Asking,
  dialect: Dialect,
  facts: Facts,
  clientAnswers: boolean,
  unread: NotHttp | null,
): Checked {
  const { settings } = istio
  const { request } = facts
  const policies = istio.attached('authorizationPolicies', asking)
  const read =
    dialect === 'requests'
      ? checkTokens(istio.attached('requestAuthentications', asking), request)
      : { verified: [], refused: null, onward: request }
  const path = request ? normalizePath(request.path ?? '/', settings.normalization) : null
  const denied: Refusal =
    dialect === 'node' ? nodeDenied(clientAnswers) : dialect === 'bytes' ? bytesDenied(clientAnswers) : RBAC_DENIED
  const stages: Stage[] = unread ? [{ kind: 'found', id: 'HTTP', ...unread }] : []
  const add = (action: Action, refusal: Refusal, unmatched: 'deny' | 'pass') => {
    const written = policies
      .filter((policy) => actionOf(policy) === action)
      .map((policy) => stagePolicy(policy, action, dialect, facts, istio, policies))
    const own =
      action === 'ALLOW' && asking.place === 'ztunnel' ? [...written, ...waypointPolicies(istio, asking.pod)] : written
    if (own.length > 0) stages.push({ kind: 'policies', id: action, unmatched, policies: own, refusal })
  }
  if (dialect === 'requests' && request && path === null)
    stages.push({
      kind: 'found',
      id: 'PATH',
      found: { fact: { fact: 'path-refused', path: request.path ?? '/' }, ground: null },
      refusal: BAD_PATH,
    })
  add('CUSTOM', dialect === 'requests' ? AUTHORIZER_DENIED : AUTHORIZER_CLOSED, 'pass')
  if (read.refused)
    stages.push({ kind: 'found', id: 'JWT', found: read.refused.found, refusal: TOKEN_DENIED[read.refused.why] })
  else
    for (const { iss, sub } of read.verified)
      stages.push({
        kind: 'found',
        id: 'JWT',
        found: { fact: { fact: 'token-verified', principal: `${iss}/${sub}` }, ground: null },
        refusal: null,
      })
  add('AUDIT', denied, 'pass')
  add('DENY', denied, 'pass')
  add('ALLOW', denied, 'deny')
  const endpoint = asking.pod.endpoint as PodEndpoint
  return {
    checkpoint: {
      place: asking.place,
      endpoint,
      stages,
      sight: {
        ...facts,
        request: read.onward,
        reads: dialect === 'requests' ? 'requests' : 'bytes',
        path,
        tokens: read.verified,
      },
    },
    onward: read.onward,
  }
}

function stagePolicy(
  policy: KubernetesObject,
  action: Action,
  dialect: Dialect,
  facts: Facts,
  istio: Istio,
  all: readonly KubernetesObject[],
): StagePolicy {
  const idle = idleReason(policy, action, dialect, istio)
  return {
    kind: policy.kind,
    object: policy,
    namespace: namespaceOf(policy),
    name: policy.name,
    isolates: action === 'ALLOW' && !idle,
    rules: istio.rules(policy, dialect),
    ...(idle && { idle }),
    ...(action === 'CUSTOM' && { authorizer: authorizerOf(policy, dialect, facts, istio, all) }),
  }
}

/**
 * Dry runs are written down only; a proxy of a node knows ALLOW and DENY only, and an authorizer over HTTP is not asked
 * about bytes.
 */
function idleReason(policy: KubernetesObject, action: Action, dialect: Dialect, istio: Istio): StagePolicy['idle'] {
  if (parseBool(textAt(policy.value, 'metadata', 'annotations', 'istio.io/dry-run') ?? '') === true) return 'dry-run'
  if (action === 'AUDIT') return dialect === 'node' ? 'unsupported' : 'audit'
  if (action === 'CUSTOM' && (dialect === 'node' || (dialect === 'bytes' && istio.provider(policy)?.speaks === 'http')))
    return 'unsupported'
  return undefined
}
