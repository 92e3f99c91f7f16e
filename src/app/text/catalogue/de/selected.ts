import type { SELECTED } from '../en/selected.ts'
import { anzahl } from './count.ts'

export const selected: typeof SELECTED = {
  nobody: { subject: 'Wählt hier zurzeit niemanden aus.', peer: 'Hier passt zurzeit niemand.' },
  who: {
    subject: (who) => `Ausgewählt: ${who}.`,
    peer: (who) => `Es passen: ${who}.`,
  },
  of: {
    pods: (amount) => anzahl(amount, { one: 'Pod', other: 'Pods' }),
    nodes: (amount) => anzahl(amount, { one: 'Node', other: 'Nodes' }),
    sets: (amount) => anzahl(amount, { one: 'NetworkSet', other: 'NetworkSets' }),
  },
  more: (names, amount) => `${names} und ${amount} weitere`,
}
