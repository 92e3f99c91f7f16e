import { describe, expect, it } from 'vitest'
import { componentsOf } from '../../../../src/sim/architecture/component.ts'
import { connectionsOf } from '../../../../src/sim/architecture/connection.ts'
import { SETTINGS } from './worlds.ts'

describe.each(SETTINGS)('the parts of a cluster with %s', (_name, setting) => {
  const components = componentsOf(setting)
  const connections = connectionsOf(setting)
  const ids = components.map(({ id }) => id)

  it('are each there once, and say where they are written down', () => {
    expect(new Set(ids).size).toBe(ids.length)
    for (const { source } of [...components, ...connections]) expect(source).toMatch(/^https:\/\/[^\s]+$/)
  })

  it('are connected, from one part to another at most once', () => {
    const ways = connections.map(({ from, to }) => `${from} ${to}`)
    expect(new Set(ways).size).toBe(ways.length)
    for (const { from, to } of connections) expect([ids, to]).toEqual([expect.arrayContaining([from, to]), to])
    expect(ids.filter((id) => !connections.some(({ from, to }) => from === id || to === id))).toEqual([])
  })
})

describe('who has which parts', () => {
  const processes = (name: string) =>
    componentsOf(SETTINGS.find(([each]) => each === name)![1]).map(({ id, process }) => `${id}: ${process}`)

  it('follows the plugin and its options', () => {
    expect(processes('flannel vxlan')).toContain('cni-agent: flanneld')
    expect(processes('flannel vxlan').join()).not.toContain('policy-agent')
    expect(processes('flannel networkPolicy standard')).toContain('policy-agent: kube-network-policies')
    expect(processes('aws-vpc-cni networkPolicy standard')).toContain('policy-controller: network policy controller')
    expect(processes('aws-vpc-cni secondary-ip').join()).not.toContain('policy-')
    expect(processes('cilium vxlan')).toContain('kube-proxy: kube-proxy')
    expect(processes('cilium kubeProxyReplacement on').join()).not.toContain('kube-proxy')
    expect(processes('calico dataplane ebpf').join()).not.toContain('kube-proxy')
  })

  it('marks what nobody says in so many words', () => {
    expect(
      componentsOf(SETTINGS[0]![1])
        .filter(({ isBelieved }) => isBelieved)
        .map(({ id }) => id),
    ).toEqual(['cloud-controller-manager'])
    expect(connectionsOf(SETTINGS[0]![1]).find(({ from }) => from === 'kubectl')).toMatchObject({
      encoding: 'JSON',
      isBelieved: true,
    })
  })
})
