import type { AuthorizationPolicy, AuthorizationTarget } from '../../../../policy/kinds/linkerd/authorization-policy.ts'
import { missingReferences } from '../../../../policy/kinds/linkerd/authorizations.ts'
import type { MeshFinding } from '../../mesh.ts'
import { opensNothing } from './servers.ts'
import type { View } from './view.ts'

/** AuthorizationPolicies that open nothing, or more than they seem to. */
export function policyFindings(view: View): readonly MeshFinding[] {
  return view.proxies.objects.policies.flatMap((policy) => [
    ...referenceFindings(policy, view),
    ...sumFindings(policy, view),
    ...routePolicyFindings(policy, view),
  ])
}

/**
 * Source: https://linkerd.io/2-edge/reference/authorization-policy/#authorizationpolicy; linkerd2,
 * policy-controller/k8s/index/src/inbound/index.rs (policy_client_authz)
 */
function referenceFindings(policy: AuthorizationPolicy, view: View): readonly MeshFinding[] {
  const { object, namespace, target, required } = policy
  const { objects } = view.proxies
  const isThere = exists(policy, view)
  const name = targetName(target, namespace)
  return [
    ...missingReferences(policy, objects).map(({ text, path }): MeshFinding => ({
      facts: { code: 'linkerd-authentication-missing', missing: text },
      severity: 'warning',
      object,
      path,
    })),
    ...(isThere
      ? []
      : [
          {
            facts: { code: 'linkerd-target-missing' as const, target: name, namespace },
            severity: 'warning' as const,
            object,
            path: ['spec', 'targetRef', 'name'],
          },
        ]),
    ...(required.length === 0 && isThere
      ? [
          {
            facts: { code: 'linkerd-open-to-all' as const, target: name },
            severity: 'note' as const,
            object,
            path: ['spec', 'requiredAuthenticationRefs'],
          },
        ]
      : []),
  ]
}

function exists({ namespace, target }: AuthorizationPolicy, { proxies: { objects } }: View): boolean {
  return (
    target.kind === 'namespace' ||
    (target.kind === 'server'
      ? objects.servers.some((each) => each.namespace === namespace && each.name === target.name)
      : objects.routes.some(
          (each) =>
            each.namespace === namespace &&
            each.kind === target.kind &&
            each.group === target.group &&
            each.name === target.name,
        ))
  )
}

function targetName(target: AuthorizationTarget, namespace: string): string {
  return target.kind === 'namespace'
    ? `Namespace ${namespace}`
    : `${target.kind === 'server' ? 'Server' : target.kind} ${target.name}`
}

/**
 * What one policy requires holds at once; of several one is enough. So an address asked for in one and an identity in
 * another are asked for together by nobody.
 * Source: https://linkerd.io/2-edge/reference/authorization-policy/#authorizationpolicy
 */
function sumFindings(policy: AuthorizationPolicy, view: View): readonly MeshFinding[] {
  const asks = (each: AuthorizationPolicy) =>
    new Set(each.required.map(({ kind }) => (kind === 'NetworkAuthentication' ? 'network' : 'identity')))
  const isWhole = (each: AuthorizationPolicy) => missingReferences(each, view.proxies.objects).length === 0
  const isOnly = (each: AuthorizationPolicy, what: 'network' | 'identity') =>
    asks(each).size === 1 && asks(each).has(what) && isWhole(each)
  if (!isOnly(policy, 'network') || !exists(policy, view)) return []
  const name = targetName(policy.target, policy.namespace)
  const other = view.proxies.objects.policies.find(
    (each) =>
      each.namespace === policy.namespace &&
      targetName(each.target, each.namespace) === name &&
      isOnly(each, 'identity'),
  )
  return other
    ? [
        {
          facts: { code: 'linkerd-policies-add-up', target: name, other: other.name },
          severity: 'note',
          object: policy.object,
          path: ['spec', 'requiredAuthenticationRefs'],
        },
      ]
    : []
}

/**
 * What opens a Server opens each of its routes.
 * Source: linkerd2, policy-controller/grpc/src/inbound/http.rs (to_route_list): the Server's authorizations are joined
 * to those of each route
 */
function routePolicyFindings({ object, namespace, target }: AuthorizationPolicy, view: View): readonly MeshFinding[] {
  if (target.kind !== 'HTTPRoute' && target.kind !== 'GRPCRoute') return []
  const { routes, servers } = view.proxies.objects
  const route = routes.find(
    (each) =>
      each.namespace === namespace &&
      each.kind === target.kind &&
      each.group === target.group &&
      each.name === target.name,
  )
  for (const parent of route?.parents ?? []) {
    const server =
      parent.kind === 'server'
        ? servers.find((each) => each.namespace === namespace && each.name === parent.name)
        : undefined
    const told = server && view.anyOf(server)
    if (!server || !told || opensNothing(told) || !told.inbound.routes.includes(route!)) continue
    const above = told.inbound.policies.find(
      ({ object: by, rules }) => by !== told.pod.object && rules.some(({ all }) => all.length === 0),
    )
    if (above)
      return [
        {
          facts: {
            code: 'linkerd-route-opened-above',
            route: route!.name,
            server: server.name,
            by: above.object === server.object ? null : above.name,
          },
          severity: 'note',
          object,
          path: ['spec', 'targetRef', 'name'],
        },
      ]
  }
  return []
}
