import type { FieldPath } from '../../ground/span.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Service, ServicePort } from '../cluster.ts'
import type { ClusterRemark } from '../remark.ts'

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
  if (!service.backends.some((backend) => backend.ready && answers(backend, port))) remark('no-endpoints')
  return { service, port }
}

/** Whether a ready backend has the port: a name is looked up in each pod. */
function answers(
  { endpoint, ports }: Service['backends'][number],
  { name, protocol, targetPort }: ServicePort,
): boolean {
  if (ports) return ports.some((each) => (each.name ?? '') === (name ?? '') && each.protocol === protocol)
  const pod = endpoint.kind === 'pod' ? endpoint.pod : endpoint.kind === 'host' ? endpoint.process : null
  return (
    typeof targetPort === 'number' ||
    (pod?.ports.some((each) => each.name === targetPort && each.protocol === protocol) ?? false)
  )
}
