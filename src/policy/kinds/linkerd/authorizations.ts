import type { ProxyClause, ProxyPolicy, ProxyRule, ProxyTest, ValueMatcher } from '../../proxy/form.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { AuthorizationPolicy } from './authorization-policy.ts'
import type { DefaultPolicy } from './default-policy.ts'
import type { IdentityNames } from './identity.ts'
import { networkMatchers, type Network } from './networks.ts'
import type { LinkerdObjects } from './objects.ts'
import type { ServerAuthorization } from './server-authorization.ts'

/**
 * What the installation settles. `cluster`: the networks that count as inside; `probes`: where probes may come from.
 */
export interface LinkerdCluster {
  readonly names: IdentityNames
  readonly cluster: readonly Network[]
  readonly probes: readonly Network[]
}

/** One authorization as a policy of its own: it opens what it is for, and closes nothing. */
type Authorization = Pick<ProxyPolicy, 'kind' | 'object' | 'namespace' | 'name'>

const ANY_NAME: ValueMatcher = { form: 'pattern', text: '*', matches: (identity) => !identity.includes('/') }

/**
 * An AuthorizationPolicy: all that it requires, at once. One that refers to something that is not there counts for
 * nothing, which `idle` says.
 * Source: linkerd2, policy-controller/k8s/index/src/inbound/index.rs (policy_client_authz)
 */
export function authorizationPolicy(
  policy: AuthorizationPolicy,
  objects: LinkerdObjects,
  { names }: LinkerdCluster,
): ProxyPolicy {
  const clauses: ProxyClause[] = []
  for (const { kind, namespace, name, path } of policy.required) {
    const key = `${namespace}/${name}`
    if (kind === 'NetworkAuthentication') {
      const found = objects.networks.get(key)
      if (!found) return idle(policy)
      clauses.push(networkClause(found.networks, path))
    } else if (kind === 'MeshTLSAuthentication') {
      const found = objects.meshTls.get(key)
      if (!found) return idle(policy)
      clauses.push(identityClause(found.identities(names), path))
    } else {
      clauses.push(
        identityClause(
          [
            {
              form: 'exact',
              text: `${name}.${namespace}.serviceaccount.identity.${names.controlPlane}.${names.trustDomain}`,
            },
          ],
          path,
        ),
      )
    }
  }
  return opening(policy, clauses, ['spec', 'requiredAuthenticationRefs'])
}

/** What an AuthorizationPolicy refers to and is not there, as `Kind namespace/name`; empty: nothing. */
export function missingReferences(
  { required }: AuthorizationPolicy,
  { meshTls, networks }: LinkerdObjects,
): readonly { readonly text: string; readonly path: FieldPath }[] {
  return required
    .filter(
      ({ kind, namespace, name }) =>
        (kind === 'NetworkAuthentication' && !networks.has(`${namespace}/${name}`)) ||
        (kind === 'MeshTLSAuthentication' && !meshTls.has(`${namespace}/${name}`)),
    )
    .map(({ kind, namespace, name, path }) => ({ text: `${kind} ${namespace}/${name}`, path }))
}

/**
 * A ServerAuthorization. Without networks of its own it is for those of the cluster; one that names no client at all is
 * passed over.
 */
export function serverAuthorization(
  authorization: ServerAuthorization,
  { names, cluster }: LinkerdCluster,
): ProxyPolicy {
  const { networks, clients } = authorization
  const client = ['spec', 'client']
  if (clients === 'nobody') return idle(authorization)
  const where = networkClause(
    networks.length > 0 ? networks : cluster,
    networks.length > 0 ? [...client, 'networks'] : client,
  )
  if (clients === 'anybody') return opening(authorization, [where], client)
  const who = identityClause(clients === 'tls' ? [{ form: 'present', text: '*' }] : clients(names), [
    ...client,
    'meshTLS',
  ])
  return opening(authorization, [where, who], client)
}

/** What a default policy comes to: one rule, or for `deny` none. It closes what it is for. */
export function defaultPolicy(
  policy: DefaultPolicy,
  of: Authorization,
  path: FieldPath,
  { cluster }: LinkerdCluster,
): ProxyPolicy {
  const clauses = [
    ...(policy.startsWith('cluster-') ? [networkClause(cluster, path)] : []),
    ...(policy.endsWith('-authenticated') ? [identityClause([ANY_NAME], path)] : []),
  ]
  return { ...of, isolates: true, rules: policy === 'deny' ? [] : [allow(clauses, path)] }
}

/** A probe of the pod's own: a GET for exactly this path, from where probes come from. */
export function probePolicy(
  paths: readonly { readonly path: string; readonly at: FieldPath }[],
  of: Authorization,
  { probes }: LinkerdCluster,
): ProxyPolicy {
  return {
    ...of,
    isolates: false,
    rules: paths.map(({ path, at }, index) =>
      allow(
        [
          networkClause(probes, at),
          {
            section: 'probe',
            path: at,
            anyOf: [
              {
                path: at,
                all: [
                  test('method', [{ form: 'exact', text: 'GET' }], at),
                  test('path', [{ form: 'exact', text: path }], at),
                ],
              },
            ],
          },
        ],
        at,
        index,
      ),
    ),
  }
}

/**
 * The same for callers whose request is not known: it counts for a request that takes one of these routes, of which
 * nobody knows whether this one does.
 */
export function onlyOnRoutes(policy: ProxyPolicy, routes: readonly string[]): ProxyPolicy {
  return {
    ...policy,
    rules: policy.rules.map((rule) => ({
      ...rule,
      all: [
        ...rule.all,
        {
          section: 'route',
          path: rule.path,
          anyOf: [
            {
              path: rule.path,
              all: [
                {
                  attribute: { kind: 'unreadable', key: 'route' },
                  anyOf: routes.map((text): ValueMatcher => ({ form: 'exact', text })),
                  negate: false,
                  path: rule.path,
                },
              ],
            },
          ],
        },
      ],
    })),
  }
}

function opening(
  of: AuthorizationPolicy | ServerAuthorization,
  clauses: readonly ProxyClause[],
  path: FieldPath,
): ProxyPolicy {
  return { ...about(of), isolates: false, rules: [allow(clauses, path)] }
}

function idle(of: AuthorizationPolicy | ServerAuthorization): ProxyPolicy {
  return { ...about(of), isolates: false, rules: [], idle: 'unsupported' }
}

function about({ object, namespace, name }: AuthorizationPolicy | ServerAuthorization): Authorization {
  return { kind: object.kind, object, namespace, name }
}

function allow(all: readonly ProxyClause[], path: FieldPath, index = 0): ProxyRule {
  return { index, action: 'allow', all, path }
}

function networkClause(networks: readonly Network[], path: FieldPath): ProxyClause {
  return {
    section: 'networks',
    path,
    anyOf: [{ path, all: [test('source-address', networkMatchers(networks), path)] }],
  }
}

function identityClause(identities: readonly ValueMatcher[], path: FieldPath): ProxyClause {
  return { section: 'identities', path, anyOf: [{ path, all: [test('principal', identities, path)] }] }
}

function test(
  kind: 'source-address' | 'principal' | 'method' | 'path',
  anyOf: readonly ValueMatcher[],
  path: FieldPath,
): ProxyTest {
  return { attribute: { kind }, anyOf, negate: false, path }
}
