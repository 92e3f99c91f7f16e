import { describe, expect, test } from 'vitest'
import type { Session } from '../../../../src/app/state/session.svelte.ts'
import { podsOfAnswer } from '../../../../src/app/state/answer-pods.ts'
import { Walls } from '../../../../src/app/state/walls.svelte.ts'
import { settingOf, type CniName, type CniSetting } from '../../../../src/sim/cni/choice.ts'
import { clusterView } from '../../../../src/worker/cluster-view.ts'
import { wallsOf, type WallsView } from '../../../../src/world/walls.ts'
import { worldWith } from '../../sim/walls/walls-worlds.ts'

const world = worldWith('containers: [{name: c, image: i}]')

/** A session whose answers come when the test says so. */
class FakeSession {
  readonly cni: CniSetting
  readonly asked: {
    readonly ref: string
    readonly cni: CniSetting
    answer(view?: WallsView | null): Promise<void>
    fail(): Promise<void>
  }[] = []
  shown: unknown = null
  constructor(cni: CniName) {
    this.cni = settingOf({ name: cni, options: { dataplane: 'ebpf' } })
  }
  readonly picture = {
    walls: (ref: string, cni: CniSetting) =>
      new Promise<WallsView | null>((resolve, reject) => {
        this.asked.push({
          ref,
          cni,
          answer: async (view = wallsOf(world, ref, cni)) => {
            resolve(view)
            await settled()
          },
          fail: async () => {
            reject(new Error('ended'))
            await settled()
          },
        })
      }),
  }
  goTo(span: unknown) {
    this.shown = span
  }
}

const settled = () =>
  new Promise((resolve) => {
    setTimeout(resolve)
  })

function opened(cni: CniName = 'calico') {
  const session = new FakeSession(cni)
  const layout: { half: 'yaml' | 'cluster' } = { half: 'cluster' }
  const walls = new Walls(session as unknown as Session, layout as never)
  walls.open('shop/web')
  return { session, layout, walls }
}

describe('the walls of a pod', () => {
  test('are asked for under the plugin of the work, and show what comes', async () => {
    const { session, walls } = opened()
    expect(session.asked).toMatchObject([{ ref: 'shop/web', cni: { name: 'calico', options: { dataplane: 'ebpf' } } }])
    expect(walls).toMatchObject({ isOpen: true, isWaiting: true, view: null, pod: 'shop/web' })
    await session.asked[0]!.answer()
    expect(walls).toMatchObject({ isWaiting: false, pod: 'shop/web', plugin: 'calico' })
    expect(walls.view?.walls.link).toMatchObject({ segment: 'routed' })
  })
  test('can be looked at under another plugin, and the work’s own keeps its options', async () => {
    const { session, walls } = opened()
    await session.asked[0]!.answer()
    walls.choosePlugin('flannel')
    walls.choosePlugin('calico')
    expect(session.asked.slice(1)).toMatchObject([
      { cni: { name: 'flannel' } },
      { ref: 'shop/web', cni: { name: 'calico', options: { dataplane: 'ebpf' } } },
    ])
    expect(session.cni.name).toBe('calico')
  })
  test('are those that were asked for last, whatever comes first', async () => {
    const { session, walls } = opened()
    walls.choosePod('shop/a')
    await session.asked[1]!.answer()
    await session.asked[0]!.answer()
    expect(walls.pod).toBe('shop/a')
  })
  test('are nothing of a pod that is gone, or when the engine ended', async () => {
    const { session, walls } = opened()
    await session.asked[0]!.answer(null)
    expect(walls).toMatchObject({ isWaiting: false, view: null, pod: 'shop/web' })
    walls.choosePod('shop/a')
    await session.asked[1]!.fail()
    expect(walls).toMatchObject({ isWaiting: false, view: null })
  })
  test('lead to the line: the window closes, and the editor is in front', async () => {
    const { session, layout, walls } = opened()
    await session.asked[0]!.answer()
    const place = walls.placeOf(['spec', 'containers', 0])!
    expect(place.document).toBe('pods')
    await walls.goTo(place)
    expect(walls).toMatchObject({ isOpen: false, wasOpened: true })
    expect(layout.half).toBe('yaml')
    expect(session.shown).toBe(place)
    expect(walls.placeOf(['spec', 'nowhere'])).toBeUndefined()
  })
})

describe('the pods of an answer', () => {
  const cluster = clusterView(world, world.matrix())
  const pods = (from: string, to: string) => podsOfAnswer(world.ask({ from, to, port: 80 }), cluster)
  test('are its ends, each once, on the network of the node too', () => {
    expect(pods('shop/web', 'shop/a')).toEqual(['shop/web', 'shop/a'])
    expect(pods('shop/host', 'shop/a')).toEqual(['shop/host', 'shop/a'])
    expect(pods('internet', 'shop/a')).toEqual(['shop/a'])
  })
  test('are none of what cannot be answered', () => expect(pods('shop/gone', 'shop/a')).toEqual([]))
})
