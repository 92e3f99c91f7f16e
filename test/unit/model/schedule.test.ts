import { describe, expect, test } from 'vitest'
import { Scheduler } from '../../../src/model/schedule.ts'
import { build } from './clusters.ts'

const node = (name: string, spec = '', labels = '') =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}, labels: {${labels}}}\nspec: {${spec}}\n`
const TAINTED = 'taints: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]'

function schedulerOf(nodes: readonly string[], room = 110): Scheduler {
  return new Scheduler([...build(...nodes).cluster.nodes.values()], () => room)
}

const replica = (ordinal: number, nodeSelector = {}) => ({ namespace: 'shop', owner: 'web', ordinal, nodeSelector })

describe('a pod that its text puts on no node', () => {
  test('replicas of one workload are spread', () => {
    const scheduler = schedulerOf([node('n1'), node('n2'), node('n3')])
    expect(new Set([0, 1, 2].map((ordinal) => scheduler.place(replica(ordinal)))).size).toBe(3)
  })

  test('it stays where it is when other workloads come', () => {
    const alone = schedulerOf([node('n1'), node('n2')]).place(replica(0))
    const crowded = schedulerOf([node('n1'), node('n2')])
    crowded.place({ namespace: 'other', owner: 'api', ordinal: 0, nodeSelector: {} })
    expect(crowded.place(replica(0))).toBe(alone)
  })

  test('a tainted node gets none', () => {
    const scheduler = schedulerOf([node('control', TAINTED), node('worker')])
    expect([0, 1, 2].map((ordinal) => scheduler.place(replica(ordinal)))).toEqual(['worker', 'worker', 'worker'])
  })

  test('where every node is tainted, all are used', () => {
    expect(schedulerOf([node('only', TAINTED)]).place(replica(0))).toBe('only')
  })

  test('only a node with the labels that it asks for will do', () => {
    const scheduler = schedulerOf([node('n1'), node('n2', '', 'disk: ssd')])
    expect(scheduler.place(replica(0, { disk: 'ssd' }))).toBe('n2')
    expect(scheduler.place(replica(0, { disk: 'tape' }))).toBeNull()
  })

  test('full nodes are passed over, then it waits', () => {
    const scheduler = schedulerOf([node('n1'), node('n2')], 1)
    expect(new Set([scheduler.place(replica(0)), scheduler.place(replica(1))])).toEqual(new Set(['n1', 'n2']))
    expect(scheduler.place(replica(2))).toBeNull()
  })
})

test('a pod that its text puts on a full node has no room', () => {
  const scheduler = schedulerOf([node('n1')], 1)
  expect([scheduler.take('n1'), scheduler.take('n1')]).toEqual([true, false])
})
