import { describe, expect, it } from 'vitest'
import { encodeLessonLink } from '../../../../src/app/state/link/lesson-link.ts'
import { encodeLink } from '../../../../src/app/state/link/codec.ts'
import { EMPTY_WORK } from '../../../../src/app/state/work.ts'
import { lessonNamed, nextTick, openPage } from './screen.ts'

const ONE = '#/lesson/track/one'
const TWO = '#/lesson/track/two'
const start = lessonNamed('track/one', 'T1').start
const lessonLink = async (text: string) =>
  (await encodeLessonLink('track/one', start, { ...EMPTY_WORK, documents: [{ name: 'mine', text }], active: 'mine' }))!

/** A page with a work of one's own in it. */
async function atWork(text = 'my own\n') {
  const page = openPage()
  await page.go('#/')
  page.desk.openEmpty()
  page.session.setText(text)
  return page
}
/** Lessons wait until they are delivered. */
function hold(page: ReturnType<typeof openPage>) {
  const waiting = (page.engine.waiting = [])
  const deliver = async (id: string) => {
    await nextTick()
    for (const each of (waiting as { id: string; deliver(): void }[]).filter((one) => one.id === id)) each.deliver()
    await nextTick()
  }
  return deliver
}

describe('an address', () => {
  it('leads to a lesson, and from there to the next', async () => {
    const page = openPage()
    await page.go(ONE)
    expect([page.navigation.page, page.lessons.open?.id]).toEqual(['work', 'track/one'])
    await page.go(TWO)
    expect([page.navigation.page, page.lessons.open?.id, page.address.fragment]).toEqual(['work', 'track/two', TWO])
  })
  it('leads to the list, and the lesson waits behind it', async () => {
    const page = openPage()
    await page.go(ONE)
    page.session.setText('mine\n')
    await page.go('#/lessons')
    expect([page.navigation.page, page.lessons.status]).toEqual(['lessons', 'ready'])
    await page.go(ONE)
    expect([page.navigation.page, page.textOf('mine')]).toEqual(['work', 'mine\n'])
  })
  it("that is the open lesson's changes nothing", async () => {
    const page = openPage()
    await page.go(ONE)
    const { opened } = page.engine
    const before = opened.length
    await page.go(ONE)
    expect(opened.length).toBe(before)
  })
  it('of nothing we know changes nothing', async () => {
    const page = openPage()
    await page.go(ONE)
    await page.go('#editor')
    expect([page.navigation.page, page.lessons.open?.id, page.address.fragment]).toEqual([
      'work',
      'track/one',
      '#editor',
    ])
  })
  it('of no lesson leads to the list, with a notice', async () => {
    const page = await atWork()
    await page.go('#/lesson/track/none')
    expect([page.navigation.page, page.address.fragment]).toEqual(['lessons', '#/lessons'])
    expect(page.noticed()).toEqual(['lesson: There is no lesson at this address. Here are all there are.'])
  })
  it('of a lesson leads to the list when there is no engine, without blaming the address', async () => {
    const page = openPage()
    page.engine.isBroken = true
    await page.go(ONE)
    expect([page.navigation.page, page.lessons.status, page.noticed()]).toEqual(['lessons', 'failed', []])
  })
  it('at the first visit leads to an example', async () => {
    const page = openPage()
    await page.navigation.follow()
    expect(page.session.documents.length).toBeGreaterThan(0)
    expect([page.navigation.page, page.session.lesson, page.desk.exampleId === null]).toEqual(['work', null, false])
  })
})

describe('leaving a lesson', () => {
  it('brings the own work back, and keeps the draft', async () => {
    const page = await atWork()
    await page.go(ONE)
    expect(page.textOf('untitled')).toBeUndefined()
    page.session.setText('an answer\n')
    await page.go('#/')
    expect([page.session.lesson, page.textOf('untitled'), page.navigation.page]).toEqual([null, 'my own\n', 'work'])
    await page.go(ONE)
    expect(page.textOf('mine')).toBe('an answer\n')
  })
  it('does not mix the two', async () => {
    const page = await atWork()
    await page.go(ONE)
    page.session.setText('an answer\n')
    page.desk.save()
    page.lessons.save()
    const again = openPage(page.local)
    await again.go('#/')
    expect(again.textOf('untitled')).toBe('my own\n')
  })
  it('also by way of the list', async () => {
    const page = await atWork()
    await page.go(ONE)
    await page.go('#/lessons')
    await page.go('#/')
    expect([page.session.lesson, page.textOf('untitled')]).toEqual([null, 'my own\n'])
  })
  it('that was the first page shows the examples beside the own work', async () => {
    const before = await atWork()
    before.desk.save()
    const page = openPage(before.local)
    await page.go(ONE)
    await page.go('#/')
    expect(page.textOf('untitled')).toBe('my own\n')
    expect(page.desk.examples.length).toBeGreaterThan(0)
  })
  it('for an example puts the address right', async () => {
    const page = await atWork()
    await page.go(ONE)
    await page.desk.openExample(page.desk.examples[0]!)
    expect([page.address.fragment, page.session.lesson, page.navigation.page]).toEqual(['#/', null, 'work'])
  })
  it('for an example that still has to be fetched gives way to what is opened after it', async () => {
    const page = await atWork()
    const [one, two] = page.desk.examples
    await Promise.all([page.desk.openExample(one!), page.desk.openExample(two!)])
    expect(page.desk.exampleId).toBe(two!.id)
    const late = page.desk.openExample(one!)
    page.desk.openEmpty()
    await late
    expect([page.desk.exampleId, page.session.documents.map(({ name }) => name)]).toEqual([null, ['untitled']])
  })
  it('for a shared work keeps the draft', async () => {
    const page = await atWork()
    await page.go(ONE)
    page.session.setText('an answer\n')
    await page.go(
      (await encodeLink({ ...EMPTY_WORK, documents: [{ name: 'shared', text: 'theirs' }], active: 'shared' }))!,
    )
    expect([page.textOf('shared'), page.session.lesson, page.address.fragment]).toEqual(['theirs', null, '#/'])
    await page.go(ONE)
    expect(page.textOf('mine')).toBe('an answer\n')
  })
})

describe('a lesson that is still loading does not come up over', () => {
  it('the list', async () => {
    const page = await atWork()
    const deliver = hold(page)
    const first = page.go(ONE)
    await page.go('#/lessons')
    await deliver('track/one')
    await first
    expect([page.navigation.page, page.session.lesson, page.address.fragment]).toEqual(['lessons', null, '#/lessons'])
  })
  it('the own work', async () => {
    const page = await atWork()
    const deliver = hold(page)
    const first = page.go(ONE)
    await page.go('#/')
    await deliver('track/one')
    await first
    expect([page.navigation.page, page.session.lesson, page.textOf('untitled')]).toEqual(['work', null, 'my own\n'])
  })
  it('another lesson', async () => {
    const page = await atWork()
    const deliver = hold(page)
    const [first, second] = [page.go(ONE), page.go(TWO)]
    await deliver('track/two')
    await deliver('track/one')
    await Promise.all([first, second])
    expect([page.lessons.open?.id, page.address.fragment]).toEqual(['track/two', TWO])
  })
  it('the lesson that is open, when somebody goes back to it', async () => {
    const page = await atWork()
    await page.go(ONE)
    const deliver = hold(page)
    const second = page.go(TWO)
    await page.go(ONE)
    await deliver('track/two')
    await second
    expect([page.lessons.open?.id, page.address.fragment]).toEqual(['track/one', ONE])
  })
  it('an example', async () => {
    const page = await atWork()
    const deliver = hold(page)
    const first = page.go(ONE)
    const opened = page.desk.openExample(page.desk.examples[1]!)
    await deliver('track/one')
    await first
    await opened
    expect([page.session.lesson, page.session.title, page.address.fragment]).toEqual([
      null,
      page.desk.examples[1]!.title,
      '#/',
    ])
  })
  it('any page, when its link is still being read', async () => {
    const link = await lessonLink('theirs\n')
    for (const [to, lesson] of [
      ['#/lessons', undefined],
      ['#/', undefined],
      [TWO, 'track/two'],
    ] as const) {
      const page = await atWork()
      const first = page.go(link)
      await page.go(to)
      await first
      await nextTick()
      expect([page.address.fragment, page.session.lesson?.id]).toEqual([to, lesson])
    }
  })
})

it('the first example does not come up over a lesson that was opened meanwhile', async () => {
  const page = openPage()
  const first = page.go('#/')
  await Promise.all([first, page.go(ONE)])
  expect([page.session.lesson?.id, page.address.fragment]).toEqual(['track/one', ONE])
})

describe('a link to a lesson', () => {
  it('opens what was shared, and leaves the address of the lesson', async () => {
    const page = await atWork()
    await page.go(await lessonLink('theirs\n'))
    expect([page.textOf('mine'), page.lessons.open?.id, page.address.fragment, page.noticed()]).toEqual([
      'theirs\n',
      'track/one',
      ONE,
      [],
    ])
  })
  it('is followed also where the lesson is open', async () => {
    const page = await atWork()
    await page.go(ONE)
    await page.go(await lessonLink('theirs\n'))
    expect(page.textOf('mine')).toBe('theirs\n')
  })
  it('that was cut opens the lesson as it was left, with a notice', async () => {
    const page = await atWork()
    await page.go(ONE)
    page.session.setText('an answer\n')
    await page.go((await lessonLink('theirs\n')).slice(0, -3))
    expect([page.textOf('mine'), page.address.fragment]).toEqual(['an answer\n', ONE])
    expect(page.noticed()).toEqual(['link: This link is incomplete. Your own work is untouched.'])
  })
  it('to no lesson leads to the list', async () => {
    const page = await atWork()
    await page.go((await lessonLink('x')).replace('track/one', 'track/none'))
    expect([page.navigation.page, page.address.fragment]).toEqual(['lessons', '#/lessons'])
  })
})
