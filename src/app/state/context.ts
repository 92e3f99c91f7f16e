import { createContext } from 'svelte'
import type { Desk } from './desk.svelte.ts'
import type { FirstOpen } from './first-open.svelte.ts'
import type { Lessons } from './lessons.svelte.ts'
import type { Navigation } from './navigation.svelte.ts'
import type { Layout } from './layout.svelte.ts'
import type { Notices } from './notices.svelte.ts'
import type { Session } from './session.svelte.ts'
import type { Sharing } from './sharing.svelte.ts'
import type { Theme } from './theme.svelte.ts'

/** Everything the panels share, built once by `App.svelte`. */
export interface AppState {
  readonly session: Session
  readonly desk: Desk
  readonly lessons: Lessons
  readonly navigation: Navigation
  readonly layout: Layout
  readonly theme: Theme
  readonly sharing: Sharing
  readonly notices: Notices
  readonly firstOpen: FirstOpen
}

export const [useApp, provideApp] = createContext<AppState>()
