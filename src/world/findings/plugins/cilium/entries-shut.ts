import { evaluateFlow } from '../../../../engine/evaluate.ts'
import type { Entry } from '../../../../model/entries/entry.ts'
import { namespacedName } from '../../../../model/namespaced-name.ts'
import { backendPort } from '../../../../model/service-port.ts'
import type { Flow } from '../../../../policy/match.ts'
import type { Finding } from '../../finding.ts'
import type { PluginView } from '../plugin-view.ts'

/**
 * Ingresses and routes of Cilium's own whose Envoy may not reach a single pod behind: the pods let the outside in, or
 * a block of it, and not the entity that stands in its place; or a policy for everything holds Envoy as well.
 * Source: https://docs.cilium.io/en/stable/network/servicemesh/ingress-reference/#cilium-s-ingress-config-and-ciliumnetworkpolicy
 */
export function entryShutFindings(view: PluginView): readonly Finding[] {
  if (!view.set.profile.entry) return []
  const seen = new Set<string>()
  return view.facts.cluster.entries.flatMap((entry): readonly Finding[] => {
    const { kind, namespace, name, classes, service, port, object, path } = entry
    const key = `${kind} ${namespace}/${name} ${namespacedName(service)} ${port.port}`
    if (!classes.includes('cilium') || seen.has(key) || seen.size === TRIES) return []
    seen.add(key)
    const at = shutAt(entry, view)
    return at
      ? [
          {
            facts: { code: 'entry-shut', service: namespacedName(service), port: port.port, at },
            severity: 'warning',
            object,
            path,
            part: 'value',
            fixes: [],
          },
        ]
      : []
  })
}

/** Each is judged against everything in force: a cluster with more of them has been told enough. */
const TRIES = 40

/** The gate that stops what goes to any of the pods; null: some can be reached, or there are none. */
function shutAt({ service, port }: Entry, { set }: PluginView): 'egress' | 'ingress' | null {
  let at: 'egress' | 'ingress' | null = null
  for (const backend of service.backends) {
    const number = backend.ready ? backendPort({ headless: false }, port, backend) : undefined
    if (number === undefined) continue
    const flow: Flow = {
      source: set.profile.entry!,
      destination: backend.endpoint,
      sourceAddress: null,
      destinationAddress: backend.address,
      name: null,
      hairpin: false,
      protocol: port.protocol,
      port: number,
      service: null,
    }
    const { passage, deniedAt } = evaluateFlow(flow, set)
    if (passage !== 'denied') return null
    at ??= deniedAt
  }
  return at
}
