import { domainPattern } from '../../../ground/domain-name.ts'
import { parseCidrLoosely } from '../../../ground/ip.ts'
import type { LabelRequirement, LabelSelector } from '../../../ground/labels.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, objectAt } from '../../../manifests/fields.ts'
import { readLabelSelector, validateLabelSelector } from '../../../manifests/kinds/label-selector.ts'
import type { BlockMatcher, PeerMatcher, PodsMatcher } from '../../form.ts'

/** Pods by `namespaces` or `pods`, of which there is exactly one. Never pods on the host network. */
export function readPods(value: unknown, path: FieldPath): PodsMatcher {
  const namespaces = objectAt(value, 'namespaces')
  const pods = objectAt(value, 'pods')
  const selector = (name: string) => {
    const written = objectAt(pods, name)
    return written && readSelector(written, [...path, 'pods', name])
  }
  if (namespaces)
    return {
      kind: 'pods',
      namespace: null,
      namespaceSelector: readSelector(namespaces, [...path, 'namespaces']),
      podSelector: null,
      path,
    }
  return {
    kind: 'pods',
    namespace: null,
    namespaceSelector: selector('namespaceSelector'),
    podSelector: selector('podSelector'),
    path,
  }
}

/**
 * One item of `from` or `to`. Each network and each name is a matcher of its own: one of them has to fit. What is no
 * network is left out, where the schema has not refused it.
 */
export function readPeer(peer: unknown, path: FieldPath): readonly PeerMatcher[] {
  const nodes = objectAt(peer, 'nodes')
  if (nodes) return [{ kind: 'nodes', selector: readSelector(nodes, [...path, 'nodes']), path }]
  if (fieldAt(peer, 'networks') !== undefined) {
    return listAt(peer, 'networks').flatMap((text, index): readonly BlockMatcher[] => {
      const at = [...path, 'networks', index]
      const read = parseCidrLoosely(String(text))
      return read ? [{ kind: 'block', block: read.block, blockPath: at, except: [], exceptPath: at, path: at }] : []
    })
  }
  if (fieldAt(peer, 'domainNames') !== undefined) {
    return listAt(peer, 'domainNames').map((text, index) => ({
      kind: 'name',
      domain: domainPattern(String(text)),
      path: [...path, 'domainNames', index],
    }))
  }
  return [readPods(peer, path)]
}

/**
 * A selector that no schema has looked into. One that does not convert (an unknown operator, a key that is none)
 * selects nothing, as in every implementation that converts it with metav1.LabelSelectorAsSelector and leaves out what
 * fails.
 */
function readSelector(selector: unknown, path: FieldPath): LabelSelector {
  const [fault] = validateLabelSelector(selector, path)
  if (!fault) return readLabelSelector(selector, path)
  const never: LabelRequirement = { key: '', operator: 'In', values: [], path: fault.path }
  return { path, requirements: [never] }
}
