import { flushSync } from 'svelte'
import { PALETTE } from '../../text/catalogue/en/palette.ts'
import { exampleWords } from '../../text/example-words.ts'
import type { AppState } from '../context.ts'
import type { ListedExample } from '../example/examples.ts'
import { langOf } from '../lesson/list.ts'
import { lessonAddress } from '../route.ts'
import { action, shortcutAction, type Action } from './action.ts'

/** What can be done in the open lesson. */
export function lessonActions(app: AppState): readonly Action[] {
  const { lessons, session } = app
  const { open, previous, next, canUndo } = lessons
  if (!open) return []
  const hint = open.hints.findIndex((_, index) => !lessons.hints.includes(index + 1)) + 1
  return [
    ...(hint > 0
      ? [
          action({
            id: 'lesson.hint',
            group: 'lesson',
            label: PALETTE.showHint(hint),
            run: () => {
              showLesson(app)
              lessons.showHint(hint)
            },
          }),
        ]
      : []),
    ...(open.attack
      ? [
          shortcutAction(app, 'lesson.side', {
            group: 'lesson',
            label: lessons.attacking ? PALETTE.side.defender : PALETTE.side.attacker,
          }),
        ]
      : []),
    ...(lessons.solved
      ? []
      : [
          action({
            id: 'lesson.solve',
            group: 'lesson',
            label: PALETTE.solve,
            run: () => {
              showLesson(app)
              lessons.isSolving = true
            },
          }),
        ]),
    ...(lessons.isChanged
      ? [action({ id: 'lesson.reset', group: 'lesson', label: PALETTE.reset, run: () => lessons.reset() })]
      : []),
    ...(canUndo
      ? [
          action({
            id: 'lesson.undo',
            group: 'lesson',
            label: { reset: PALETTE.undoReset, solved: PALETTE.undoSolve, link: PALETTE.undoLink }[canUndo],
            run: () => lessons.undo(),
          }),
        ]
      : []),
    ...(next && session.lesson
      ? [
          action({
            id: 'lesson.next',
            group: 'lesson',
            label: PALETTE.nextLesson(`${next.code} ${next.title}`),
            run: () => {
              location.hash = lessonAddress(next.id)
            },
          }),
        ]
      : []),
    ...(previous
      ? [
          action({
            id: 'lesson.previous',
            group: 'lesson',
            label: PALETTE.previousLesson(`${previous.code} ${previous.title}`),
            run: () => {
              location.hash = lessonAddress(previous.id)
            },
          }),
        ]
      : []),
  ]
}

/** Every example and every lesson. Where nothing else can be opened, inside another page, there are no lessons. */
export function learningActions(
  { lessons, desk, embed, navigation }: AppState,
  examples: readonly ListedExample[],
): readonly Action[] {
  return [
    ...examples.map((example) => {
      const { title, promise, group } = exampleWords(example)
      return action({
        id: `example.${example.id}`,
        group: 'examples',
        label: title,
        detail: example.id === desk.exampleId ? PALETTE.now : group,
        also: promise,
        run: () => {
          lessons.save()
          void desk.openExample(example)
        },
      })
    }),
    ...(embed
      ? []
      : lessons.tracks.flatMap((track) =>
          track.lessons.map((head) => {
            const { id, code, title, about } = head
            return action({
              id: `lesson.${id}`,
              group: 'lessons',
              label: `${code} ${title}`,
              lang: langOf(head),
              also: about,
              detail:
                navigation.page === 'work' && id === lessons.open?.id
                  ? PALETTE.now
                  : lessons.progress[id]?.state === 'passed'
                    ? PALETTE.passed
                    : track.title,
              run: () => {
                location.hash = lessonAddress(id)
              },
            })
          }),
        )),
  ]
}

/** Wherever a lesson is folded away, it has to be seen first. */
function showLesson({ layout }: AppState): void {
  flushSync(() => {
    if (!layout.isPair) layout.half = 'lesson'
    else if (!layout.hasLesson && !layout.isLessonOverlaid) layout.toggleLesson()
  })
}
