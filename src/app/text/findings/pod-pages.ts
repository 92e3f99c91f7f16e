import { code, say } from '../sentence.ts'
import type { FindingPage } from './page.ts'

/** Findings about the walls between pods and their node. */
export const POD_PAGES = {
  'pod-security-refused': {
    title: 'Pods that their namespace does not take',
    why: say`The label ${code('pod-security.kubernetes.io/enforce')} of a namespace names a level of the Pod Security Standards. The API server refuses every pod that does not meet it. A Deployment is taken all the same: its pods fail when its ReplicaSet makes them, and only the events say so.`,
    example:
      '# Namespace: pod-security.kubernetes.io/enforce: restricted\nspec:\n  containers:\n  - name: web\n    image: shop/web    # keeps all capabilities, may run as root',
    todo: say`Mend the fields, or have the namespace ask for less. ${code('Walls')}, in the popover of the graph, lists them one by one.`,
  },
  'pod-security-warned': {
    title: 'Pods that their namespace warns about',
    why: say`With the label ${code('pod-security.kubernetes.io/warn')} the API server takes what does not meet the level, and tells whoever applies it. It is how one finds out before one enforces.`,
    example:
      '# Namespace: pod-security.kubernetes.io/warn: restricted\nspec:\n  containers:\n  - name: web\n    image: shop/web',
    todo: say`Mend the fields before somebody writes ${code('enforce')}.`,
  },
  'host-network': {
    title: 'A pod on the host network',
    why: say`It has no network of its own: it uses the interfaces, the addresses and the ports of its node. Policies see the node in its place, and let it pass. It can read the traffic of all pods on the node, and talk to the kubelet and to whatever listens on the node alone.`,
    example: 'spec:\n  hostNetwork: true',
    todo: say`Take the line out. Agents of the node need it: put them into a namespace with the label ${code('pod-security.kubernetes.io/enforce: privileged')}, which says that it is meant.`,
  },
  'host-port': {
    title: 'A port of the node that leads to a pod',
    why: say`${code('hostPort')} opens a port on the node that the pod runs on, without a Service. It is easily forgotten in a list of open doors, and two pods with the same one cannot share a node.`,
    example: 'ports:\n- containerPort: 8080\n  hostPort: 80',
    todo: say`Use a Service of type NodePort or LoadBalancer, which everybody can see and policies are written for.`,
  },
  'privileged-container': {
    title: 'A privileged container',
    why: say`It has every capability and every device of its node. Somebody who takes it over has the node, and with it the traffic of every pod there.`,
    example: 'securityContext:\n  privileged: true',
    todo: say`Add the one capability that it needs. Most programs need none.`,
  },
  'network-capability-added': {
    title: 'A capability that touches the network is added',
    why: say`With ${code('NET_RAW')} a program sends packets under any name; where pods share a bridge it can get their traffic sent to itself. With ${code('NET_ADMIN')} it changes addresses, routes and packet filters of its pod: on the host network those of the node, and with them what policies are made of.`,
    example: 'securityContext:\n  capabilities:\n    add: [NET_ADMIN]',
    todo: say`Take it out, or move the work into a container of its own that has nothing else to do.`,
  },
  'capability-prefix': {
    title: 'A capability is written with CAP_',
    why: say`The kernel calls it ${code('CAP_NET_RAW')}, the API calls it ${code('NET_RAW')}. The runtime puts the prefix before every name, so this one names nothing. What was to be dropped is still there.`,
    example: 'securityContext:\n  capabilities:\n    drop: [CAP_NET_RAW]',
    todo: say`Leave ${code('CAP_')} out.`,
  },
} satisfies Record<string, FindingPage>
