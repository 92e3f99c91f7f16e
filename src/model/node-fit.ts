import { labelValue, type Labels } from '../ground/labels.ts'
import { fieldAt, flagAt, labelsAt, listAt, textAt } from '../manifests/fields.ts'
import type { Node } from './cluster.ts'

/** What a pod asks of its node, and which nodes it tolerates. */
export interface NodeWish {
  readonly selector: Labels
  /** Terms of the required node affinity, of which one has to fit; null: it has none. */
  readonly terms: readonly unknown[] | null
  readonly tolerations: readonly unknown[]
}

/** Reads `spec` of a pod or of a pod template. What is only preferred is not weighed. */
export function readNodeWish(spec: unknown): NodeWish {
  const required = fieldAt(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')
  return {
    selector: labelsAt(spec, 'nodeSelector'),
    terms: required === undefined ? null : listAt(required, 'nodeSelectorTerms'),
    tolerations: listAt(spec, 'tolerations'),
  }
}

/**
 * The wish of a DaemonSet's pods, which its controller makes tolerate every condition that a node may be in.
 * Source: https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations,
 * pkg/controller/daemon/util, AddOrUpdateDaemonPodTolerations
 */
export function daemonWish(spec: unknown): NodeWish {
  const wish = readNodeWish(spec)
  const given = [
    ...['not-ready', 'unreachable'].map((name) => toleration(name, 'NoExecute')),
    ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((name) =>
      toleration(name, 'NoSchedule'),
    ),
    ...(flagAt(spec, 'hostNetwork') ? [toleration('network-unavailable', 'NoSchedule')] : []),
  ]
  return { ...wish, tolerations: [...wish.tolerations, ...given] }
}

function toleration(name: string, effect: string): unknown {
  return { key: `node.kubernetes.io/${name}`, operator: 'Exists', effect }
}

/**
 * Whether a node is what a pod asks for: by its selector, and by one of its terms. A term that says nothing fits
 * nothing.
 * Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity,
 * component-helpers/scheduling/corev1/nodeaffinity
 */
export function isWished({ selector, terms }: NodeWish, node: Pick<Node, 'name' | 'labels'>): boolean {
  if (!Object.entries(selector).every(([key, value]) => node.labels[key] === value)) return false
  return terms === null || terms.some((term) => fitsTerm(term, node))
}

function fitsTerm(term: unknown, { name, labels }: Pick<Node, 'name' | 'labels'>): boolean {
  const expressions = listAt(term, 'matchExpressions')
  const fields = listAt(term, 'matchFields')
  if (expressions.length + fields.length === 0) return false
  return (
    expressions.every((each) => fitsRequirement(each, labelValue(labels, textAt(each, 'key') ?? ''))) &&
    fields.every((each) => fitsRequirement(each, textAt(each, 'key') === 'metadata.name' ? name : null))
  )
}

function fitsRequirement(requirement: unknown, value: string | null): boolean {
  const values = listAt(requirement, 'values')
  switch (textAt(requirement, 'operator')) {
    case 'In':
      return values.includes(value)
    case 'NotIn':
      return !values.includes(value)
    case 'Exists':
      return value !== null
    case 'DoesNotExist':
      return value === null
    case 'Gt':
      return compareNumbers(value, values[0], (a, b) => a > b)
    case 'Lt':
      return compareNumbers(value, values[0], (a, b) => a < b)
    default:
      return false
  }
}

function compareNumbers(value: unknown, wanted: unknown, holds: (a: bigint, b: bigint) => boolean): boolean {
  const isNumber = (text: unknown): text is string => typeof text === 'string' && /^[-+]?\d{1,18}$/.test(text)
  return isNumber(value) && isNumber(wanted) && holds(BigInt(value), BigInt(wanted))
}

const UNSCHEDULABLE = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }

/** Whether a node is cordoned for a pod. Source: pkg/scheduler/framework/plugins/nodeunschedulable */
export function isCordoned({ object }: Pick<Node, 'object'>, tolerations: readonly unknown[]): boolean {
  return (
    object !== null &&
    flagAt(object.value, 'spec', 'unschedulable') &&
    !tolerations.some((each) => tolerates(each, UNSCHEDULABLE))
  )
}

/** The first taint that keeps a pod off a node; undefined: none does. */
export function untolerated({ object }: Pick<Node, 'object'>, tolerations: readonly unknown[]): unknown {
  return listAt(object?.value, 'spec', 'taints').find(
    (taint) =>
      ['NoSchedule', 'NoExecute'].includes(textAt(taint, 'effect') ?? '') &&
      !tolerations.some((each) => tolerates(each, taint)),
  )
}

/**
 * Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/,
 * component-helpers/scheduling/corev1, ToleratesTaint
 */
function tolerates(toleration: unknown, taint: unknown): boolean {
  const isOpenOr = (field: string) => [null, '', textAt(taint, field)].includes(textAt(toleration, field))
  if (!isOpenOr('effect') || !isOpenOr('key')) return false
  switch (textAt(toleration, 'operator') || 'Equal') {
    case 'Exists':
      return true
    case 'Equal':
      return (textAt(toleration, 'value') ?? '') === (textAt(taint, 'value') ?? '')
    default:
      return false
  }
}

/**
 * Where no node is open to every pod, a text is about nodes that something is wrong with at the moment, or all of which
 * are set apart: then none is closed.
 */
export function areTaintsHeeded(nodes: readonly Pick<Node, 'object'>[]): boolean {
  return nodes.some((node) => !isCordoned(node, []) && untolerated(node, []) === undefined)
}
