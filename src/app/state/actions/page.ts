import { saveDrawing, saveWords } from '../../exports/save.ts'
import { PALETTE } from '../../text/catalogue/en/palette.ts'
import { LANGUAGES } from '../../text/catalogue/spoken.ts'
import { pickFiles } from '../../ui/offered-files.ts'
import type { AppState } from '../context.ts'
import { beginPresenting } from '../present/begin.ts'
import { LESSONS_ADDRESS, PLAY_ADDRESS, workshopAddress } from '../route.ts'
import { THEME_CHOICES } from '../theme-choice.ts'
import { DRAWN_VIEWS } from '../work.ts'
import { action, shortcutAction, type Action } from './action.ts'

/** From place to place. */
export function goActions(app: AppState): readonly Action[] {
  const { navigation, session, lessons, embed } = app
  const isWork = navigation.page === 'work'
  return [
    shortcutAction(app, 'go.lesson', {
      group: 'go',
      label: isWork ? (lessons.open ? PALETTE.goLesson : PALETTE.goExamples) : PALETTE.goList,
    }),
    ...(isWork
      ? [
          shortcutAction(app, 'go.editor', { group: 'go', label: PALETTE.goEditor, also: PALETTE.alsoEditor }),
          shortcutAction(app, 'go.cluster', { group: 'go', label: PALETTE.goCluster }),
          shortcutAction(app, 'problem.next', { group: 'go', label: PALETTE.nextProblem, also: PALETTE.alsoProblem }),
          shortcutAction(app, 'problem.previous', {
            group: 'go',
            label: PALETTE.previousProblem,
            also: PALETTE.alsoProblem,
          }),
        ]
      : []),
    ...(embed
      ? []
      : [
          action({
            id: 'go.lessons',
            group: 'go',
            label: PALETTE.allLessons,
            detail: navigation.page === 'lessons' ? PALETTE.now : '',
            run: () => {
              location.hash = LESSONS_ADDRESS
            },
          }),
          action({
            id: 'go.workshops',
            group: 'go',
            label: PALETTE.workshops,
            also: PALETTE.alsoPresent,
            run: () => {
              location.hash = workshopAddress('')
            },
          }),
          ...(isWork && !session.lesson
            ? []
            : [
                action({
                  id: 'go.work',
                  group: 'go',
                  label: PALETTE.playground,
                  run: () => {
                    location.hash = PLAY_ADDRESS
                  },
                }),
              ]),
        ]),
  ]
}

/** Getting work in and out. */
export function workActions(app: AppState): readonly Action[] {
  const { navigation, session, desk, importing, history, embed, sharing, building, notices, rewrite } = app
  const isWork = navigation.page === 'work'
  return [
    ...(isWork
      ? [
          action({
            id: 'share',
            group: 'work',
            label: PALETTE.share,
            also: PALETTE.alsoShare,
            run: () => sharing.open(location.href),
          }),
          action({ id: 'copy-link', group: 'work', label: PALETTE.copyLink, run: () => void copyLink(app) }),
          ...(embed
            ? []
            : [
                action({
                  id: 'present',
                  group: 'work',
                  label: PALETTE.present,
                  also: PALETTE.alsoPresent,
                  run: () => void beginPresenting(app),
                }),
              ]),
          ...(building.isOffered
            ? [
                action({
                  id: 'make.lesson',
                  group: 'work',
                  label: PALETTE.makeLesson,
                  also: PALETTE.alsoMakeLesson,
                  run: () => building.open(),
                }),
              ]
            : []),
          action({
            id: 'save.report',
            group: 'work',
            label: PALETTE.report,
            also: 'Markdown',
            run: () => void saveWords(session, notices, location.href.replace(/#.*$/, '')),
          }),
          ...(DRAWN_VIEWS.includes(session.view)
            ? (['svg', 'png'] as const).map((as) =>
                action({
                  id: `save.${as}`,
                  group: 'work',
                  label: PALETTE.picture[as],
                  run: () => void saveDrawing(session, notices, as),
                }),
              )
            : []),
          ...(rewrite.canStart
            ? [action({ id: 'rewrite', group: 'work', label: PALETTE.rewrite, run: () => void rewrite.start() })]
            : []),
        ]
      : []),
    ...(history.isThere && isWork
      ? [
          action({
            id: 'history',
            group: 'work',
            label: PALETTE.history,
            also: PALETTE.alsoHistory,
            run: () => history.open(),
          }),
        ]
      : []),
    ...(embed
      ? []
      : [
          action({
            id: 'open.files',
            group: 'work',
            label: PALETTE.openFiles,
            also: PALETTE.alsoOpen,
            run: () => void importing.take(pickFiles('files')),
          }),
          action({
            id: 'open.folder',
            group: 'work',
            label: PALETTE.openFolder,
            also: PALETTE.alsoOpen,
            run: () => void importing.take(pickFiles('folder')),
          }),
          action({ id: 'open.nothing', group: 'work', label: PALETTE.openNothing, run: () => desk.openEmpty() }),
        ]),
  ]
}

/** How the page looks and listens. */
export function screenActions(app: AppState): readonly Action[] {
  const { theme, language, layout, lessons, letterKeys, navigation } = app
  const isWork = navigation.page === 'work'
  return [
    ...THEME_CHOICES.map((choice) =>
      action({
        id: `theme.${choice}`,
        group: 'screen',
        label: PALETTE.themes[choice],
        detail: theme.choice === choice ? PALETTE.now : '',
        run: () => theme.choose(choice),
      }),
    ),
    ...LANGUAGES.map(({ code, name }) =>
      action({
        id: `language.${code}`,
        group: 'screen',
        label: PALETTE.language(name),
        detail: language.code === code ? PALETTE.now : '',
        also: PALETTE.alsoLanguage,
        run: () => void language.choose(code),
      }),
    ),
    ...(isWork && layout.isPair
      ? [
          action({
            id: 'fold.side',
            group: 'screen',
            label: lessons.open ? PALETTE.foldLesson : PALETTE.foldExamples,
            run: () => (lessons.open ? layout.toggleLesson() : layout.toggleRail()),
          }),
          action({
            id: 'fold.drawer',
            group: 'screen',
            label: PALETTE.foldDrawer,
            run: () => layout.setDrawerOpen(!layout.drawerOpen),
          }),
          action({
            id: 'sizes',
            group: 'screen',
            label: PALETTE.sizes,
            run: () => {
              layout.setEditorWidth(null)
              layout.setDrawerHeight(null)
            },
          }),
        ]
      : []),
    action({
      id: 'letters',
      group: 'screen',
      label: PALETTE.letters[letterKeys.areOn ? 'off' : 'on'],
      also: PALETTE.alsoLetters,
      run: () => letterKeys.set(!letterKeys.areOn),
    }),
    shortcutAction(app, 'help', { group: 'screen', label: PALETTE.help, also: PALETTE.alsoHelp }),
  ]
}

async function copyLink({ sharing, notices }: AppState): Promise<void> {
  await sharing.prepare(location.href)
  const isCopied = sharing.link !== null && (await sharing.copy(sharing.link))
  notices.show({
    key: 'copied',
    tone: isCopied ? 'plain' : 'warning',
    text: isCopied ? PALETTE.linkCopied : sharing.isTooLarge ? PALETTE.linkTooLarge : PALETTE.notCopied,
  })
}
