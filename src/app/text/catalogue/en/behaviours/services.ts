import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NOBODY, OPEN } from './answers.ts'

/** Flows through Services. */
export const SERVICES: BehaviourTexts<'services'> = {
  'service-seen': {
    title: 'A Service, on the way out',
    values: {
      backend: ['as the pod behind', 'The Service is translated before: rules name the pod and its port.'],
      'service-address': [
        'as the Service',
        'It is judged before it is translated: blocks are compared with the Service’s address and port.',
      ],
      nobody: NOBODY,
    },
  },
  'service-labels': {
    title: 'Selectors through a Service',
    values: {
      'pod-labels': ['the pod’s labels', 'What the pod behind it wears decides.'],
      'service-selector': [
        'the Service’s selector',
        'A Service is reached only when the labels that it selects by satisfy the rule; more labels on its pods do not help.',
      ],
      nobody: NOBODY,
    },
  },
  'api-server': {
    title: 'The API server, as kubernetes.default',
    values: {
      'node-address': [
        'a block with its address',
        'The address and port behind the Service, such as 172.18.0.10 and 6443.',
      ],
      entity: ['no block', 'It is an entity, kube-apiserver, which only a CiliumNetworkPolicy can name.'],
      'service-address': ['a block with the Service’s', 'The Service’s address and port, such as 10.96.0.1 and 443.'],
      nobody: NOBODY,
    },
  },
  'node-port-from-pod': {
    title: 'A pod that dials another node’s port',
    values: {
      backend: ['as the pod behind', 'The port is translated where the pod runs.'],
      'node-port': ['as that node', 'That node translates it; here the packet still goes to the node and its port.'],
      nobody: NOBODY,
    },
  },
  'own-service': {
    title: 'A pod that calls itself through its Service',
    values: {
      'left-open': OPEN,
      judged: ['judged', 'Like any other flow, at both gates.'],
      skipped: ['passes', 'Policy is skipped for it.'],
      'own-node': [
        'gets in',
        'It comes back with the address of its node, which always gets in. On the way out the Service is judged.',
      ],
      nobody: NOBODY,
    },
  },
  'local-dns': {
    title: 'NodeLocal DNSCache, and a rule for kube-dns',
    values: {
      'left-open': OPEN,
      'needs-block': [
        'needs a block',
        'The query goes to an address of the node, so a rule for the pods of kube-dns does not fit. With NOTRACK, replies are dropped for pods whose ingress is closed.',
      ],
      'needs-annotation': [
        'needs an annotation',
        'The Service needs projectcalico.org/natExcludeService, and the nodes’ addresses a rule.',
      ],
      'needs-redirect': [
        'needs a redirect policy',
        'A CiliumLocalRedirectPolicy with a cache that is not on the host network, or a rule for the host.',
      ],
      'service-fits': [
        'the rule fits',
        'The address of the Service kube-dns is in the rule’s map. 169.254.20.10 needs a block.',
      ],
      nobody: NOBODY,
    },
  },
}
