import { parseAddress, type IpAddress } from '../ground/ip.ts'
import { fieldAt, labelsAt, listAt, textAt } from '../manifests/fields.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { AddressPlan } from './address-plan.ts'
import type { Node } from './cluster.ts'
import { podTemplate, workloadKindOf } from './workloads.ts'

/** Nodes that are written down, and those that only pods name; by name, in order of name. */
export function collectNodes(objects: readonly KubernetesObject[], plan: AddressPlan): Map<string, Node> {
  const written = new Map(objects.filter((object) => object.kind === 'Node' && object.group === '').map((object) => [object.name, object]))
  const names = new Set(written.keys())
  for (const object of objects) {
    const spec = object.kind === 'Pod' ? fieldAt(object.value, 'spec') : workloadKindOf(object) ? fieldAt(podTemplate(object), 'spec') : undefined
    const name = textAt(spec, 'nodeName')
    if (name) names.add(name)
  }
  const taken = new Set([...written.values()].flatMap((object) => reportedAddresses(object).map((address) => address.text)))
  return new Map([...names].sort().map((name) => {
    const object = written.get(name) ?? null
    const reported = object ? reportedAddresses(object) : []
    const addresses = reported.length > 0 ? reported : [plan.nodeAddress(name, taken)]
    for (const address of addresses) taken.add(address.text)
    const labels = { ...(object ? labelsAt(object.value, 'metadata', 'labels') : {}), 'kubernetes.io/hostname': name }
    return [name, { name, labels, addresses, object, endpoint: { kind: 'host', node: name, labels, addresses, process: null } }]
  }))
}

/** The first of each family comes first: the address the node itself speaks from. */
function reportedAddresses(object: KubernetesObject): readonly IpAddress[] {
  return listAt(object.value, 'status', 'addresses')
    .filter((entry) => ['InternalIP', 'ExternalIP'].includes(textAt(entry, 'type') ?? ''))
    .map((entry) => parseAddress(textAt(entry, 'address') ?? ''))
    .filter((address) => address !== null)
}
