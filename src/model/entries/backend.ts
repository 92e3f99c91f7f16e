import type { FieldPath } from '../../ground/span.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Backend, Service, ServicePort } from '../cluster.ts'
import type { ClusterRemark } from '../remark.ts'
import { backendPort } from '../service-port.ts'

/** A Service as an entry names it. `port` null: none is named. */
export interface WantedBackend {
  readonly object: KubernetesObject
  readonly namespace: string
  readonly service: string
  readonly port: number | string | null
  readonly path: FieldPath
}

/** What entries are resolved against. */
export interface EntryWorld {
  /** By `namespace/name`. */
  readonly services: ReadonlyMap<string, Service>
  readonly remarks: ClusterRemark[]
}

/** The Service and its port; null, with a remark, when there is none. A port that nobody answers is remarked on too. */
export function resolveBackend(
  { object, namespace, service: name, port: wanted, path }: WantedBackend,
  { services, remarks }: EntryWorld,
): { readonly service: Service; readonly port: ServicePort } | null {
  const remark = (why: 'no-service' | 'no-port' | 'no-endpoints'): null => {
    remarks.push({
      object,
      severity: 'warning',
      path,
      facts: { code: 'entry-backend', why, service: `${namespace}/${name}`, port: wanted },
    })
    return null
  }
  const service = services.get(`${namespace}/${name}`)
  if (!service) return remark('no-service')
  // It leads out of the cluster again.
  if (service.type === 'ExternalName') return null
  const port = service.ports.find((each) =>
    typeof wanted === 'number' ? each.port === wanted : wanted !== null && each.name === wanted,
  )
  if (!port) return remark('no-port')
  if (!service.backends.some((backend) => backend.ready && answers(port, backend))) remark('no-endpoints')
  return { service, port }
}

/** Whether a backend has the port. Controllers send to the backends themselves, behind a headless Service as well. */
function answers(port: ServicePort, backend: Backend): boolean {
  return backendPort({ headless: false }, port, backend) !== undefined
}
