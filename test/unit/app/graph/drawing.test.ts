import { describe, expect, it } from 'vitest'
import { workloadLabel } from '../../../../src/app/text/graph.ts'
import { stopLabel } from '../../../../src/app/viz/graph/aria.ts'
import { GraphDrawing, type DrawingInput } from '../../../../src/app/viz/graph/drawing.ts'
import { flowBetween, flowOfLine } from '../../../../src/app/viz/graph/flow.ts'
import { involvement } from '../../../../src/app/viz/graph/focus.ts'
import { inReadingOrder, stopTowards } from '../../../../src/app/viz/graph/keys.ts'
import { legendOf, undrawnNote } from '../../../../src/app/viz/graph/legend.ts'
import { ADVANCE, typeAt } from '../../../../src/app/viz/graph/type.ts'
import { fitView, viewWith } from '../../../../src/app/viz/graph/view.ts'
import { CELL } from '../../../../src/worker/snapshot.ts'
import { all, CLOSED, drawingOf, GUESTS, inputOf, pod, policy, screen, SHOP, snapshotOf, town } from './worlds.ts'

const service = (id: string, app: string, more = '') => `apiVersion: v1
kind: Service
metadata: { name: ${id.split('/')[1]}, namespace: ${id.split('/')[0]} }
spec: { selector: { app: ${app} }, ports: [{ port: 80, targetPort: 8080 }]${more} }
`

describe('stations', () => {
  it('show their gates, ports, replicas and the Services in front of them', () => {
    const { stations, signs } = drawingOf(all(SHOP, CLOSED))
    expect(stations.find(({ id }) => id === 'shop/api')).toMatchObject({
      shape: 'pod',
      ingress: 'isolated',
      egress: 'open',
      name: 'api',
      detail: '8080 9090',
      count: '',
      opensIn: false,
    })
    expect(stations.find(({ id }) => id === 'dev/web')).toMatchObject({ ingress: 'open', opensIn: true })
    expect(signs.map(({ id, at, text }) => [id, at, text])).toEqual([['svc:shop/api', 'shop/api', '80→8080']])
  })

  it('include Services that lead nowhere, which are dead', () => {
    const { stations, signs } = drawingOf(all(pod('a/web'), service('a/web', 'wbe')))
    expect(signs).toEqual([])
    expect(stations.find(({ id }) => id === 'svc:a/web')).toMatchObject({
      shape: 'dead-sign',
      name: 'web:80',
      detail: 'no pods',
      ingress: null,
    })
  })

  it('have no gates on the host network', () => {
    const { stations } = drawingOf(
      all(pod('a/agent').replace('spec: {', 'spec: { hostNetwork: true, nodeName: n1,'), CLOSED),
    )
    expect(stations[0]).toMatchObject({ shape: 'host', ingress: null, egress: null })
  })

  it('say in words that fit into the box that they use the network of their node', () => {
    const { stations } = drawingOf(
      `apiVersion: v1\nkind: Pod\nmetadata: { name: agent, namespace: a }\nspec: { hostNetwork: true, containers: [{ name: c, image: i }] }\n`,
    )
    expect(stations[0]).toMatchObject({ shape: 'host', detail: 'on node' })
    expect('on node'.length * stations[0]!.detailSize * ADVANCE.mono).toBeLessThan(stations[0]!.width)
  })

  it('keep an empty namespace on the map', () => {
    const { ground } = drawingOf(all(pod('a/web'), 'apiVersion: v1\nkind: Namespace\nmetadata: { name: empty }\n'))
    expect(ground.hulls.map(({ key, isEmpty }) => [key, isEmpty])).toEqual([
      ['a', false],
      ['empty', true],
    ])
  })
})

describe.each([1, 3, 11, 20, 60])('with %i workloads', (count) => {
  const drawing = drawingOf(town(Math.ceil(count / 6), Math.min(6, count)))
  it('draws each of them, and a stop for the keyboard', () => {
    expect(drawing.marks.isFolding).toBe(false)
    for (const { id } of drawing.stations) expect(drawing.stops.some(({ key }) => key === id)).toBe(true)
    expect(drawing.geometry.stations.size).toBe(drawing.stations.length)
  })
})

describe('more than sixty workloads', () => {
  const snapshot = snapshotOf(town(10, 8))

  it('are folded into their namespaces', () => {
    const { stations, strokes, ground } = new GraphDrawing().update(inputOf(snapshot))
    expect(stations.map(({ id, shape, detail }) => [id, shape, detail])).toContainEqual([
      'ns:team-3',
      'folded',
      '8 workloads',
    ])
    expect(stations).toHaveLength(10)
    expect(ground.hulls).toEqual([])
    expect(
      strokes.every(
        ({ line, ribbon, chips }) =>
          line.bundle !== null && ribbon >= 6 && ribbon <= 14 && chips[0]!.text.includes('✓'),
      ),
    ).toBe(true)
  })

  it('are opened one namespace at a time', () => {
    const { stations, ground } = new GraphDrawing().update(inputOf(snapshot, { unfolded: 'team-3' }))
    expect(stations.filter(({ shape }) => shape === 'folded')).toHaveLength(9)
    expect(stations.filter(({ shape }) => shape === 'pod')).toHaveLength(8)
    expect(ground.hulls.map(({ key, isUnfolded }) => [key, isUnfolded])).toEqual([['team-3', true]])
  })

  it('are drawn from totals when there are too many cells to send', () => {
    const { stations, undrawn } = new GraphDrawing().update(
      inputOf({ ...snapshot, reach: { ...snapshot.reach, cells: null } }),
    )
    expect(stations).toHaveLength(10)
    expect(undrawn.open + undrawn.denied).toBeGreaterThan(0)
  })
})

describe('a pane that is wider than the picture needs', () => {
  const width = (scale: number, room: DrawingInput['room']) =>
    drawingOf(SHOP, { type: typeAt(scale), room }).geometry.stationWidth
  const { width: narrow, height } = drawingOf(SHOP).geometry.world

  it('gives room to the names where letters are large for the picture', () => {
    expect(width(0.6, null)).toBe(90)
    expect(width(0.6, { width: 0.6 * (narrow + 3 * 30), height: 0.6 * height })).toBeGreaterThan(104)
    expect(width(0.6, { width: 6 * narrow, height: 0.6 * height })).toBe(132)
  })

  it('takes a little of the channels for them where it is not', () => {
    const { geometry } = drawingOf(SHOP, { type: typeAt(0.6), room: { width: 0.6 * narrow, height: 0.6 * height } })
    expect(geometry.stationWidth).toBe(104)
    expect(geometry.columns[1]! - geometry.columns[0]!).toBe(90 + 102)
  })

  it('gives some of it in a narrow pane too, where the picture is panned', () => {
    expect(width(0.64, { width: 390, height: 500 })).toBe(111)
    expect(width(0.64, { width: 600, height: 500 })).toBe(104)
  })

  it('leaves everything where it is at full size, where all names have their room', () =>
    expect(width(1, { width: 6 * narrow, height })).toBe(90))

  it('never makes the picture wider than the pane by more than a column takes', () => {
    for (const more of [1, 1.1, 1.2, 1.4, 2]) {
      const room = { width: 0.6 * narrow * more, height: 0.6 * height }
      const { world } = drawingOf(SHOP, { type: typeAt(0.6), room }).geometry
      expect(world.width * 0.6).toBeLessThanOrEqual(room.width + 0.6 * 14)
    }
  })

  it('says more where there is room: both ports, and the name in one piece', () => {
    const text = pod('shop/exporter', { ports: [8080, 9090] })
    const type = typeAt(0.6)
    const [tight, wide] = [null, { width: 4000, height: 100 }].map(
      (room) => drawingOf(text, { type, room }).stations[0]!,
    )
    expect([tight!.detail, wide!.detail]).toEqual(['8080 +1', '8080 9090'])
  })
})

it('draws names that would be HTML, endless names and IPv6 outside', () => {
  const { stations, ground } = drawingOf(
    all(
      pod(`default/${'a'.repeat(253)}`),
      policy(
        'default',
        'v6',
        '{ podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [{ ipBlock: { cidr: "2001:db8:85a3::/48" } }] }] }',
      ),
    ),
  )
  expect(stations[0]!.name.split('\n').every((line) => line.length < 20)).toBe(true)
  expect(ground.plates.some(({ lines }) => lines.join('').startsWith('2001:db8'))).toBe(true)
})

describe('the outside', () => {
  const egress = policy(
    'shop',
    'out',
    '{ podSelector: { matchLabels: { app: api } }, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.50.0.0/16 } }] }] }',
  )
  const sides = (text: string) => drawingOf(text).ground.plates.map(({ key }) => key)

  it('calls from the left and is called on the right', () => {
    expect(sides(SHOP)).toEqual(['left internet', 'right internet'])
    expect(sides(all(SHOP, egress))).toEqual([
      'left internet',
      'right internet',
      expect.stringMatching(/^right ip:10\.50/),
    ])
  })

  it('stays where it was while a rule is typed', () => {
    const show = screen()
    const drawing = new GraphDrawing()
    drawing.update(inputOf(show(all(SHOP, egress))))
    const after = drawing.update(inputOf(show(all(SHOP, egress.replace('app: api', 'app: nobody')))))
    expect(after.ground.plates.map(({ key }) => key)).toContainEqual(expect.stringMatching(/^right ip:10\.50/))
  })
})

describe('who else is there does not move when a pod is added', () => {
  it('and its lines keep their ends', () => {
    const show = screen()
    const drawing = new GraphDrawing()
    const before = drawing.update(inputOf(show(all(SHOP, CLOSED, GUESTS))))
    const after = drawing.update(
      inputOf(show(all(SHOP, CLOSED, GUESTS, pod('shop/mail', { labels: 'tier: backend' })))),
    )
    for (const mark of before.stations) expect(after.stations.find(({ id }) => id === mark.id)).toBe(mark)
    expect(after.stations).toHaveLength(before.stations.length + 1)
  })
})

describe('the foreground', () => {
  const text = all(SHOP, CLOSED, GUESTS)
  const lens = {
    ref: { name: 'guests' },
    selects: ['shop/api'],
    peers: ['shop/web'],
    isolates: { ingress: true, egress: false },
  } as never
  const drawing = drawingOf(text)
  const none = { against: 'last-edit', opened: 0, closed: 0, changes: [] } as const

  it('is everything when nothing is pinned and no policy is at the cursor', () => {
    const focus = involvement(drawing, null, null, null, none, [])
    expect([focus.isPartial, focus.isFaded('dev/dbg'), focus.tags]).toEqual([false, false, []])
  })

  it('is what the policy at the cursor touches, whose name hangs under what it selects', () => {
    const focus = involvement(drawing, null, lens, null, none, [])
    expect(['shop/api', 'shop/web', 'dev/dbg', 'internet'].map((mark) => focus.isFaded(mark))).toEqual([
      false,
      false,
      true,
      false,
    ])
    expect([focus.closes('shop/api'), focus.closes('shop/web'), focus.tags.map(({ text: name }) => name)]).toEqual([
      { ingress: true, egress: false },
      null,
      ['guests'],
    ])
  })

  it('is what is pinned and what reaches it or is reached by it', () => {
    const focus = involvement(drawing, 'shop/cache', lens, null, none, [])
    expect(focus.isFaded('dev/dbg')).toBe(false)
    expect(focus.isFaded('shop/db')).toBe(true)
  })
})

describe('asking', () => {
  const snapshot = snapshotOf(all(SHOP, CLOSED, GUESTS))
  const drawing = new GraphDrawing().update(inputOf(snapshot))

  it('keeps the port where the destination has it', () => {
    expect(
      flowBetween(
        'shop/web',
        'shop/api',
        { port: 9090, protocol: 'TCP', name: null },
        snapshot.cluster,
        snapshot.reach,
      ),
    ).toMatchObject({ port: { port: 9090 }, verdict: CELL['denied-entering'] })
    expect(
      flowBetween('shop/web', 'shop/api', { port: 1, protocol: 'TCP', name: null }, snapshot.cluster, snapshot.reach),
    ).toMatchObject({ port: { port: 8080 }, verdict: CELL.allowed })
    expect(flowBetween('shop/web', 'svc:shop/api', null, snapshot.cluster, snapshot.reach)).toMatchObject({
      port: { port: 80 },
      verdict: null,
    })
  })

  it('asks a line of some ports about what it holds back', () => {
    const line = drawing.strokes.find(({ key }) => key === 'shop/web → shop/api')!.line
    expect(flowOfLine(line, drawing, snapshot.diff)).toMatchObject({
      from: 'shop/web',
      to: 'shop/api',
      port: { port: 9090 },
      verdict: CELL['denied-entering'],
    })
  })
})

describe('the keyboard', () => {
  const { stops } = drawingOf(SHOP)
  const at = (key: string) => stops.find((stop) => stop.key === key)!

  it('goes from station to station by where they are', () => {
    expect(stopTowards(stops, at('shop/web'), 'ArrowRight').key).toBe('shop/api')
    expect(stopTowards(stops, at('shop/api'), 'ArrowLeft').key).toBe('shop/web')
  })

  it('stays where nothing lies ahead', () =>
    expect(stopTowards(stops, at('left internet'), 'ArrowLeft').key).toBe('left internet'))

  it('reaches every stop from any other', () => {
    const reached = new Set(['shop/web'])
    for (const key of reached)
      for (const arrow of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const)
        reached.add(stopTowards(stops, at(key), arrow).key)
    expect([...reached].sort()).toEqual(stops.map(({ key }) => key).sort())
  })

  it('begins at the top left', () => expect(inReadingOrder(stops)[0]!.key).toBe('left internet'))
})

describe('words', () => {
  const snapshot = snapshotOf(all(SHOP, CLOSED, GUESTS))
  const drawing = new GraphDrawing().update(inputOf(snapshot))

  it('say what a station is', () => {
    expect(stopLabel({ id: 'shop/api' }, snapshot.cluster, drawing)).toBe(
      'shop/api, Pod, ingress isolated, egress open, reached by 2, reaches 7',
    )
    expect(workloadLabel({ ...snapshot.cluster.workloads[0]!, kind: 'Deployment' }, { by: 1, to: 2 })).toBe(
      'dev/dbg, Deployment, 1 pod, ingress open, egress open, reached by 1, reaches 2',
    )
    expect(stopLabel({ id: 'svc:shop/api' }, snapshot.cluster, drawing)).toBe(
      'Service shop/api, ClusterIP, port 80, leads to 1 workload',
    )
  })

  it('list only what is drawn, and count what is not', () => {
    expect(legendOf(drawing, []).map(({ key }) => key)).toEqual(['allowed', 'part', 'open', 'gates', 'sign'])
    expect(undrawnNote(drawing, [], 2)).toMatch(
      /^Flows without a line: \d+ open, \d+ denied\. Pin a pod to see its lines\.$/,
    )
    expect(undrawnNote(drawingOf(SHOP), [], 0)).toMatch(/^No policy: all \d+ flows are open\./)
  })
})

describe('the view', () => {
  const world = { x: -100, y: -10, width: 1000, height: 500 }

  it('shows the whole picture in the middle of the pane', () => {
    const { k, x, y } = fitView(world, { width: 500, height: 400 })
    expect([k, x + world.x * k, y + world.y * k]).toEqual([0.5, 0, 75])
  })

  it('moves only when what is wanted is not in it', () => {
    const view = { k: 1, x: 0, y: 0 }
    expect(viewWith(view, { x: 10, y: 10, width: 50, height: 50 }, { width: 200, height: 200 })).toBe(view)
    expect(viewWith(view, { x: 300, y: 10, width: 50, height: 50 }, { width: 200, height: 200 }).x).toBeLessThan(0)
  })

  it('sets letters for the distance it is seen from', () => {
    expect(
      drawingOf(SHOP, { type: typeAt(0.5) }).stations.every(({ detail, name }) => detail === '' && name !== ''),
    ).toBe(true)
    expect(drawingOf(SHOP, { type: typeAt(0.2) }).stations.every(({ name }) => name === '')).toBe(true)
    expect(drawingOf(SHOP, { type: typeAt(2) }).stations.find(({ id }) => id === 'shop/web')!.below).toContain(
      'app=web',
    )
  })
})
