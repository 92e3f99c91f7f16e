import type { LabelSelector } from '../../../ground/labels.ts'
import { fieldError, quote, type FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, objectAt, textAt } from '../../../manifests/fields.ts'
import { readLabelSelector } from '../../../manifests/kinds/label-selector.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import type { PolicyKind } from '../../kind.ts'
import { linkerdKind } from './custom-resource.ts'
import { isDefaultPolicy, type DefaultPolicy } from './default-policy.ts'
import { PROXY_PROTOCOLS, ServerShapes } from './server.shape.ts'
import { denied } from './webhook.ts'
import { LINKERD_GROUP } from './words.shape.ts'
import { written, type Written } from './written.ts'

/** What is spoken on the ports of a Server, as its text says. */
export type ProxyProtocol = (typeof PROXY_PROTOCOLS)[number]

/**
 * A port of some pods. `pods` null: it is for workloads outside the cluster. `port`: of the pod, or a name that
 * containers declare.
 */
export interface Server extends Written {
  readonly pods: LabelSelector | null
  readonly port: number | string
  readonly protocol: ProxyProtocol
  readonly access: DefaultPolicy
}

/** An absent protocol is looked for, and an absent `accessPolicy` admits nobody. */
export function readServer(object: KubernetesObject): Server {
  const spec = fieldAt(object.value, 'spec')
  const pods = objectAt(spec, 'podSelector')
  const port = fieldAt(spec, 'port')
  const protocol = textAt(spec, 'proxyProtocol') ?? 'unknown'
  const access = textAt(spec, 'accessPolicy') ?? 'deny'
  return {
    ...written(object),
    pods: pods && readLabelSelector(pods, ['spec', 'podSelector']),
    port: typeof port === 'number' ? port : typeof port === 'string' ? port : 0,
    protocol: PROXY_PROTOCOLS.find((each) => each === protocol) ?? 'unknown',
    access: isDefaultPolicy(access) ? access : 'deny',
  }
}

/** Source: linkerd2, charts/linkerd-crds/templates/policy/server.yaml and policy-controller/src/admission.rs */
export const SERVER_KINDS: readonly PolicyKind[] = (['v1beta1', 'v1beta2', 'v1beta3'] as const).map((version) =>
  linkerdKind(`${LINKERD_GROUP}/${version}`, 'Server', ServerShapes[version], {
    rules: ({ value }) => selectorRules(value),
    webhook: ({ value }) => webhookProblems(value),
    unread: [['spec', 'externalWorkloadSelector']],
  }),
)

/** `oneOf` of two required fields, as the API server states that it does not hold. */
function selectorRules(value: unknown): readonly FieldError[] {
  const spec = fieldAt(value, 'spec')
  const given = ['podSelector', 'externalWorkloadSelector'].filter((field) => fieldAt(spec, field) !== undefined)
  const port = fieldAt(spec, 'port')
  return [
    ...(given.length === 1
      ? []
      : [
          fieldError(
            ['spec'],
            'Invalid value',
            quote(spec),
            `"spec" must validate one and only one schema (oneOf). Found ${given.length === 0 ? 'none' : '2'} valid`,
          ),
        ]),
    ...(typeof port === 'number' || typeof port === 'string'
      ? []
      : [
          fieldError(
            ['spec', 'port'],
            'Invalid value',
            quote(port),
            'spec.port in body must be of type integer or string',
          ),
        ]),
  ]
}

function webhookProblems(value: unknown): readonly ObjectProblem[] {
  const spec = fieldAt(value, 'spec')
  const protocol = textAt(spec, 'proxyProtocol')
  const access = textAt(spec, 'accessPolicy')
  const port = fieldAt(spec, 'port')
  return [
    ...(typeof port === 'number' && (port < 1 || port > 65535)
      ? [denied('data did not match any variant of untagged enum Port', ['spec', 'port'])]
      : []),
    ...(protocol !== null && !(PROXY_PROTOCOLS as readonly string[]).includes(protocol)
      ? [
          denied(
            `unknown variant \`${protocol}\`, expected one of ${PROXY_PROTOCOLS.map((each) => `\`${each}\``).join(', ')}`,
            ['spec', 'proxyProtocol'],
          ),
        ]
      : []),
    ...(access !== null && !isDefaultPolicy(access)
      ? [denied(`Invalid 'accessPolicy' field: invalid mode: ${quote(access)}`, ['spec', 'accessPolicy'])]
      : []),
  ]
}
