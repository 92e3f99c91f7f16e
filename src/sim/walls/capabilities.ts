import type { FieldPath } from '../../ground/span.ts'
import { fieldAt, listAt } from '../../manifests/fields.ts'
import type { ContainerManifest } from './pod-manifest.ts'

/**
 * The capabilities that touch the network.
 * Source: https://man7.org/linux/man-pages/man7/capabilities.7.html
 */
export const NETWORK_CAPABILITIES = ['NET_RAW', 'NET_ADMIN', 'NET_BIND_SERVICE'] as const
/** A capability with which a container can do something to the network. */
export type NetworkCapability = (typeof NETWORK_CAPABILITIES)[number]

/**
 * Of these, what a container has when nothing is said. Source:
 * https://github.com/containerd/containerd/blob/main/pkg/oci/spec.go, defaultUnixCaps, which are Docker's too. CRI-O
 * leaves NET_RAW out since 1.18: https://github.com/cri-o/cri-o/pull/3119.
 */
const RUNTIME_DEFAULT: readonly NetworkCapability[] = ['NET_RAW', 'NET_BIND_SERVICE']

/** Why a container has a capability, or has it not. */
export type CapabilityReason =
  'privileged' | 'added' | 'added-all' | 'runtime-default' | 'dropped' | 'dropped-all' | 'not-default'

/** Whether a container has a capability, and why. */
export interface HeldCapability {
  readonly held: boolean
  readonly because: CapabilityReason
  /** The field that decides, in the object; of a default the place where it would be dropped. */
  readonly path: FieldPath
}

/**
 * Whether a container has a capability: all when it is privileged; else the runtime's default, then `ALL` added, `ALL`
 * dropped, single ones added, single ones dropped, in this order whatever the order in the text.
 * Source: https://github.com/containerd/containerd/blob/main/internal/cri/opts/spec_linux_opts.go, WithCapabilities.
 */
export function heldCapability(
  { context: written, path }: ContainerManifest,
  capability: NetworkCapability,
): HeldCapability {
  const context = [...path, 'securityContext']
  if (fieldAt(written, 'privileged') === true)
    return { held: true, because: 'privileged', path: [...context, 'privileged'] }
  const at = (list: 'add' | 'drop', name: string): FieldPath | null => {
    const index = listAt(written, 'capabilities', list).findIndex(
      (each) => typeof each === 'string' && each.toUpperCase() === name,
    )
    return index < 0 ? null : [...context, 'capabilities', list, index]
  }
  const dropped = at('drop', capability)
  const added = at('add', capability)
  const droppedAll = at('drop', 'ALL')
  const addedAll = at('add', 'ALL')
  if (dropped) return { held: false, because: 'dropped', path: dropped }
  if (added) return { held: true, because: 'added', path: added }
  if (droppedAll) return { held: false, because: 'dropped-all', path: droppedAll }
  if (addedAll) return { held: true, because: 'added-all', path: addedAll }
  const place = [...context, 'capabilities', 'drop']
  return RUNTIME_DEFAULT.includes(capability)
    ? { held: true, because: 'runtime-default', path: place }
    : { held: false, because: 'not-default', path: [...context, 'capabilities', 'add'] }
}

/** A capability that is written with the kernel's prefix: the runtime puts one before it again, so it names nothing. */
export interface PrefixedCapability {
  readonly list: 'add' | 'drop'
  readonly written: string
  readonly path: FieldPath
}

/**
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container,
 * “you must omit the CAP_ portion”.
 */
export function prefixedCapabilities({ context, path }: ContainerManifest): readonly PrefixedCapability[] {
  return (['add', 'drop'] as const).flatMap((list) =>
    listAt(context, 'capabilities', list).flatMap((each, index) =>
      typeof each === 'string' && /^CAP_/i.test(each)
        ? [{ list, written: each, path: [...path, 'securityContext', 'capabilities', list, index] }]
        : [],
    ),
  )
}
