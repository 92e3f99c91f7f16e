import { listAt } from '../../manifests/fields.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { MeshFinding } from '../../sim/mesh/mesh.ts'
import type { FixPlan } from './fix-plan.ts'

/** What can be mended safely of what a mesh finds; empty: only the author knows. */
export function meshFixes({ facts, object, path }: MeshFinding): readonly FixPlan[] {
  switch (facts.code) {
    case 'istio-service-port': {
      const { target } = facts
      const port = String(target)
      if (typeof target !== 'number') return []
      // A port with its own mode is a key, every other one an item of a list of texts.
      return [
        {
          does: { fix: 'use-port', port: target },
          changes: [
            path.includes('portLevelMtls')
              ? { change: 'rename', path, key: port }
              : { change: 'replace', path, value: port },
          ],
        },
      ]
    }
    case 'istio-tunnel-port-closed':
    case 'linkerd-proxy-port-closed':
      return openPort(object, facts.port)
    case 'istio-method-case':
    case 'istio-spiffe-prefix':
      return [useWord(facts.is, path)]
    // Of two words one is as likely as the other, unless what was written means yes.
    case 'istio-word-unknown':
      return MEANS_YES.test(facts.value) ? [useWord(facts.words[0]!, path)] : []
    // The label counts for nothing, so that nothing changes without it.
    case 'istio-labels-twice':
      return [{ does: { fix: 'delete-field', field: facts.passedOver }, changes: [{ change: 'drop', path }] }]
    case 'istio-address-hidden':
      return facts.why === 'behind-gateway'
        ? [
            {
              does: { fix: 'use-key', key: facts.instead },
              changes: [
                facts.field === 'source.ip'
                  ? { change: 'replace', path, value: facts.instead }
                  : { change: 'rename', path, key: facts.instead },
              ],
            },
          ]
        : []
    case 'linkerd-word-unknown':
      return facts.annotation === 'linkerd.io/inject' && MEANS_YES.test(facts.value)
        ? [useWord(facts.words[0]!, path)]
        : []
    case 'linkerd-parent-missing':
      return facts.why === 'port' || facts.why === 'sectionName'
        ? [{ does: { fix: 'delete-field', field: facts.why }, changes: [{ change: 'drop', path }] }]
        : []
    default:
      return []
  }
}

const MEANS_YES = /^(true|yes|on|enable|enabled|1)$/i

function useWord(word: string, path: MeshFinding['path']): FixPlan {
  return { does: { fix: 'use-word', word }, changes: [{ change: 'replace', path, value: word }] }
}

/** Whoever may call some ports of a pod may call one more. */
function openPort(object: KubernetesObject, port: number): readonly FixPlan[] {
  if (object.apiVersion !== 'networking.k8s.io/v1') return []
  const rules = listAt(object.value, 'spec', 'ingress').flatMap((rule, index) =>
    listAt(rule, 'ports').length > 0 ? [index] : [],
  )
  return [
    {
      does: { fix: 'open-port', port },
      changes: rules.map((index) => ({
        change: 'append',
        path: ['spec', 'ingress', index, 'ports'],
        value: { port, protocol: 'TCP' },
      })),
    },
  ]
}
