import { describe, expect, test } from 'vitest'
import { diagnosticLine } from '../../src/app/text/diagnostic.ts'
import { searchFindings } from '../../src/app/text/finding-help.ts'
import { FINDING_PAGES } from '../../src/app/text/findings/all.ts'
import { fixLabel } from '../../src/app/text/fix.ts'
import { isFindingCode } from '../../src/ground/finding.ts'
import { applyEdits } from '../../src/ground/text-edit.ts'
import type { DocumentText } from '../../src/manifests/read.ts'
import { openWorld, type Fix, type World } from '../../src/world/index.ts'
import { findingFixtures, POLICY } from './finding-fixture.ts'

const fixtures = findingFixtures()

const found = (world: World, code: string) => world.diagnostics.filter((each) => each.code === code)
const errors = (world: World) => world.diagnostics.filter(({ severity }) => severity === 'error').map(diagnosticLine)

function applied(documents: readonly DocumentText[], { edits }: Fix): readonly DocumentText[] {
  return documents.map(({ name, text }) => ({
    name,
    text: applyEdits(
      text,
      edits.filter(({ document }) => document === name),
    ),
  }))
}

const commentsIn = (text: string) => text.match(/#.*/g) ?? []

test('every finding has a fixture, and a page in the help', () => {
  expect(fixtures.map(({ code }) => code).sort()).toEqual(Object.keys(FINDING_PAGES).sort())
})

test('names of cases are their own', () => {
  for (const { raises, nearly } of fixtures) {
    const names = [...raises, ...nearly].map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  }
})

describe.each(fixtures.map((fixture) => [fixture.code, fixture] as const))('%s', (code, { raises, nearly, source }) => {
  test('says where it is written down', () => expect(source).toMatch(/^https:\/\//))

  test.each(raises.map((each) => [each.name, each] as const))(
    'is raised: %s',
    (_, { documents, cni, severity, says, fixes }) => {
      const world = openWorld({ documents, cni })
      expect(errors(world)).toEqual([])
      const [finding, ...others] = found(world, code)
      expect(finding).toMatchObject({ severity, layer: 'finding', span: { document: POLICY } })
      expect(others).toEqual([])
      if (says !== null) expect(diagnosticLine(finding!)).toBe(says)

      const offered = world.fixes(finding!)
      expect(
        offered.map(({ does, promises }) => ({
          label: fixLabel(does),
          opens: promises.opened,
          closes: promises.closed,
        })),
      ).toEqual(fixes.map(({ label, opens, closes }) => ({ label, opens, closes })))
      offered.forEach((fix, index) => {
        const after = applied(documents, fix)
        const mended = openWorld({ documents: after, cni })
        const policy = after.find(({ name }) => name === POLICY)!.text
        if (fixes[index]!.text !== null) expect(policy).toBe(fixes[index]!.text)
        expect(new Set(fix.edits.map(({ document }) => document)).size).toBe(1)
        expect(commentsIn(policy)).toEqual(commentsIn(documents.find(({ name }) => name === POLICY)!.text))
        expect(errors(mended)).toEqual([])
        expect(found(mended, code)).toEqual([])
        expect(mended.diff(openWorld({ documents, cni }))).toEqual(fix.promises)
      })
    },
  )

  test.each(nearly.map((each) => [each.name, each] as const))('is not raised: %s', (_, { documents, cni }) => {
    const world = openWorld({ documents, cni })
    expect(errors(world)).toEqual([])
    expect(found(world, code).map(diagnosticLine)).toEqual([])
  })
})

describe('the pages of the help', () => {
  test('have titles that fit and end without a full stop', () => {
    const titles = Object.values(FINDING_PAGES).map(({ title }) => title)
    expect(titles.filter((title) => title.length > 64 || title.endsWith('.'))).toEqual([])
    expect(new Set(titles).size).toBe(titles.length)
  })
  test('are found by their words', () => {
    expect(searchFindings('dns udp')).toContain('dns-protocol-missing')
    expect(searchFindings('')).toEqual(Object.keys(FINDING_PAGES))
    expect(searchFindings('no such words')).toEqual([])
  })
  test('are there for findings alone', () => {
    expect(isFindingCode('dns-closed')).toBe(true)
    expect(isFindingCode('yaml-syntax')).toBe(false)
  })
})
