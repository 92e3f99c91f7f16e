import { listAt, textAt } from '../../../manifests/fields.ts'
import { fieldAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Service } from '../../../model/cluster.ts'
import { namespaceOf } from './objects.ts'

/** Whether a host of a configuration, `*.example.com` or `*` among them, takes a name. Names are the same in small and capital letters; a port is no part of them. */
export function takesHost(pattern: string, name: string): boolean {
  const wanted = pattern.toLowerCase(), host = name.toLowerCase().replace(/:\d+$/, '')
  return wanted === '*' || (wanted.startsWith('*') ? host.endsWith(wanted.slice(1)) : wanted === host)
}

/** A short name is of the namespace that it stands in. */
export function fullHost(host: string, namespace: string): string {
  return /[.*]/.test(host) ? host : `${host}.${namespace}.svc.cluster.local`
}

export function hostOf({ name, namespace }: Service): string {
  return `${name}.${namespace.name}.svc.cluster.local`
}

/** The Service that a host names, in any of the spellings that the cluster's DNS knows. */
export function serviceNamed(services: readonly Service[], host: string, namespace: string): Service | null {
  const full = fullHost(host, namespace)
  return services.find((service) => [hostOf(service), `${service.name}.${service.namespace.name}.svc`, `${service.name}.${service.namespace.name}`].includes(full)) ?? null
}

/** Whether a namespace may use an object that is exported to some only; absent or empty: to all. */
export function isExported(exportTo: readonly unknown[], home: string, to: string): boolean {
  return exportTo.length === 0 || exportTo.some((each) => each === '*' || each === to || (each === '.' && home === to))
}

export function exportsTo(object: KubernetesObject, namespace: string): boolean {
  return isExported(listAt(object.value, 'spec', 'exportTo'), namespaceOf(object), namespace)
}

/** Services say it by annotation. */
export function isServiceExported({ object, namespace }: Service, to: string): boolean {
  const written = textAt(fieldAt(object.value, 'metadata', 'annotations'), 'networking.istio.io/exportTo')
  return isExported(written ? written.split(',').map((each) => each.trim()) : [], namespace.name, to)
}
