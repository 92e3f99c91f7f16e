import { describe, expect, it } from 'vitest'
import {
  changeText,
  madeUpNote,
  payloadTitle,
  stepSpoken,
  stepWay,
  stepWords,
} from '../../../../src/app/text/architecture.ts'
import { partWords, portsText, wayText } from '../../../../src/app/text/architecture/parts.ts'
import { journey as german } from '../../../../src/app/text/catalogue/de/journey.ts'
import { plain, type Sentence } from '../../../../src/app/text/sentence.ts'
import { architectureOf } from '../../../../src/world/architecture.ts'
import { SETTINGS, worldOf } from '../../sim/architecture/worlds.ts'

/** Whole sentences, with nothing in them that is no word. */
const SENTENCES = /^[A-Za-z0-9“(].*[.?]$/s
const ODD = /undefined|null|NaN|\[object|\s{2}|\.\.| \.| ,|,\./

const ENGLISH = /["'”]|\b(?:the|of|and|with|which|is|are|not|this|that|it|its|for|from|to)\b/
const names = (words: Sentence) =>
  words.flatMap(({ text, code }) => (code ? [text.replaceAll(' und ', ' and ')] : [])).sort()
const prose = (words: Sentence) => plain(words.filter(({ code }) => !code))

describe.each(SETTINGS)('the words with %s', (_name, setting) => {
  const world = worldOf(setting)
  const journeys = (['deployment', 'policy', 'cni-add'] as const).flatMap((kind) =>
    architectureOf(world, { journey: kind, of: null }).choices.map(
      ({ id }) => architectureOf(world, { journey: kind, of: id }).journey!,
    ),
  )

  it('are there for every step', () => {
    for (const journey of journeys) {
      journey.steps.forEach((step, index) => {
        const { title, words } = stepWords(step, journey)
        const text = plain(words)
        expect(title).toMatch(/^[\w“][^.]{2,50}$/)
        expect(text).toMatch(SENTENCES)
        expect(`${title} ${text} ${stepWay(step)}`).not.toMatch(ODD)
        expect(stepSpoken(index, journey)).toContain(`Step ${index + 1} of ${journey.steps.length}: ${title}`)
        for (const change of step.after) expect(plain(changeText(change))).not.toMatch(ODD)
        for (const payload of step.payloads) expect(payloadTitle(payload)).toMatch(/^[A-Z]/)
      })
    }
  })

  it('are there in German, of the same names', () => {
    for (const journey of journeys) {
      for (const step of journey.steps) {
        const { words } = stepWords(step, journey)
        const said = german[step.id]({ step, journey })
        expect(names(said.words)).toEqual(names(words))
        expect(said.title).toMatch(/^[\wÄÖÜ][^.]{2,55}$/)
        expect(`${said.title} ${prose(said.words)}`).not.toMatch(ENGLISH)
        expect(`${said.title} ${plain(said.words)}`).not.toMatch(ODD)
      }
    }
  })

  it('are there for every part and connection', () => {
    const { components, connections } = architectureOf(world, { journey: 'deployment', of: null })
    for (const component of components)
      expect(`${partWords(component.id, setting.name)} ${portsText(component)}`.trim()).not.toMatch(ODD)
    for (const { id } of components) expect(partWords(id, setting.name)).toMatch(SENTENCES)
    for (const connection of connections) expect(wayText(connection)).not.toMatch(ODD)
  })
})

describe('what is said', () => {
  const said = (
    cni: Parameters<typeof worldOf>[0],
    journey: 'deployment' | 'policy' | 'cni-add',
    id: string,
    of: string | null = null,
  ) => {
    const found = architectureOf(worldOf(cni), { journey, of }).journey!
    return plain(
      stepWords(
        found.steps.find((step) => step.id === id)!,
        found,
      ).words,
    )
  }

  it('names whoever does not enforce, and why', () => {
    expect(said({ name: 'flannel' }, 'policy', 'policy-nobody')).toContain(
      'Flannel carries packets and reads no policies, and nothing else here does.',
    )
    expect(said({ name: 'aws-vpc-cni' }, 'policy', 'policy-nobody')).toContain(
      'The network policy agent is off, as it is by default.',
    )
  })

  it('tells a chosen node from a written one', () => {
    expect(said({ name: 'calico' }, 'deployment', 'bind', 'deploy:shop/web')).toContain('we chose')
    expect(said({ name: 'calico' }, 'deployment', 'already-placed', 'sts:shop/db')).toContain('nodeName is n2')
  })

  it('says how AWS starts a pod in each mode', () => {
    expect(said({ name: 'aws-vpc-cni', options: { networkPolicy: 'strict' } }, 'cni-add', 'aws-enforce')).toContain(
      'starts closed',
    )
    expect(said({ name: 'aws-vpc-cni', options: { networkPolicy: 'standard' } }, 'cni-add', 'aws-enforce')).toContain(
      'starts open',
    )
  })

  it('says that what is believed is believed', () => {
    expect(said({ name: 'cilium' }, 'policy', 'policy-effect')).toContain('it is believed')
  })

  it('names the node’s end of the wire', () => {
    expect(said({ name: 'calico' }, 'cni-add', 'plumb', 'shop/web-1')).toMatch(/cali[0-9a-f]{11}/)
    expect(said({ name: 'flannel' }, 'cni-add', 'plumb', 'shop/web-1')).toMatch(/veth[0-9a-f]{8}/)
  })

  it('owns up to what is made up, where something is', () => {
    const policy = architectureOf(worldOf({ name: 'calico' }), { journey: 'policy', of: null }).journey!
    const add = architectureOf(worldOf({ name: 'calico' }), { journey: 'cni-add', of: null }).journey!
    expect(madeUpNote({ journey: policy, step: policy.steps[0]! })).toBe('')
    expect(madeUpNote({ journey: add, step: add.steps[0]! })).toContain('made up')
  })
})
