import { sharesSubnet } from '../../../sim/cni/network.ts'
import type { Finding } from '../finding.ts'
import type { PluginView } from './plugin-view.ts'

/**
 * Nodes that stand in another subnet than the first, where the plugin writes routes only: no packet of a pod gets from
 * one to the other. Said once for each, at its Node.
 * Source: https://github.com/flannel-io/flannel/blob/master/Documentation/backends.md#host-gw ("requires direct layer2
 * connectivity between hosts")
 */
export function noRoadFindings({
  facts: {
    cluster: { nodes },
  },
  set: { profile },
  network,
}: PluginView): readonly Finding[] {
  const [first, ...others] = nodes
  const home = first && network.nodes.get(first.name)
  if (!profile.hasGaps || !home) return []
  return others.flatMap(({ name, object }): Finding[] => {
    const place = network.nodes.get(name)
    if (!object || !place || sharesSubnet(home, place)) return []
    return [
      {
        facts: {
          code: 'no-road',
          node: name,
          subnet: place.subnet.canonical,
          other: home.node,
          otherSubnet: home.subnet.canonical,
        },
        severity: 'warning',
        object,
        path: ['metadata', 'name'],
        part: 'value',
        fixes: [],
      },
    ]
  })
}
