import type { ActionGroup } from '../state/actions/action.ts'
import type { DrawerTab } from '../state/layout.svelte.ts'
import type { ShortcutId } from '../state/shortcuts.ts'
import type { ThemeChoice } from '../state/theme-choice.ts'
import type { View } from '../state/work.ts'
import { count, say } from './sentence.ts'

/** The palette's own words. */
export const PALETTE = {
  hint: 'An action, a lesson, a pod, a policy, or a question such as shop/web -> shop/api:8080',
  used: 'Last used',
  none: 'Nothing has these letters. A question needs an arrow: shop/web -> shop/api:8080.',
  /** What a screen reader hears when the list changes. */
  found: (amount: number) => (amount === 0 ? 'Nothing found' : `${count(amount, 'line')} found`),
  more: (amount: number) => `${amount} more: type to find them`,
} as const

/** Behind what is so already. */
export const NOW = 'now'

export const GROUP_TITLES: Readonly<Record<ActionGroup, string>> = {
  lesson: 'This lesson', question: 'Question and answer', views: 'Pictures', drawers: 'Under the picture', go: 'Go to', work: 'Open, save, share', screen: 'Screen and keys', problems: 'Problems', documents: 'Documents',
  objects: 'Policies and other objects', stations: 'Pods and other ends', plugin: 'Network plugin', 'plugin-options': 'Switches of the network plugin', api: 'Versions of the policy API', walls: 'Walls of a pod', new: 'Add a document', examples: 'Examples', lessons: 'Lessons',
}

export const ACTION_TEXT = {
  ask: 'Ask who reaches whom',
  assert: 'Assert the answer',
  asserted: 'Assert the answer (it is asserted)',
  walkThis: 'Walk this flow, hop by hop',
  copyTrace: 'Copy the trace as text',
  markBaseline: 'Mark the baseline: count changes from here',
  clearBaseline: 'Clear the baseline',
  goLesson: 'Go to the lesson’s text',
  goExamples: 'Go to the examples',
  goList: 'Go to the list of lessons',
  goEditor: 'Go to the editor',
  alsoEditor: 'YAML text',
  goCluster: 'Go to the picture of the cluster',
  nextProblem: 'Next problem',
  previousProblem: 'Previous problem',
  alsoProblem: 'finding error warning',
  allLessons: 'All lessons',
  workshops: 'Workshops',
  language: (name: string) => `Language: ${name}`,
  playground: 'Playground, with your own work',
  share: 'Share: link, QR code, file, embedding',
  alsoShare: 'copy download export iframe',
  copyLink: 'Copy a link to this',
  present: 'Present in a window for an audience',
  alsoPresent: 'talk slides stage projector',
  makeLesson: 'Make a lesson of this state',
  alsoMakeLesson: 'builder task goals workshop',
  report: 'Save all of it as a report',
  picture: { svg: 'Save the picture as SVG', png: 'Save the picture as PNG' },
  rewrite: 'Rewrite the older policies as ClusterNetworkPolicy',
  history: 'History: earlier states of this work',
  alsoHistory: 'versions undo restore',
  openFiles: 'Open files…',
  openFolder: 'Open a folder…',
  alsoOpen: 'import YAML zip kubectl',
  openNothing: 'Start with nothing',
  foldLesson: 'Fold or unfold the lesson',
  foldExamples: 'Fold or unfold the examples',
  foldDrawer: 'Fold or unfold what is under the picture',
  sizes: 'Give the panes their usual sizes',
  alsoLetters: 'shortcuts single speech 2.1.4',
  alsoLanguage: 'Sprache translation',
  help: 'Help and the list of keys',
  alsoHelp: 'shortcuts keyboard about',
  closeDocument: (name: string) => `Close ${name}`,
  undoClose: (name: string) => `Open ${name} again`,
  askPart: (question: string) => `Ask: ${question}`,
  wallsOf: (name: string) => `Walls of ${name}`,
  noPlugin: 'None: right after the installation',
  api: (version: string) => `Serve ${version === 'both' ? 'both versions' : version === 'none' ? 'no version' : version}`,
  nextLesson: (name: string) => `Next lesson: ${name}`,
  previousLesson: (name: string) => `Previous lesson: ${name}`,
  hint: (number: number) => `Show hint ${number}`,
  solve: 'Solve: see the solution first',
  reset: 'Reset the lesson to its start',
  undoReset: 'Undo the reset',
  undoSolve: 'Undo the solution',
  undoLink: 'Back to my draft',
  side: { attacker: 'Be the attacker', defender: 'Be the defender' },
  passed: 'passed',
  linkCopied: say`The link is copied.`,
  linkTooLarge: say`This work is too large for a link. Share can put it into a file.`,
  traceCopied: say`The trace is copied.`,
  notCopied: say`The browser does not let this page copy. Share shows the link, to be copied by hand.`,
} as const

const VIEW_LABELS: Readonly<Record<View, string>> = {
  graph: 'Graph: who reaches whom, as lines', matrix: 'Matrix: everybody against everybody', walk: 'Walk: one packet, hop by hop', table: 'Table: every flow, and connections', nodes: 'Nodes and their addresses',
  board: 'Tiers: policies in their order', architecture: 'Architecture: parts of the cluster', cnis: 'CNIs: the same under several plugins',
}

export function viewLabel(view: View): string {
  return VIEW_LABELS[view]
}

const DRAWER_LABELS: Readonly<Record<DrawerTab, string>> = {
  trace: 'Trace: why the answer is so', assertions: 'Assertions, and Mutate', terminal: 'Terminal: curl, kubectl, netassert, kube-bench', time: 'Time: what changes on the way', flows: 'Flows that opened and closed, Compare',
  policies: 'Policies in sentences', requests: 'Requests: many questions at once', identities: 'Identities and policy maps of Cilium', hubble: 'Hubble: a log of flows', entries: 'Entries from outside', goals: 'Goals of the lesson',
}

export function drawerLabel(tab: DrawerTab): string {
  return DRAWER_LABELS[tab]
}

export const THEME_LABELS: Readonly<Record<ThemeChoice, string>> = { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' }

export function lettersLabel(areOn: boolean): string {
  return areOn ? 'Switch keys of one letter off' : 'Switch keys of one letter on'
}

/** The lines of the list of keys in the help. Each shortcut is in one of them. */
export const KEY_LINES: readonly { readonly of: readonly ShortcutId[]; readonly does: string }[] = [
  { of: ['palette'], does: 'Find or do anything: every action, lesson, example, pod and policy' },
  { of: ['go.lesson', 'go.editor', 'go.cluster'], does: 'Go to the lesson or the examples, the editor, the cluster' },
  { of: ['lesson.side'], does: 'In a break-in puzzle: change sides, attacker or defender' },
  { of: ['problem.next', 'problem.previous'], does: 'Next, previous problem' },
  { of: ['view.graph', 'view.matrix', 'view.table', 'view.architecture'], does: 'Graph, matrix, table, architecture, with focus in the cluster' },
  { of: ['view.walk'], does: 'Walk, with focus in the cluster; there, arrows step from hop to hop, Home and End go to the first and the last, Space plays' },
  { of: ['view.nodes'], does: 'Nodes and their addresses, with focus in the cluster' },
  { of: ['view.board'], does: 'Tiers and their policies as a board, with focus in the cluster; there, on a card’s handle, up and down arrows move the policy and write its order' },
  { of: ['view.cnis'], does: 'The same YAML under several CNIs, with focus in the cluster; there, arrows go from cell to cell, Enter takes that CNI and asks the flow' },
  { of: ['assert'], does: 'Assert the flow under the focus, or the one that is asked for, with focus in the cluster; the right mouse button does it on a cell or a line' },
  { of: ['baseline'], does: 'Mark or clear the baseline, with focus in the cluster' },
  { of: ['help'], does: 'This help' },
]

/** Keys that belong to one part of the screen, or to another window. */
export const OTHER_KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['Esc', 'Tab'], does: 'One after the other: leave the editor' },
  { keys: ['F1'], does: 'In the editor: its own list of commands' },
  { keys: ['+', '−', '0'], does: 'In the graph: nearer, farther, all of it' },
  { keys: ['F2', 'Delete'], does: 'Rename, close the document whose tab has focus' },
  { keys: ['[', ']', 'S'], does: 'In a window for an audience: the stage before, the next one (Page Up and Page Down too), dim everything but the asked flow' },
]

/** About keys of one sign. */
export const LETTER_KEYS = { label: 'Keys of one letter', about: 'Letters, [, ] and ? do nothing while you type anyway. Who speaks to the machine may want them off always.' } as const
