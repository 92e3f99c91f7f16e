import type { EngineEvents, EngineLink } from '../../worker/link.ts'
import { afterPaint } from './after-paint.ts'
import { Assertions } from './assertions.svelte.ts'
import { Building } from './building.svelte.ts'
import { CniComparing } from './cni-comparing.svelte.ts'
import { Comparison } from './comparison.svelte.ts'
import type { AppState } from './context.ts'
import { Desk } from './desk.svelte.ts'
import { readEmbed, type Embedding } from './embed.ts'
import { FirstOpen } from './first-open.svelte.ts'
import { HistoryLater } from './history/history-later.svelte.ts'
import { Help } from './help.svelte.ts'
import { Importing } from './import/importing.svelte.ts'
import { LessonStore } from './lesson/store.ts'
import { Lessons } from './lesson/lessons.svelte.ts'
import { Navigation, type AddressBar } from './navigation.svelte.ts'
import { Language } from './language.svelte.ts'
import { newId } from './new-id.ts'
import { LetterKeys } from './letter-keys.svelte.ts'
import { Layout } from './layout.svelte.ts'
import { checkAnew, noteForLesson, saveWhenQuiet, tellOthers } from './reactions.svelte.ts'
import { Notices } from './notices.svelte.ts'
import { Offline, type WorkerContainer } from './offline.svelte.ts'
import { Palette } from './palette.svelte.ts'
import { PresentLater } from './present/present-later.svelte.ts'
import { Rewrite } from './rewrite.svelte.ts'
import { Session } from './session.svelte.ts'
import { Sharing } from './link/sharing.svelte.ts'
import { storage } from './storage.ts'
import { Theme } from './theme.svelte.ts'
import { Requests } from './requests.svelte.ts'
import { Walls } from './walls.svelte.ts'
import { whenIdle } from './when-idle.ts'
import { WorkStore, type KeyValueStore } from './work-store.ts'

/**
 * How the page is shown. `embed`: inside another; `isShow`: to an audience, with stages that come from another window.
 * Both keep nothing. `language`: what is spoken; absent: English.
 */
export interface Shell {
  readonly embed: Embedding | null
  readonly isShow: boolean
  readonly language?: Language
}

/**
 * Puts the state together and connects it with the browser: storage, the address, other tabs. Inside another page, and
 * before an audience, nothing is kept, and nothing that was kept is shown. Returns what takes it apart.
 */
export function buildApp(
  connect: (on: EngineEvents) => EngineLink,
  { embed, isShow, language = new Language() }: Shell = { embed: null, isShow: false },
): { readonly app: AppState; dispose(): void } {
  const keeps = embed === null && !isShow
  const kept = (get: () => KeyValueStore) => (keeps ? storage(get) : null)
  const session = new Session(connect, afterPaint)
  const notices = new Notices()
  const firstOpen = new FirstOpen()
  const store = new WorkStore(
    kept(() => localStorage),
    kept(() => sessionStorage),
    newId,
    () => Date.now(),
  )
  const desk = new Desk(session, store, notices, firstOpen, keeps)
  const lessons = new Lessons(session, new LessonStore(kept(() => localStorage)), notices, keeps, () => language.code)
  const navigation = new Navigation(
    session,
    desk,
    lessons,
    notices,
    addressBar(embed),
    kept(() => sessionStorage),
  )
  desk.onopened = () => navigation.noteWork()
  const layout = new Layout(isShow)
  const offline = new Offline(keeps ? keeper() : null)
  const assertions = new Assertions(session)
  const requests = new Requests()
  const earlier = new HistoryLater(
    session,
    keeps ? () => (session.lesson ? `lesson ${session.lesson.id}` : `work ${store.slot}`) : null,
  )
  const present = new PresentLater(session, earlier, () => desk.title)
  const app: AppState = {
    history: earlier,
    present,
    building: new Building(
      kept(() => localStorage),
      keeps,
    ),
    embed,
    requests,
    assertions,
    cnis: new CniComparing(session),
    walls: new Walls(session, layout),
    rewrite: new Rewrite(session, notices),
    session,
    desk,
    lessons,
    navigation,
    notices,
    firstOpen,
    help: new Help(),
    palette: new Palette(),
    letterKeys: new LetterKeys(),
    offline,
    layout,
    language,
    theme: new Theme(),
    sharing: new Sharing(session, lessons),
    comparison: new Comparison(session),
    importing: new Importing(session, desk, lessons, notices, assertions, (log) => {
      requests.log = log
      layout.show('hubble')
    }),
  }

  const stopWaiting = whenIdle(() => void offline.start())
  const saveNow = () => {
    desk.save()
    lessons.save()
  }
  const closed = new AbortController()
  const untilClosed = { signal: closed.signal }
  // A show is told from the other window where it goes.
  if (!isShow) {
    void navigation.follow()
    addEventListener('hashchange', () => void navigation.follow(), untilClosed)
  }
  addEventListener('pagehide', saveNow, untilClosed)
  addEventListener(
    'storage',
    ({ key }: StorageEvent) => {
      if (!store.isForeignWrite(key)) return
      store.startOver()
      desk.noteForeignWrite()
    },
    untilClosed,
  )

  const stop = $effect.root(() => {
    saveWhenQuiet(app, saveNow)
    tellOthers(app)
    checkAnew(app)
    noteForLesson(app)
  })

  return {
    app,
    dispose() {
      stop()
      stopWaiting()
      closed.abort()
      session.dispose()
    },
  }
}

/** The development server serves its own files anew each time; keeping them would only confuse. */
function keeper(): WorkerContainer | null {
  return import.meta.env.PROD && 'serviceWorker' in navigator ? navigator.serviceWorker : null
}

/** The part of the address that is ours. The page around an embedded one made it; a reload of it shows the same again. */
function addressBar(embed: Embedding | null): AddressBar {
  return {
    get fragment() {
      return readEmbed(location.hash).fragment
    },
    replace(fragment) {
      if (embed === null) history.replaceState(null, '', `${location.pathname}${location.search}${fragment}`)
    },
  }
}
