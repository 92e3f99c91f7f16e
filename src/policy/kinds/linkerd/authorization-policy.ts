import { GATEWAY_GROUP } from '../../../manifests/gateway-group.ts'
import * as Type from '../../../manifests/type.ts'
import { fieldAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { described } from '../../../manifests/shape.ts'
import type { PolicyKind } from '../../kind.ts'
import { linkerdKind } from './custom-resource.ts'
import { canonicalKind, isTo } from './target-ref.ts'
import { denied } from './webhook.ts'
import { LINKERD_GROUP, list, reference, REFERENCE, resource } from './words.shape.ts'
import { written, type Written } from './written.ts'

/** What a policy opens: one Server, one route, or all Servers of its namespace. `group` of a route in small letters. */
export type AuthorizationTarget =
  | { readonly kind: 'server'; readonly name: string }
  | { readonly kind: 'namespace' }
  | { readonly kind: 'HTTPRoute' | 'GRPCRoute'; readonly group: string; readonly name: string }

/** One thing that a caller must have. */
export interface AuthenticationRef {
  readonly kind: 'MeshTLSAuthentication' | 'NetworkAuthentication' | 'ServiceAccount'
  readonly namespace: string
  readonly name: string
  readonly path: FieldPath
}

/** Opens its target to callers who meet all of `required`; none: to everybody. */
export interface AuthorizationPolicy extends Written {
  readonly target: AuthorizationTarget
  readonly required: readonly AuthenticationRef[]
}

const Shape = resource(
  `${LINKERD_GROUP}/v1alpha1`,
  'AuthorizationPolicy',
  Type.Object(
    {
      targetRef: reference(
        'What it opens: a Server, a route, or all Servers of its own namespace.',
        '`Server`, `HTTPRoute`, `GRPCRoute` or `Namespace`.',
        false,
        'LocalTargetRef',
      ),
      requiredAuthenticationRefs: list(
        reference(
          'One thing that the caller must have.',
          '`MeshTLSAuthentication`, `NetworkAuthentication` or `ServiceAccount`.',
          true,
          'NamespacedTargetRef',
        ),
        'What the caller must have, all of it. An empty list opens the target to **everybody**. A reference to something that is not there makes the whole policy count for nothing.',
      ),
    },
    {
      title: 'AuthorizationPolicySpec',
      additionalProperties: false,
      ...described('What is opened, and for whom.', `${REFERENCE}#authorizationpolicy`),
    },
  ),
  'Who may call a Server or a route. Several of them add up; none of them can forbid anything.',
)

const AUTHENTICATIONS = [
  { kind: 'MeshTLSAuthentication', group: LINKERD_GROUP },
  { kind: 'NetworkAuthentication', group: LINKERD_GROUP },
  { kind: 'ServiceAccount', group: 'core' },
] as const

/**
 * Reads an AuthorizationPolicy. References to kinds that are no authentication are left out: validation has refused
 * them.
 */
export function readAuthorizationPolicy(object: KubernetesObject): AuthorizationPolicy {
  const base = written(object)
  const target = fieldAt(object.value, 'spec', 'targetRef')
  return {
    ...base,
    target: targetOf(target),
    required: listAt(object.value, 'spec', 'requiredAuthenticationRefs').flatMap(
      (ref, index): readonly AuthenticationRef[] => {
        const found = AUTHENTICATIONS.find(({ group, kind }) => isTo(ref, group, kind))
        return found
          ? [
              {
                kind: found.kind,
                namespace: textAt(ref, 'namespace') ?? base.namespace,
                name: textAt(ref, 'name') ?? '',
                path: ['spec', 'requiredAuthenticationRefs', index],
              },
            ]
          : []
      },
    ),
  }
}

function targetOf(target: unknown): AuthorizationTarget {
  const name = textAt(target, 'name') ?? ''
  if (isTo(target, LINKERD_GROUP, 'Server')) return { kind: 'server', name }
  if (isTo(target, 'core', 'Namespace')) return { kind: 'namespace' }
  return {
    kind: (textAt(target, 'kind') ?? '').toLowerCase() === 'grpcroute' ? 'GRPCRoute' : 'HTTPRoute',
    group: (textAt(target, 'group') ?? '').toLowerCase(),
    name,
  }
}

/**
 * Source: linkerd2, charts/linkerd-crds/templates/policy/authorization-policy.yaml and
 * policy-controller/src/admission.rs
 */
export const AUTHORIZATION_POLICY: PolicyKind = linkerdKind(`${LINKERD_GROUP}/v1alpha1`, 'AuthorizationPolicy', Shape, {
  webhook: webhookProblems,
})

function webhookProblems({ value, namespace }: KubernetesObject): readonly ObjectProblem[] {
  const target = fieldAt(value, 'spec', 'targetRef')
  const refs = listAt(value, 'spec', 'requiredAuthenticationRefs')
  const path = ['spec', 'requiredAuthenticationRefs']
  const counts = AUTHENTICATIONS.map(({ group, kind }) => refs.filter((ref) => isTo(ref, group, kind)).length) as [
    number,
    number,
    number,
  ]
  const [mesh, network, account] = counts
  const strange = refs.filter((ref) => !AUTHENTICATIONS.some(({ group, kind }) => isTo(ref, group, kind)))
  return [
    ...targetProblems(target, namespace ?? 'default'),
    ...(mesh > 1 ? [denied('only a single MeshTLSAuthentication may be set', path)] : []),
    ...(account > 1 ? [denied('only a single ServiceAccount may be set', path)] : []),
    ...(mesh + account > 1 ? [denied('a MeshTLSAuthentication and ServiceAccount may not be set together', path)] : []),
    ...(network > 1 ? [denied('only a single NetworkAuthentication may be set', path)] : []),
    ...(strange.length > 0
      ? [
          denied(`unsupported authentication kind(s): ${strange.map(canonicalKind).join(', ')}`, [
            ...path,
            refs.indexOf(strange[0]),
          ]),
        ]
      : []),
  ]
}

function targetProblems(target: unknown, namespace: string): readonly ObjectProblem[] {
  const path = ['spec', 'targetRef']
  if (isTo(target, 'core', 'Namespace'))
    return textAt(target, 'name') === namespace
      ? []
      : [denied(`cannot target another namespace: ${textAt(target, 'name') ?? ''}`, [...path, 'name'])]
  const isKnown =
    isTo(target, LINKERD_GROUP, 'Server') ||
    isTo(target, LINKERD_GROUP, 'HTTPRoute') ||
    isTo(target, GATEWAY_GROUP, 'HTTPRoute') ||
    isTo(target, GATEWAY_GROUP, 'GRPCRoute')
  return isKnown ? [] : [denied(`invalid targetRef kind: ${canonicalKind(target)}`, [...path, 'kind'])]
}
