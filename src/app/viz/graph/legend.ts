import { GRAPH } from '../../text/catalogue/en/graph.ts'
import type { Drawing } from './drawing.ts'
import type { LineKind } from './pairs.ts'
import type { Stroke } from './strokes.ts'

/** One line of the legend. */
export interface LegendItem {
  readonly key: LineKind | 'entry' | 'bundle' | 'clique' | 'isolated' | 'dotted' | 'gates' | 'sign' | 'dead-sign'
  readonly word: string
}

/** What the picture shows, and nothing else, in a fixed order. */
export function legendOf(
  { strokes, gates, stations, signs, ground }: Drawing,
  further: readonly Stroke[],
): readonly LegendItem[] {
  const lines = [...strokes, ...further].map(({ line }) => line)
  const hasGate = (gate: 'isolated' | 'open') =>
    stations.some(
      ({ ingress, egress }) =>
        ingress === gate || egress === gate || (gate === 'isolated' && (ingress === 'part' || egress === 'part')),
    )
  const stopsAt = (at: 'in' | 'out') => gates.some(({ gate, bar }) => gate === at && bar !== '')
  const shown: Readonly<Record<LegendItem['key'], boolean>> = {
    allowed: lines.some(({ kind, bundle }) => kind === 'allowed' && !bundle),
    part: lines.some(({ kind, bundle }) => kind === 'part' && !bundle),
    open: lines.some(({ kind }) => kind === 'open') || stations.some(({ opensIn }) => opensIn),
    'denied-entering': lines.some(({ kind }) => kind === 'denied-entering') || stopsAt('in'),
    'denied-leaving': lines.some(({ kind }) => kind === 'denied-leaving') || stopsAt('out'),
    none: lines.some(({ kind, role }) => kind === 'none' && role !== 'entry'),
    entry: lines.some(({ role }) => role === 'entry'),
    bundle: lines.some(({ bundle }) => bundle),
    clique: ground.hulls.some(({ isClique }) => isClique),
    gates: hasGate('isolated') && hasGate('open'),
    isolated: hasGate('isolated') && !hasGate('open'),
    dotted: hasGate('open') && !hasGate('isolated'),
    sign: signs.length > 0 || stations.some(({ shape }) => shape === 'outward-sign'),
    'dead-sign': stations.some(({ shape }) => shape === 'dead-sign'),
  }
  return (Object.keys(GRAPH.lines) as LegendItem['key'][])
    .filter((key) => shown[key])
    .map((key) => ({ key, word: GRAPH.lines[key] }))
}

/**
 * What has no line, and how to see it. Empty when everything is drawn. `further`: lines that are there for the moment.
 */
export function undrawnNote({ undrawn, pairs }: Drawing, further: readonly Stroke[], policies: number): string {
  const shown = further.map(({ line }) => pairs.counts(line.from, line.to))
  const open = shown.reduce((rest, counts) => rest - counts.open, undrawn.open)
  const denied = shown.reduce((rest, { leaving, entering }) => rest - leaving - entering, undrawn.denied)
  if (policies === 0 && open > 0) return GRAPH.noPolicy(open === 1 ? 1 : undrawn.open)
  const parts = [
    [open, GRAPH.undrawn.open],
    [denied, GRAPH.undrawn.denied],
    [undrawn.bundled, GRAPH.undrawn.bundled],
    [undrawn.gone, GRAPH.undrawn.gone],
  ] as const
  const said = parts.flatMap(([amount, word]) => (amount > 0 ? [`${amount} ${word}`] : []))
  return said.length === 0 ? '' : GRAPH.noLine(said.join(', '), denied > 0)
}
