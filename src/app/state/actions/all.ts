import type { AppState } from '../context.ts'
import type { ListedExample } from '../example/examples.ts'
import type { Action } from './action.ts'
import { clusterActions } from './cluster.ts'
import { learningActions, lessonActions } from './learning.ts'
import { pluginActions } from './plugin.ts'
import { questionActions, viewActions, drawerActions } from './looking.ts'
import { goActions, screenActions, workActions } from './page.ts'

/**
 * Everything that can be done at the moment, in one list: the palette shows it, and every shortcut has its line in it.
 */
export function actionsOf(app: AppState, examples: readonly ListedExample[]): readonly Action[] {
  const isWork = app.navigation.page === 'work'
  return [
    ...(isWork ? [...lessonActions(app), ...questionActions(app), ...viewActions(app), ...drawerActions(app)] : []),
    ...goActions(app),
    ...workActions(app),
    ...screenActions(app),
    ...(isWork ? [...clusterActions(app), ...pluginActions(app)] : []),
    ...learningActions(app, examples),
  ]
}
