import type { ServiceView, WorkloadView } from '../../worker/snapshot.ts'
import { GRAPH } from './catalogue/en/graph.ts'
import { plain, say, type Sentence } from './sentence.ts'

/**
 * `shop/api, Deployment, 2 pods, ingress isolated, egress open, reached by 2, reaches 3`; read out by screen readers.
 */
export function workloadLabel(
  { namespace, name, kind, pods, isolated, hostNetwork, mesh }: WorkloadView,
  reach: { readonly by: number; readonly to: number },
): string {
  const gates = hostNetwork ? GRAPH.hostNetwork : GRAPH.gates(GRAPH.gate[isolated.ingress], GRAPH.gate[isolated.egress])
  return [
    `${namespace}/${name}`,
    kind,
    ...(kind === 'Pod' ? [] : [GRAPH.pods(pods.length)]),
    gates,
    ...(mesh ? [GRAPH.inMesh(plain(meshText(mesh)))] : []),
    GRAPH.reach(reach.by, reach.to),
  ].join(', ')
}

/** What a Service says when it is pointed at, and to screen readers. */
export function serviceLabel({ namespace, name, type, backends, ports }: ServiceView): string {
  const leads =
    type === 'ExternalName'
      ? GRAPH.externalName
      : backends.length === 0
        ? GRAPH.leadsNowhere
        : GRAPH.leadsTo(backends.length)
  return [
    `Service ${namespace}/${name}`,
    type,
    ...(ports.length > 0 ? [GRAPH.ports(ports.map(({ port }) => port).join(', '))] : []),
    leads,
  ].join(', ')
}

/** What stands for a workload in the mesh, and whom it can prove to be. */
export function meshText(mesh: WorkloadView['mesh']): Sentence {
  if (mesh === null) return GRAPH.notInMesh
  const member = GRAPH.members[mesh.membership]
  return mesh.identity === null ? say`${member}` : GRAPH.memberAs(member, mesh.identity)
}
