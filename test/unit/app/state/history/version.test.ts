import { describe, expect, it } from 'vitest'
import {
  changeBetween,
  isSameState,
  KEPT_SNAPSHOTS,
  KEPT_VERSIONS,
  objectMarks,
  withVersion,
  type Version,
} from '../../../../../src/app/state/history/version.ts'
import { readVersions } from '../../../../../src/app/state/history/version-store.ts'
import { EMPTY_WORK, packWork, type Work } from '../../../../../src/app/state/work.ts'
import { settingOf } from '../../../../../src/sim/cni/choice.ts'
import { changeText } from '../../../../../src/app/text/history.ts'
import { plain } from '../../../../../src/app/text/sentence.ts'

const TWO = 'kind: Pod\nmetadata: {name: a}\n---\n# about b\nkind: Service\nmetadata: {name: b}\n'
const OUTLINE = [
  {
    document: 'all',
    objects: [
      { kind: 'Pod', namespace: 'shop', name: 'a', line: 1 },
      { kind: 'Service', namespace: 'shop', name: 'b', line: 5 },
    ],
  },
]
const workOf = (text: string, more: Partial<Work> = {}): Work => ({
  ...EMPTY_WORK,
  documents: [{ name: 'all', text }],
  active: 'all',
  ...more,
})
const versionOf = (id: string, text: string, name = ''): Version => ({
  id,
  at: 0,
  name,
  title: '',
  work: workOf(text),
  objects: objectMarks([{ name: 'all', text }], OUTLINE),
  change: null,
})

describe('a version', () => {
  it('knows its objects by name and by their text, without what separates documents', () => {
    const [pod, service] = objectMarks([{ name: 'all', text: TWO }], OUTLINE)
    expect([pod!.name, service!.name]).toEqual(['Pod shop/a', 'Service shop/b'])
    const moved = objectMarks(
      [{ name: 'all', text: TWO.replace('---', '\n---\n') }],
      [{ document: 'all', objects: [OUTLINE[0]!.objects[0]!, { ...OUTLINE[0]!.objects[1]!, line: 7 }] }],
    )
    expect(moved).toEqual([pod, service])
  })

  it.each<readonly [string, string, Partial<Work>, string]>([
    ['a changed object', TWO.replace('{name: b}', '{name: b, labels: {x: y}}'), {}, 'Service shop/b changed'],
    ['a comment in between', TWO.replace('# about b', '# about the b'), {}, 'text outside of objects'],
    ['another plugin', TWO, { cni: settingOf({ name: 'cilium' }) }, 'another CNI or setting'],
    [
      'served APIs and assertions',
      TWO,
      { policyApi: 'v1alpha2', assertions: [{ question: 'a -> b', expect: 'deny' }] },
      'another policy API; other assertions',
    ],
    ['only where the cursor is', TWO, { cursor: { line: 2, column: 1 } }, 'No object changed'],
  ])('says in a line what it changed: %s', (_, text, more, line) => {
    const after = { work: workOf(text, more), objects: objectMarks([{ name: 'all', text }], OUTLINE) }
    expect(plain(changeText(changeBetween(versionOf('1', TWO), after)))).toBe(line)
  })

  it('names two objects and counts the others', () => {
    const change = changeBetween(
      { work: workOf(''), objects: [] },
      { work: workOf(TWO), objects: ['a', 'b', 'c', 'd'].map((name) => ({ name, sum: 1 })) },
    )
    expect(plain(changeText(change))).toBe('a, b and 2 more added')
  })

  it('is the same state wherever the cursor is and whatever is looked at', () => {
    expect(
      isSameState(workOf(TWO), workOf(TWO, { view: 'matrix', question: 'a -> b', cursor: { line: 4, column: 2 } })),
    ).toBe(true)
    expect(isSameState(workOf(TWO), workOf(`${TWO} `))).toBe(false)
  })
})

describe('what is kept', () => {
  it(`is the newest ${KEPT_VERSIONS} without a name, and those with one beside them`, () => {
    let versions: readonly Version[] = [versionOf('named', 'x', 'before lunch')]
    for (let number = 1; number <= KEPT_VERSIONS + 5; number++)
      versions = withVersion(versions, versionOf(String(number), `text ${number}`))
    expect(versions).toHaveLength(KEPT_VERSIONS + 1)
    expect(versions[0]!.id).toBe(String(KEPT_VERSIONS + 5))
    expect(versions.at(-1)!.id).toBe('named')
    for (let number = 1; number <= KEPT_SNAPSHOTS; number++)
      versions = withVersion(versions, versionOf(`n${number}`, `named ${number}`, 'a name'))
    expect(versions.filter(({ name }) => name !== '')).toHaveLength(KEPT_SNAPSHOTS)
    expect(versions.some(({ id }) => id === 'named')).toBe(false)
  })

  it('is always the newest, however large it is', () => {
    const large = 'x'.repeat(25_000_000)
    expect(
      withVersion([versionOf('1', large), versionOf('2', 'y')], versionOf('3', large)).map(({ id }) => id),
    ).toEqual(['3'])
  })

  it('is read back as it was, and what cannot be read is left out', () => {
    const version = { ...versionOf('1', TWO, 'mine'), change: changeBetween(versionOf('0', ''), versionOf('1', TWO)) }
    const kept = JSON.parse(
      JSON.stringify({
        format: 1,
        versions: [
          { ...version, work: packWork(version.work) },
          { id: 'x' },
          null,
          { ...version, work: { documents: 3 } },
        ],
      }),
    ) as unknown
    expect(readVersions(kept)).toEqual([version])
    for (const hostile of [undefined, null, 3, [], {}, { format: 0, versions: [] }, { format: 1, versions: 'x' }])
      expect(readVersions(hostile)).toEqual([])
  })

  it('has times that there are, and each version once', () => {
    const version = versionOf('1', TWO)
    const packed = (more: object) => ({ ...version, work: packWork(version.work), ...more })
    expect(
      readVersions({
        format: 1,
        versions: [
          packed({ at: NaN }),
          packed({ at: Infinity }),
          packed({ at: -9e15 }),
          packed({}),
          packed({ name: 'again' }),
        ],
      }),
    ).toEqual([{ ...version, name: 'again' }])
  })

  it('is not taken for nothing where a later version of Reachable wrote it', () => {
    expect(() => readVersions({ format: 2, versions: [] })).toThrow('later version')
  })
})
