import { part } from '../part.ts'

/** The examples, and what else can be opened. */
export const EXAMPLES = part('examples', {
  title: 'Examples',
  folded: 'Examples, folded',
  fold: 'Fold',
  foldThem: 'Fold the examples',
  closeThem: 'Close the examples',
  find: 'Find an example',
  none: 'No example has these words.',
  all: 'Show all',
  nothing: 'Start with nothing',
  files: 'Open files…',
  history: 'History…',
})
