import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NOBODY, OPEN } from './answers.ts'

/** Who comes from outside, and who goes there. */
export const OUTSIDE: BehaviourTexts<'outside'> = {
  'outside-here': {
    title: 'By a node’s port, backend on that node',
    values: {
      'left-open': OPEN,
      client: ['the client’s address', 'It is judged before the masquerade, so blocks see the client.'],
      'own-node': [
        'gets in',
        'The node’s address is in place before it is judged, and a pod’s own node always gets in: policies are gone round.',
      ],
      nobody: NOBODY,
    },
  },
  'outside-elsewhere': {
    title: 'By a node’s port, backend on another',
    values: {
      'left-open': OPEN,
      client: ['the client’s address', 'It is kept all the way.'],
      'node-address': [
        'that node’s address',
        'The node that took it in has put its own in the client’s place. A block with the client’s does not fit.',
      ],
      'tunnel-address': [
        'that node’s tunnel',
        'It comes with the address of that node’s tunnel. Blocks with the client’s or the node’s do not fit.',
      ],
      'tunnel-across-subnets': [
        'node or its tunnel',
        'With that node’s address within a subnet, its tunnel’s across subnets.',
      ],
      'no-address': [
        'somebody outside',
        'The tunnel carries that it is from outside, and no address: only a block of all addresses fits.',
      ],
      nobody: NOBODY,
    },
  },
}
