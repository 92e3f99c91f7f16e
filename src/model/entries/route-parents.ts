import { GATEWAY_GROUP } from '../../manifests/gateway-group.ts'
import { matchesSelector } from '../../ground/labels.ts'
import { fieldAt, listAt, numberAt, textAt } from '../../manifests/fields.ts'
import { readLabelSelector } from '../../manifests/kinds/label-selector.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Namespace } from '../cluster.ts'
import type { ClusterRemark } from '../remark.ts'
import { commonHosts } from './hosts.ts'

/** Where a route is served. `classes`: of those of the Gateways that are in the text; `hosts` empty: all. */
export interface Attachment {
  readonly gateways: readonly string[]
  readonly classes: readonly string[]
  readonly hosts: readonly string[]
}

interface Gateways {
  /** By `namespace/name`. */
  readonly gateways: ReadonlyMap<string, KubernetesObject>
  readonly namespaces: ReadonlyMap<string, Namespace>
  readonly remarks: ClusterRemark[]
}

/**
 * The Gateways that take a route; null: none does. A Gateway that is not in the text is taken at its word, with a note;
 * one that is there takes a route when a listener fits its section, port, kind, namespace and hosts.
 * Source: https://gateway-api.sigs.k8s.io/concepts/security-model/ and https://gateway-api.sigs.k8s.io/reference/spec/
 */
export function attachmentOf(route: KubernetesObject, { gateways, namespaces, remarks }: Gateways): Attachment | null {
  const own = route.namespace ?? 'default'
  const hostnames = listAt(route.value, 'spec', 'hostnames').map(String)
  const taken: string[] = []
  const hosts: (readonly string[])[] = []
  listAt(route.value, 'spec', 'parentRefs').forEach((parent, index) => {
    if (
      (textAt(parent, 'group') ?? GATEWAY_GROUP) !== GATEWAY_GROUP ||
      (textAt(parent, 'kind') ?? 'Gateway') !== 'Gateway'
    )
      return
    const ref = `${textAt(parent, 'namespace') ?? own}/${textAt(parent, 'name') ?? ''}`
    const remark = (why: 'unknown' | 'listener' | 'namespace' | 'host') =>
      remarks.push({
        object: route,
        severity: why === 'unknown' ? 'note' : 'warning',
        path: ['spec', 'parentRefs', index, 'name'],
        facts: { code: 'route-parent', why, gateway: ref },
      })
    const gateway = gateways.get(ref)
    if (!gateway) {
      remark('unknown')
      taken.push(ref)
      hosts.push(hostnames)
      return
    }
    const fitting = listAt(gateway.value, 'spec', 'listeners').filter((listener) => fits(listener, parent))
    const open = fitting.filter((listener) => listenerAdmits(listener, gateway.namespace ?? 'default', own, namespaces))
    const common = open.flatMap((listener) => {
      const each = commonHosts(textAt(listener, 'hostname') ? [textAt(listener, 'hostname')!] : [], hostnames)
      return each ? [each] : []
    })
    if (common.length === 0)
      return void remark(fitting.length === 0 ? 'listener' : open.length === 0 ? 'namespace' : 'host')
    taken.push(ref)
    hosts.push(...common)
  })
  if (taken.length === 0) return null
  return {
    gateways: [...new Set(taken)],
    classes: [...new Set(taken.flatMap((ref) => textAt(gateways.get(ref)?.value, 'spec', 'gatewayClassName') ?? []))],
    hosts: hosts.some((each) => each.length === 0) ? [] : [...new Set(hosts.flat())],
  }
}

function fits(listener: unknown, parent: unknown): boolean {
  const section = textAt(parent, 'sectionName')
  const port = numberAt(parent, 'port')
  const kinds = listAt(listener, 'allowedRoutes', 'kinds')
  return (
    (section === null || textAt(listener, 'name') === section) &&
    (port === null || numberAt(listener, 'port') === port) &&
    ['HTTP', 'HTTPS'].includes(textAt(listener, 'protocol') ?? '') &&
    (kinds.length === 0 ||
      kinds.some(
        (each) => textAt(each, 'kind') === 'HTTPRoute' && (textAt(each, 'group') ?? GATEWAY_GROUP) === GATEWAY_GROUP,
      ))
  )
}

/** Whether a listener takes what stands in another namespace. */
export function listenerAdmits(
  listener: unknown,
  gateway: string,
  route: string,
  namespaces: ReadonlyMap<string, Namespace>,
): boolean {
  const allowed = fieldAt(listener, 'allowedRoutes', 'namespaces')
  switch (textAt(allowed, 'from') ?? 'Same') {
    case 'All':
      return true
    case 'Selector':
      return matchesSelector(
        readLabelSelector(fieldAt(allowed, 'selector'), []),
        namespaces.get(route)?.labels ?? { 'kubernetes.io/metadata.name': route },
      )
    case 'Same':
      return gateway === route
    default:
      return false
  }
}
