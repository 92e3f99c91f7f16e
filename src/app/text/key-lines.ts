import type { ShortcutId } from '../state/shortcuts.ts'

/** The lines of the list of keys in the help, by what they do. Each shortcut is in one of them. */
export const KEY_LINES = [
  { of: ['palette'], does: 'palette' },
  { of: ['go.lesson', 'go.editor', 'go.cluster'], does: 'places' },
  { of: ['lesson.side'], does: 'sides' },
  { of: ['problem.next', 'problem.previous'], does: 'problems' },
  { of: ['view.graph', 'view.matrix', 'view.table', 'view.architecture'], does: 'views' },
  { of: ['view.walk'], does: 'walk' },
  { of: ['view.nodes'], does: 'nodes' },
  { of: ['view.board'], does: 'board' },
  { of: ['view.cnis'], does: 'cnis' },
  { of: ['assert'], does: 'assert' },
  { of: ['baseline'], does: 'baseline' },
  { of: ['help'], does: 'help' },
] as const satisfies readonly { readonly of: readonly ShortcutId[]; readonly does: string }[]

/** Keys that belong to one part of the screen, or to another window. */
export const OTHER_KEYS = [
  { keys: ['Esc', 'Tab'], does: 'leave' },
  { keys: ['F1'], does: 'commands' },
  { keys: ['+', '−', '0'], does: 'zoom' },
  { keys: ['F2', 'Delete'], does: 'tabs' },
  { keys: ['[', ']', 'S'], does: 'stages' },
] as const
