import { part } from '../part.ts'
import { say, strong } from '../../sentence.ts'

/** What holds the parts together, and what lies over them. */
export const SHELL = part('shell', {
  skipToEditor: 'Skip to the editor',
  skipToQuestion: 'Skip to the question',
  noHome: 'The list of lessons could not be loaded. The playground still works; reload the page to try again.',
  noLesson: 'The lesson’s text could not be loaded. Reload the page to try again.',
  noAttack: 'The attacker’s view could not be loaded. Reload the page to try again.',
  noBuilder: 'The lesson builder could not be loaded. Reload the page to try again.',
  noWorkshop: 'The workshops could not be loaded. Reload the page to try again.',
  noWindow: 'The browser opened no window. Allow windows for this page, and try again.',
  editor: 'Editor',
  editorWidth: 'Width of the editor',
  explanationHeight: 'Height of the explanation',
  cluster: 'Cluster',
  splitter: 'Drag, click or arrow keys. Double-click resets.',
  close: 'Close',
  putAway: 'Put away',
  task: 'web cannot reach api. Find out why.',
  putTaskAway: 'Put the task away',
  putAwayKey: 'Put away (Esc)',
  ctrlKey: 'Ctrl',
  shiftKey: 'Shift',
  shown: 'What is shown',
  halves: { lesson: 'Lesson', yaml: 'YAML', cluster: 'Cluster', trace: 'Trace' },
  attack: 'Attack',
  drop: (inLesson: boolean) =>
    say`${strong('Drop to open.')} YAML and JSON files, folders and zip archives.${inLesson ? ' They open as a work of their own; the lesson keeps your draft.' : ''}`,
})
