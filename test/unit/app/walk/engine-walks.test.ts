import { describe, expect, it } from 'vitest'
import { unreachedEnd } from '../../../../src/app/panels/walk/ends.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { hopTitle } from '../../../../src/app/text/walk/hop-title.ts'
import { hopWhy } from '../../../../src/app/text/walk/hop-why.ts'
import { scenesOf } from '../../../../src/app/text/walk/scene.ts'
import { walkText } from '../../../../src/app/text/walk/walk-text.ts'
import { overlaps } from '../../../../src/app/viz/walk/labels.ts'
import { walkMap } from '../../../../src/app/viz/walk/map.ts'
import { stopsOf } from '../../../../src/app/viz/walk/marks.ts'
import { CNI_OFFERS } from '../../../../src/sim/cni/choice.ts'
import { openWorld } from '../../../../src/world/index.ts'
import { walkOf } from '../../../../src/world/walk.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from '../../../browser/worlds.ts'
import { MEASURE } from './measure.ts'

const PLUGINS = CNI_OFFERS.flatMap(({ name, modes }) =>
  modes.map(({ id }) => [`${name} ${id}`, { name, mode: id }] as const),
)
const FLOWS = [
  'shop/web -> shop/api:8080',
  'monitoring/prom -> svc:shop/api:80',
  'shop/web -> internet:443',
  'internet -> ingress/edge:443',
  'shop/web -> name:example.org:443',
  'node:n1 -> shop/db:5432',
]
const NO_ADDRESSES = () => ''

describe.each(PLUGINS)('walks under %s', (_label, cni) => {
  const world = openWorld({ documents: [SHOP, ALLOW_WEB, DEFAULT_DENY], cni })

  it.each(FLOWS)('%s is told to the end and laid out', (text) => {
    const question = world.parse(text)
    if (!question.ok) return expect.fail(text)
    const walk = walkOf(world, question.value)
    const answer = world.ask(question.value)
    if (!walk) return expect.fail(`no walk for ${text}`)
    for (const leg of ['way', 'reply'] as const) {
      for (const scene of scenesOf(walk, leg)) {
        const said = `${plain(hopTitle(scene))}. ${plain(hopWhy(scene))}`
        expect(said.length).toBeGreaterThan(40)
        expect(said).not.toMatch(/undefined|null|NaN|\[object/)
      }
      const stops = stopsOf(walk, leg)
      if (stops.length === 0) continue
      const map = walkMap({
        stops,
        unreached: leg === 'way' ? unreachedEnd(walk, answer) : null,
        width: 1512,
        isMirrored: leg === 'reply',
        addressOf: NO_ADDRESSES,
        wire: 'the wire',
        measure: MEASURE,
      })!
      const boxes = map.marks.map(({ label }) => label!.box)
      for (const [index, box] of boxes.entries())
        for (const other of boxes.slice(index + 1)) expect(overlaps(box, other)).toBe(false)
      expect(map.marks.every(({ label }, index) => label!.name.includes(stops[index]!.name))).toBe(true)
    }
    expect(walkText(walk, text)).not.toMatch(/undefined|null|NaN|\[object/)
  })
})
