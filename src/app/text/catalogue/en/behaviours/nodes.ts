import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NOBODY } from './answers.ts'

/** Nodes, their processes and their pods. */
export const NODES: BehaviourTexts<'nodes'> = {
  loopback: {
    title: 'A pod to its own localhost',
    values: {
      always: ['always passes', 'The packets stay in the pod’s own network namespace, where no plugin looks.'],
    },
  },
  'own-node-in': {
    title: 'A node to the pods it runs',
    values: { always: ['always passes', 'The kubelet’s probes need no rule.'] },
  },
  'own-node-out': {
    title: 'A pod to the node it runs on',
    values: {
      always: ['always passes', 'No rule of egress can close it.'],
      judged: ['judged', 'Rules of egress hold for it like for anything else.'],
      nobody: NOBODY,
    },
  },
  'other-node': {
    title: 'Another node to a pod',
    values: {
      'node-address': ['by its address', 'A block with the node’s own address fits it.'],
      'tunnel-address': [
        'by its tunnel’s address',
        'It speaks through its tunnel, with an address of the pods’ range. A block of the nodes’ addresses does not fit.',
      ],
      'tunnel-across-subnets': [
        'its tunnel’s, across subnets',
        'Within a subnet it has its own address, across subnets that of its tunnel.',
      ],
      identity: ['by identity', 'It is remote-node: no block fits it; a CiliumNetworkPolicy can name it.'],
      nobody: NOBODY,
    },
  },
  'host-network-peer': {
    title: 'A pod on the host network, by its labels',
    values: {
      never: ['never fits', 'Selectors pass it over: to policies the node speaks.'],
      'node-address': [
        'fits, as its node',
        'The controller lists the node’s address in its place, which lets in everything on that node.',
      ],
      nobody: NOBODY,
    },
  },
  'node-policies': {
    title: 'Policies for nodes themselves',
    values: {
      none: ['none', 'There are none.'],
      'host-endpoint': ['HostEndpoint', 'A HostEndpoint makes a node’s interface a subject of Calico’s policies.'],
      'host-firewall': [
        'host firewall',
        'With the host firewall on, a CiliumClusterwideNetworkPolicy can select nodes.',
      ],
      'security-groups': ['security groups', 'Security groups of the VPC guard nodes.'],
    },
  },
}
