import * as Type from '../../../manifests/type.ts'
import { fieldError, quote, type FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { described } from '../../../manifests/shape.ts'
import type { ValueMatcher } from '../../proxy/form.ts'
import type { PolicyKind } from '../../kind.ts'
import { linkerdKind } from './custom-resource.ts'
import { accountIdentity, identityFault, identityMatcher, type IdentityNames } from './identity.ts'
import { networkProblems, readNetworks, type Network } from './networks.ts'
import { canonicalKind, isTo } from './target-ref.ts'
import { denied } from './webhook.ts'
import { LINKERD_GROUP, list, NetworkShape, reference, REFERENCE, resource } from './words.shape.ts'
import { written, type Written } from './written.ts'

/** Names of which a caller must have proven one. */
export interface MeshTlsAuthentication extends Written {
  readonly identities: (names: IdentityNames) => readonly ValueMatcher[]
}

/** Addresses of which the caller must have one. */
export interface NetworkAuthentication extends Written {
  readonly networks: readonly Network[]
}

/**
 * Reads a MeshTLSAuthentication: identities that are written out, and those of service accounts and whole namespaces.
 */
export function readMeshTlsAuthentication(object: KubernetesObject): MeshTlsAuthentication {
  const base = written(object)
  const spec = fieldAt(object.value, 'spec')
  return {
    ...base,
    identities: (names) => [
      ...listAt(spec, 'identities').map((text) => identityMatcher(String(text))),
      ...listAt(spec, 'identityRefs').map((ref) =>
        identityMatcher(
          accountIdentity(
            isTo(ref, 'core', 'Namespace') ? (textAt(ref, 'name') ?? '') : (textAt(ref, 'namespace') ?? base.namespace),
            isTo(ref, 'core', 'Namespace') ? '*' : (textAt(ref, 'name') ?? ''),
            names,
          ),
        ),
      ),
    ],
  }
}

/** Reads a NetworkAuthentication. */
export function readNetworkAuthentication(object: KubernetesObject): NetworkAuthentication {
  return { ...written(object), networks: readNetworks(fieldAt(object.value, 'spec')) }
}

const IdentityRef = reference(
  'A service account, or all service accounts of a namespace.',
  '`ServiceAccount` or `Namespace`.',
  true,
  'NamespacedTargetRef',
)

const MeshTlsShape = resource(
  `${LINKERD_GROUP}/v1alpha1`,
  'MeshTLSAuthentication',
  Type.Object(
    {
      identities: Type.Optional(
        list(
          Type.String(),
          'Names as proxies have them, `account.namespace.serviceaccount.identity.linkerd.cluster.local`. `*` is everybody who proves to be somebody, `*.` the end of a name. Either this or `identityRefs`.',
          { minItems: 1 },
        ),
      ),
      identityRefs: Type.Optional(
        list(IdentityRef, 'The same by reference. Either this or `identities`.', { minItems: 1 }),
      ),
    },
    {
      title: 'MeshTLSAuthenticationSpec',
      additionalProperties: false,
      ...described('Who the caller must have proven to be: one of them.', `${REFERENCE}#meshtlsauthentication`),
    },
  ),
  'Callers in the mesh, by name. Decides nothing until an AuthorizationPolicy asks for it.',
)

const NetworkAuthenticationShape = resource(
  `${LINKERD_GROUP}/v1alpha1`,
  'NetworkAuthentication',
  Type.Object(
    {
      networks: list(NetworkShape, 'Blocks of addresses, of which one must hold the caller’s.'),
    },
    {
      title: 'NetworkAuthenticationSpec',
      additionalProperties: false,
      ...described('Where the caller must be.', `${REFERENCE}#networkauthentication`),
    },
  ),
  'Callers by address, in the mesh or not. Decides nothing until an AuthorizationPolicy asks for it.',
)

/**
 * Source: linkerd2, charts/linkerd-crds/templates/policy/meshtls-authentication.yaml and
 * policy-controller/src/admission.rs
 */
export const MESH_TLS_AUTHENTICATION: PolicyKind = linkerdKind(
  `${LINKERD_GROUP}/v1alpha1`,
  'MeshTLSAuthentication',
  MeshTlsShape,
  { rules: ({ value }) => oneOf(value), webhook: meshTlsProblems },
)

/**
 * Source: linkerd2, charts/linkerd-crds/templates/policy/network-authentication.yaml and
 * policy-controller/src/admission.rs
 */
export const NETWORK_AUTHENTICATION: PolicyKind = linkerdKind(
  `${LINKERD_GROUP}/v1alpha1`,
  'NetworkAuthentication',
  NetworkAuthenticationShape,
  {
    webhook: ({ value }) =>
      listAt(value, 'spec', 'networks').length === 0
        ? [denied('at least one network must be specified', ['spec', 'networks'])]
        : networkProblems(fieldAt(value, 'spec'), ['spec']),
  },
)

function oneOf(value: unknown): readonly FieldError[] {
  const spec = fieldAt(value, 'spec')
  const given = ['identities', 'identityRefs'].filter((field) => fieldAt(spec, field) !== undefined)
  return given.length === 1
    ? []
    : [
        fieldError(
          ['spec'],
          'Invalid value',
          quote(spec),
          `"spec" must validate one and only one schema (oneOf). Found ${given.length === 0 ? 'none' : '2'} valid`,
        ),
      ]
}

function meshTlsProblems({ value }: KubernetesObject): readonly ObjectProblem[] {
  const spec = fieldAt(value, 'spec')
  return [
    ...listAt(spec, 'identities').flatMap((text, index) => {
      const fault = identityFault(String(text))
      return fault === null ? [] : [denied(`id ${String(text)} is invalid: ${fault}`, ['spec', 'identities', index])]
    }),
    ...listAt(spec, 'identityRefs').flatMap((ref, index): readonly ObjectProblem[] => {
      const path = ['spec', 'identityRefs', index]
      if (isTo(ref, 'core', 'ServiceAccount')) return []
      if (!isTo(ref, 'core', 'Namespace'))
        return [denied(`invalid identity target kind: ${canonicalKind(ref)}`, [...path, 'kind'])]
      return textAt(ref, 'namespace') === null
        ? []
        : [denied('Namespace identity_ref is cluster-scoped and cannot have a namespace', [...path, 'namespace'])]
    }),
  ]
}
