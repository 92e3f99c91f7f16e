import { listAt } from '../../../manifests/fields.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { isObject, type JsonObject } from '../../../ground/json-object.ts'
import { anyAddress, isEmpty, recordOf, type Mutants } from '../mutant.ts'

const OTHER: Readonly<Record<string, string>> = { Accept: 'Deny', Allow: 'Deny', Deny: 'Pass', Pass: 'Deny' }

/**
 * ClusterNetworkPolicy, and the two kinds before it. Peers are required there, and of the baseline's actions one is
 * allowed or denied.
 */
export function tieredMutants(mutants: Mutants): void {
  const spec = recordOf(mutants.object.spec)
  const isBaseline = mutants.object.kind === 'BaselineAdminNetworkPolicy'
  for (const [field, end] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    listAt(spec[field]).forEach((item, index) => {
      const path = ['spec', field, index]
      const rule = recordOf(item)
      const action = String(rule.action)
      mutants.remove('no-rule', path)
      if (Object.hasOwn(OTHER, action))
        mutants.replace('other-action', [...path, 'action'], isBaseline && action === 'Deny' ? 'Allow' : OTHER[action])
      for (const ports of ['ports', 'protocols']) {
        if (listAt(rule[ports]).length > 0) mutants.remove('any-port', [...path, ports])
        mutants.removeEach('no-port', [...path, ports], listAt(rule[ports]))
      }
      mutants.removeEach('no-peer', [...path, end], listAt(rule[end]))
      listAt(rule[end]).forEach((peer, at) => peerMutants(mutants, [...path, end, at], recordOf(peer)))
    })
  }
}

/** One term of a peer widened. */
function peerMutants(mutants: Mutants, path: FieldPath, { pods, namespaces, nodes, networks }: JsonObject): void {
  if (isObject(pods)) {
    if (!isEmpty(pods.podSelector)) mutants.replace('any-pod', [...path, 'pods', 'podSelector'], {})
    if (!isEmpty(pods.namespaceSelector)) mutants.replace('any-namespace', [...path, 'pods', 'namespaceSelector'], {})
  }
  if (isObject(namespaces) && !isEmpty(namespaces)) mutants.replace('any-namespace', [...path, 'namespaces'], {})
  if (isObject(nodes) && !isEmpty(nodes)) mutants.replace('any-peer', [...path, 'nodes'], {})
  const blocks = listAt(networks)
  const any = anyAddress(blocks[0])
  if (blocks.length > 0 && !blocks.includes(any)) mutants.replace('any-address', [...path, 'networks'], [any])
  mutants.removeEach('no-peer', [...path, 'networks'], blocks)
}
