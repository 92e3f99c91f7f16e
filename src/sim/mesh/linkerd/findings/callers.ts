import { namespacedName } from '../../../../model/namespaced-name.ts'
import type { FieldPath } from '../../../../ground/span.ts'
import { fieldAt, listAt, textAt } from '../../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../../manifests/piece.ts'
import { isTo } from '../../../../policy/kinds/linkerd/target-ref.ts'
import type { MeshFinding } from '../../mesh.ts'
import { LISTED, type View } from './view.ts'

/** Callers that are named and are nobody, and callers that are left out by where they are. */
export function callerFindings(view: View): readonly MeshFinding[] {
  return [...unknownFindings(view), ...networkFindings(view)]
}

/** A service account that a text names as a caller. */
interface Named {
  readonly namespace: string
  readonly account: string
  readonly object: KubernetesObject
  readonly path: FieldPath
}

/**
 * Source: https://linkerd.io/2-edge/reference/authorization-policy/#meshtlsauthentication;
 * https://linkerd.io/2-edge/features/automatic-mtls/ (identity of a workload)
 */
function unknownFindings(view: View): readonly MeshFinding[] {
  const running = new Map<string, boolean>()
  for (const { pod, settings } of view.pods) {
    const key = `${pod.namespace.name}/${pod.serviceAccount}`
    running.set(key, running.get(key) === true || settings !== null)
  }
  return namedIn(view).flatMap(({ namespace, account, object, path }): readonly MeshFinding[] => {
    const meshed = running.get(`${namespace}/${account}`)
    return meshed === true
      ? []
      : [
          {
            facts: {
              code: 'linkerd-caller-unknown',
              namespace,
              account,
              why: meshed === false ? 'no-proxy' : 'nobody',
            },
            severity: 'note',
            object,
            path,
          },
        ]
  })
}

function namedIn(view: View): readonly Named[] {
  const {
    objects,
    options: {
      names: { controlPlane, trustDomain },
    },
  } = view.proxies
  const end = `.serviceaccount.identity.${controlPlane}.${trustDomain}`
  const ofIdentities = (holder: unknown, object: KubernetesObject, path: FieldPath): readonly Named[] =>
    listAt(holder, 'identities').flatMap((text, index) => {
      const own = typeof text === 'string' && text.endsWith(end) ? text.slice(0, -end.length) : ''
      const dot = own.lastIndexOf('.')
      return dot <= 0 || own.includes('*')
        ? []
        : [{ account: own.slice(0, dot), namespace: own.slice(dot + 1), object, path: [...path, 'identities', index] }]
    })
  const ofAccounts = (
    holder: unknown,
    list: string,
    home: string,
    object: KubernetesObject,
    path: FieldPath,
  ): readonly Named[] =>
    listAt(holder, list).flatMap((ref, index) =>
      list === 'identityRefs' && !isTo(ref, 'core', 'ServiceAccount')
        ? []
        : [
            {
              namespace: textAt(ref, 'namespace') ?? home,
              account: textAt(ref, 'name') ?? '',
              object,
              path: [...path, list, index, 'name'],
            },
          ],
    )
  return [
    ...[...objects.meshTls.values()].flatMap(({ object, namespace }) => {
      const spec = fieldAt(object.value, 'spec')
      return [...ofIdentities(spec, object, ['spec']), ...ofAccounts(spec, 'identityRefs', namespace, object, ['spec'])]
    }),
    ...objects.serverAuthorizations.flatMap(({ object, namespace }) => {
      const mesh = fieldAt(object.value, 'spec', 'client', 'meshTLS')
      const path = ['spec', 'client', 'meshTLS']
      return [...ofIdentities(mesh, object, path), ...ofAccounts(mesh, 'serviceAccounts', namespace, object, path)]
    }),
    ...objects.policies.flatMap(({ object, required }) =>
      required.flatMap(({ kind, namespace, name, path }) =>
        kind === 'ServiceAccount' ? [{ namespace, account: name, object, path: [...path, 'name'] }] : [],
      ),
    ),
  ]
}

/**
 * Words and authorizations that are for the networks of the cluster, where callers are outside them: a
 * ServerAuthorization that names no networks is one.
 * Source: https://linkerd.io/2-edge/reference/authorization-policy/#serverauthorization; linkerd2,
 * policy-controller/k8s/index/src/inbound/server_authorization.rs and defaults.rs
 */
function networkFindings(view: View): readonly MeshFinding[] {
  const { objects, options } = view.proxies
  const outside = (meshedOnly: boolean) =>
    view.pods
      .filter(({ pod, settings }) => (settings !== null || !meshedOnly) && view.isOutside(pod))
      .map(({ pod }) => namespacedName(pod))
      .sort()
  const finding = (
    word: string | null,
    pods: readonly string[],
    object: KubernetesObject,
    path: FieldPath,
  ): MeshFinding => ({
    facts: { code: 'linkerd-cluster-networks', word, pods: pods.slice(0, LISTED), count: pods.length },
    severity: 'note',
    object,
    path,
  })
  const worded = new Map<
    string,
    { readonly word: string; readonly object: KubernetesObject; readonly path: FieldPath }
  >()
  for (const { settings } of view.pods) {
    const ground = settings?.unserved.ground
    if (settings && ground?.object && settings.unserved.policy.startsWith('cluster-'))
      worded.set(`${ground.object.kind} ${ground.object.namespace ?? ''}/${ground.object.name}`, {
        word: settings.unserved.policy,
        object: ground.object,
        path: ground.path,
      })
  }
  for (const { object, access, name, namespace } of objects.servers)
    if (access.startsWith('cluster-'))
      worded.set(`Server ${namespace}/${name}`, { word: access, object, path: ['spec', 'accessPolicy'] })
  return [
    ...[...worded.values()].flatMap(({ word, object, path }) => {
      const pods = outside(word.endsWith('-authenticated'))
      return pods.length > 0 ? [finding(word, pods, object, path)] : []
    }),
    ...objects.serverAuthorizations.flatMap(({ object, networks, clients }) => {
      if (networks.length > 0 || clients === 'nobody') return []
      const matchers = typeof clients === 'function' ? clients(options.names) : null
      const pods = matchers ? [] : outside(clients === 'tls')
      return pods.length > 0 || clients === 'anybody' ? [finding(null, pods, object, ['spec', 'client'])] : []
    }),
  ]
}
