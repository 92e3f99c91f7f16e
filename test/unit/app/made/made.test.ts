import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlan, newPlan } from '../../../../src/app/state/builder/kept-plan.ts'
import { madeZip } from '../../../../src/app/state/builder/made-zip.ts'
import { encodeMadeLink, readFolder, readMadeLink } from '../../../../src/app/state/made/made-link.ts'
import { isBounded, MadeStore } from '../../../../src/app/state/made/made-store.ts'
import { packText } from '../../../../src/app/state/link/packed-text.ts'
import { readCurriculum } from '../../../../src/lessons/curriculum.ts'
import { withMadeLesson } from '../../../../src/lessons/made/track.ts'
import { readLesson } from '../../../../src/lessons/read-lesson.ts'
import { settingOf } from '../../../../src/sim/cni/choice.ts'
import { GOOD, ID } from '../../lessons/folders.ts'
import { lessonNamed, openPage } from '../lessons/screen.ts'
import { FORBIDDEN, MemoryStore } from '../lessons/memory-store.ts'

const files = Object.fromEntries(
  Object.entries(GOOD)
    .filter(([path]) => path.startsWith(`${ID}/`))
    .map(([path, text]) => [path.slice(ID.length + 1), text]),
)
const FOLDER = { name: 'guests', files }
const behind = (link: string | null) => link!.slice('#/made/'.length)
const packed = async (data: unknown) => `v1.${await packText(JSON.stringify(data), 10_000_000)}`
const read = (given: Readonly<Record<string, string>>) => {
  const all = withMadeLesson(
    {
      'curriculum.yaml': GOOD['curriculum.yaml']!,
      [`${ID}/lesson.md`]: GOOD[`${ID}/lesson.md`]!,
      'worlds/shop.yaml': GOOD['worlds/shop.yaml']!,
    },
    'guests',
    given,
  )
  return readLesson('made/guests', all, readCurriculum(all))
}

describe('the link of a lesson', () => {
  it('holds all of its files', async () => {
    const link = await encodeMadeLink(FOLDER)
    expect(await readMadeLink(behind(link))).toEqual({ ok: true, value: FOLDER })
    expect(read(files)).toMatchObject({ problems: [], lesson: { title: 'Guests' } })
  })
  it.each([
    [{ ...FOLDER, name: '../guests' }],
    [{ ...FOLDER, name: '' }],
    [{ name: 'guests' }],
    [{ name: 'guests', files: [] }],
    [[]],
    [null],
    ['guests'],
    [{ ...FOLDER, files: { ...files, '../curriculum.yaml': 'tracks: []' } }],
    [{ ...FOLDER, files: { ...files, 'start/../../x.yaml': '' } }],
    [{ ...FOLDER, files: { ...files, 'lesson.html': '' } }],
    [{ ...FOLDER, files: { ...files, 'start/a.yaml': 3 } }],
    [{ ...FOLDER, files: { ...files, 'start/a.yaml': 'x'.repeat(600_000) } }],
    [{ ...FOLDER, files: Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`start/t${index}.yaml`, ''])) }],
  ])('that holds something else is refused', async (data) => {
    expect(readFolder(data)).toBeNull()
    expect(await readMadeLink(await packed(data))).toEqual({ ok: false, problem: 'not-a-work' })
  })
  it('that unpacks to too much is never unpacked', async () =>
    expect(
      await readMadeLink(await packed({ ...FOLDER, files: { ...files, 'start/a.yaml': 'x'.repeat(3_000_000) } })),
    ).toEqual({ ok: false, problem: 'too-large' }))
  it('never throws, whatever somebody wrote', () =>
    fc.assert(
      fc.asyncProperty(fc.string(), fc.jsonValue(), async (text, data) => {
        expect((await readMadeLink(text)).ok).toBe(false)
        expect((await readMadeLink(await packed(data))).ok).toBe(false)
      }),
      { numRuns: 40 },
    ))
  it('has no HTML in its lesson, and no more goals than can be checked', () => {
    expect(
      read({ ...files, 'lesson.md': files['lesson.md']!.replace('and nobody else', '<img src=x onerror=alert(1)>') })
        .problems.length,
    ).toBeGreaterThan(0)
    expect(
      read({ ...files, 'lesson.md': files['lesson.md']!.replace('and nobody else', '[x](javascript:alert(1))') })
        .problems.length,
    ).toBeGreaterThan(0)
    expect(isBounded(lessonNamed('made/x', 'M1'))).toBe(true)
    const [goal] = lessonNamed('made/x', 'M1').goals
    expect(isBounded(lessonNamed('made/x', 'M1', { goals: Array.from({ length: 100 }, () => goal!) }))).toBe(false)
    expect(
      isBounded(
        lessonNamed('made/x', 'M1', {
          goals: [{ ...goal!, lines: Array.from({ length: 500 }, () => goal!.lines[0]!) }],
        }),
      ),
    ).toBe(false)
  })
})

describe('a browser', () => {
  it('keeps what came by link, and tells two of one name apart', () => {
    const local = new MemoryStore()
    const store = new MadeStore(local)
    const id = store.keep(FOLDER)
    const other = store.keep({ ...FOLDER, files: { ...files, 'goals.yaml': '' } })
    expect(id).toMatch(/^made\/guests-[a-z0-9]+$/)
    expect(other).not.toBe(id)
    expect(new MadeStore(local).folder(id)).toEqual(FOLDER)
    expect(store.folder('made/else')).toBeNull()
  })
  it('that keeps nothing has it as long as the page is open', () => {
    const store = new MadeStore(FORBIDDEN)
    expect(store.folder(store.keep(FOLDER))).toEqual(FOLDER)
    const local = new MemoryStore()
    local.setItem('reachable.made', '{"version":1,"folders":[{"name":"../x","files":{}}]}')
    expect(new MadeStore(local).folder('made/x')).toBeNull()
  })
  it('says so when the link was cut, and leaves the work alone', async () => {
    const page = openPage()
    await page.go('#/')
    page.desk.openEmpty()
    page.session.setText('mine\n')
    await page.go((await encodeMadeLink(FOLDER))!.slice(0, -3))
    expect([page.navigation.page, page.textOf('untitled'), page.address.fragment]).toEqual([
      'lessons',
      'mine\n',
      '#/lessons',
    ])
    expect(page.noticed().some((text) => text.startsWith('link: '))).toBe(true)
  })
})

describe('what is being made', () => {
  const plan = newPlan(
    { documents: [{ name: 'a b', text: 'x' }], cni: settingOf({ name: 'cilium' }) },
    'a -> b',
    'matrix',
  )
  it('comes back as it was', () => {
    const full = {
      ...plan,
      title: 'T',
      goals: [{ line: 'deny a -> b', say: 's' }],
      solution: plan.start,
      wrong: [{ ...plan.start, name: 'n', say: 'w', hint: 3 }],
    }
    expect(readPlan(JSON.parse(JSON.stringify(full)))).toEqual(full)
  })
  it.each([null, [], {}, { start: 3 }, { ...plan, start: { documents: [{ name: 3 }] } }])('is not %j', (data) =>
    expect(readPlan(data)).toBeNull(),
  )
})

it('is a zip with a folder of its name', async () => {
  const { unzipSync, strFromU8 } = await import('fflate')
  const zip = unzipSync(new Uint8Array(await madeZip(FOLDER).arrayBuffer()))
  expect(Object.fromEntries(Object.entries(zip).map(([path, bytes]) => [path, strFromU8(bytes)]))).toEqual(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`guests/${path}`, text])),
  )
})
