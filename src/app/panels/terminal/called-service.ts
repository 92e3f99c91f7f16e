import type { ClusterView } from '../../../worker/snapshot.ts'

/** Ports at which people expect an answer to `curl`. */
const USUAL = [80, 8080, 443]

/**
 * A Service to try with one click: one that speaks TCP, rather of an app than of the cluster, rather on a usual port.
 * Null: there is none.
 */
export function calledService(
  services: ClusterView['services'],
): { readonly name: string; readonly namespace: string; readonly port: number } | null {
  const calls = services.flatMap(({ name, namespace, ports }) =>
    ports.flatMap(({ port, protocol }) => (protocol === 'TCP' ? [{ name, namespace, port }] : [])),
  )
  const apps = calls.filter(({ namespace }) => !namespace.startsWith('kube-'))
  return apps.find(({ port }) => USUAL.includes(port)) ?? apps[0] ?? calls[0] ?? null
}
