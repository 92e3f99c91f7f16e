import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { givenSetting, isSameSetting, settingOf, type CniChoice } from '../../../../src/sim/cni/choice.ts'
import { EMPTY_WORK, packWork, readWork } from '../../../../src/app/state/work.ts'
import { openWorld, type World } from '../../../../src/world/index.ts'
import { setting } from '../../../suites/generate-setting.ts'

const choice: fc.Arbitrary<CniChoice> = fc
  .tuple(setting, fc.constantFrom('said', 'left out', 'unknown'))
  .map(([{ mode, ...rest }, how]) =>
    how === 'left out' ? rest : { ...rest, mode: how === 'said' ? mode! : 'of-another-version' },
  )

// A host endpoint by interface, which traffic in the tunnel does not pass: here the verdict hangs on whether somebody
// said that there is one.
const NODE = (name: string, at: number) =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nstatus: {addresses: [{type: InternalIP, address: 172.17.0.${at}}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: on-${name}, namespace: shop}\nspec: {nodeName: ${name}, containers: [{name: c, image: i}]}\n---\napiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: ${name}, labels: {host: ${name}}}\nspec: {node: ${name}, interfaceName: eth0}\n`
const documents = [
  {
    name: 'all',
    text: [
      NODE('node-a', 10),
      NODE('node-b', 11),
      `apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: closed}\nspec: {selector: "host == 'node-b'", applyOnForward: true, ingress: [{action: Deny}]}\n`,
    ].join('---\n'),
  },
]
const verdict = (world: World) => world.ask({ from: 'shop/on-node-a', to: 'shop/on-node-b', port: 80 }).outcome

describe('a setting put in again', () => {
  test('stays as it is', () => {
    fc.assert(
      fc.property(choice, (each) => {
        for (const filled of [settingOf(each), givenSetting(each)])
          expect([settingOf(filled), givenSetting(filled)]).toEqual([filled, filled])
      }),
    )
  })
  test('opens a world that judges alike, whether a mode was said or not', () => {
    for (const cni of [
      { name: 'calico' },
      { name: 'calico', mode: 'none-such' },
      { name: 'calico', mode: 'ipip' },
      { name: 'calico', mode: 'bgp' },
    ] as const) {
      const world = openWorld({ documents, cni })
      const again = openWorld({ documents, cni: world.cni })
      expect([isSameSetting(again.cni, world.cni), verdict(again)]).toEqual([true, verdict(world)])
      expect(world.under([world.cni, cni])).toEqual([world])
    }
    expect(verdict(openWorld({ documents, cni: { name: 'calico' } }))).not.toBe(
      verdict(openWorld({ documents, cni: { name: 'calico', mode: 'ipip' } })),
    )
  })
  test('is judged by the mode that stands on the screen, and so is a link to it', () => {
    const shown = settingOf({ name: 'calico' })
    const linked = readWork(JSON.parse(JSON.stringify(packWork({ ...EMPTY_WORK, cni: shown }))))!.cni
    expect(linked).toEqual(shown)
    for (const cni of [shown, linked])
      expect(verdict(openWorld({ documents, cni }))).toBe(
        verdict(openWorld({ documents, cni: { name: 'calico', mode: shown.mode } })),
      )
  })
  test('and another mode put in its place is meant', () => {
    const assumed = givenSetting({ name: 'calico' })
    expect([
      assumed.isModeAssumed,
      settingOf({ ...assumed, mode: 'vxlan' }).isModeAssumed,
      givenSetting({ ...assumed, mode: 'vxlan' }).isModeAssumed,
    ]).toEqual([true, false, false])
  })
})
