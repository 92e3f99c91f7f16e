import * as Type from '../../../manifests/type.ts'
import { matchesSelector, type LabelSelector } from '../../../ground/labels.ts'
import { fieldError, quote, type FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, flagAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import { LabelSelectorShape, readLabelSelector } from '../../../manifests/kinds/label-selector.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { described } from '../../../manifests/shape.ts'
import type { ValueMatcher } from '../../proxy/form.ts'
import type { PolicyKind } from '../../kind.ts'
import { linkerdKind } from './custom-resource.ts'
import { accountIdentity, identityMatcher, type IdentityNames } from './identity.ts'
import { networkProblems, readNetworks, type Network } from './networks.ts'
import type { Server } from './server.ts'
import { denied } from './webhook.ts'
import { flag, IdentityPattern, LINKERD_GROUP, list, NetworkShape, REFERENCE, resource, text } from './words.shape.ts'
import { written, type Written } from './written.ts'

/**
 * Who a caller must be: anybody, anybody over mutual TLS with a name or without, or somebody with one of these names;
 * `nobody`: it names nobody, so that Linkerd passes it over.
 */
export type Clients = 'anybody' | 'tls' | 'nobody' | ((names: IdentityNames) => readonly ValueMatcher[])

/** Opens Servers of its namespace. `networks` empty: only to the networks of the cluster. */
export interface ServerAuthorization extends Written {
  readonly server: { readonly name: string } | { readonly selector: LabelSelector }
  readonly networks: readonly Network[]
  readonly clients: Clients
}

const NAME = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'

const MeshTlsShape = Type.Object(
  {
    unauthenticatedTLS: flag('Over mutual TLS, whether or not the caller has a name yet.'),
    identities: Type.Optional(
      list(Type.String({ pattern: IdentityPattern }), 'Names of callers; `*` is everybody who proves to be somebody.'),
    ),
    serviceAccounts: Type.Optional(
      list(
        Type.Object(
          {
            name: text('The service account.', { pattern: NAME }),
            namespace: Type.Optional(
              text('Its namespace; the one of this object when it is absent.', { pattern: NAME }),
            ),
          },
          { title: 'ServiceAccountRef', additionalProperties: false },
        ),
        'Callers by their service accounts.',
      ),
    ),
  },
  {
    title: 'MeshTls',
    additionalProperties: false,
    ...described('Callers in the mesh.', `${REFERENCE}#serverauthorization`),
  },
)

const Spec = Type.Object(
  {
    server: Type.Object(
      {
        name: Type.Optional(text('One Server. Either this or `selector`.', { pattern: NAME })),
        selector: Type.Optional(
          LabelSelectorShape('Servers by **their** labels. Either this or `name`.', `${REFERENCE}#serverauthorization`),
        ),
      },
      {
        title: 'Server',
        additionalProperties: false,
        ...described('Which Servers it opens.', `${REFERENCE}#serverauthorization`),
      },
    ),
    client: Type.Object(
      {
        networks: Type.Optional(
          list(
            NetworkShape,
            'Where the caller must be. Absent or empty: in the networks of the cluster, not anywhere.',
          ),
        ),
        unauthenticated: flag('Anybody, also from outside the mesh.'),
        meshTLS: Type.Optional(MeshTlsShape),
      },
      {
        title: 'Client',
        additionalProperties: false,
        ...described('Whom it opens them to.', `${REFERENCE}#serverauthorization`),
      },
    ),
  },
  {
    title: 'ServerAuthorizationSpec',
    additionalProperties: false,
    ...described('Which Servers, and for whom.', `${REFERENCE}#serverauthorization`),
  },
)

const ABOUT = 'Who may call Servers. The older form of AuthorizationPolicy; the two add up.'

/** Reads a ServerAuthorization, the older form of an AuthorizationPolicy. */
export function readServerAuthorization(object: KubernetesObject): ServerAuthorization {
  const base = written(object)
  const spec = fieldAt(object.value, 'spec')
  const client = fieldAt(spec, 'client')
  const name = textAt(spec, 'server', 'name')
  return {
    ...base,
    networks: readNetworks(client),
    clients: clientsOf(client, base.namespace),
    server:
      name === null
        ? { selector: readLabelSelector(fieldAt(spec, 'server', 'selector'), ['spec', 'server', 'selector']) }
        : { name },
  }
}

/** Source: linkerd2, policy-controller/k8s/index/src/inbound/server_authorization.rs (client_authz) */
function clientsOf(client: unknown, namespace: string): Clients {
  if (flagAt(client, 'unauthenticated')) return 'anybody'
  const mesh = objectAt(client, 'meshTLS')
  if (!mesh) return 'nobody'
  if (flagAt(mesh, 'unauthenticatedTLS')) return 'tls'
  const identities = listAt(mesh, 'identities').map(String)
  const accounts = listAt(mesh, 'serviceAccounts')
  if (identities.length + accounts.length === 0) return 'nobody'
  return (names) => [
    ...identities.map(identityMatcher),
    ...accounts.map((account) =>
      identityMatcher(accountIdentity(textAt(account, 'namespace') ?? namespace, textAt(account, 'name') ?? '', names)),
    ),
  ]
}

/** Whether it is about this Server, which is in its own namespace: by name, or by the Server's labels. */
export function opensServer({ server: chosen }: ServerAuthorization, server: Server): boolean {
  return 'name' in chosen ? chosen.name === server.name : matchesSelector(chosen.selector, server.labels)
}

/**
 * Source: linkerd2, charts/linkerd-crds/templates/policy/server-authorization.yaml and
 * policy-controller/src/admission.rs
 */
export const SERVER_AUTHORIZATION_KINDS: readonly PolicyKind[] = (['v1alpha1', 'v1beta1'] as const).map((version) =>
  linkerdKind(
    `${LINKERD_GROUP}/${version}`,
    'ServerAuthorization',
    resource(`${LINKERD_GROUP}/${version}`, 'ServerAuthorization', Spec, ABOUT),
    { rules: ({ value }) => oneOf(value), webhook: webhookProblems },
  ),
)

function oneOf(value: unknown): readonly FieldError[] {
  const server = fieldAt(value, 'spec', 'server')
  const given = ['name', 'selector'].filter((field) => fieldAt(server, field) !== undefined)
  return given.length === 1
    ? []
    : [
        fieldError(
          ['spec', 'server'],
          'Invalid value',
          quote(server),
          `"spec.server" must validate one and only one schema (oneOf). Found ${given.length === 0 ? 'none' : '2'} valid`,
        ),
      ]
}

function webhookProblems({ value }: KubernetesObject): readonly ObjectProblem[] {
  const client = fieldAt(value, 'spec', 'client')
  const mesh = objectAt(client, 'meshTLS')
  const named = listAt(mesh, 'identities').length + listAt(mesh, 'serviceAccounts').length
  return [
    ...(mesh && flagAt(client, 'unauthenticated')
      ? [denied('`unauthenticated` must be false if `mesh_tls` is specified', ['spec', 'client', 'unauthenticated'])]
      : []),
    ...(flagAt(mesh, 'unauthenticatedTLS') && named > 0
      ? [
          denied('`unauthenticatedTLS` be false if any `identities` or `service_accounts` is specified', [
            'spec',
            'client',
            'meshTLS',
            'unauthenticatedTLS',
          ]),
        ]
      : []),
    ...networkProblems(client, ['spec', 'client']),
  ]
}
