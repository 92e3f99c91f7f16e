import type { FieldPath } from '../../ground/span.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../manifests/fields.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import { resolveBackend, type EntryWorld } from './backend.ts'
import type { Entry, EntryPath } from './entry.ts'

/**
 * The ways in that an Ingress tells its controller to serve. A rule without paths sends its host to the default
 * backend; what matches no rule goes there too. Backends are in the Ingress's own namespace.
 * Source: https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-rules
 */
export function ingressEntries(object: KubernetesObject, world: EntryWorld): readonly Entry[] {
  const spec = fieldAt(object.value, 'spec')
  const fallback = backendEntry(object, fieldAt(spec, 'defaultBackend'), ['spec', 'defaultBackend'], world)
  const ruled = listAt(spec, 'rules').flatMap((rule, index) => {
    const host = textAt(rule, 'host')
    const hosts = host ? [host] : []
    const paths = listAt(rule, 'http', 'paths')
    if (paths.length === 0) return fallback && host ? [{ ...fallback, hosts }] : []
    return paths.flatMap((each, at) => {
      const entry = backendEntry(
        object,
        fieldAt(each, 'backend'),
        ['spec', 'rules', index, 'http', 'paths', at, 'backend'],
        world,
      )
      return entry ? [{ ...entry, hosts, paths: pathOf(each) }] : []
    })
  })
  return [...ruled, ...(fallback ? [fallback] : [])]
}

function backendEntry(object: KubernetesObject, backend: unknown, at: FieldPath, world: EntryWorld): Entry | null {
  // A resource is served by the controller itself, or by something that only it knows.
  if (!objectAt(backend, 'service')) return null
  const namespace = object.namespace ?? 'default'
  const path = [...at, 'service', 'name']
  const resolved = resolveBackend(
    {
      object,
      namespace,
      path,
      service: textAt(backend, 'service', 'name') ?? '',
      port: numberAt(backend, 'service', 'port', 'number') ?? textAt(backend, 'service', 'port', 'name'),
    },
    world,
  )
  const served =
    textAt(object.value, 'spec', 'ingressClassName') ??
    textAt(object.value, 'metadata', 'annotations', 'kubernetes.io/ingress.class')
  return (
    resolved && {
      from: 'internet',
      kind: 'Ingress',
      namespace,
      name: object.name,
      through: served ? [served] : [],
      classes: served ? [served] : [],
      hosts: [],
      paths: [],
      isNarrowed: false,
      object,
      path,
      ...resolved,
    }
  )
}

const TYPES = { Exact: 'exact', Prefix: 'prefix', ImplementationSpecific: 'controller' } as const

function pathOf(entry: unknown): readonly EntryPath[] {
  const type = textAt(entry, 'pathType') as keyof typeof TYPES
  const value = textAt(entry, 'path')
  return value === null ? [] : [{ type: TYPES[type] ?? 'controller', value }]
}
