import { describe, expect, it } from 'vitest'
import {
  arrangedConnections,
  connectionAt,
  connectionRows,
  countSigns,
  listedConnections,
  portsOf,
  portToAsk,
  type ConnectionFilter,
  type ConnectionSort,
} from '../../../../src/app/viz/table/connection-rows.ts'
import { ConnectionListState, PAGE } from '../../../../src/app/viz/table/connection-list.svelte.ts'
import type { ConnectionsView, ListedEnd } from '../../../../src/worker/connections-view.ts'
import { ALL_OF_IT, JOB, sets } from '../exports/samples.ts'
import { shopReach } from '../matrix/worlds.ts'

const end = (id: string, label: string, group: string, newcomer: ListedEnd['newcomer'] = null): ListedEnd => ({
  id,
  label,
  group,
  newcomer,
})

/**
 * web → api on 8080 (opened), api → dns on 53 alone, web → internet in part, api → web closed, app=job → api not there
 * yet.
 */
const VIEW: ConnectionsView = {
  ends: [
    end('shop/web', 'web', 'shop'),
    end('deploy:shop/api', 'api', 'shop'),
    end('deploy:kube-system/dns', 'dns', 'kube-system'),
    end('internet', 'internet', 'outside'),
    end('newcomer:1', '', 'dev', JOB.newcomer),
  ],
  sets: [
    sets([]),
    sets([['TCP', 8000, 8100]]),
    sets([
      ['UDP', 53],
      ['TCP', 53],
    ]),
    sets([['TCP', 443]], [['UDP', 443]]),
    ALL_OF_IT,
  ],
  rows: Uint32Array.from([0, 1, 1, 0, 1, 2, 2, 2, 0, 3, 3, 3, 1, 0, 0, 4, 4, 1, 4, 4]),
  left: 0,
  problems: 0,
}
const rows = connectionRows(VIEW)
const ALL: ConnectionFilter = { text: '', changedOnly: false, conditionalOnly: false, hidesDns: false }
const list = (filter: Partial<ConnectionFilter> = {}, sort: ConnectionSort | null = null) =>
  [...arrangedConnections(rows, { ...ALL, ...filter }, sort)].map((item) => {
    const { from, to } = connectionAt(rows, item)
    return `${from.label || 'new'} ${to.label}`
  })

describe('the rows of the connection list', () => {
  it('are what passes, in the engine’s order, with newcomers by what policies say of them', () => {
    expect(list()).toEqual(['web api', 'api dns', 'web internet', `${JOB.name} api`])
    expect(connectionAt(rows, 0)).toEqual({
      key: 'shop/web → deploy:shop/api',
      sign: 'opened',
      now: VIEW.sets[1],
      before: VIEW.sets[0],
      from: { ref: 'shop/web', name: 'shop/web', label: 'web', namespace: 'shop', newcomer: null },
      to: { ref: 'deploy:shop/api', name: 'shop/api', label: 'api', namespace: 'shop', newcomer: null },
    })
    expect([rows.passing, rows.changed, rows.conditional, rows.newcomers]).toEqual([4, 2, 1, 1])
  })

  it('have what closed among the changes alone', () => {
    expect(list({ changedOnly: true })).toEqual(['web api', 'api web'])
    expect(countSigns(rows, arrangedConnections(rows, { ...ALL, changedOnly: true }, null))).toEqual({
      opened: 1,
      closed: 1,
      changed: 0,
    })
  })

  it('can be exported as they are shown', () => {
    expect(listedConnections(rows, arrangedConnections(rows, { ...ALL, text: 'dns' }, null), 'connections')).toEqual({
      kind: 'connections',
      connections: [connectionAt(rows, 1)],
    })
  })
})

describe('the filter', () => {
  it('wants every word; a number is a port, also within a range', () => {
    expect(list({ text: 'shop/web' })).toEqual(['web api', 'web internet'])
    expect(list({ text: '8042' })).toEqual(['web api', `${JOB.name} api`])
    expect(list({ text: 'web -> udp' })).toEqual(['web internet'])
    expect(list({ text: 'app=job' })).toEqual([`${JOB.name} api`])
    expect(list({ text: 'nobody' })).toEqual([])
  })

  it('shows what depends alone, and hides what is DNS alone', () => {
    expect(list({ conditionalOnly: true })).toEqual(['web internet'])
    expect(list({ hidesDns: true })).toEqual(['web api', 'web internet', `${JOB.name} api`])
  })
})

describe('sorting', () => {
  it('goes by name, the outside first and newcomers last', () => {
    expect(list({}, { by: 'from', descending: false })).toEqual([
      'api dns',
      'web api',
      'web internet',
      `${JOB.name} api`,
    ])
    expect(list({}, { by: 'to', descending: false })[0]).toBe('web internet')
  })

  it('goes by the first port, and what depends', () => {
    expect(list({}, { by: 'allowed', descending: false })).toEqual([
      `${JOB.name} api`,
      'api dns',
      'web internet',
      'web api',
    ])
    expect(list({}, { by: 'depends', descending: false })[0]).toBe('web internet')
  })

  it('goes by change', () => {
    expect(list({ changedOnly: true }, { by: 'change', descending: true })).toEqual(['api web', 'web api'])
  })

  it('does two hundred thousand connections in no time', () => {
    const count = 200_000
    const large = connectionRows({
      ...VIEW,
      rows: Uint32Array.from({ length: count * 4 }, (_, index) => [index % 2, 1, 1 + (index % 3), 1][index % 4]!),
    })
    expect(new Set(arrangedConnections(large, { ...ALL, text: 'api' }, { by: 'to', descending: true })).size).toBe(
      count,
    )
  })
})

describe('the port to ask about', () => {
  it('is the first that passes', () => {
    expect([portToAsk(VIEW.sets[3]!, []), portToAsk(sets([], [['UDP', 53]]), []), portToAsk(sets([]), [])]).toEqual([
      { port: 443, protocol: 'TCP', name: null },
      { port: 53, protocol: 'UDP', name: null },
      null,
    ])
    expect(portToAsk(ALL_OF_IT, [])).toEqual({ port: 80, protocol: 'TCP', name: null })
  })

  it('is rather one that is listened on', () => {
    const known = portsOf(shopReach(), 'deploy:shop/api')
    expect(known.map(({ port }) => port)).toEqual([8080, 9090])
    expect(
      [
        portToAsk(ALL_OF_IT, known),
        portToAsk(sets([['TCP', 9000, 9100]]), known),
        portToAsk(sets([['TCP', 1]]), known),
      ].map((each) => each?.port),
    ).toEqual([8080, 9090, 1])
  })
})

describe('the connection list', () => {
  it('asks the engine about one end and one namespace, as long as they exist', () => {
    const state = new ConnectionListState(shopReach)
    expect(state.query).toEqual({ about: null, namespace: null, exposure: true })
    state.focus('shop/web')
    state.as = 'to'
    state.namespace = 'shop'
    expect(state.query).toEqual({ about: { end: 'shop/web', as: 'to' }, namespace: 'shop', exposure: true })
    state.focus('gone/web')
    state.namespace = 'gone'
    state.toggleExposure()
    expect(state.query).toEqual({ about: null, namespace: null, exposure: false })
    expect(state.choices.map(({ group, ends }) => `${group} ${ends.map(({ name }) => name).join()}`)).toEqual([
      'dev dev/dbg',
      'shop shop/api,shop/web',
    ])
  })

  it('has pages, and exports all of them', () => {
    const state = new ConnectionListState(shopReach)
    expect(state.rows).toBeNull()
    state.take({ ...VIEW, rows: Uint32Array.from({ length: 1200 * 4 }, (_, index) => [0, 1, 1, 1][index % 4]!) })
    expect([state.pages, state.shown.length]).toEqual([3, PAGE])
    state.turn(5)
    expect([state.page, state.shown.length]).toEqual([2, 200])
    expect(state.listed().connections).toHaveLength(1200)
    state.search('nobody')
    expect([state.page, state.found.length, state.isFiltered]).toEqual([0, 0, true])
    state.clear()
    expect(state.isFiltered).toBe(false)
  })
})
