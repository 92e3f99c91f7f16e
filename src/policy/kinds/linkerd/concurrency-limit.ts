import * as Type from '../../../manifests/type.ts'
import { fieldAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { described } from '../../../manifests/shape.ts'
import type { PolicyKind } from '../../kind.ts'
import { linkerdKind } from './custom-resource.ts'
import { canonicalKind, isTo } from './target-ref.ts'
import { denied } from './webhook.ts'
import { LINKERD_GROUP, reference, resource } from './words.shape.ts'
import { written, type Written } from './written.ts'

const URL =
  'https://github.com/linkerd/linkerd2/blob/main/charts/linkerd-crds/templates/policy/http-local-concurrency-limit-policy.yaml'

/** How many requests a Server has in hand at once. Who may come in it does not decide. */
export interface ConcurrencyLimit extends Written {
  readonly server: string
  readonly most: number
}

/** Reads an HTTPLocalConcurrencyLimitPolicy. `server` empty: it names none, and limits nothing. */
export function readConcurrencyLimit(object: KubernetesObject): ConcurrencyLimit {
  return {
    ...written(object),
    server: textAt(object.value, 'spec', 'targetRef', 'name') ?? '',
    most: numberAt(object.value, 'spec', 'maxInFlightRequests') ?? 1,
  }
}

const Shape = resource(
  `${LINKERD_GROUP}/v1alpha1`,
  'HTTPLocalConcurrencyLimitPolicy',
  Type.Object(
    {
      targetRef: reference('The Server.', '`Server`.', false, 'LocalTargetRef'),
      maxInFlightRequests: Type.Integer({ minimum: 1, ...described('How many requests at once.', URL) }),
    },
    {
      title: 'ConcurrencyLimitPolicySpec',
      additionalProperties: false,
      ...described('Whose requests are counted, and how many are too many.', URL),
    },
  ),
  'How many requests a Server has in hand at once; the others are answered 503. It lets nobody in.',
)

/** Source: linkerd2, policy-controller/k8s/index/src/inbound/concurrency_limit_policy.rs */
export const CONCURRENCY_LIMIT_POLICY: PolicyKind = linkerdKind(
  `${LINKERD_GROUP}/v1alpha1`,
  'HTTPLocalConcurrencyLimitPolicy',
  Shape,
  {
    webhook: ({ value }) => {
      const target = fieldAt(value, 'spec', 'targetRef')
      return isTo(target, LINKERD_GROUP, 'Server')
        ? []
        : [denied(`invalid targetRef kind: ${canonicalKind(target)}`, ['spec', 'targetRef', 'kind'])]
    },
  },
)
