import type { LabelRequirement, LabelSelector } from '../../../ground/labels.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { IdentityMatcher } from '../../form.ts'

/** The label of an identity that says which namespace a pod lives in. */
const NAMESPACE_LABEL = 'io.kubernetes.pod.namespace'
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.'

/** A key with its source: `k8s:app`; without one it means every source, `any:app`. */
function sourced(key: string): string {
  return key.includes(':') ? key : `any:${key}`
}

/** The name of a key without its source. */
function bare(key: string): string {
  return key.slice(key.indexOf(':') + 1)
}

/** Reads a selector; `source` is put before keys that have none. Operators are as the schema lets them through. */
function readSelector(value: unknown, path: FieldPath, source: (key: string) => string = sourced): LabelSelector {
  const labels = objectAt(value, 'matchLabels') ?? {}
  return {
    path,
    requirements: [
      ...Object.entries(labels).map(([key, wanted]): LabelRequirement => ({
        key: source(key),
        operator: 'Equals',
        values: [String(wanted)],
        path: [...path, 'matchLabels', key],
      })),
      ...listAt(value, 'matchExpressions').map((expression, index): LabelRequirement => ({
        key: source(textAt(expression, 'key') ?? ''),
        operator: operatorOf(textAt(expression, 'operator')),
        values: listAt(expression, 'values').map(String),
        path: [...path, 'matchExpressions', index],
      })),
    ],
  }
}

function operatorOf(text: string | null): LabelRequirement['operator'] {
  return text === 'NotIn' || text === 'Exists' || text === 'DoesNotExist' ? text : 'In'
}

/**
 * Whom a rule is for. In a namespace always pods of that namespace: another one that is written with the source `k8s`
 * is replaced, so that one written without a source selects nobody. In the cluster every endpoint but nodes.
 * Source: https://docs.cilium.io/en/stable/security/policy/kubernetes/, pkg/k8s/apis/cilium.io/utils
 * (getEndpointSelector)
 */
export function readSubject(value: unknown, path: FieldPath, namespace: string | null): IdentityMatcher {
  const selector = readSelector(value, path)
  if (namespace === null)
    return {
      kind: 'identity',
      namespace: null,
      word: null,
      path,
      selector: { path, requirements: [...selector.requirements, ...NO_NODE.map((key) => absent(key, path))] },
    }
  const kept = selector.requirements.filter(
    ({ key, operator }) => key !== `k8s:${NAMESPACE_LABEL}` || operator !== 'Equals',
  )
  return {
    kind: 'identity',
    namespace,
    word: null,
    path,
    selector: { path, requirements: [...kept, equal(`k8s:${NAMESPACE_LABEL}`, namespace, path)] },
  }
}

const NO_NODE = ['reserved:host', 'reserved:remote-node'] as const

/**
 * Whom `fromEndpoints` and `toEndpoints` mean. A selector that speaks of reserved identities, of namespaces or of their
 * labels is left as it is; any other means pods of the policy's own namespace, or for the whole cluster any pod.
 * Source: pkg/k8s/apis/cilium.io/utils (getEndpointSelector, addNamespaceSelector)
 */
export function readPeerSelector(value: unknown, path: FieldPath, namespace: string | null): IdentityMatcher {
  const selector = readSelector(value, path)
  const speaksOf = (test: (key: string) => boolean) => selector.requirements.some(({ key }) => test(key))
  const isLeft =
    speaksOf((key) => key.startsWith('reserved:')) ||
    speaksOf((key) => bare(key) === NAMESPACE_LABEL) ||
    (namespace !== null && speaksOf((key) => bare(key).startsWith(NAMESPACE_LABELS)))
  const added = isLeft
    ? []
    : [namespace === null ? present(`k8s:${NAMESPACE_LABEL}`, path) : equal(`k8s:${NAMESPACE_LABEL}`, namespace, path)]
  return {
    kind: 'identity',
    namespace: isLeft ? null : namespace,
    word: null,
    path,
    selector: { path, requirements: [...selector.requirements, ...added] },
  }
}

/** Other nodes by their labels. Source: https://docs.cilium.io/en/stable/security/policy/language/#node-based */
export function readNodeSelector(value: unknown, path: FieldPath): IdentityMatcher {
  const selector = readSelector(value, path, (key) => `node:${bare(sourced(key))}`)
  return {
    kind: 'identity',
    namespace: null,
    word: null,
    path,
    selector: { path, requirements: [...selector.requirements, present('reserved:remote-node', path)] },
  }
}

/** The matcher of one reserved identity. `word`: what the author wrote. */
export function reserved(name: string, word: string, path: FieldPath): IdentityMatcher {
  return {
    kind: 'identity',
    namespace: null,
    word,
    path,
    selector: { path, requirements: [present(`reserved:${name}`, path)] },
  }
}

/** Every pod of this cluster, by the label that names the cluster. */
export function clusterPods(word: string, path: FieldPath): IdentityMatcher {
  return {
    kind: 'identity',
    namespace: null,
    word,
    path,
    selector: { path, requirements: [present('k8s:io.cilium.k8s.policy.cluster', path)] },
  }
}

function equal(key: string, value: string, path: FieldPath): LabelRequirement {
  return { key, operator: 'Equals', values: [value], path }
}

function present(key: string, path: FieldPath): LabelRequirement {
  return { key, operator: 'Exists', values: [], path }
}

function absent(key: string, path: FieldPath): LabelRequirement {
  return { key, operator: 'DoesNotExist', values: [], path }
}

/** Labels of a Service, or of a list of blocks: plain ones, without a source. */
export function readPlainSelector(value: unknown, path: FieldPath): LabelSelector {
  return readSelector(value, path, (key) => key)
}
