import { saveDrawing, saveWords } from '../../exports/save.ts'
import { ACTION_TEXT, lettersLabel, NOW, THEME_LABELS } from '../../text/actions.ts'
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
    shortcutAction(app, 'go.lesson', { group: 'go', label: isWork ? (lessons.open ? ACTION_TEXT.goLesson : ACTION_TEXT.goExamples) : ACTION_TEXT.goList }),
    ...(isWork ? [
      shortcutAction(app, 'go.editor', { group: 'go', label: ACTION_TEXT.goEditor, also: ACTION_TEXT.alsoEditor }),
      shortcutAction(app, 'go.cluster', { group: 'go', label: ACTION_TEXT.goCluster }),
      shortcutAction(app, 'problem.next', { group: 'go', label: ACTION_TEXT.nextProblem, also: ACTION_TEXT.alsoProblem }),
      shortcutAction(app, 'problem.previous', { group: 'go', label: ACTION_TEXT.previousProblem, also: ACTION_TEXT.alsoProblem }),
    ] : []),
    ...(embed ? [] : [
      action({ id: 'go.lessons', group: 'go', label: ACTION_TEXT.allLessons, detail: navigation.page === 'lessons' ? NOW : '', run: () => { location.hash = LESSONS_ADDRESS } }),
      action({ id: 'go.workshops', group: 'go', label: ACTION_TEXT.workshops, also: ACTION_TEXT.alsoPresent, run: () => { location.hash = workshopAddress('') } }),
      ...(isWork && !session.lesson ? [] : [action({ id: 'go.work', group: 'go', label: ACTION_TEXT.playground, run: () => { location.hash = PLAY_ADDRESS } })]),
    ]),
  ]
}

/** Getting work in and out. */
export function workActions(app: AppState): readonly Action[] {
  const { navigation, session, desk, importing, history, embed, sharing, building, notices, rewrite } = app
  const isWork = navigation.page === 'work'
  return [
    ...(isWork ? [
      action({ id: 'share', group: 'work', label: ACTION_TEXT.share, also: ACTION_TEXT.alsoShare, run: () => sharing.open(location.href) }),
      action({ id: 'copy-link', group: 'work', label: ACTION_TEXT.copyLink, run: () => void copyLink(app) }),
      ...(embed ? [] : [action({ id: 'present', group: 'work', label: ACTION_TEXT.present, also: ACTION_TEXT.alsoPresent, run: () => void beginPresenting(app) })]),
      ...(building.isOffered ? [action({ id: 'make.lesson', group: 'work', label: ACTION_TEXT.makeLesson, also: ACTION_TEXT.alsoMakeLesson, run: () => building.open() })] : []),
      action({ id: 'save.report', group: 'work', label: ACTION_TEXT.report, also: 'Markdown', run: () => void saveWords(session, notices, location.href.replace(/#.*$/, '')) }),
      ...(DRAWN_VIEWS.includes(session.view) ? (['svg', 'png'] as const).map((as) => action({ id: `save.${as}`, group: 'work', label: ACTION_TEXT.picture[as], run: () => void saveDrawing(session, notices, as) })) : []),
      ...(rewrite.canStart ? [action({ id: 'rewrite', group: 'work', label: ACTION_TEXT.rewrite, run: () => void rewrite.start() })] : []),
    ] : []),
    ...(history.isThere && isWork ? [action({ id: 'history', group: 'work', label: ACTION_TEXT.history, also: ACTION_TEXT.alsoHistory, run: () => history.open() })] : []),
    ...(embed ? [] : [
      action({ id: 'open.files', group: 'work', label: ACTION_TEXT.openFiles, also: ACTION_TEXT.alsoOpen, run: () => void importing.take(pickFiles('files')) }),
      action({ id: 'open.folder', group: 'work', label: ACTION_TEXT.openFolder, also: ACTION_TEXT.alsoOpen, run: () => void importing.take(pickFiles('folder')) }),
      action({ id: 'open.nothing', group: 'work', label: ACTION_TEXT.openNothing, run: () => desk.openEmpty() }),
    ]),
  ]
}

/** How the page looks and listens. */
export function screenActions(app: AppState): readonly Action[] {
  const { theme, language, layout, lessons, letterKeys, navigation } = app
  const isWork = navigation.page === 'work'
  return [
    ...THEME_CHOICES.map((choice) => action({ id: `theme.${choice}`, group: 'screen', label: THEME_LABELS[choice], detail: theme.choice === choice ? NOW : '', run: () => theme.choose(choice) })),
    ...LANGUAGES.map(({ code, name }) => action({ id: `language.${code}`, group: 'screen', label: ACTION_TEXT.language(name), detail: language.code === code ? NOW : '', also: ACTION_TEXT.alsoLanguage, run: () => void language.choose(code) })),
    ...(isWork && layout.isPair ? [
      action({ id: 'fold.side', group: 'screen', label: lessons.open ? ACTION_TEXT.foldLesson : ACTION_TEXT.foldExamples, run: () => (lessons.open ? layout.toggleLesson() : layout.toggleRail()) }),
      action({ id: 'fold.drawer', group: 'screen', label: ACTION_TEXT.foldDrawer, run: () => layout.setDrawerOpen(!layout.drawerOpen) }),
      action({ id: 'sizes', group: 'screen', label: ACTION_TEXT.sizes, run: () => { layout.setEditorWidth(null); layout.setDrawerHeight(null) } }),
    ] : []),
    action({ id: 'letters', group: 'screen', label: lettersLabel(letterKeys.areOn), also: ACTION_TEXT.alsoLetters, run: () => letterKeys.set(!letterKeys.areOn) }),
    shortcutAction(app, 'help', { group: 'screen', label: ACTION_TEXT.help, also: ACTION_TEXT.alsoHelp }),
  ]
}

async function copyLink({ sharing, notices }: AppState): Promise<void> {
  await sharing.prepare(location.href)
  const isCopied = sharing.link !== null && await sharing.copy(sharing.link)
  notices.show({ key: 'copied', tone: isCopied ? 'plain' : 'warning', text: isCopied ? ACTION_TEXT.linkCopied : sharing.isTooLarge ? ACTION_TEXT.linkTooLarge : ACTION_TEXT.notCopied })
}
