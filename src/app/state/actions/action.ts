import type { AppState } from '../context.ts'
import { SHORTCUTS, type Shortcut, type ShortcutId } from '../shortcuts.ts'

/** Headings of the palette, in the order in which they stand there while nothing is typed. */
export const ACTION_GROUPS = [
  'lesson',
  'question',
  'views',
  'drawers',
  'go',
  'work',
  'screen',
  'problems',
  'documents',
  'objects',
  'stations',
  'plugin',
  'plugin-options',
  'api',
  'walls',
  'new',
  'examples',
  'lessons',
] as const
/** A heading of the list of actions. */
export type ActionGroup = (typeof ACTION_GROUPS)[number]

/** Something that can be done now. It runs once the palette is closed and the focus is back where it was. */
export interface Action {
  /** The same for as long as there is this action, over visits: what was used last is kept by it. */
  readonly id: string
  readonly group: ActionGroup
  readonly label: string
  /** What stands behind it; empty: nothing. */
  readonly detail: string
  /** Words that find it besides its label and its detail. */
  readonly also: string
  /** The label is a name from the cluster. */
  readonly isName: boolean
  /** The label is in another language than the screen; undefined: it is not. */
  readonly lang: string | undefined
  /** Spelled as `isPressed` reads them. */
  readonly keys: readonly string[]
  run(): void
}

type Given = Pick<Action, 'id' | 'group' | 'label' | 'run'> & Partial<Action>

/** An action, with what is not given left empty. */
export function action(given: Given): Action {
  return { detail: '', also: '', isName: false, lang: undefined, keys: [], ...given }
}

/** The action of a shortcut: it does what its keys do. */
export function shortcutAction(app: AppState, id: ShortcutId, given: Omit<Given, 'id' | 'run' | 'keys'>): Action {
  const { keys, run }: Shortcut = SHORTCUTS[id]
  return action({ ...given, id, keys, run: () => void run(app, null) })
}
