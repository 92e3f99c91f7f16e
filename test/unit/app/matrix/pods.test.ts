import { describe, expect, it } from 'vitest'
import { PAIR_LIMIT, podPairs } from '../../../../src/app/viz/matrix/pods.ts'
import type { ClusterView } from '../../../../src/worker/snapshot.ts'

const pod = (id: string) => ({
  id,
  name: id.split('/')[1]!,
  node: null,
  addresses: [],
  addressAssumed: false,
  phase: 'Running',
  ready: true,
})
const many = Array.from({ length: 30 }, (_, index) => pod(`shop/many-${index}`))
const cluster = {
  workloads: [
    { id: 'shop/web', pods: [pod('shop/web')] },
    { id: 'deploy:shop/api', pods: [pod('shop/api-1'), pod('shop/api-2')] },
    { id: 'deploy:shop/many', pods: many },
  ],
  externals: [{ id: 'internet', label: 'internet', detail: null }],
} as unknown as ClusterView
const pairs = (from: string, to: string) =>
  podPairs(cluster, { from, to }).pairs.map(({ fromName, toName }) => `${fromName} ${toName}`)

describe('single pods', () => {
  it('are paired, each source with each target', () => {
    expect(pairs('shop/web', 'deploy:shop/api')).toEqual(['web api-1', 'web api-2'])
    expect(pairs('internet', 'deploy:shop/api')).toEqual(['internet api-1', 'internet api-2'])
    expect(podPairs(cluster, { from: 'shop/web', to: 'deploy:shop/api' }).pairs[0]).toMatchObject({
      from: 'shop/web',
      to: 'shop/api-1',
    })
  })

  it('are counted', () => {
    expect(podPairs(cluster, { from: 'deploy:shop/api', to: 'shop/web' })).toMatchObject({
      count: 2,
      text: '2 × 1 pod',
    })
    expect(podPairs(cluster, { from: 'deploy:shop/many', to: 'deploy:shop/many' })).toMatchObject({
      count: 870,
      text: '30 × 30 pods',
    })
    expect(pairs('deploy:shop/many', 'deploy:shop/many')).toHaveLength(PAIR_LIMIT)
  })

  it('are not paired with themselves, nor where there is only one', () => {
    expect(pairs('deploy:shop/api', 'deploy:shop/api')).toEqual(['api-1 api-2', 'api-2 api-1'])
    expect(pairs('shop/web', 'shop/web')).toEqual([])
    expect(pairs('internet', 'shop/web')).toEqual([])
    expect(pairs('gone', 'deploy:shop/api')).toEqual([])
    expect(podPairs(cluster, null).count).toBe(0)
  })
})
