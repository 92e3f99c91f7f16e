import { listAt, numberAt, objectAt, textAt } from '../../manifests/fields.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import { resolveBackend, type EntryWorld } from './backend.ts'
import type { Entry, EntryPath } from './entry.ts'
import { isGranted } from './reference-grant.ts'
import type { Attachment } from './route-parents.ts'

/**
 * The ways in that an HTTPRoute tells its Gateways to serve. A Service of another namespace counts only when a
 * ReferenceGrant there says so; a backend of weight 0 gets no requests; a rule without backends answers by itself.
 * Source: https://gateway-api.sigs.k8s.io/api-types/httproute/ and
 * https://gateway-api.sigs.k8s.io/api-types/referencegrant/
 */
export function routeEntries(
  object: KubernetesObject,
  { gateways, classes, hosts }: Attachment,
  grants: readonly KubernetesObject[],
  world: EntryWorld,
): readonly Entry[] {
  const own = object.namespace ?? 'default'
  return listAt(object.value, 'spec', 'rules').flatMap((rule, index) => {
    const matches = listAt(rule, 'matches')
    const paths = matches.map(pathOf)
    const isAll = matches.length === 0 || paths.some(({ type, value }) => type === 'prefix' && value === '/')
    const isNarrowed =
      matches.length > 0 &&
      matches.every(
        (match) =>
          textAt(match, 'method') !== null ||
          listAt(match, 'headers').length > 0 ||
          listAt(match, 'queryParams').length > 0,
      )
    return listAt(rule, 'backendRefs').flatMap((backend, at): Entry[] => {
      if (
        (textAt(backend, 'group') ?? '') !== '' ||
        (textAt(backend, 'kind') ?? 'Service') !== 'Service' ||
        numberAt(backend, 'weight') === 0
      )
        return []
      const namespace = textAt(backend, 'namespace') ?? own
      const service = textAt(backend, 'name') ?? ''
      const port = numberAt(backend, 'port')
      const path = ['spec', 'rules', index, 'backendRefs', at, 'name']
      if (
        namespace !== own &&
        !grants.some((grant) => isGranted(grant, { kind: 'HTTPRoute', namespace: own }, namespace, service))
      ) {
        world.remarks.push({
          object,
          severity: 'warning',
          path,
          facts: { code: 'entry-backend', why: 'not-granted', service: `${namespace}/${service}`, port },
        })
        return []
      }
      const resolved = resolveBackend({ object, namespace, service, port, path }, world)
      return resolved
        ? [
            {
              from: 'internet',
              kind: 'HTTPRoute',
              namespace: own,
              name: object.name,
              through: gateways,
              classes,
              hosts,
              paths: isAll ? [] : paths,
              isNarrowed,
              object,
              path,
              ...resolved,
            },
          ]
        : []
    })
  })
}

const TYPES = { Exact: 'exact', PathPrefix: 'prefix', RegularExpression: 'pattern' } as const

/** Without a path a match takes all of them. */
function pathOf(match: unknown): EntryPath {
  const path = objectAt(match, 'path')
  return {
    type: TYPES[(textAt(path, 'type') ?? 'PathPrefix') as keyof typeof TYPES] ?? 'pattern',
    value: textAt(path, 'value') ?? '/',
  }
}
