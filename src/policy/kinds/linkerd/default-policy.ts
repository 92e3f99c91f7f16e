/**
 * Who may come in where nothing else says so: the words of `accessPolicy` and of the annotation.
 * Source: https://linkerd.io/2-edge/reference/authorization-policy/#default-policies, linkerd2,
 * policy-controller/k8s/index/src/defaults.rs
 */
export const DEFAULT_POLICIES = [
  'all-unauthenticated',
  'all-authenticated',
  'cluster-unauthenticated',
  'cluster-authenticated',
  'deny',
  'audit',
] as const

/** What a proxy does where no Server selects the port, as the annotation and the installation spell it. */
export type DefaultPolicy = (typeof DEFAULT_POLICIES)[number]

/** Whether the text names such a policy. */
export function isDefaultPolicy(text: string): text is DefaultPolicy {
  return (DEFAULT_POLICIES as readonly string[]).includes(text)
}

/**
 * The same for callers that must prove who they are. Those that admit nobody, or anybody in order to write it down,
 * stay as they are.
 */
export function authenticated(policy: DefaultPolicy): DefaultPolicy {
  return policy === 'all-unauthenticated'
    ? 'all-authenticated'
    : policy === 'cluster-unauthenticated'
      ? 'cluster-authenticated'
      : policy
}
