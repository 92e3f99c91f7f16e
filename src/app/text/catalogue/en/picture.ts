import { part } from '../part.ts'
import { say, type Phrase } from '../../sentence.ts'

/** The pictures of the cluster, and the strip below them. */
export const PICTURE = part('picture', {
  pictures: 'Pictures of the cluster',
  views: {
    graph: 'Graph',
    matrix: 'Matrix',
    walk: 'Walk',
    table: 'Table',
    nodes: 'Nodes',
    board: 'Tiers',
    architecture: 'Architecture',
    cnis: 'CNIs',
  },
  updating: 'updating…',
  notLoaded: 'This view could not be loaded. The graph still works.',
  tryAgain: 'Try again',
  noPods: 'No pods yet: nothing in these documents runs one.',
  open: (title: string) => `Open “${title}”`,
  nothing: 'Start with nothing',
  opened: (amount: number) => `${amount} opened`,
  closed: (amount: number) => `${amount} closed`,
  signs: { opened: 'opened', closed: 'closed', changed: 'changed' },
  reaches: (isNow: boolean, from: Phrase, to: Phrase, port: string) =>
    say`${from} ${isNow ? 'now' : 'no longer'} reaches ${to}${port === '' ? '' : ` on ${port}`}.`,
  listChanges: (against: string) => `List the flows that changed ${against}`,
  against: {
    edit: 'by the last edit',
    baseline: 'since the baseline',
    start: 'since the lesson began',
    before: 'since the version before',
  },
  clearBaseline: 'Clear baseline',
  markBaseline: 'Mark baseline',
  markBaselineTitle: 'Count what opens and closes from here on (B)',
})
