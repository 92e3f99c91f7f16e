import { fieldAt, labelsAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { Labels } from '../../../ground/labels.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { Ground } from '../../../engine/leg.ts'
import { exportsTo, fullHost, takesHost } from './hosts.ts'
import { namespaceOf, type IstioObjects } from './objects.ts'

/** What a client's proxy does about TLS towards a host. */
export interface ClientTls {
  readonly mode: 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL'
  readonly ground: Ground
}

const MODES: readonly ClientTls['mode'][] = ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL']

/**
 * The rule for a host: of the client's namespace, else of the Service's, else of the root one; the longest host in the first that has any.
 * Source: pilot/pkg/model/push_context.go, destinationRule
 */
export function destinationRule(
  { destinationRules }: IstioObjects,
  host: string,
  clientNamespace: string,
  homeNamespace: string,
  rootNamespace: string,
): KubernetesObject | null {
  for (const namespace of new Set([clientNamespace, homeNamespace, rootNamespace])) {
    const found = destinationRules.filter(
      (rule) =>
        namespaceOf(rule) === namespace &&
        (namespace === clientNamespace || exportsTo(rule, clientNamespace)) &&
        takesHost(hostOf(rule), host),
    )
    if (found.length > 0) return [...found].sort((a, b) => hostOf(b).length - hostOf(a).length)[0]!
  }
  return null
}

function hostOf(rule: KubernetesObject): string {
  return fullHost(textAt(rule.value, 'spec', 'host') ?? '', namespaceOf(rule))
}

/** A subset's own settings come before the rule's, a port's before the whole; the port is the Service's. Null: nothing is said, so mutual TLS is used where the other end has it. */
export function clientTls(rule: KubernetesObject, servicePort: number | null, subset: string | null): ClientTls | null {
  const at = subsetIndex(rule, subset)
  const policies: readonly FieldPath[] = [
    ...(at < 0 ? [] : [['spec', 'subsets', at, 'trafficPolicy']]),
    ['spec', 'trafficPolicy'],
  ]
  for (const path of policies) {
    const policy = valueAt(rule, path)
    const portAt = listAt(policy, 'portLevelSettings').findIndex(
      (each) => numberAt(each, 'port', 'number') === servicePort,
    )
    for (const tls of [...(portAt < 0 ? [] : [[...path, 'portLevelSettings', portAt, 'tls']]), [...path, 'tls']]) {
      const mode = MODES.find((each) => each === textAt(valueAt(rule, tls), 'mode'))
      if (mode) return { mode, ground: { object: rule, path: [...tls, 'mode'] } }
      // A mode that is left out is DISABLE, as in every message of protobuf.
      if (valueAt(rule, tls) !== undefined) return { mode: 'DISABLE', ground: { object: rule, path: tls } }
    }
  }
  return null
}

/** Null: the rule has no such subset. */
export function subsetLabels(rule: KubernetesObject, subset: string): Labels | null {
  const at = subsetIndex(rule, subset)
  return at < 0 ? null : labelsAt(listAt(rule.value, 'spec', 'subsets')[at], 'labels')
}

function subsetIndex(rule: KubernetesObject, subset: string | null): number {
  return subset === null
    ? -1
    : listAt(rule.value, 'spec', 'subsets').findIndex((each) => textAt(each, 'name') === subset)
}

function valueAt({ value }: KubernetesObject, path: FieldPath): unknown {
  let at: unknown = value
  for (const key of path) at = typeof key === 'number' ? (Array.isArray(at) ? at[key] : undefined) : fieldAt(at, key)
  return at ?? undefined
}
