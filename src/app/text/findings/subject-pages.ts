import { code, say } from '../sentence.ts'
import type { FindingPage } from './page.ts'

/** Findings about whom a policy holds, and in which directions. */
export const SUBJECT_PAGES = {
  'selects-nothing': {
    title: 'A policy selects no pod',
    why: say`The API server accepts it and it protects nothing: the pods it was meant for stay open.`,
    example: 'podSelector:\n  matchLabels:\n    app: ap    # the pods have app: api',
    todo: say`Compare the selector with the labels of the pods. Labels of a Deployment itself do not count, those in its ${code('template')} do.`,
  },
  'namespace-forgotten': {
    title: 'A policy without a namespace, and its pods are elsewhere',
    why: say`A policy holds pods of its own namespace only. Without ${code('metadata.namespace')} kubectl puts it into the current one, usually ${code('default')}.`,
    example: 'metadata:\n  name: lock-api    # the pods are in shop',
    todo: say`Write the namespace of the pods into the metadata.`,
  },
  'namespace-unknown': {
    title: 'A policy in a namespace that nothing else is in',
    why: say`The API server refuses a policy for a namespace that does not exist: ${code('namespaces "shopp" not found')}.`,
    example: 'metadata:\n  name: lock-api\n  namespace: shopp',
    todo: say`Mend the name, or add the Namespace to the text.`,
  },
  'selects-host-network': {
    title: 'A policy selects pods on the host network',
    why: say`They have no address of their own: nothing tells their traffic from the node's. The API leaves it open, and all common network plugins hold no policy over them.`,
    example: 'podSelector:\n  matchLabels:\n    app: node-agent    # its pods have hostNetwork: true',
    todo: say`Protect them with the node's firewall, or give them a network of their own.`,
  },
  'selects-finished': {
    title: 'A policy selects only pods that have finished',
    why: say`A pod in phase Succeeded or Failed sends and receives nothing, and its address may belong to another one by now.`,
    example: 'podSelector:\n  matchLabels:\n    job-name: migrate',
    todo: say`If the Job runs again the policy will hold its next pod. Otherwise delete it.`,
  },
  'rules-inert': {
    title: 'Rules of a direction that the policy does not isolate',
    why: say`A list of ${code('policyTypes')} is taken as it is written. Rules of a section that it leaves out are dead text.`,
    example: 'policyTypes: [Ingress]\negress:\n- to: [{podSelector: {}}]',
    todo: say`Add the type, or take the rules out.`,
  },
  'ingress-closed-too': {
    title: 'An egress policy that closes ingress too',
    why: say`Without ${code('policyTypes')} the API server assumes Ingress, always, and Egress when there is an egress rule. So a policy that is only about egress lets nothing in.`,
    example: 'spec:\n  podSelector: {}\n  egress:\n  - to: [{podSelector: {}}]',
    todo: say`Write ${code('policyTypes: [Egress]')}; or both types, when closing ingress is meant.`,
  },
  'not-isolated': {
    title: 'An empty list that closes nothing',
    why: say`An empty list of rules says nothing about isolation: ${code('policyTypes')} does. Absent, it becomes Ingress, and Egress only when there is an egress rule.`,
    example: 'spec:\n  podSelector: {}\n  egress: []',
    todo: say`Name the direction in ${code('policyTypes')}.`,
  },
} satisfies Record<string, FindingPage>
