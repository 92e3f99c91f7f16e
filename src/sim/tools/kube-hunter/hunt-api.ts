import { ANONYMOUS, mayGetPath, mayRequest, type Asker } from '../../machines/rbac.ts'
import type { FindingKind } from './finding.ts'
import type { Catch, Hunter } from './hunter.ts'
import type { Scene } from './scene.ts'

/** Who asks the API server, and how findings say so. */
interface Caller {
  readonly asker: Asker
  readonly as: ' as anonymous user' | ' using default service account token'
  readonly entry: 'api-anonymous' | 'api-token' | 'api-http'
}

/** An API server: what it tells to somebody without a name, and to the token. */
export const huntApi: Hunter = ({ host, port, scene, options }) => {
  if (port.kind !== 'api') return []
  const location = `${host}:${port.port}`
  const found = (kind: FindingKind, evidence: string, name?: string): Catch => ({
    finding: { kind, location, evidence, ...(name !== undefined && { name }) },
  })
  const everything = port.insecure || port.alwaysAllow
  const mayAnonymous = (path: string) => port.anonymous && (everything || mayGetPath(scene.api.rbac, ANONYMOUS, path))
  const tellsVersion = mayAnonymous('/version')
  const name = scene.pod
    ? host === scene.pod.serviceHost
      ? 'API Server'
      : 'Metrics Server'
    : tellsVersion
      ? 'API Server'
      : 'Unrecognized K8s API'
  const email =
    port.tls && port.on.certificateEmail !== null
      ? [1, 2].map(() => found('certificate-email', `email: b'${port.on.certificateEmail}0'`))
      : []
  const service: Catch = { service: { name, location, host } }
  if (name !== 'API Server') return [service, ...email]
  const callers: readonly Caller[] = [
    ...(port.anonymous
      ? [
          {
            asker: ANONYMOUS,
            as: ' as anonymous user' as const,
            entry: port.tls ? ('api-anonymous' as const) : ('api-http' as const),
          },
        ]
      : []),
    ...(scene.bearer
      ? [{ asker: scene.bearer, as: ' using default service account token' as const, entry: 'api-token' as const }]
      : []),
  ]
  return [
    service,
    ...email,
    ...(tellsVersion || (scene.bearer && mayGetPath(scene.api.rbac, scene.bearer, '/version'))
      ? [found('version-api', port.on.version)]
      : []),
    ...callers.flatMap((caller) => [
      ...asCaller(caller, scene, everything, location, found),
      ...(options.active ? changes(caller, scene, everything, found) : []),
    ]),
  ]
}

function asCaller(
  { asker, as, entry }: Caller,
  { api, pod }: Scene,
  everything: boolean,
  location: string,
  found: (kind: FindingKind, evidence: string, name?: string) => Catch,
): readonly Catch[] {
  const mayList = (resource: string, group = '') =>
    everything || mayRequest(api.rbac, asker, { verb: 'list', group, resource, namespace: null })
  const list = (what: string, items: readonly string[], isAllowed: boolean) =>
    isAllowed && items.length > 0 ? [found('api-list', `[${items.join(', ')}]`, `Listing ${what}${as}`)] : []
  const rbac = 'rbac.authorization.k8s.io'
  const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`)
  const roles = api.rbac.roles
  return [
    ...(everything || mayGetPath(api.rbac, asker, '/api')
      ? [
          found(
            entry,
            `b'{"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": [{"clientCIDR": "0.0.0.0/0", "serverAddress": "${pod ? pod.serviceHost : location}"}]}'`,
          ),
        ]
      : []),
    ...list('namespaces', quoted(api.namespaces), mayList('namespaces')),
    ...list(
      'roles',
      quoted(roles.filter(({ namespace }) => namespace !== null).map(({ name }) => name)),
      mayList('roles', rbac),
    ),
    ...list(
      'cluster roles',
      quoted(roles.filter(({ namespace }) => namespace === null).map(({ name }) => name)),
      mayList('clusterroles', rbac),
    ),
    ...list(
      'pods',
      api.pods.map(({ namespace, name }) => `{'name': b'${name}', 'namespace': b'${namespace}'}`),
      mayList('pods'),
    ),
  ]
}

/** What an active hunt makes and takes back. Names are random in the real tool; here they are always the same. */
function changes(
  { asker }: Caller,
  { api }: Scene,
  everything: boolean,
  found: (kind: FindingKind, evidence: string) => Catch,
): readonly Catch[] {
  const may = (verb: string, resource: string, namespace: string | null, group = '') =>
    everything || mayRequest(api.rbac, asker, { verb, group, resource, namespace })
  const rbac = 'rbac.authorization.k8s.io'
  const when = '2026-01-01T00:00:00Z'
  const pair = (isMade: boolean, made: Catch, isGone: boolean, gone: Catch) =>
    isMade ? [made, ...(isGone ? [gone] : [])] : []
  return [
    ...pair(
      may('create', 'namespaces', null),
      found('created-namespace', 'new namespace name: 1a2b3'),
      may('delete', 'namespaces', null),
      found('deleted-namespace', when),
    ),
    ...pair(
      may('create', 'clusterroles', null, rbac),
      found('created-cluster-role', 'Cluster role name: 4c5d6'),
      may('delete', 'clusterroles', null, rbac),
      found('deleted-cluster-role', `Cluster role 4c5d6 deletion time ${when}`),
    ),
    ...(may('list', 'namespaces', null) ? api.namespaces : []).flatMap((namespace): readonly Catch[] => {
      const makes = may('create', 'pods', namespace)
      const deletes = may('delete', 'pods', namespace)
      const makesRoles = may('create', 'roles', namespace, rbac)
      return [
        ...pair(
          makes,
          found('created-privileged-pod', `Pod Name: 7e8f9 Namespace: ${namespace}`),
          deletes,
          found('deleted-pod', `Pod Name: 7e8f9 Deletion time: ${when}`),
        ),
        ...(makes ? [found('created-pod', `Pod Name: a1b2c Namespace: ${namespace}`)] : []),
        ...(makes && may('patch', 'pods', namespace)
          ? [found('patched-pod', `Pod Name: a1b2c Namespace: ${namespace} Patch evidence: ${namespace}`)]
          : []),
        ...(makes && deletes
          ? [found('deleted-pod', `Pod Name: a1b2c Namespace: ${namespace} Delete time: ${when}`)]
          : []),
        ...(makesRoles ? [found('created-role', `Role name: d3e4f`)] : []),
        ...(makesRoles && may('patch', 'roles', namespace, rbac)
          ? [found('patched-role', `Patched Role Name: d3e4f Namespace: ${namespace} Patch evidence: ${namespace}`)]
          : []),
        ...(makesRoles && may('delete', 'roles', namespace, rbac)
          ? [found('deleted-role', `Deleted role: d3e4f Namespace: ${namespace} Delete time: ${when}`)]
          : []),
      ]
    }),
  ]
}
