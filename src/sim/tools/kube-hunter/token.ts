import { fieldAt } from '../../../manifests/fields.ts'
import type { ApiObjects, ApiPod } from '../../machines/api-objects.ts'
import { serviceAccountAsker, type Asker } from '../../machines/rbac.ts'

/**
 * The token that lies in the containers of a pod; ours say whose they are. Null: none is mounted.
 * Source:
 * https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
 */
export function mountedToken(
  { namespace, spec, serviceAccount }: ApiPod,
  { serviceAccounts }: Pick<ApiObjects, 'serviceAccounts'>,
): string | null {
  const account = serviceAccounts.find((each) => each.namespace === namespace && each.name === serviceAccount)
  const ofPod = fieldAt(spec, 'automountServiceAccountToken')
  return (typeof ofPod === 'boolean' ? ofPod : (account?.automount ?? true))
    ? `simulated.${namespace}.${serviceAccount}`
    : null
}

/** Whom a token speaks for; null: it is not one of ours, and nobody else's is known here. */
export function askerOf(token: string): Asker | null {
  const parts = /^simulated\.([^.]+)\.(.+)$/.exec(token) ?? /^system:serviceaccount:([^:]+):(.+)$/.exec(token)
  return parts ? serviceAccountAsker(parts[1]!, parts[2]!) : null
}
