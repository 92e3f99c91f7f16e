import type { EndpointRef } from '../answer.ts'

/**
 * What happens while the time passes. Null, or something that is not there: the first that suits the question.
 *
 * - `start-up`: a pod has just got its network. `pod` is a pod, or a workload, whose last pod it is.
 * - `policy`: a policy comes or goes while a connection is open. `policy` is `NetworkPolicy shop/lock`, as `policyId`
 *   writes it; `edited`: everything changes at once from an earlier state of the documents to this one.
 * - `rollout`: a Deployment replaces its pods by such with another template, whose only difference is one label:
 *   `label` has another value, or none when `value` is null. Null `label`: only their addresses differ.
 * - `address`: a pod is deleted, and its address is given to another one.
 */
export type TimeScenario =
  | { readonly kind: 'start-up'; readonly pod: EndpointRef | null }
  | { readonly kind: 'policy'; readonly change: 'arrives' | 'goes' | 'edited'; readonly policy: string | null }
  | {
      readonly kind: 'rollout'
      readonly workload: EndpointRef | null
      readonly label: { readonly key: string; readonly value: string | null } | null
    }
  | { readonly kind: 'address'; readonly pod: EndpointRef | null }

/** What can be chosen for one question. Lists are empty where a scenario has nothing to be about. */
export interface TimeChoices {
  readonly starting: readonly EndpointRef[]
  /** Policies that select one of its ends, by `policyId`. */
  readonly policies: readonly string[]
  /** Whether there is an earlier state of the documents. */
  readonly edited: boolean
  /** Deployments at its ends, with the labels of their pods that a new template may change. */
  readonly rollouts: readonly { readonly workload: EndpointRef; readonly labels: Readonly<Record<string, string>> }[]
  readonly addresses: readonly EndpointRef[]
}

/** What a timeline is about, for its sentences. Each is null where the scenario has no such thing. */
export interface TimeAbout {
  readonly pod: EndpointRef | null
  readonly policy: string | null
  readonly workload: EndpointRef | null
  readonly address: string | null
  readonly node: string | null
  /** The pod that already runs there and shares its rules with the one that starts. */
  readonly twin: EndpointRef | null
  /** So many other pods get an address before this one is given again; null: as chance will have it. */
  readonly after: number | null
  readonly replicas: number | null
}

/** To be filled in. */
export const ABOUT_NOTHING: TimeAbout = {
  pod: null,
  policy: null,
  workload: null,
  address: null,
  node: null,
  twin: null,
  after: null,
  replicas: null,
}

/**
 * What a policy is called where one is chosen: its kind, then `namespace/name`, or the name alone where it has no
 * namespace.
 */
export function policyId({
  kind,
  namespace,
  name,
}: {
  readonly kind: string
  readonly namespace: string | null
  readonly name: string
}): string {
  return `${kind} ${namespace === null ? name : `${namespace}/${name}`}`
}
