import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { INSTANCE_LIMITS, instanceType, maxPods } from '../../../../src/sim/cni/aws-vpc-cni/instances.ts'

const published = readFileSync(new URL('../../../fixtures/cni/eni-max-pods.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' ') as [string, string])

describe('how many pods an EC2 instance takes', () => {
  test.each(published)('%s takes %s', (type, pods) => {
    expect(maxPods(INSTANCE_LIMITS[type]!, 'secondary-ip')).toBe(Number(pods))
  })

  test.each([
    ['t3.nano', 34],
    ['t3.medium', 110],
    ['m7g.medium', 98],
    ['m5.large', 110],
    ['m5.4xlarge', 110],
    ['m5.8xlarge', 250],
    ['m5.24xlarge', 250],
  ])('with prefixes %s takes %i, and no more than the kubelet is told', (type, pods) => {
    expect(maxPods(INSTANCE_LIMITS[type]!, 'prefix-delegation')).toBe(pods)
  })

  test('a machine that is not Nitro has no prefixes', () => {
    expect(maxPods(INSTANCE_LIMITS['m4.4xlarge']!, 'prefix-delegation')).toBe(234)
  })

  test.each([
    ['m5.large', 20],
    ['m5.xlarge', 44],
    ['t3.small', 8],
  ])('with custom networking %s takes %i: the first interface has none', (type, pods) => {
    expect(maxPods(INSTANCE_LIMITS[type]!, 'custom-networking')).toBe(pods)
  })

  test.each([
    ['what the label names', { 'node.kubernetes.io/instance-type': 'c6i.4xlarge' }, null, 'c6i.4xlarge'],
    ['m5.large without a label', {}, null, 'm5.large'],
    [
      'one that is large enough for the kubelet, when the type is not in the table',
      { 'node.kubernetes.io/instance-type': 'x1.32xlarge' },
      234,
      'm5.4xlarge',
    ],
    ['the largest when none is', { 'node.kubernetes.io/instance-type': 'x1.32xlarge' }, 5000, 'm5.24xlarge'],
  ])('the type is %s', (_say, labels, podCapacity, type) => {
    expect(instanceType({ labels: labels as Record<string, string>, podCapacity })).toBe(type)
  })
})
