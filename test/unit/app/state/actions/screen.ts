import type { AppState } from '../../../../../src/app/state/context.ts'
import { openPage } from '../../lessons/screen.ts'

/**
 * Everything the actions ask, over an engine that says nothing. What they would do to the screen is written down in
 * `done`.
 */
export function openScreen(changes: Partial<Record<keyof AppState, object | null>> = {}) {
  const page = openPage()
  const done: string[] = []
  const notes = (name: string) =>
    new Proxy(
      {},
      {
        get:
          (_, what) =>
          (...given: readonly unknown[]) => {
            done.push(`${name}.${String(what)}(${given.map((each) => JSON.stringify(each) ?? '').join(', ')})`)
          },
      },
    )
  const app = {
    ...page,
    embed: null,
    layout: {
      isPair: true,
      hasLesson: true,
      half: 'cluster',
      drawerOpen: true,
      show: (tab: string) => {
        done.push(`layout.show("${tab}")`)
      },
    },
    assertions: {
      asked: null,
      addAsked: () => {
        done.push('assertions.addAsked()')
      },
    },
    theme: {
      choice: 'system',
      choose: (choice: string) => {
        done.push(`theme.choose("${choice}")`)
      },
    },
    language: {
      code: 'en',
      choose: (code: string) => {
        done.push(`language.choose("${code}")`)
      },
    },
    letterKeys: {
      areOn: true,
      set: (on: boolean) => {
        done.push(`letterKeys.set(${on})`)
      },
    },
    history: {
      isThere: true,
      open: () => {
        done.push('history.open()')
      },
    },
    palette: {
      isOpen: true,
      arrive: () => '',
      open: () => {
        done.push('palette.open()')
      },
      close: () => {
        done.push('palette.close()')
      },
    },
    building: {
      isOffered: !changes?.embed,
      open: () => {
        done.push('building.open()')
      },
    },
    requests: { log: null },
    rewrite: { canStart: false },
    importing: notes('importing'),
    help: notes('help'),
    walls: notes('walls'),
    present: notes('present'),
    sharing: notes('sharing'),
    ...changes,
  } as unknown as AppState
  return { ...page, app, done }
}
