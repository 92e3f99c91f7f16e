import { flushSync } from 'svelte'
import { PALETTE } from '../../text/catalogue/en/palette.ts'
import { traceText } from '../../text/trace-text.ts'
import { copyText } from '../../ui/copy-text.ts'
import type { AppState } from '../context.ts'
import { drawerTabs } from '../drawer-tabs.ts'
import type { DrawerTab } from '../layout.svelte.ts'
import { focusFirst } from '../shortcuts.ts'
import { FILLING_VIEWS, VIEWS } from '../work.ts'
import { action, shortcutAction, type Action } from './action.ts'

/** Asking, and what can be done with an answer. */
export function questionActions(app: AppState): readonly Action[] {
  const { session, layout, assertions } = app
  const { question, answer } = session.reply ?? {}
  return [
    action({
      id: 'ask',
      group: 'question',
      label: PALETTE.ask,
      run: () => {
        if (!layout.isPair)
          flushSync(() => {
            layout.half = 'cluster'
          })
        focusFirst('#answer input')
      },
    }),
    shortcutAction(app, 'assert', { group: 'question', label: assertions.asked ? PALETTE.asserted : PALETTE.assert }),
    ...(question && answer
      ? [
          action({
            id: 'walk-this',
            group: 'question',
            label: PALETTE.walkThis,
            run: () => {
              layout.half = 'cluster'
              session.setView('walk')
            },
          }),
          action({
            id: 'copy-trace',
            group: 'question',
            label: PALETTE.copyTrace,
            run: () => void copy(app, traceText(question, answer)),
          }),
        ]
      : []),
    // A lesson counts from its start.
    ...(session.lesson
      ? []
      : [
          shortcutAction(app, 'baseline', {
            group: 'question',
            label: session.baseline === null ? PALETTE.markBaseline : PALETTE.clearBaseline,
          }),
        ]),
  ]
}

/** Choosing what the right side shows, in the order of its tabs. */
export function viewActions(app: AppState): readonly Action[] {
  return VIEWS.map((view) =>
    shortcutAction(app, `view.${view}`, {
      group: 'views',
      label: PALETTE.views[view],
      detail: app.session.view === view ? PALETTE.now : '',
    }),
  )
}

/** Opening each drawer that there is now. */
export function drawerActions(app: AppState): readonly Action[] {
  return drawerTabs(app).map((tab) =>
    action({ id: `drawer.${tab}`, group: 'drawers', label: PALETTE.drawers[tab], run: () => showDrawer(app, tab) }),
  )
}

/** There is none under a picture that fills the column. */
function showDrawer({ session, layout }: AppState, tab: DrawerTab): void {
  flushSync(() => {
    if (layout.isPair && FILLING_VIEWS.includes(session.view)) session.setView('graph')
    layout.show(tab)
  })
  focusFirst('#drawer')
}

async function copy({ notices }: AppState, text: string): Promise<void> {
  const isCopied = await copyText(text)
  notices.show({
    key: 'copied',
    tone: isCopied ? 'plain' : 'warning',
    text: isCopied ? PALETTE.traceCopied : PALETTE.notCopied,
  })
}
