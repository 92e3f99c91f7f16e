import type { LensView, PolicyLens, RuleLens } from '../../worker/snapshot.ts'
import { LENS } from '../text/catalogue/en/lens.ts'
import { peerSentence, policySentence, ruleSentence, type LensSentence } from '../text/lens.ts'
import { indentOf, type Lines } from './lines.ts'

/**
 * A row of words between two lines of the text. `after`: the line it follows, 0 for the top. `indent`: characters
 * before it. `ghost`: text that the API server adds, shown before the sentence. `key` stays the same while the policy
 * keeps its rules, so that a row changes its words without leaving its place.
 */
export interface LensRow {
  readonly key: string
  readonly after: number
  readonly indent: number
  readonly ghost: string
  readonly sentence: LensSentence
}

/** All rows of a document in the order in which they stand. */
export function lensRows({ policies, assumed }: LensView, lines: Lines): readonly LensRow[] {
  // The same policy can stand in the text twice; it is reported, and must not break the rows.
  const numbered = numbering()
  const rows = policies.flatMap((policy) =>
    policyRows(policy, numbered(`${policy.ref.namespace ?? ''}/${policy.ref.name}`), lines),
  )
  const ghosts = assumed
    .filter(({ place }) => place === 'own-line')
    .map(({ line, indent, text, field }): LensRow => ({
      key: numbered(`assumed ${field.join('.')}`),
      after: line,
      indent: siblingIndent(line, lines) ?? indent,
      ghost: text,
      sentence: [{ text: LENS.assumedBy }],
    }))
  return [...ghosts, ...rows].sort((a, b) => a.after - b.after)
}

/** Tells things of the same name apart by their order. */
function numbering(): (name: string) => string {
  const counts = new Map<string, number>()
  return (name) => {
    const count = counts.get(name) ?? 0
    counts.set(name, count + 1)
    return `${name}#${count}`
  }
}

function policyRows(policy: PolicyLens, key: string, lines: Lines): readonly LensRow[] {
  const over = (line: number, suffix: string, sentence: LensSentence): LensRow => ({
    key: `${key}${suffix}`,
    after: Math.max(0, line - 1),
    indent: indentOf(lines.at(line)) ?? 0,
    ghost: '',
    sentence,
  })
  return [
    over(policy.line, '', policySentence(policy)),
    ...policy.rules.flatMap((rule) => [
      over(rule.line, ruleKey(rule), ruleSentence(rule, policy.ref)),
      ...peerRows(rule, over),
    ]),
  ]
}

const ruleKey = ({ section, index }: RuleLens) => ` ${section} ${index}`

/**
 * A rule's only peer is told with the rule. Peers in one line of text have no room of their own; the rule says how many
 * there are.
 */
function peerRows(
  rule: RuleLens,
  over: (line: number, suffix: string, sentence: LensSentence) => LensRow,
): readonly LensRow[] {
  const ownLines =
    new Set(rule.peers.map(({ line }) => line)).size === rule.peers.length &&
    rule.peers.every(({ line }) => line > rule.line)
  if (rule.peers.length < 2 || !ownLines) return []
  return rule.peers.map((peer, index) =>
    over(peer.line, `${ruleKey(rule)} peer ${index}`, peerSentence(peer, index === 0)),
  )
}

/** How far the fields beside the one that ends in `line` are indented: the least since the last field of the top. */
function siblingIndent(line: number, lines: Lines): number | null {
  let least: number | null = null
  for (let at = line; at > 0; at--) {
    const text = lines.at(at)
    const indent = indentOf(text)
    if (indent === null || text[indent] === '#') continue
    if (indent === 0) return least
    if (least === null || indent < least) least = indent
  }
  return null
}

/**
 * Whether a row may need more than one line in a pane this wide: a generous guess, so that few rows have to be
 * measured. `cell`: the width of a letter of the text.
 */
export function mayWrap({ indent, ghost, sentence }: LensRow, width: number, cell: number): boolean {
  const letters = sentence.reduce((sum, { text, tile }) => sum + text.length * 0.87 + (tile ? 2 : 0), 0)
  return (indent + ghost.length + (ghost === '' ? 0 : 2) + letters) * cell > width
}
