import { fieldAt, listAt, textAt } from '../../manifests/fields.ts'
import type { JsonObject } from '../../ground/json-object.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'

/** Who may do what at the API server. */
export interface Rbac {
  readonly roles: readonly Role[]
  readonly bindings: readonly Binding[]
}

/** `namespace` null: a ClusterRole. Rules as the API has them. */
export interface Role {
  readonly namespace: string | null
  readonly name: string
  readonly rules: readonly JsonObject[]
}

/** `namespace` null: a ClusterRoleBinding. */
export interface Binding {
  readonly namespace: string | null
  readonly name: string
  readonly role: { readonly kind: string; readonly name: string }
  readonly subjects: readonly { readonly kind: string; readonly name: string; readonly namespace: string | null }[]
}

/** Who asks: a user with the groups that come with it. */
export interface Asker {
  readonly user: string
  readonly groups: readonly string[]
}

/** Somebody who shows the API server nothing. */
export const ANONYMOUS: Asker = { user: 'system:anonymous', groups: ['system:unauthenticated'] }

/** Who a pod is to the API server when it shows the token of its service account. */
export function serviceAccountAsker(namespace: string, name: string): Asker {
  return {
    user: `system:serviceaccount:${namespace}:${name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  }
}

/** A request for objects; `namespace` null: in all namespaces, or of a kind that has none. */
export interface ResourceRequest {
  readonly verb: string
  /** Of the API; empty: the core group. */
  readonly group: string
  /** `pods`, or with a subresource, `nodes/proxy`. */
  readonly resource: string
  readonly namespace: string | null
}

/** Whether some binding grants it. Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export function mayRequest(rbac: Rbac, asker: Asker, { verb, group, resource, namespace }: ResourceRequest): boolean {
  return rulesOf(rbac, asker, namespace).some(
    (rule) =>
      has(rule, 'verbs', verb) &&
      has(rule, 'apiGroups', group) &&
      listAt(rule, 'resourceNames').length === 0 &&
      hasResource(rule, resource),
  )
}

/** Whether some binding grants GET of a path that is no object's, such as `/version`. */
export function mayGetPath(rbac: Rbac, asker: Asker, path: string): boolean {
  return rulesOf(rbac, asker, null).some(
    (rule) =>
      has(rule, 'verbs', 'get') &&
      listAt(rule, 'nonResourceURLs').some(
        (url) => typeof url === 'string' && (url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1)))),
      ),
  )
}

function rulesOf({ roles, bindings }: Rbac, asker: Asker, namespace: string | null): readonly JsonObject[] {
  return bindings.flatMap((binding) => {
    if (binding.namespace !== null && binding.namespace !== namespace) return []
    if (!binding.subjects.some((subject) => isSubject(subject, asker, binding.namespace))) return []
    const role = roles.find(
      ({ name, namespace: home }) =>
        name === binding.role.name && home === (binding.role.kind === 'Role' ? binding.namespace : null),
    )
    return role?.rules ?? []
  })
}

function isSubject(
  { kind, name, namespace }: Binding['subjects'][number],
  { user, groups }: Asker,
  bindingNamespace: string | null,
): boolean {
  switch (kind) {
    case 'User':
      return name === user
    case 'Group':
      return groups.includes(name)
    case 'ServiceAccount':
      return user === `system:serviceaccount:${namespace ?? bindingNamespace ?? 'default'}:${name}`
    default:
      return false
  }
}

function has(rule: JsonObject, field: string, wanted: string): boolean {
  return listAt(rule, field).some((each) => each === '*' || each === wanted)
}

/** `pods/log`, `*` and `*` followed by a subresource fit. */
function hasResource(rule: JsonObject, resource: string): boolean {
  const [, sub] = resource.split('/')
  return listAt(rule, 'resources').some(
    (each) => each === '*' || each === resource || (sub !== undefined && each === `*/${sub}`),
  )
}

/** Reads a Role or a ClusterRole. `namespace` null: it holds in the whole cluster. */
export function readRole({ kind, namespace, name, value }: KubernetesObject): Role {
  return {
    namespace: kind === 'ClusterRole' ? null : (namespace ?? 'default'),
    name,
    rules: listAt(value, 'rules').filter((rule): rule is JsonObject => typeof rule === 'object' && rule !== null),
  }
}

/**
 * Reads a RoleBinding or a ClusterRoleBinding. `namespace` null: it holds in the whole cluster. What the text leaves
 * out is empty, and fits nobody.
 */
export function readBinding({ kind, namespace, name, value }: KubernetesObject): Binding {
  return {
    namespace: kind === 'ClusterRoleBinding' ? null : (namespace ?? 'default'),
    name,
    role: { kind: textAt(value, 'roleRef', 'kind') ?? '', name: textAt(value, 'roleRef', 'name') ?? '' },
    subjects: listAt(value, 'subjects').map((subject) => ({
      kind: textAt(subject, 'kind') ?? '',
      name: textAt(subject, 'name') ?? '',
      namespace: typeof fieldAt(subject, 'namespace') === 'string' ? textAt(subject, 'namespace') : null,
    })),
  }
}

/**
 * Of the roles that every cluster starts with, those that matter here: who may do everything, and what everybody may
 * ask.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 */
export function builtInRbac(): Rbac {
  const clusterRole = (name: string, ...rules: readonly JsonObject[]): Role => ({ namespace: null, name, rules })
  const bound = (name: string, role: string, ...groups: readonly string[]): Binding => ({
    namespace: null,
    name,
    role: { kind: 'ClusterRole', name: role },
    subjects: groups.map((group) => ({ kind: 'Group', name: group, namespace: null })),
  })
  const paths = (...urls: readonly string[]): JsonObject => ({ nonResourceURLs: urls, verbs: ['get'] })
  const reads: JsonObject = {
    apiGroups: [''],
    resources: ['pods', 'services', 'configmaps', 'serviceaccounts'],
    verbs: ['get', 'list', 'watch'],
  }
  return {
    roles: [
      clusterRole(
        'cluster-admin',
        { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
        { nonResourceURLs: ['*'], verbs: ['*'] },
      ),
      clusterRole(
        'system:discovery',
        paths(
          '/api',
          '/api/*',
          '/apis',
          '/apis/*',
          '/healthz',
          '/livez',
          '/openapi',
          '/openapi/*',
          '/readyz',
          '/version',
          '/version/',
        ),
      ),
      clusterRole('system:public-info-viewer', paths('/healthz', '/livez', '/readyz', '/version', '/version/')),
      clusterRole('view', reads),
    ],
    bindings: [
      bound('cluster-admin', 'cluster-admin', 'system:masters'),
      bound('kubeadm:cluster-admins', 'cluster-admin', 'kubeadm:cluster-admins'),
      bound('system:discovery', 'system:discovery', 'system:authenticated'),
      bound('system:public-info-viewer', 'system:public-info-viewer', 'system:authenticated', 'system:unauthenticated'),
    ],
  }
}
