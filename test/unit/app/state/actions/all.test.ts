import { describe, expect, it } from 'vitest'
import { ACTION_GROUPS } from '../../../../../src/app/state/actions/action.ts'
import { actionsOf } from '../../../../../src/app/state/actions/all.ts'
import { ActionSearch } from '../../../../../src/app/state/actions/search.svelte.ts'
import { UsedActions } from '../../../../../src/app/state/actions/used.svelte.ts'
import { drawerTabs } from '../../../../../src/app/state/drawer-tabs.ts'
import { SHORTCUTS, type Shortcut } from '../../../../../src/app/state/shortcuts.ts'
import { THEME_CHOICES } from '../../../../../src/app/state/theme-choice.ts'
import { EMPTY_WORK, VIEWS } from '../../../../../src/app/state/work.ts'
import { KEY_LINES } from '../../../../../src/app/text/key-lines.ts'
import { CNI_OFFERS } from '../../../../../src/sim/cni/choice.ts'
import { MemoryStore } from '../../lessons/memory-store.ts'
import { openScreen } from './screen.ts'

const EXAMPLE = {
  id: 'one',
  title: 'One',
  promise: 'First of all',
  group: 'Tests',
  order: 1,
  documents: [],
  question: null,
  view: null,
  cni: null,
  work: { ...EMPTY_WORK, documents: [{ name: 'doc', text: '' }], active: 'doc' },
}

/** A screen with a work, and the actions on it. */
function atWork() {
  const screen = openScreen()
  screen.session.open(
    {
      ...EMPTY_WORK,
      documents: [
        { name: 'mine', text: '' },
        { name: 'other', text: '' },
      ],
      active: 'mine',
    },
    { title: '', start: [] },
  )
  const actions = () => actionsOf(screen.app, [EXAMPLE as never])
  return {
    ...screen,
    actions,
    run: (id: string) =>
      actions()
        .find((action) => action.id === id)!
        .run(),
  }
}

/** Shortcuts whose action is there only in a lesson of a certain kind, or that open the palette itself. */
const ELSEWHERE = ['palette', 'lesson.side']

describe('the list of all actions', () => {
  it('has a line for every shortcut, with its keys, and no key of its own', () => {
    const actions = atWork().actions()
    const byId = new Map(actions.map((action) => [action.id, action]))
    for (const [id, { keys }] of Object.entries<Shortcut>(SHORTCUTS))
      if (!ELSEWHERE.includes(id)) expect([id, byId.get(id)?.keys]).toEqual([id, keys])
    for (const { id, keys } of actions) if (keys.length > 0) expect(SHORTCUTS).toHaveProperty([id])
  })

  it('has the side of a puzzle where there is one', async () => {
    const screen = openScreen()
    await screen.go('#/lesson/track/one')
    expect(actionsOf(screen.app, []).map(({ id }) => id)).not.toContain('lesson.side')
    const attacked = new Proxy(screen.lessons, {
      get: (lessons, key) => (key === 'open' ? { ...lessons.open, attack: {} } : Reflect.get(lessons, key, lessons)),
    })
    expect(actionsOf({ ...screen.app, lessons: attacked }, []).find(({ id }) => id === 'lesson.side')?.keys).toEqual([
      'Alt+4',
    ])
  })

  it('tells every action apart, in a group that is known, with words', () => {
    const actions = atWork().actions()
    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length)
    for (const { group, label } of actions) {
      expect(ACTION_GROUPS).toContain(group)
      expect(label).not.toBe('')
    }
  })

  it('has every view, drawer, theme, plugin in every mode, example and lesson', async () => {
    const screen = atWork()
    await screen.lessons.load()
    const ids = new Set(screen.actions().map(({ id }) => id))
    const expected = [
      ...VIEWS.map((view) => `view.${view}`),
      ...drawerTabs(screen.app).map((tab) => `drawer.${tab}`),
      ...THEME_CHOICES.map((choice) => `theme.${choice}`),
      ...CNI_OFFERS.flatMap(({ name, modes }) => modes.map(({ id }) => `plugin.${name}.${id}`)),
      'example.one',
      ...screen.lessons.heads.map(({ id }) => `lesson.${id}`),
      'share',
      'copy-link',
      'present',
      'make.lesson',
      'history',
      'open.files',
      'document.mine',
      'document.other',
      'help',
      'letters',
    ]
    expect(expected.filter((id) => !ids.has(id))).toEqual([])
  })

  it('does what the screen would do', () => {
    const { run, done, session } = atWork()
    run('view.matrix')
    expect(session.work.view).toBe('matrix')
    run('plugin.calico.vxlan')
    expect(session.work.cni).toMatchObject({ name: 'calico', mode: 'vxlan' })
    run('option.calico.dataplane.ebpf')
    run('plugin.calico.bgp')
    expect(session.work.cni).toMatchObject({ mode: 'bgp', options: { dataplane: 'ebpf' } })
    run('document.other')
    expect(session.work.active).toBe('other')
    run('document-close')
    expect(session.documents.map(({ name }) => name)).toEqual(['mine'])
    run('document-reopen')
    expect(session.documents.map(({ name }) => name)).toEqual(['mine', 'other'])
    run('baseline')
    expect(session.work.baseline).toHaveLength(2)
    run('theme.dark')
    run('letters')
    run('history')
    expect(done).toEqual(['theme.choose("dark")', 'letterKeys.set(false)', 'history.open()'])
  })

  it('offers nothing that a page inside another cannot do', () => {
    const { app, session } = openScreen({ embed: { mode: 'full', playground: '' } })
    session.open({ ...EMPTY_WORK, documents: [{ name: 'mine', text: '' }], active: 'mine' }, { title: '', start: [] })
    const ids = actionsOf(app, []).map(({ id }) => id)
    expect(
      ids.filter(
        (id) => ['present', 'make.lesson', 'open.files', 'go.lessons'].includes(id) || id.startsWith('lesson.'),
      ),
    ).toEqual([])
    expect(ids).toContain('view.graph')
  })
})

it('the list of keys has every shortcut once', () => {
  expect(KEY_LINES.flatMap(({ of }) => of).sort()).toEqual(Object.keys(SHORTCUTS).sort())
})

describe('the palette', () => {
  function opened() {
    const screen = atWork()
    const store = new MemoryStore()
    const search = new ActionSearch(screen.app, new UsedActions(store))
    return {
      ...screen,
      store,
      search,
      labels: () => search.groups.flatMap(({ found }) => found.map(({ action }) => action.label)),
    }
  }

  it('runs the current row once it is closed, and remembers it', async () => {
    const { search, done, session, store } = opened()
    search.typed = 'matrix'
    await search.run(search.current)
    expect(done).toEqual(['palette.close()'])
    expect(session.work.view).toBe('matrix')
    search.typed = ''
    expect(search.groups[0]).toMatchObject({ group: 'used', first: 0, found: [{ action: { id: 'view.matrix' } }] })
    expect(new UsedActions(store).ids).toEqual(['view.matrix'])
  })

  it('goes round with the arrows, and stays at the ends with the page keys', () => {
    const { search } = opened()
    expect(search.press('ArrowUp')).toBe(true)
    expect(search.current).toBe(search.length - 1)
    search.press('ArrowDown')
    expect(search.current).toBe(0)
    search.press('PageUp')
    expect(search.current).toBe(0)
    search.press('PageDown')
    expect(search.current).toBe(8)
    expect(search.press('a')).toBe(false)
    search.typed = 'x'
    expect(search.current).toBe(Math.min(0, search.length - 1))
  })

  it('has nothing to run where nothing is found', async () => {
    const { search, done } = opened()
    search.typed = 'qqqq'
    expect([search.length, search.current]).toEqual([0, -1])
    await search.run(search.current)
    expect(done).toEqual([])
  })

  it('asks a question that has an arrow', async () => {
    const { search, session, labels } = opened()
    search.typed = 'shop/web -> shop/api:8080'
    expect(labels()[0]).toBe('Ask: shop/web -> shop/api:8080')
    await search.run(0)
    expect(session.work.question).toBe('shop/web -> shop/api:8080')
  })

  it('takes what storage has for what it is', () => {
    for (const kept of ['{', '{"a":1}', '[1,"view.graph",null]', 'null']) {
      const store = new MemoryStore()
      store.setItem('reachable.used', kept)
      expect(new UsedActions(store).ids.filter((id) => id !== 'view.graph')).toEqual([])
    }
  })
})
