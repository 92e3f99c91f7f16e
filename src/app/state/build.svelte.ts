import type { EngineEvents, EngineLink } from '../../worker/client.ts'
import { afterPaint } from './after-paint.ts'
import type { AppState } from './context.ts'
import { Desk } from './desk.svelte.ts'
import { FirstOpen } from './first-open.svelte.ts'
import { Layout } from './layout.svelte.ts'
import { Notices } from './notices.svelte.ts'
import { Session } from './session.svelte.ts'
import { Sharing } from './sharing.svelte.ts'
import { Theme } from './theme.svelte.ts'
import { WorkStore, type KeyValueStore } from './work-store.ts'

/** Milliseconds of quiet before a change is saved. */
const SAVE_AFTER = 300

/** Puts the state together and connects it with the browser: storage, the address, other tabs. Returns what takes it apart. */
export function buildApp(connect: (on: EngineEvents) => EngineLink): { readonly app: AppState; dispose(): void } {
  const session = new Session(connect, afterPaint)
  const notices = new Notices()
  const firstOpen = new FirstOpen()
  const store = new WorkStore(storage(() => localStorage), storage(() => sessionStorage), () => crypto.randomUUID(), () => Date.now())
  const desk = new Desk(session, store, notices, firstOpen)
  const app: AppState = { session, desk, notices, firstOpen, layout: new Layout(), theme: new Theme(), sharing: new Sharing(session) }

  const fragment = takeFragment()
  void desk.start(fragment)
  const followLink = () => void desk.followLink(takeFragment())
  const watchTabs = ({ key }: StorageEvent) => { if (store.isForeignWrite(key)) { store.startOver(); desk.noteForeignWrite() } }
  const saveNow = () => desk.save()
  addEventListener('hashchange', followLink)
  addEventListener('storage', watchTabs)
  addEventListener('pagehide', saveNow)

  const stop = $effect.root(() => {
    $effect(() => {
      void session.work
      const timer = setTimeout(saveNow, SAVE_AFTER)
      return () => clearTimeout(timer)
    })
  })

  return {
    app,
    dispose() {
      stop()
      removeEventListener('hashchange', followLink)
      removeEventListener('storage', watchTabs)
      removeEventListener('pagehide', saveNow)
      session.dispose()
    },
  }
}

/** A work in the address is taken out of it, so that a reload brings back what was made of it. */
function takeFragment(): string {
  const fragment = location.hash
  if (/^#v\d+\./.test(fragment)) history.replaceState(null, '', `${location.pathname}${location.search}`)
  return fragment
}

/** Storage can be forbidden; merely naming it throws then. */
function storage(get: () => KeyValueStore): KeyValueStore | null {
  try {
    return get()
  } catch {
    return null
  }
}
