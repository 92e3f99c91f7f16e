/** The shortcuts, as the help dialog lists them. */
export const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['Alt 1', 'Alt 2', 'Alt 3'], does: 'Go to the lesson or the examples, the editor, the cluster' },
  { keys: ['F8', 'Shift F8'], does: 'Next, previous problem' },
  { keys: ['Esc', 'Tab'], does: 'One after the other: leave the editor' },
  { keys: ['G', 'M', 'T'], does: 'Graph, matrix, table, with focus in the cluster' },
  { keys: ['B'], does: 'Mark or clear the baseline, with focus in the cluster' },
  { keys: ['F2', 'Delete'], does: 'Rename, close the document whose tab has focus' },
  { keys: ['?'], does: 'This help' },
]

/** How manifests get in. */
export const OPENING = 'Drop files, folders or zip archives anywhere, open them from the + above the editor, or paste what kubectl get prints.'

/** What the table and the drawer list. */
export const LISTING = 'Policies, under the picture, says in sentences what each policy does. Table, Connections lists every pair of ends with its ports, and pods that do not exist yet; Flows, under the picture, compares with files, a link or the work as it was opened. Both can be exported.'

/** What verdicts are made of. */
export const EVALUATED: readonly string[] = [
  'NetworkPolicy (networking.k8s.io/v1), all of it: both directions, selectors, address blocks, named ports and port ranges.',
  'ClusterNetworkPolicy (policy.networking.k8s.io/v1alpha2) with its tiers, and the older AdminNetworkPolicy and BaselineAdminNetworkPolicy (v1alpha1), with nodes, networks and domain names.',
  'Validation as the API server does it: what it would refuse is not applied, and the picture says so.',
  'Namespaces, pods, everything that runs pods, Services with their ready endpoints, and nodes.',
  'Ingress, and HTTPRoute with its Gateway: listed as ways in from outside. They decide nothing; policies see the controller’s pods.',
]

export const NOT_EVALUATED: readonly string[] = [
  'Policies of single network plugins and of service meshes. They are listed as not evaluated.',
  'What a network plugin adds or leaves out. CNI Reference means: each API exactly as its own text says.',
  'Whether a program really listens, and how long connections last that were open before.',
]
