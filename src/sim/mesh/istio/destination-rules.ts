import { fieldAt, labelsAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { Labels } from '../../../ground/labels.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { Ground } from '../../../engine/leg.ts'
import { exportsTo, fullHost, takesHost } from './hosts.ts'
import { namespaceOf, type IstioObjects } from './objects.ts'
import { exactnessOf } from './virtual-services.ts'

/** What a client's proxy does about TLS towards a host. */
export interface ClientTls {
  readonly mode: 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL'
  readonly ground: Ground
}

const MODES: readonly ClientTls['mode'][] = ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL']

/** The rules that count together for a host, the first before the others. */
export type DestinationRules = readonly KubernetesObject[]

interface Client {
  readonly namespace: string
  readonly labels: Labels
}

/**
 * The rules for a host: of the client's namespace, else of the Service's, else of the root one; those of the whole
 * host, else of the longest end of it, in the first that has any. Those for the client's own workload come before those for all; a later rule adds to
 * every earlier one but that for other workloads.
 * Source: pilot/pkg/model/push_context.go, destinationRule; pilot/pkg/model/destination_rule.go, mergeDestinationRule;
 * pilot/pkg/model/sidecar.go, DestinationRule
 */
export function destinationRulesFor(
  { destinationRules }: IstioObjects,
  host: string,
  client: Client,
  homeNamespace: string,
  rootNamespace: string,
): DestinationRules {
  for (const namespace of new Set([client.namespace, homeNamespace, rootNamespace])) {
    const found = destinationRules.filter(
      (rule) =>
        namespaceOf(rule) === namespace &&
        (namespace === client.namespace || exportsTo(rule, client.namespace)) &&
        takesHost(hostOf(rule), host),
    )
    if (found.length === 0) continue
    const exactness = (rule: KubernetesObject) => exactnessOf([hostOf(rule)], host)
    const most = Math.max(...found.map(exactness))
    const rules = found.filter((rule) => exactness(rule) === most)
    const base =
      (namespace === client.namespace ? rules.find((rule) => isForWorkload(rule, client.labels)) : undefined) ??
      rules.find((rule) => workloadLabels(rule) === null)
    return base ? mergedInto(base, rules) : []
  }
  return []
}

function isForWorkload(rule: KubernetesObject, labels: Labels): boolean {
  const wanted = workloadLabels(rule)
  return wanted !== null && Object.entries(wanted).every(([key, value]) => labels[key] === value)
}

/** Null: the rule is for all workloads. */
function workloadLabels({ value }: KubernetesObject): Labels | null {
  return valueAt(value, ['spec', 'workloadSelector']) === undefined
    ? null
    : labelsAt(value, 'spec', 'workloadSelector', 'matchLabels')
}

function mergedInto(base: KubernetesObject, rules: DestinationRules): DestinationRules {
  const own = workloadLabels(base)
  const later = rules.slice(rules.indexOf(base) + 1).filter((rule) => {
    const other = workloadLabels(rule)
    return own === null || other === null || isSame(own, other)
  })
  return [base, ...later]
}

function isSame(one: Labels, other: Labels): boolean {
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key])
}

function hostOf(rule: KubernetesObject): string {
  return fullHost(textAt(rule.value, 'spec', 'host') ?? '', namespaceOf(rule))
}

/**
 * A subset's own settings come before the rules', a port's before the whole; the port is the Service's. Null: nothing
 * is said, so mutual TLS is used where the other end has it.
 */
export function clientTls(
  rules: DestinationRules,
  servicePort: number | null,
  subset: string | null,
): ClientTls | null {
  const inSubset = subset === null ? null : subsetIn(rules, subset)
  const wide = rules.find((rule) => valueAt(rule.value, ['spec', 'trafficPolicy']) !== undefined)
  const policies: readonly (readonly [KubernetesObject, FieldPath])[] = [
    ...(inSubset ? [[inSubset.rule, ['spec', 'subsets', inSubset.at, 'trafficPolicy']] as const] : []),
    ...(wide ? [[wide, ['spec', 'trafficPolicy']] as const] : []),
  ]
  for (const [rule, path] of policies) {
    const policy = valueAt(rule.value, path)
    const portAt = listAt(policy, 'portLevelSettings').findIndex(
      (each) => numberAt(each, 'port', 'number') === servicePort,
    )
    for (const tls of [...(portAt < 0 ? [] : [[...path, 'portLevelSettings', portAt, 'tls']]), [...path, 'tls']]) {
      const mode = MODES.find((each) => each === textAt(valueAt(rule.value, tls), 'mode'))
      if (mode) return { mode, ground: { object: rule, path: [...tls, 'mode'] } }
      // A mode that is left out is DISABLE, as in every message of protobuf.
      if (valueAt(rule.value, tls) !== undefined) return { mode: 'DISABLE', ground: { object: rule, path: tls } }
    }
  }
  return null
}

/** Null: the rules have no such subset. */
export function subsetLabels(rules: DestinationRules, subset: string): Labels | null {
  const found = subsetIn(rules, subset)
  return found && labelsAt(listAt(found.rule.value, 'spec', 'subsets')[found.at], 'labels')
}

function subsetIn(rules: DestinationRules, subset: string): { rule: KubernetesObject; at: number } | null {
  for (const rule of rules) {
    const at = listAt(rule.value, 'spec', 'subsets').findIndex((each) => textAt(each, 'name') === subset)
    if (at >= 0) return { rule, at }
  }
  return null
}

function valueAt(value: unknown, path: FieldPath): unknown {
  let at = value
  for (const key of path) at = typeof key === 'number' ? (Array.isArray(at) ? at[key] : undefined) : fieldAt(at, key)
  return at ?? undefined
}
