import type { Node } from './cluster.ts'

const ROLES = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master']

/** Whether the node's labels make it one of the control plane, as kubeadm labels them; `master` is the older word. */
export function isControlPlane({ labels }: Pick<Node, 'labels'>): boolean {
  return ROLES.some((label) => Object.hasOwn(labels, label))
}
