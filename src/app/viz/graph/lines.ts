import { CELL } from '../../../worker/snapshot.ts'
import { GRAPH } from '../../text/catalogue/en/graph.ts'
import { bundleChips, bundleLines, type Bundled, type Inside } from './bundles.ts'
import { changedLine, changedPairs, portsText, signedChips, type ChangedPair, type ChangeQuestion } from './changes.ts'
import { gatherChanges, type GateChange } from './gathered.ts'
import type { LineKind, PairCounts, Pairs } from './pairs.ts'
import type { GraphEntry } from './entries.ts'
import { lineKey, lineOf, type Chip, type Line } from './line.ts'
import { goalChips, goalsByLine } from './goals.ts'
import type { FlowGoal, FlowSelection } from '../selection.ts'

/** Flows that have no line of their own. The legend says so. */
export interface Undrawn {
  readonly open: number
  readonly denied: number
  /** Flows that a rule allows, gathered into bundles or counted at their namespace. */
  readonly bundled: number
  /** Changes of stations that are not in the picture any more. */
  readonly gone: number
}

/** The lines that the graph draws. */
export interface LineChoice {
  /** What rules decide. */
  readonly rules: readonly Line[]
  /** The flow that is asked about and what changed, where no rule draws it anyway. */
  readonly extras: readonly Line[]
  /** What changed where lines of their own would be too many. */
  readonly gates: readonly GateChange[]
  /** Everything that changed between two marks of the picture, by the key of its line. */
  readonly changed: ReadonlyMap<string, ChangedPair>
  /** Lines within a namespace that were too many. */
  readonly inside: ReadonlyMap<string, Inside>
  readonly undrawn: Undrawn
}

/** What the choice of lines depends on. */
export interface LineQuestion extends ChangeQuestion {
  readonly pairs: Pairs
  readonly selection: FlowSelection | null
  /** Flows that a lesson asks for: they are drawn whatever their verdict. */
  readonly goals: readonly FlowGoal[]
  /** Ways in from outside that no verdict is drawn for. */
  readonly entries: readonly GraphEntry[]
  /** Chips are written on the lines of this mark. */
  readonly pinned: string | null
  /** The namespace of a mark; null outside. */
  groupOf(mark: string): string | null
}

/**
 * Ink where there is news. A line is drawn when a rule decides (allowed, or some ports only), when it changed, or when
 * it is asked about. What is open because no policy selects either end is what everybody expects: its gates are dotted,
 * a stub stands before them, and the lines come when a station is pointed at or pinned. Denied lines are as many as
 * pairs of stations: isolated gates stand for them, and the lines come with the pin. Nothing is lost: `undrawn` counts
 * the rest.
 */
export function chooseLines(question: LineQuestion): LineChoice {
  const { pairs, groupOf, folded } = question
  const { changed, gone } = changedPairs(question)
  const asked = askedLine(question, changed)
  const rules: Line[] = []
  for (const from of pairs.marks) {
    for (const to of pairs.marks) {
      const line = from === to ? null : ruledLine(question, from, to, asked, changed)
      if (line) rules.push(line)
    }
  }
  const bundled = bundleLines(rules, pairs, groupOf)
  const drawn = new Set(bundled.lines.map(({ key }) => key))
  const goals = goalsByLine(question.goals, question.markOf, folded)
  const extras: Line[] = asked && !drawn.has(asked.key) ? [asked] : []
  const { single, gates } = gatherChanges(
    [...changed].flatMap(([key, pair]) => (drawn.has(key) || key === asked?.key || goals.has(key) ? [] : [pair])),
    pairs,
  )
  extras.push(...single.map((pair) => changedLine(pair, pairs)))
  for (const [key, { line }] of goals)
    if (!drawn.has(key) && key !== asked?.key)
      extras.push(changed.has(key) ? { ...line, chips: signedChips(changed.get(key)!) } : line)
  extras.push(...entryLines(question, [...bundled.lines, ...extras]))
  const numbered = (line: Line): Line => {
    const goal = goals.get(line.key)
    return goal && line.bundle === null ? { ...line, chips: [...goalChips(goal.numbers), ...line.chips] } : line
  }
  return {
    rules: bundled.lines.map(numbered),
    extras: extras.map(numbered),
    gates,
    changed,
    inside: bundled.inside,
    undrawn: undrawnFlows(pairs, [...bundled.lines, ...extras], bundled, gone),
  }
}

/** The line of a pair for which a rule decides; null: none does. */
function ruledLine(
  { pairs, pinned, folded }: LineQuestion,
  from: string,
  to: string,
  asked: Line | null,
  changed: ReadonlyMap<string, ChangedPair>,
): Line | null {
  const kind = pairs.kind(from, to)
  if (kind !== 'allowed' && kind !== 'part') return null
  const key = lineKey(from, to)
  if (key === asked?.key) return asked
  if (folded.has(from) || folded.has(to)) {
    const bundle = pairs.counts(from, to)
    if (kind === 'part' && !isRuled(bundle)) return null
    return { key, from, to, kind, bundle, role: 'rule', chips: bundleChips(bundle) }
  }
  const change = changed.get(key)
  if (change) return changedLine(change, pairs)
  const isPinned = from === pinned || to === pinned
  const chips = kind === 'part' || isPinned ? portChips(pairs, from, to, kind, isPinned) : []
  return { key, from, to, kind, bundle: null, role: 'rule', chips }
}

/** Ways in from outside, where nothing is drawn between the two yet. */
function entryLines({ entries, markOf, folded }: LineQuestion, drawn: readonly Line[]): readonly Line[] {
  const taken = new Set(drawn.map(({ key }) => key))
  return entries.flatMap(({ from, to, text }): readonly Line[] => {
    const [a, b] = [markOf(from), markOf(to)]
    if (a === null || b === null || folded.has(b) || taken.has(lineKey(a, b))) return []
    taken.add(lineKey(a, b))
    return [{ ...lineOf(a, b, null, 'entry'), chips: [{ sign: null, text }] }]
  })
}

/** What the picture at rest already says. */
export interface AtRest {
  readonly pairs: Pairs
  readonly drawn: ReadonlySet<string>
  readonly changed: ReadonlyMap<string, ChangedPair>
  readonly folded: ReadonlySet<string>
}

/** All further lines of one mark. Pointing at it shows what passes; pinning it shows also what is denied. */
export function neighbourLines(
  { pairs, drawn, changed, folded }: AtRest,
  mark: string,
  withDenied: boolean,
): readonly Line[] {
  if (!pairs.has(mark)) return []
  return pairs.marks
    .flatMap((other) =>
      other === mark
        ? []
        : ([
            [mark, other],
            [other, mark],
          ] as const),
    )
    .flatMap(([from, to]): Line[] => {
      const key = lineKey(from, to)
      const kind = pairs.kind(from, to)
      if (kind === null || drawn.has(key) || (!withDenied && (kind === 'denied-entering' || kind === 'denied-leaving')))
        return []
      if (folded.has(from) || folded.has(to))
        return [
          {
            key,
            from,
            to,
            kind,
            role: 'neighbour',
            bundle: pairs.counts(from, to),
            chips: bundleChips(pairs.counts(from, to)),
          },
        ]
      if (changed.has(key)) return [changedLine(changed.get(key)!, pairs)]
      return [
        {
          key,
          from,
          to,
          kind,
          role: 'neighbour',
          bundle: null,
          chips: withDenied && (kind === 'allowed' || kind === 'part') ? portChips(pairs, from, to, kind, true) : [],
        },
      ]
    })
}

/** Some of a bundle's flows pass because a rule says so, not only because no policy selects their ends. */
function isRuled({ allowed, part }: PairCounts): boolean {
  return allowed + part > 0
}

/** Drawn by the verdict of the port that is asked about, not by that of its pair. */
function askedLine({ selection, markOf }: LineQuestion, changed: ReadonlyMap<string, ChangedPair>): Line | null {
  if (!selection) return null
  const from = markOf(selection.from)
  const to = markOf(selection.to)
  if (from === null || to === null) return null
  const key = lineKey(from, to)
  return {
    ...lineOf(from, to, selection.verdict, 'selected'),
    chips: changed.has(key)
      ? signedChips(changed.get(key)!)
      : selection.port
        ? [{ sign: null, text: portsText([selection.port]) }]
        : [],
  }
}

/**
 * `2 of 3` where only some pass; by name (`8080`, `8080 9090`, `3 ports`) those that pass. Where ports differ within
 * themselves the dashes say it alone.
 */
function portChips(pairs: Pairs, from: string, to: string, kind: LineKind, byName: boolean): readonly Chip[] {
  const ports = pairs.ports(from, to)
  const passing = ports.filter(({ port, cell }) => port !== null && (cell === CELL.allowed || cell === CELL.open))
  if (ports.some(({ cell }) => cell === CELL.part) || passing.length === 0 || (kind === 'part' && ports.length < 2))
    return []
  return [
    {
      sign: null,
      text: byName ? portsText(passing.map(({ port }) => port)) : GRAPH.ofPorts(passing.length, ports.length),
    },
  ]
}

function undrawnFlows(pairs: Pairs, lines: readonly Line[], bundled: Bundled, gone: number): Undrawn {
  let { open, denied } = pairs.totals
  const take = ({ open: passing, leaving, entering }: PairCounts) => {
    open -= passing
    denied -= leaving + entering
  }
  for (const { from, to, bundle, role } of lines)
    if (bundle === null && from !== to && role !== 'entry') take(pairs.counts(from, to))
  for (const line of bundled.gathered) take(line.bundle ?? pairs.counts(line.from, line.to))
  for (const { bundle, from, to } of lines) if (bundle !== null && pairs.has(from) && pairs.has(to)) take(bundle)
  return { open, denied, bundled: bundled.flows, gone }
}
