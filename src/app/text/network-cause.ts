import type { DenialCause } from '../../world/answer.ts'

const OF_THE_NETWORK = [
  'policy-drop',
  'http-403',
  'dns-refused',
  'tls-mismatch',
  'l7-denied',
  'auth-required',
  'no-endpoints',
  'no-route',
  'name-not-resolved',
] as const satisfies readonly DenialCause[]

/** A cause that a network plugin, a Service or the DNS may give. All others come from a mesh's proxies alone. */
export type NetworkCause = (typeof OF_THE_NETWORK)[number]

/** Whether the network may give the cause; a mesh may give some of these too. */
export function isNetworkCause(cause: DenialCause): cause is NetworkCause {
  return OF_THE_NETWORK.some((each) => each === cause)
}
