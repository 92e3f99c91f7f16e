import { parseAddress, type IpAddress } from '../ground/ip.ts'
import { fieldAt, labelsAt, listAt, textAt } from '../manifests/fields.ts'
import type { Manifest } from '../manifests/read.ts'
import type { AddressPlan } from './address-plan.ts'
import type { Node } from './cluster.ts'
import { podTemplate, workloadKindOf } from './workloads.ts'

/** Nodes that are written down, and those that only pods name; by name, in order of name. */
export function collectNodes(manifests: readonly Manifest[], plan: AddressPlan): Map<string, Node> {
  const written = new Map(manifests.filter(({ object }) => object.kind === 'Node' && object.group === '').map((manifest) => [manifest.object.name, manifest]))
  const names = new Set(written.keys())
  for (const manifest of manifests) {
    const spec = manifest.object.kind === 'Pod' ? fieldAt(manifest.object.value, 'spec') : workloadKindOf(manifest) ? fieldAt(podTemplate(manifest), 'spec') : undefined
    const name = textAt(spec, 'nodeName')
    if (name) names.add(name)
  }
  const taken = new Set([...written.values()].flatMap((manifest) => reportedAddresses(manifest).map((address) => address.text)))
  return new Map([...names].sort().map((name) => {
    const manifest = written.get(name) ?? null
    const reported = manifest ? reportedAddresses(manifest) : []
    const addresses = reported.length > 0 ? reported : [plan.nodeAddress(name, taken)]
    for (const address of addresses) taken.add(address.text)
    const labels = { ...(manifest ? labelsAt(manifest.object.value, 'metadata', 'labels') : {}), 'kubernetes.io/hostname': name }
    return [name, { name, labels, addresses, manifest, endpoint: { kind: 'host', node: name, addresses, process: null } }]
  }))
}

/** The first of each family comes first: the address the node itself speaks from. */
function reportedAddresses(manifest: Manifest): readonly IpAddress[] {
  return listAt(manifest.object.value, 'status', 'addresses')
    .filter((entry) => ['InternalIP', 'ExternalIP'].includes(textAt(entry, 'type') ?? ''))
    .map((entry) => parseAddress(textAt(entry, 'address') ?? ''))
    .filter((address) => address !== null)
}
