import type { RewriteProof } from '../../worker/protocol.ts'
import { code, count, list, say, type Sentence } from './sentence.ts'

/** Whether the rewritten policies mean the same. */
export function proofText({ flows, diff: { opened, closed, changed } }: Pick<RewriteProof, 'flows' | 'diff'>): Sentence {
  const differing = opened + closed + changed
  return differing === 0 ? say`Same verdict for all ${flows.toLocaleString('en')} flows, and for every other port.` : say`${count(differing, 'connection')} differ: ${opened} opened, ${closed} closed, ${changed} on other ports.`
}

const WHY: Readonly<Record<RewriteProof['left'][number]['why'], string>> = {
  limit: 'it has more than 25 rules, peers or ports in a place, and ClusterNetworkPolicy takes no more',
  protocol: 'it names a protocol that ClusterNetworkPolicy does not know',
  range: 'one of its port ranges ends before it begins',
  text: 'its text is written in a way that cannot be changed without harm',
}

/** What was left as it is, and why. */
export function leftText({ left }: Pick<RewriteProof, 'left'>): Sentence {
  return left.length === 0 ? [] : say`Left as it is: ${list(left.map(({ kind, name, why }) => say`${kind} ${code(name)}, because ${WHY[why]}`))}.`
}
