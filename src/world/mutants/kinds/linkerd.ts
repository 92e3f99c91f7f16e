import { listAt } from '../../../manifests/fields.ts'
import { isObject } from '../../../ground/json-object.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { anyAddress, recordOf, type Mutants } from '../mutant.ts'

/** Of policy.linkerd.io. Who may do what is told in several objects, so that each of them is changed. */
export function linkerdMutants(mutants: Mutants, { kind }: KubernetesObject): void {
  const spec = recordOf(mutants.object.spec)
  switch (kind) {
    case 'Server':
      return mutants.replace(
        'other-default',
        ['spec', 'accessPolicy'],
        spec.accessPolicy === undefined || spec.accessPolicy === 'deny' ? 'all-unauthenticated' : 'deny',
      )
    case 'AuthorizationPolicy':
      return listAt(spec.requiredAuthenticationRefs).forEach((_, index) =>
        mutants.remove('no-term', ['spec', 'requiredAuthenticationRefs', index]),
      )
    case 'MeshTLSAuthentication':
      return identityMutants(mutants, ['spec'], spec.identities, spec.identityRefs)
    case 'NetworkAuthentication':
      return networkMutants(mutants, ['spec', 'networks'], spec.networks)
    case 'EgressNetwork':
      return mutants.replace(
        'other-default',
        ['spec', 'trafficPolicy'],
        spec.trafficPolicy === 'Deny' ? 'Allow' : 'Deny',
      )
    case 'ServerAuthorization':
      return clientMutants(mutants, recordOf(spec.client))
    case 'HTTPRoute':
      return listAt(spec.rules).forEach((rule, index) =>
        routeMutants(mutants, ['spec', 'rules', index], recordOf(rule).matches),
      )
  }
}

function identityMutants(mutants: Mutants, path: FieldPath, identities: unknown, refs: unknown): void {
  const names = listAt(identities)
  if (names.length > 0 && !names.includes('*')) mutants.replace('any-peer', [...path, 'identities'], ['*'])
  mutants.removeEach('no-peer', [...path, 'identities'], names)
  mutants.removeEach('no-peer', [...path, 'identityRefs'], listAt(refs))
}

function networkMutants(mutants: Mutants, path: FieldPath, networks: unknown): void {
  const blocks = listAt(networks)
  mutants.removeEach('no-peer', path, blocks)
  blocks.forEach((block, index) => {
    const { cidr, except } = recordOf(block)
    if (cidr !== anyAddress(cidr)) mutants.replace('any-address', [...path, index, 'cidr'], anyAddress(cidr))
    if (listAt(except).length > 0) mutants.remove('no-except', [...path, index, 'except'])
  })
}

function clientMutants(
  mutants: Mutants,
  { meshTLS, networks, unauthenticated }: Readonly<Record<string, unknown>>,
): void {
  const path = ['spec', 'client']
  if (unauthenticated !== true && isObject(meshTLS)) {
    mutants.replace('any-peer', path, { ...(networks !== undefined && { networks }), unauthenticated: true })
    mutants.removeEach('no-peer', [...path, 'meshTLS', 'serviceAccounts'], listAt(meshTLS.serviceAccounts))
    mutants.removeEach('no-peer', [...path, 'meshTLS', 'identities'], listAt(meshTLS.identities))
  }
  networkMutants(mutants, [...path, 'networks'], networks)
}

function routeMutants(mutants: Mutants, path: FieldPath, matches: unknown): void {
  const items = listAt(matches)
  mutants.remove('no-rule', path)
  if (items.length > 0) mutants.remove('any-request', [...path, 'matches'])
  mutants.removeEach('no-request', [...path, 'matches'], items)
  items.forEach((match, index) => {
    const terms = Object.keys(recordOf(match))
    if (terms.length > 1) for (const term of terms) mutants.remove('no-term', [...path, 'matches', index, term])
  })
}
