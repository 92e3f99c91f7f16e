import type { AppState } from './context.ts'
import type { DrawerTab } from './layout.svelte.ts'

/**
 * What the drawer has to show now. The goals are a tab only while their lesson is folded: they are to be seen once,
 * always.
 */
export function drawerTabs({
  session,
  layout,
  lessons,
  requests,
}: Pick<AppState, 'session' | 'layout' | 'lessons' | 'requests'>): readonly DrawerTab[] {
  const isCilium = session.cni.name === 'cilium'
  const entries = session.snapshot?.cluster.entries?.length ?? 0
  return [
    'trace',
    'assertions',
    'terminal',
    'time',
    'flows',
    'policies',
    'requests',
    ...(isCilium ? ['identities' as const] : []),
    ...(isCilium || requests.log ? ['hubble' as const] : []),
    ...(entries > 0 ? ['entries' as const] : []),
    ...(lessons.open && !layout.hasLesson && layout.isPair ? ['goals' as const] : []),
  ]
}
