import { listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { Say } from './webhook.ts'

/**
 * What istiod's webhook says of what a policy is attached to: its kind must be one that waypoints or gateways serve.
 * Source: istio/istio pkg/config/validation/validation.go, validatePolicyTargetReference
 */
export function checkTargets(spec: unknown, say: Say): void {
  const single = objectAt(spec, 'targetRef')
  const refs = [
    ...(single ? [{ ref: single as unknown, path: ['spec', 'targetRef'] }] : []),
    ...listAt(spec, 'targetRefs').map((ref, index) => ({ ref, path: ['spec', 'targetRefs', index] })),
  ]
  for (const { ref, path } of refs) {
    const group = textAt(ref, 'group') ?? ''
    const kind = textAt(ref, 'kind') ?? ''
    if (!textAt(ref, 'name')) say('targetRef name must be set', path)
    if (!TARGETS.some((each) => each.kind === kind && each.group === (group || 'core')))
      say(
        `targetRef must be to one of [${TARGETS.map((each) => `${each.group}/v1/${each.kind}`).join(' ')}] but was ${group}/${kind}`,
        path,
      )
  }
}

const TARGETS = [
  { group: 'core', kind: 'Service' },
  { group: 'networking.istio.io', kind: 'ServiceEntry' },
  { group: 'gateway.networking.k8s.io', kind: 'Gateway' },
  { group: 'gateway.networking.k8s.io', kind: 'GatewayClass' },
]
