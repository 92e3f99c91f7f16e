import { listAt } from '../../manifests/fields.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { MeshFinding } from '../../sim/mesh/mesh.ts'
import type { FixPlan } from './fix-plan.ts'

/** What can be mended safely of what a mesh finds; empty: only the author knows. */
export function meshFixes({ facts, object, path }: MeshFinding): readonly FixPlan[] {
  switch (facts.code) {
    case 'istio-service-port': {
      const { target } = facts, port = String(target)
      if (typeof target !== 'number') return []
      // A port with its own mode is a key, every other one an item of a list of texts.
      return [{ does: { fix: 'use-port', port: target }, changes: [path.includes('portLevelMtls') ? { change: 'rename', path, key: port } : { change: 'replace', path, value: port }] }]
    }
    case 'istio-tunnel-port-closed': case 'linkerd-proxy-port-closed': return openPort(object, facts.port)
    default: return []
  }
}

/** Whoever may call some ports of a pod may call one more. */
function openPort(object: KubernetesObject, port: number): readonly FixPlan[] {
  if (object.apiVersion !== 'networking.k8s.io/v1') return []
  const rules = listAt(object.value, 'spec', 'ingress').flatMap((rule, index) => (listAt(rule, 'ports').length > 0 ? [index] : []))
  return [{ does: { fix: 'open-port', port }, changes: rules.map((index) => ({ change: 'append', path: ['spec', 'ingress', index, 'ports'], value: { port, protocol: 'TCP' } })) }]
}
