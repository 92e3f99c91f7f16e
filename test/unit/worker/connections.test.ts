import { describe, expect, it } from 'vitest'
import { portSetsText } from '../../../src/app/text/ports.ts'
import type { ComparedWith, ConnectionsQuery, ConnectionsView } from '../../../src/worker/connections-view.ts'
import { Engine } from '../../../src/worker/engine.ts'
import type { VersionDifference, WorkVersion } from '../../../src/worker/protocol.ts'

const pod = (namespace: string, name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}\nspec: {containers: [{name: c, image: x}]}\n`
const CLUSTER = { name: 'cluster', text: [pod('shop', 'web'), pod('shop', 'api'), pod('dev', 'dbg')].join('---\n') }
const policy = (port: number, protocol = 'TCP') => ({
  name: 'policy',
  text: `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec:\n  podSelector: {matchLabels: {app: api}}\n  ingress:\n  - from: [{podSelector: {matchLabels: {app: web}}}]\n    ports: [{port: ${port}, protocol: ${protocol}}]\n`,
})
const EVERYTHING: ConnectionsQuery = { about: null, namespace: null, exposure: false }

class Desk {
  readonly #engine = new Engine()
  #revision = 0

  open(documents: readonly { readonly name: string; readonly text: string }[], fresh = false): void {
    this.#engine.handle({
      type: 'open',
      id: 1,
      revision: ++this.#revision,
      order: documents.map(({ name }) => name),
      changed: documents,
      active: 'policy',
      fresh,
      applyBroken: false,
      question: null,
    })
  }

  list(query: Partial<ConnectionsQuery> = {}): readonly string[] {
    return linesOf(this.#viewOf({ type: 'connections', id: 2, query: { ...EVERYTHING, ...query } }))
  }

  compare(other: ComparedWith): ConnectionsView {
    return this.#viewOf({ type: 'compare', id: 2, with: other })
  }

  #viewOf(request: Parameters<Engine['handle']>[0]): ConnectionsView {
    const reply = this.#engine.handle(request)
    if (reply.type !== 'connections' && reply.type !== 'compare')
      throw new Error(`expected connections, got ${reply.type}`)
    return structuredClone(reply.value)
  }
}

function linesOf({ ends, sets, rows }: ConnectionsView): readonly string[] {
  return Array.from({ length: rows.length / 4 }, (_, index) => {
    const [from, to, passes, passed] = rows.subarray(index * 4)
    const words = (set: number) => portSetsText(sets[set]!)
    return `${ends[from!]!.label || 'new'} → ${ends[to!]!.label || 'new'}: ${words(passes!)}${passes === passed ? '' : `, was ${words(passed!)}`}`
  })
}

describe('the list of connections', () => {
  it('has every pair between which something passes, on every port', () => {
    const desk = new Desk()
    desk.open([CLUSTER, policy(8080)], true)
    expect(desk.list()).toEqual([
      'dbg → web: all',
      'dbg → internet: all',
      'api → dbg: all',
      'api → web: all',
      'api → internet: all',
      'web → dbg: all',
      'web → api: TCP 8080',
      'web → internet: all',
      'internet → dbg: all',
      'internet → web: all',
    ])
  })

  it('is about one end, or one namespace, or both', () => {
    const desk = new Desk()
    desk.open([CLUSTER, policy(8080)], true)
    expect(desk.list({ about: { end: 'shop/api', as: 'to' } })).toEqual(['web → api: TCP 8080'])
    expect(desk.list({ about: { end: 'shop/api', as: 'from' } })).toEqual([
      'api → dbg: all',
      'api → web: all',
      'api → internet: all',
    ])
    expect(desk.list({ about: { end: 'shop/api', as: 'either' } })).toHaveLength(4)
    expect(desk.list({ namespace: 'dev' })).toEqual([
      'dbg → web: all',
      'dbg → internet: all',
      'api → dbg: all',
      'web → dbg: all',
      'internet → dbg: all',
    ])
    expect(desk.list({ namespace: 'outside', about: { end: 'shop/web', as: 'either' } })).toEqual([
      'web → internet: all',
      'internet → web: all',
    ])
  })

  it('has those with pods that do not exist only when asked for', () => {
    const desk = new Desk()
    desk.open([CLUSTER, policy(8080)], true)
    expect(desk.list({ exposure: true, about: { end: 'dev/dbg', as: 'to' } })).toEqual([
      'api → dbg: all',
      'web → dbg: all',
      'internet → dbg: all',
      'new → dbg: all',
    ])
  })

  it('says what changed since the last edit, also on ports that nobody listens on', () => {
    const desk = new Desk()
    desk.open([CLUSTER, policy(8080)], true)
    expect(desk.list().some((line) => line.includes('was'))).toBe(false)
    desk.open([CLUSTER, policy(53, 'UDP')])
    expect(desk.list({ about: { end: 'shop/api', as: 'to' } })).toEqual(['web → api: UDP 53, was TCP 8080'])
    expect(linesOf(desk.compare(null))).toEqual(['web → api: UDP 53, was TCP 8080'])
  })
})

describe('a comparison with other documents', () => {
  it('has the pairs that differ, opened and closed ones too', () => {
    const desk = new Desk()
    desk.open([CLUSTER, policy(8080)], true)
    expect(linesOf(desk.compare([CLUSTER]))).toEqual([
      'dbg → api: nothing, was all',
      'web → api: TCP 8080, was all',
      'internet → api: nothing, was all',
    ])
    expect(linesOf(desk.compare([CLUSTER, policy(8080)]))).toEqual([])
  })

  it('follows edits of the work, and of what it is compared with', () => {
    const desk = new Desk()
    desk.open([CLUSTER, policy(8080)], true)
    expect(linesOf(desk.compare([CLUSTER, policy(80)]))).toEqual(['web → api: TCP 8080, was TCP 80'])
    desk.open([CLUSTER, policy(81)])
    expect(linesOf(desk.compare([CLUSTER, policy(80)]))).toEqual(['web → api: TCP 81, was TCP 80'])
    expect(linesOf(desk.compare([CLUSTER, policy(81)]))).toEqual([])
  })

  it('counts what could not be read', () => {
    const desk = new Desk()
    desk.open([CLUSTER], true)
    expect(desk.compare([CLUSTER, { name: 'broken', text: 'kind: [' }]).problems).toBe(1)
    expect(desk.compare([CLUSTER]).problems).toBe(0)
  })
})

describe('the difference between two versions of a work', () => {
  const differenceOf = (before: Partial<WorkVersion>, after: Partial<WorkVersion>): VersionDifference => {
    const reply = new Engine().handle({
      type: 'difference',
      id: 1,
      before: { ...VERSION, ...before },
      after: { ...VERSION, ...after },
    })
    if (reply.type !== 'difference') throw new Error(`expected a difference, got ${reply.type}`)
    return reply.value
  }
  const VERSION: WorkVersion = { documents: [CLUSTER, policy(8080)], cni: { name: 'reference' }, policyApi: 'both' }

  it('is told in pairs of ends, whatever is on the screen', () => {
    expect(differenceOf({ documents: [CLUSTER] }, {}).diff).toMatchObject({ opened: 0, closed: 2, changed: 1 })
    expect(differenceOf({}, { documents: [CLUSTER] }).diff).toMatchObject({ opened: 2, closed: 0, changed: 1 })
    expect(differenceOf({}, {}).diff).toEqual({ opened: 0, closed: 0, changed: 0, changes: [] })
  })

  it('reads each for its own cluster: a plugin that enforces nothing opens what was closed', () => {
    expect(differenceOf({}, { cni: { name: 'flannel' } }).diff).toMatchObject({ opened: 2, closed: 0, changed: 1 })
  })

  it('counts the errors of both, and leaves out what they are in', () => {
    const broken = { name: 'policy', text: policy(8080).text.replace('port: 8080', 'port: 0') }
    expect(differenceOf({ documents: [CLUSTER, broken] }, {})).toMatchObject({
      errors: 1,
      diff: { closed: 2, changed: 1 },
    })
  })
})
