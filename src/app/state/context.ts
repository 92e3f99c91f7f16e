import { createContext } from 'svelte'
import type { Assertions } from './assertions.svelte.ts'
import type { Building } from './building.svelte.ts'
import type { CniComparing } from './cni-comparing.svelte.ts'
import type { Comparison } from './comparison.svelte.ts'
import type { Desk } from './desk.svelte.ts'
import type { Embedding } from './embed.ts'
import type { FirstOpen } from './first-open.svelte.ts'
import type { HistoryLater } from './history/history-later.svelte.ts'
import type { Help } from './help.svelte.ts'
import type { Importing } from './import/importing.svelte.ts'
import type { Lessons } from './lesson/lessons.svelte.ts'
import type { Navigation } from './navigation.svelte.ts'
import type { Language } from './language.svelte.ts'
import type { LetterKeys } from './letter-keys.svelte.ts'
import type { Layout } from './layout.svelte.ts'
import type { Notices } from './notices.svelte.ts'
import type { Offline } from './offline.svelte.ts'
import type { Palette } from './palette.svelte.ts'
import type { PresentLater } from './present/present-later.svelte.ts'
import type { Rewrite } from './rewrite.svelte.ts'
import type { Session } from './session.svelte.ts'
import type { Sharing } from './link/sharing.svelte.ts'
import type { Theme } from './theme.svelte.ts'
import type { Requests } from './requests.svelte.ts'
import type { Walls } from './walls.svelte.ts'

/** Everything the panels share, built once by `App.svelte`. */
export interface AppState {
  /** How the page is shown inside another; null: in a window of its own. */
  readonly embed: Embedding | null
  readonly assertions: Assertions
  readonly building: Building
  readonly cnis: CniComparing
  readonly rewrite: Rewrite
  readonly session: Session
  readonly desk: Desk
  readonly lessons: Lessons
  readonly navigation: Navigation
  readonly layout: Layout
  readonly theme: Theme
  readonly language: Language
  readonly sharing: Sharing
  readonly comparison: Comparison
  readonly importing: Importing
  readonly notices: Notices
  readonly firstOpen: FirstOpen
  readonly offline: Offline
  readonly help: Help
  readonly palette: Palette
  readonly letterKeys: LetterKeys
  readonly history: HistoryLater
  readonly present: PresentLater
  readonly requests: Requests
  readonly walls: Walls
}

/** The page's state, for every component under the one that provides it. `useApp` throws where nobody did. */
export const [useApp, provideApp] = createContext<AppState>()
