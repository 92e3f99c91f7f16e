import { Desk } from '../../../../src/app/state/desk.svelte.ts'
import { FirstOpen } from '../../../../src/app/state/first-open.svelte.ts'
import { LessonStore } from '../../../../src/app/state/lesson/store.ts'
import { Lessons } from '../../../../src/app/state/lesson/lessons.svelte.ts'
import { Navigation, type AddressBar } from '../../../../src/app/state/navigation.svelte.ts'
import { Notices } from '../../../../src/app/state/notices.svelte.ts'
import { Session } from '../../../../src/app/state/session.svelte.ts'
import { REFERENCE_CNI } from '../../../../src/app/state/work.ts'
import { WorkStore } from '../../../../src/app/state/work-store.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { settingOf } from '../../../../src/sim/cni/choice.ts'
import type { LessonCheck } from '../../../../src/lessons/check.ts'
import type { Curriculum } from '../../../../src/lessons/curriculum.ts'
import type { Goal } from '../../../../src/lessons/goal.ts'
import type { Lesson, LessonId } from '../../../../src/lessons/lesson.ts'
import type { LessonReading } from '../../../../src/lessons/read-lesson.ts'
import type { EngineEvents, EngineLink, OpenWork } from '../../../../src/worker/link.ts'
import type { CallName, Given, Gives } from '../../../../src/worker/protocol.ts'
import type { Snapshot } from '../../../../src/worker/snapshot.ts'
import { MemoryStore } from './memory-store.ts'

export const GUESS = 'predict a -> b = allowed'
export const GOAL_LINES: readonly Goal[] = [
  {
    say: null,
    lines: [{ line: 'predict', question: { from: 'a', to: 'b' }, reply: false, answer: 'allowed' }],
    texts: [GUESS],
    atLeast: null,
    isBusiness: false,
  },
  {
    say: null,
    lines: [{ line: 'event', event: { event: 'view', view: 'matrix' } }],
    texts: ['event view matrix'],
    atLeast: null,
    isBusiness: false,
  },
]

export function lessonNamed(id: LessonId, code: string, change: Partial<Lesson> = {}): Lesson {
  const world = { name: 'world', text: 'kind: Pod\n' }
  return {
    id,
    code,
    title: `Lesson ${code}`,
    about: '',
    minutes: 5,
    needs: [],
    prose: [],
    hints: [],
    learned: [],
    forReal: [],
    world: 'world',
    cni: REFERENCE_CNI,
    solvedCni: REFERENCE_CNI,
    question: { from: 'a', to: 'b' },
    view: 'matrix',
    start: [{ name: 'mine', text: '' }, world],
    solution: [{ name: 'mine', text: 'solved\n' }, world],
    attack: null,
    goals: GOAL_LINES,
    decoys: [],
    par: { documents: 1, lines: 1 },
    nearMisses: [],
    ...change,
  }
}

const LESSONS = [
  lessonNamed('track/one', 'T1'),
  lessonNamed('track/two', 'T2', { goals: GOAL_LINES.slice(0, 1), view: null, question: null }),
  lessonNamed('other/three', 'O1', { cni: settingOf({ name: 'flannel' }), solvedCni: settingOf({ name: 'calico' }) }),
]
const track = (id: string, letter: string) => ({
  id,
  letter,
  title: id,
  about: '',
  group: 'Tests',
  isPuzzles: false,
  lessons: LESSONS.filter((lesson) => lesson.id.startsWith(`${id}/`)),
})
const CURRICULUM: Curriculum = { tracks: [track('track', 'T'), track('other', 'O')], problems: [] }

/** An engine that answers when the test says so. */
export class FakeEngine implements EngineLink {
  readonly opened: OpenWork[] = []
  /** Lessons that were asked for and wait for `deliver`; null: each comes at once. */
  waiting: { readonly id: LessonId; deliver(): void }[] | null = null
  isBroken = false
  constructor(private readonly on: EngineEvents) {}
  open(work: OpenWork) {
    return this.opened.push(work)
  }
  dispose() {}
  call<Name extends CallName>(name: Name, ...[given]: Given<Name>): Promise<Gives<Name>>
  /** Answers what is about lessons; whoever asks for anything else waits for ever. */
  call(name: CallName, given?: object): Promise<unknown> {
    if (name === 'curriculum') return this.isBroken ? Promise.reject(new Error('ended')) : Promise.resolve(CURRICULUM)
    if (name === 'lesson') return this.#lesson((given as Given<'lesson'>[0]).lesson)
    return new Promise(() => {})
  }
  #lesson(id: LessonId): Promise<LessonReading> {
    const reading = { lesson: LESSONS.find((lesson) => lesson.id === id) ?? null, problems: [] }
    if (!this.waiting) return Promise.resolve(reading)
    const { waiting } = this
    return new Promise((resolve) => waiting.push({ id, deliver: () => resolve(reading) }))
  }
  get last(): OpenWork {
    return this.opened.at(-1)!
  }
  /** What the engine says of the newest work: which goals of its lesson hold. */
  check(met: readonly boolean[]): LessonCheck {
    const complete = met.every((each) => each)
    const check: LessonCheck = {
      lesson: this.last.lesson!.id,
      goals: met.map((each) => ({ met: each, lines: [] })),
      decoys: [],
      attack: null,
      disturbed: [],
      complete,
      size: complete ? { documents: 1, lines: 4 } : null,
      nearMiss: null,
    }
    this.on.snapshot({
      revision: this.opened.length,
      lesson: check,
      asked: null,
      cluster: {
        counts: { pods: 0, workloads: 0, policies: 0, meshPolicies: 0, rejected: 0 },
        workloads: [],
        services: [],
        externals: [],
      },
    } as unknown as Snapshot)
    return check
  }
}

/** The state of one page over a browser's storage, which several may share. */
export function openPage(local = new MemoryStore(), fragment = '#/') {
  let engine!: FakeEngine
  const session = new Session(
    (on) => (engine = new FakeEngine(on)),
    (call) => {
      call()
      return () => {}
    },
  )
  const notices = new Notices()
  let slots = 0
  const desk = new Desk(
    session,
    new WorkStore(
      local,
      new MemoryStore(),
      () => `slot${++slots}`,
      () => 1,
    ),
    notices,
    new FirstOpen(),
  )
  const lessons = new Lessons(session, new LessonStore(local), notices)
  const address: AddressBar & { fragment: string } = {
    fragment,
    replace(to) {
      address.fragment = to
    },
  }
  const navigation = new Navigation(session, desk, lessons, notices, address)
  desk.onopened = () => navigation.noteWork()
  return {
    local,
    session,
    engine,
    notices,
    desk,
    lessons,
    navigation,
    address,
    go: (to: string) => {
      address.fragment = to
      return navigation.follow()
    },
    textOf: (name: string) => session.documents.find((document) => document.name === name)?.text,
    noticed: () => notices.all.map(({ key, text }) => `${key}: ${plain(text)}`),
    /** The engine checks, and the screen takes note of it, as `buildApp` has it. */
    checked(...met: readonly boolean[]) {
      lessons.noteCheck(engine.check(met))
    },
  }
}

export const nextTick = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve)
  })

/** A page in which this lesson is open. */
export async function inLesson(id = 'track/one', page = openPage()) {
  if (!(await page.lessons.start(id))) throw new Error(`${id} was not opened`)
  return page
}
