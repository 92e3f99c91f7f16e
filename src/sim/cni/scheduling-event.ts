import { textAt } from '../../manifests/fields.ts'
import type { Node } from '../../model/cluster.ts'
import { isHeld, type HeldPort } from '../../model/host-ports.ts'
import { areTaintsHeeded, isCordoned, isWished, untolerated, type NodeWish } from '../../model/node-fit.ts'

/**
 * Why no node takes a pod, as the event FailedScheduling of `kubectl describe pod` says it: the reasons with how many
 * nodes have each, and whether throwing other pods out would help.
 * `held`: the ports of a node that its pods have.
 * Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/scheduler/framework/types.go (FitError) and the
 * plugins noderesources ("Too many pods"), nodeports, nodeaffinity, tainttoleration, nodeunschedulable and nodename.
 */
export function schedulingEvent(
  nodes: readonly Node[],
  pod: { readonly node: string | null; readonly wish: NodeWish; readonly heldPorts: readonly HeldPort[] },
  held: (node: string) => readonly HeldPort[],
): string {
  const heedsTaints = areTaintsHeeded(nodes)
  const reasons = nodes.map(
    (node) => reasonOf(node, pod, heedsTaints) ?? (isHeld(pod.heldPorts, held(node.name)) ? NO_PORT : FULL),
  )
  const full = reasons.filter((reason) => reason === FULL || reason === NO_PORT).length
  const other = nodes.length - full
  const preemption = [
    ...(other > 0 ? [`${other} Preemption is not helpful for scheduling`] : []),
    ...(full > 0 ? [`${full} No preemption victims found for incoming pod`] : []),
  ]
  const counted = [...new Set(reasons)]
    .map((reason) => `${reasons.filter((each) => each === reason).length} ${reason}`)
    .sort()
  if (nodes.length === 0) return 'no nodes available to schedule pods'
  return `0/${nodes.length} nodes are available: ${counted.join(', ')}. preemption: 0/${nodes.length} nodes are available: ${preemption.join(', ')}.`
}

/**
 * A pod that its text puts on a full node was never scheduled: the kubelet refuses it, and its phase is Failed.
 * Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/lifecycle/predicate.go
 * (InsufficientResourceError)
 */
export function refusalEvent(capacity: number): string {
  return `Pod was rejected: Node didn't have enough resource: pods, requested: 1, used: ${capacity}, capacity: ${capacity}`
}

/**
 * The same of one that needs a port of the node which another pod has.
 * Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/lifecycle/predicate.go
 * (PredicateFailureError)
 */
export const portRefusalEvent = () => `Pod was rejected: Predicate NodePorts failed: ${NO_PORT}`

const FULL = 'Too many pods'
const NO_PORT = "node(s) didn't have free ports for the requested pod ports"

/**
 * The first filter that a node fails before its ports and its room are looked at: that it is cordoned, then taints, then
 * what is asked of it. Null: none.
 */
function reasonOf(
  candidate: Node,
  { node, wish }: Parameters<typeof schedulingEvent>[1],
  heedsTaints: boolean,
): string | null {
  if (heedsTaints && isCordoned(candidate, wish.tolerations)) return 'node(s) were unschedulable'
  const taint = heedsTaints ? untolerated(candidate, wish.tolerations) : undefined
  if (taint !== undefined)
    return `node(s) had untolerated taint {${textAt(taint, 'key') ?? ''}: ${textAt(taint, 'value') ?? ''}}`
  const isOther = (node !== null && node !== candidate.name) || !isWished(wish, candidate)
  return isOther ? "node(s) didn't match Pod's node affinity/selector" : null
}
