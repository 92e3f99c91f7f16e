import type { RewriteProof } from '../../worker/protocol.ts'
import { REWRITE } from './catalogue/en/rewrite.ts'
import { code, list, say, type Sentence } from './sentence.ts'

/** Whether the rewritten policies mean the same. */
export function proofText({
  flows,
  diff: { opened, closed, changed },
}: Pick<RewriteProof, 'flows' | 'diff'>): Sentence {
  const differing = opened + closed + changed
  return differing === 0 ? REWRITE.same(flows) : REWRITE.differ(differing, opened, closed, changed)
}

/** What was left as it is, and why. */
export function leftText({ left }: Pick<RewriteProof, 'left'>): Sentence {
  return left.length === 0
    ? []
    : REWRITE.left(
        list(
          left.map(({ kind, name, why }) => REWRITE.because(say`${kind} ${code(name)}`, REWRITE.why[why])),
          REWRITE.and,
        ),
      )
}

/** Once they stand in the text, and the word that takes it back. */
export function rewrittenText(proof: Pick<RewriteProof, 'flows' | 'diff'>): {
  readonly text: Sentence
  readonly undo: string
} {
  return { text: REWRITE.done(proofText(proof)), undo: REWRITE.undo }
}
