import type { ServiceView, WorkloadView } from '../../worker/snapshot.ts'
import { code, count, plain, say, type Sentence } from './sentence.ts'

/** Whether policies hold an end in a direction. */
export const GATE = { yes: 'isolated', no: 'open', part: 'isolated for some pods' } as const

/** `shop/api, Deployment, 2 pods, ingress isolated, egress open, reached by 2, reaches 3`; read out by screen readers. */
export function workloadLabel({ namespace, name, kind, pods, isolated, hostNetwork, mesh }: WorkloadView, reach: { readonly by: number; readonly to: number }): string {
  const gates = hostNetwork ? 'host network, policies do not hold' : `ingress ${GATE[isolated.ingress]}, egress ${GATE[isolated.egress]}`
  return [`${namespace}/${name}`, kind, ...(kind === 'Pod' ? [] : [count(pods.length, 'pod')]), gates, ...(mesh ? [`in the mesh with ${plain(meshText(mesh))}`] : []), `reached by ${reach.by}`, `reaches ${reach.to}`].join(', ')
}

export function serviceLabel({ namespace, name, type, backends, ports }: ServiceView): string {
  const leads = type === 'ExternalName' ? 'an external name' : backends.length === 0 ? 'leads nowhere, no pods behind it' : `leads to ${count(backends.length, 'workload')}`
  return [`Service ${namespace}/${name}`, type, ...(ports.length > 0 ? [`port ${ports.map(({ port }) => port).join(', ')}`] : []), leads].join(', ')
}

export function namespaceLabel(name: string, workloads: number): string {
  return `namespace ${name}, ${count(workloads, 'workload')}, folded`
}

/** What stands for a workload in the mesh, and whom it can prove to be. */
export function meshText(mesh: WorkloadView['mesh']): Sentence {
  if (mesh === null) return say`not in it`
  const member = { sidecar: 'its own proxy', ambient: 'its node’s proxy', gateway: 'a gateway', waypoint: 'a waypoint' }[mesh.membership]
  return mesh.identity === null ? say`${member}` : say`${member}, as ${code(mesh.identity)}`
}
