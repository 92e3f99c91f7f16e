import { describe, expect, it } from 'vitest'
import { action, type ActionGroup } from '../../../../../src/app/state/actions/action.ts'
import { findActions } from '../../../../../src/app/state/actions/find.ts'

const line = (group: ActionGroup, label: string, given: { readonly detail?: string; readonly also?: string } = {}) =>
  action({ id: `${group}.${label}`, group, label, run: () => {}, ...given })
const ACTIONS = [
  line('views', 'Graph'),
  line('views', 'Matrix'),
  line('plugin', 'Cilium, VXLAN', { also: 'CNI eBPF' }),
  line('plugin', 'Calico, VXLAN', { also: 'CNI' }),
  line('lessons', 'C2 One door', { detail: 'NetworkPolicy' }),
  line('stations', 'shop/web'),
  line('stations', 'shop/api'),
  line('walls', 'Walls of shop/api'),
]
const found = (typed: string, used: readonly string[] = []) =>
  findActions(ACTIONS, typed, used).map(
    ({ group, found: rows }) => `${group}: ${rows.map(({ action: { label } }) => label).join(' | ')}`,
  )

describe('while nothing is typed', () => {
  it('everything is listed by its groups', () =>
    expect(found(' ')).toEqual([
      'views: Graph | Matrix',
      'stations: shop/web | shop/api',
      'plugin: Cilium, VXLAN | Calico, VXLAN',
      'walls: Walls of shop/api',
      'lessons: C2 One door',
    ]))
  it('what was used last comes first, and what is gone does not', () =>
    expect(found('', ['gone', 'stations.shop/api', 'views.Graph'])[0]).toBe('used: shop/api | Graph'))
  it('a long group tells how much more there is', () => {
    const many = Array.from({ length: 30 }, (_, index) => line('lessons', `L${index}`))
    expect(findActions(many, '', [])).toMatchObject([{ group: 'lessons', found: { length: 12 }, more: 18 }])
    expect(findActions(many, 'l', [])).toMatchObject([{ found: { length: 8 }, more: 22 }])
  })
})

describe('what is typed', () => {
  it.each([
    ['cil', ['plugin: Cilium, VXLAN']],
    ['cni vxl', ['plugin: Cilium, VXLAN | Calico, VXLAN']],
    ['ebpf', ['plugin: Cilium, VXLAN']],
    ['networkpolicy', ['lessons: C2 One door']],
    ['api', ['stations: shop/api', 'walls: Walls of shop/api']],
    ['walls api', ['walls: Walls of shop/api']],
    ['c2', ['lessons: C2 One door']],
    ['nothing at all', []],
  ])('%j finds %j', (typed, expected) => expect(found(typed)).toEqual(expected))

  it('marks the letters in the label only', () => {
    const [group] = findActions(ACTIONS, 'cni cal', [])
    expect(group?.found[0]).toMatchObject({ action: { label: 'Calico, VXLAN' }, at: [0, 1, 2] })
  })

  it('what is used often wins where two fit alike', () => {
    expect(found('vxlan')[0]).toBe('plugin: Cilium, VXLAN | Calico, VXLAN')
    expect(found('vxlan', ['plugin.Calico, VXLAN'])[0]).toBe('plugin: Calico, VXLAN | Cilium, VXLAN')
  })
})

it('ten thousand pods are looked through while somebody types', () => {
  const many = Array.from({ length: 10_000 }, (_, index) =>
    line('stations', `team-${index % 100}/service-${index}`, { detail: 'Deployment' }),
  )
  const start = performance.now()
  findActions(many, 'tm99 srv9', [])
  expect(performance.now() - start).toBeLessThan(2000)
})
