import { code, say } from '../sentence.ts'
import type { FindingPage } from './page.ts'

/** Findings about whom a rule admits, and about rules that do nothing. */
export const PEER_PAGES = {
  'rule-admits-nobody': {
    title: 'A rule admits nobody',
    why: say`None of its peers matches a pod, so it is as if the rule were not there. Whoever it was meant for is shut out.`,
    example: 'from:\n- podSelector:\n    matchLabels:\n      app: web-frontend    # the pods have app: web',
    todo: say`Compare the selector with the labels of the pods it is meant for.`,
  },
  'peer-matches-nothing': {
    title: 'One of several peers matches no pod',
    why: say`The other peers of the rule still count; this one admits nobody.`,
    example: 'from:\n- podSelector: {matchLabels: {app: web}}\n- podSelector: {matchLabels: {app: wbe}}',
    todo: say`Mend the label, or take the peer out.`,
  },
  'peer-elsewhere': {
    title: 'The peers are in another namespace',
    why: say`A ${code('podSelector')} alone means pods of the policy's own namespace, wherever else pods have these labels.`,
    example: 'from:\n- podSelector:\n    matchLabels:\n      app: prometheus    # runs in monitoring',
    todo: say`Add a ${code('namespaceSelector')} to the same item, without a dash of its own.`,
  },
  'namespace-label-unknown': {
    title: 'No namespace has this label',
    why: say`Namespaces are selected by labels that somebody put there. Their name is no label, but every namespace has ${code('kubernetes.io/metadata.name')} with its name.`,
    example: 'from:\n- namespaceSelector:\n    matchLabels:\n      name: prod',
    todo: say`Use ${code('kubernetes.io/metadata.name')}, or label the namespace.`,
  },
  'peer-on-host-network': {
    title: 'A peer matches only pods on the host network',
    why: say`To a policy they are the node they run on: selectors never match them.`,
    example: 'from:\n- podSelector:\n    matchLabels:\n      app: node-agent    # hostNetwork: true',
    todo: say`Admit the addresses of the nodes with an ${code('ipBlock')}.`,
  },
  'or-instead-of-and': {
    title: 'Two dashes where one was meant',
    why: say`Items of a list are alternatives. A namespace in one and pods in the next admit everything in that namespace, and those pods of the policy's own.`,
    example: 'from:\n- namespaceSelector: {matchLabels: {team: ops}}\n- podSelector: {matchLabels: {role: monitor}}',
    todo: say`Take out the second dash, so that both selectors stand in one item.`,
  },
  'own-namespace-only': {
    title: 'An empty podSelector is the own namespace only',
    why: say`It reads like every pod. It means every pod of the policy's namespace: DNS, which runs in another one, is not among them.`,
    example: 'egress:\n- to:\n  - podSelector: {}',
    todo: say`If that is meant, nothing. For pods of all namespaces add ${code('namespaceSelector: {}')}.`,
  },
  'empty-list-admits-all': {
    title: 'An empty list is anybody, not nobody',
    why: say`A rule without peers admits from anywhere, also from outside the cluster; one without ports opens all of them. An item that is nothing but its dash admits everything.`,
    example: 'ingress:\n- from: []',
    todo: say`To admit nobody, leave the rule out. To admit everybody, leave the empty list out.`,
  },
  'not-in-takes-unlabelled': {
    title: 'NotIn also takes what has no such label',
    why: say`${code('NotIn')} holds when the value differs, and also when the label is not there at all.`,
    example: 'matchExpressions:\n- {key: tier, operator: NotIn, values: [frontend]}',
    todo: say`Add ${code('Exists')} for the same key, to take only what has the label and another value.`,
  },
  'duplicate-rule': {
    title: 'Two rules say the same',
    why: say`Rules only add. The second one changes nothing, and who edits one of them will wonder.`,
    example: 'ingress:\n- from: [{podSelector: {}}]\n- from: [{podSelector: {}}]',
    todo: say`Delete one of them.`,
  },
  'rule-covered': {
    title: 'A rule that another one covers',
    why: say`Rules are alternatives: the wide one admits all that the narrow one does. The narrow one restricts nothing.`,
    example: 'ingress:\n- from: [{podSelector: {matchLabels: {app: web}}}]\n- {}',
    todo: say`Delete the narrow rule; or the wide one, when it is the mistake.`,
  },
  'rule-shadowed': {
    title: 'A rule that never decides',
    why: say`Rules for the whole cluster are asked in order, and the first that fits decides; after ${code('Pass')}, too, no later rule of the tier is asked. An earlier rule, of this policy or of one with a smaller priority, fits all that this one fits.`,
    example:
      'ingress:\n- action: Accept\n  from: [{namespaces: {}}]\n- action: Deny\n  from: [{namespaces: {matchLabels: {env: dev}}}]',
    todo: say`Put the narrow rule first; or delete it, when the wide one is meant.`,
  },
  'policy-changes-nothing': {
    title: 'A policy that changes nothing',
    why: say`Its pods are isolated anyway, and what it allows others allow too. Policies only add: one without rules takes nothing away from what another one allows.`,
    example:
      'metadata: {name: deny-web}\nspec:\n  podSelector: {matchLabels: {app: web}}\n  # another policy isolates app=web and admits some',
    todo: say`Delete it; or narrow the policy that allows too much.`,
  },
} satisfies Record<string, FindingPage>
