import type { PolicyKind } from './kind.ts'
import { NETWORK_POLICY } from './kinds/kubernetes/network-policy.ts'

/** Every policy API that is evaluated, one line each. */
export const KINDS: readonly PolicyKind[] = [
  NETWORK_POLICY,
]
