import * as Type from '../../../manifests/type.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { described } from '../../../manifests/shape.ts'
import type { PolicyKind } from '../../kind.ts'
import { linkerdKind } from './custom-resource.ts'
import { canonicalKind, isTo } from './target-ref.ts'
import { denied } from './webhook.ts'
import { LINKERD_GROUP, reference, resource } from './words.shape.ts'
import { written, type Written } from './written.ts'

const URL = 'https://linkerd.io/2-edge/features/rate-limiting/'

/** How many requests a second a Server takes. Who may come in it does not decide. */
export interface RateLimit extends Written {
  readonly server: string
}

/** Reads an HTTPLocalRateLimitPolicy. `server` empty: it names none, and limits nothing. */
export function readRateLimit(object: KubernetesObject): RateLimit {
  return { ...written(object), server: textAt(object.value, 'spec', 'targetRef', 'name') ?? '' }
}

const rate = { requestsPerSecond: Type.Integer(described('How many requests a second.', URL)) }

const Shape = resource(
  `${LINKERD_GROUP}/v1alpha1`,
  'HTTPLocalRateLimitPolicy',
  Type.Object(
    {
      targetRef: reference('The Server.', '`Server`.', false, 'LocalTargetRef'),
      total: Type.Optional(
        Type.Object(rate, {
          title: 'Limit',
          additionalProperties: false,
          ...described('For all callers together.', URL),
        }),
      ),
      identity: Type.Optional(
        Type.Object(rate, {
          title: 'Limit',
          additionalProperties: false,
          ...described('For each caller, by its identity.', URL),
        }),
      ),
      overrides: Type.Optional(
        Type.Array(
          Type.Object(
            {
              ...rate,
              clientRefs: Type.Array(
                reference('A service account.', '`ServiceAccount`.', true, 'NamespacedTargetRef'),
                described('Whose limit it is.', URL),
              ),
            },
            { title: 'Override', additionalProperties: false },
          ),
          described('Other limits for some callers.', URL),
        ),
      ),
    },
    {
      title: 'RateLimitPolicySpec',
      additionalProperties: false,
      ...described('Whose requests are counted, and how many are too many.', URL),
    },
  ),
  'How many requests a second a Server takes; the others are answered 429. It lets nobody in.',
)

/**
 * Source: linkerd2, charts/linkerd-crds/templates/policy/http-local-ratelimit-policy.yaml and
 * policy-controller/src/admission.rs
 */
export const RATE_LIMIT_POLICY: PolicyKind = linkerdKind(
  `${LINKERD_GROUP}/v1alpha1`,
  'HTTPLocalRateLimitPolicy',
  Shape,
  { webhook: webhookProblems },
)

function webhookProblems({ value }: KubernetesObject): readonly ObjectProblem[] {
  const spec = fieldAt(value, 'spec')
  const target = fieldAt(spec, 'targetRef')
  const total = rateOf(objectAt(spec, 'total'))
  const identity = rateOf(objectAt(spec, 'identity'))
  const overrides = listAt(spec, 'overrides')
  const at = (...path: FieldPath) => ['spec', ...path]
  return [
    ...(isTo(target, LINKERD_GROUP, 'Server')
      ? []
      : [denied(`invalid targetRef kind: ${canonicalKind(target)}`, at('targetRef', 'kind'))]),
    ...(total === 0 ? [denied('total.requestsPerSecond must be greater than 0', at('total'))] : []),
    ...(total !== null && identity !== null && identity > total
      ? [denied('identity.requestsPerSecond must be less than or equal to total.requestsPerSecond', at('identity'))]
      : []),
    ...overrides.flatMap((each, index) =>
      total !== null && (rateOf(each) ?? 0) > total
        ? [
            denied(
              'override.requestsPerSecond must be less than or equal to total.requestsPerSecond',
              at('overrides', index),
            ),
          ]
        : [],
    ),
    ...(identity === 0 ? [denied('identity.requestsPerSecond must be greater than 0', at('identity'))] : []),
    ...overrides.flatMap((each, index): readonly ObjectProblem[] => [
      ...(rateOf(each) === 0
        ? [denied('override.requestsPerSecond must be greater than 0', at('overrides', index))]
        : []),
      ...listAt(each, 'clientRefs').flatMap((client, place) =>
        isTo(client, 'core', 'ServiceAccount')
          ? []
          : [denied('overrides.clientRefs must target a ServiceAccount', at('overrides', index, 'clientRefs', place))],
      ),
    ]),
  ]
}

function rateOf(limit: unknown): number | null {
  return numberAt(limit, 'requestsPerSecond')
}
