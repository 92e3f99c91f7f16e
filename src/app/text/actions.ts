import type { ActionGroup } from '../state/actions/action.ts'
import type { DrawerTab } from '../state/layout.svelte.ts'
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
