import type { Pod } from '../../../model/cluster.ts'
import { hashOf } from '../address-range.ts'
import { podLabels } from './identity-labels.ts'

/**
 * Identities that are the same in every cluster.
 * Source: https://docs.cilium.io/en/stable/gettingstarted/terminology/#special-identities,
 * pkg/identity/numericidentity.go
 */
export const RESERVED = { host: 1, world: 2, 'remote-node': 6 } as const

/**
 * Pods of this cluster have numbers between these, both included. Source: pkg/identity/numericidentity.go
 * (MinimalAllocatorIdentity, MaxAllocatorIdentity)
 */
const FIRST = 256
const LAST = 65_535

/**
 * The number of a pod's identity. Whoever has the same labels has the same number, on every node. A real cluster counts
 * them as they come; ours come from the labels, so that they are the same at every look, and two sets of labels may, by
 * a rare chance, have one number.
 */
export function identityOf(pod: Pod): number {
  const known = numbers.get(pod)
  if (known !== undefined) return known
  const number = FIRST + (hashOf(identityKey(pod)) % (LAST - FIRST + 1))
  numbers.set(pod, number)
  return number
}

/** The labels of a pod's identity as one text: the same for two pods exactly when they share an identity. */
export function identityKey(pod: Pod): string {
  const known = keys.get(pod)
  if (known !== undefined) return known
  const key = Object.entries(podLabels(pod))
    .map(([label, value]) => `${label}=${value}`)
    .sort()
    .join(';')
  keys.set(pod, key)
  return key
}

/** Ten thousand pods stay who they are while somebody types. */
const numbers = new WeakMap<Pod, number>()
const keys = new WeakMap<Pod, string>()
