import type { FindingKind } from './finding.ts'
import type { Catch, Hunter } from './hunter.ts'

/** Version that a fake etcd of ours tells; nobody's cluster is asked. */
const VERSION = `b'{"etcdserver":"3.6.5","etcdcluster":"3.6.0"}'`

/** Any open port 2379 counts as etcd; what can be read decides the rest. */
export const huntEtcd: Hunter = ({ host, port }) => {
  const location = `${host}:${port.port}`
  const found = (kind: FindingKind, evidence: string): Catch => ({ finding: { kind, location, evidence } })
  const service: Catch = { service: { name: 'Etcd', location, host } }
  if (port.kind !== 'etcd' || port.clientCertificates) return [service]
  return [
    service,
    found('etcd-version', VERSION),
    ...(port.tls ? [] : [found('etcd-http', VERSION)]),
    ...(port.v2 ? [found('etcd-read', `b'{"action":"get","node":{"dir":true}}'`)] : []),
  ]
}
