import type { Catch, Hunter } from './hunter.ts'

/** A dashboard that lets people in without a login. */
export const huntDashboard: Hunter = ({ host, port, scene: { nodes } }) => {
  const location = `${host}:${port.port}`
  return [
    { service: { name: 'Kubernetes Dashboard', location, host } },
    { finding: { kind: 'dashboard', location, evidence: `nodes: ${nodes.join(' ')}` } },
  ]
}

/** A kubectl proxy, and every dashboard that can be reached through it. */
export const huntProxy: Hunter = ({ host, port, scene: { dashboards }, options: { active } }) => {
  const location = `${host}:${port.port}`
  return [
    { service: { name: 'Kubernetes Proxy', location, host } },
    { finding: { kind: 'proxy-exposed', location, evidence: '' } },
    ...(active ? [{ finding: { kind: 'version-proxy' as const, location, evidence: port.on.version } }] : []),
    ...dashboards.flatMap((namespace): readonly Catch[] => [
      {
        service: {
          name: 'Kubernetes Dashboard',
          location: `${location}/api/v1/namespaces/${namespace}/services/kubernetes-dashboard/proxy`,
          host,
        },
      },
      { finding: { kind: 'dashboard', location, evidence: 'None' } },
    ]),
  ]
}
