import { part } from '../part.ts'
import { figure } from '../spoken.ts'
import { count, say, type Sentence } from '../../sentence.ts'

/** Turning the older cluster-wide policies into ClusterNetworkPolicies. */
export const REWRITE = part('rewrite', {
  working: 'Rewriting, and judging every flow in both versions…',
  leave: 'Leave it',
  rewrite: 'Rewrite',
  same: (flows: number) => say`Same verdict for all ${figure(flows)} flows, and for every other port.`,
  differ: (all: number, opened: number, closed: number, changed: number) =>
    say`${count(all, 'connection')} differ: ${opened} opened, ${closed} closed, ${changed} on other ports.`,
  left: (policies: Sentence) => say`Left as it is: ${policies}.`,
  because: (policy: Sentence, why: string) => say`${policy}, because ${why}`,
  why: {
    limit: 'it has more than 25 rules, peers or ports in a place, and ClusterNetworkPolicy takes no more',
    protocol: 'it names a protocol that ClusterNetworkPolicy does not know',
    range: 'one of its port ranges ends before it begins',
    text: 'its text is written in a way that cannot be changed without harm',
  },
  and: 'and',
  done: (proof: Sentence) => say`Rewritten. ${proof} Changes are counted from the older policies.`,
  undo: 'Undo',
})
