import type { PolicyKind } from '../../kind.ts'
import { MESH_TLS_AUTHENTICATION, NETWORK_AUTHENTICATION } from './authentications.ts'
import { AUTHORIZATION_POLICY } from './authorization-policy.ts'
import { CONCURRENCY_LIMIT_POLICY } from './concurrency-limit.ts'
import { EGRESS_NETWORK } from './egress-network.ts'
import { HTTP_ROUTE_KINDS } from './http-route.ts'
import { RATE_LIMIT_POLICY } from './rate-limit.ts'
import { SERVER_AUTHORIZATION_KINDS } from './server-authorization.ts'
import { SERVER_KINDS } from './server.ts'

/**
 * Every kind of policy.linkerd.io, in each version that is served.
 * Source: https://linkerd.io/2-edge/reference/authorization-policy/, linkerd2, charts/linkerd-crds/templates/policy
 */
export const LINKERD_POLICIES: readonly PolicyKind[] = [
  ...SERVER_KINDS,
  ...SERVER_AUTHORIZATION_KINDS,
  AUTHORIZATION_POLICY,
  MESH_TLS_AUTHENTICATION,
  NETWORK_AUTHENTICATION,
  ...HTTP_ROUTE_KINDS,
  EGRESS_NETWORK,
  RATE_LIMIT_POLICY,
  CONCURRENCY_LIMIT_POLICY,
]
