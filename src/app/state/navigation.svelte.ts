import { NOTICES } from '../text/catalogue/en/notices.ts'
import type { Desk } from './desk.svelte.ts'
import type { Lessons } from './lesson/lessons.svelte.ts'
import type { Notices } from './notices.svelte.ts'
import { lessonAddress, LESSONS_ADDRESS, PLAY_ADDRESS, readRoute, workshopAddress, type Route } from './route.ts'
import type { Session } from './session.svelte.ts'
import { linkProblemText } from './link/problem.ts'

/** The part of the browser's address bar that is used. */
export interface AddressBar {
  /** With its `#`; empty: none. */
  readonly fragment: string
  /** Changes it in place, without an event. */
  replace(fragment: string): void
}

/** Keeps for as long as the tab is open which workshop somebody attends. */
export interface TabMemory {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

const WORKSHOP = 'reachable.workshop'

/** Which page is shown, after the address. */
export class Navigation {
  #page = $state<'work' | 'lessons' | 'workshop'>('work')
  #workshop = $state<string | null>(null)
  #started = false
  /** Counts the pages: what comes of one that was left since is dropped. */
  #turn = 0

  constructor(
    private readonly session: Session,
    private readonly desk: Desk,
    private readonly lessons: Lessons,
    private readonly notices: Notices,
    private readonly address: AddressBar,
    private readonly memory: TabMemory | null = null,
  ) {
    try {
      this.#workshop = memory?.getItem(WORKSHOP) ?? null
    } catch {
      // Storage can be forbidden; then a reload forgets it.
    }
  }

  get page(): 'work' | 'lessons' | 'workshop' {
    return this.#page
  }
  /**
   * The page of the workshop that is shown, or that somebody came from: what stands behind `#/workshop/`. Null: there
   * is none.
   */
  get workshop(): string | null {
    return this.#workshop
  }

  /** The same page of a workshop at another time: nothing is opened. */
  setWorkshop(place: string): void {
    this.#keepWorkshop(place)
    this.address.replace(workshopAddress(place))
  }

  /** Goes where the address points. To be called at the start and whenever it changed. */
  async follow(): Promise<void> {
    const route = readRoute(this.address.fragment)
    const isFirst = !this.#started
    this.#started = true
    if (route) await this.#go(route, isFirst)
    else if (isFirst) await this.#go({ to: 'play' }, true)
  }

  /** An example, or a work of one's own, has taken the lesson's place. */
  noteWork(): void {
    this.#turn++
    this.lessons.stop()
    this.#page = 'work'
    if (readRoute(this.address.fragment)?.to !== 'play') this.address.replace(PLAY_ADDRESS)
  }

  async #go(route: Route, isFirst: boolean): Promise<void> {
    this.#turn++
    switch (route.to) {
      case 'lessons':
        this.lessons.stop()
        this.#page = 'lessons'
        return this.lessons.load()
      case 'workshop':
        this.lessons.stop()
        this.lessons.save()
        this.#keepWorkshop(route.place)
        this.#page = 'workshop'
        return this.lessons.load()
      case 'made':
        return this.#goToMade(route.link)
      case 'coded':
        return this.#goToCoded(route.code)
      case 'lesson':
        return this.#goToLesson(route.id, route.link)
      case 'play': {
        this.lessons.stop()
        this.#page = 'work'
        if (isFirst || this.session.documents.length === 0) return this.desk.start(null)
        if (!this.session.lesson) return
        this.lessons.save()
        return this.desk.comeBack()
      }
      case 'work': {
        this.lessons.stop()
        this.#page = 'work'
        // The link is taken out of the address, so that a reload brings back what was made of it.
        this.address.replace(PLAY_ADDRESS)
        this.lessons.save()
        return isFirst ? this.desk.start(route.link) : this.desk.followLink(route.link)
      }
    }
  }

  /** A lesson that somebody made is kept, and has an address like any other then. */
  async #goToMade(link: string): Promise<void> {
    const turn = this.#turn
    const read = await import('./made/made-link.ts').then(({ readMadeLink }) => readMadeLink(link))
    if (turn !== this.#turn) return
    if (!read.ok) {
      this.address.replace(LESSONS_ADDRESS)
      this.notices.show({ key: 'link', tone: 'warning', text: await linkProblemText(read.problem) })
      return this.#go({ to: 'lessons' }, false)
    }
    const id = await this.lessons.keepMade(read.value)
    if (turn !== this.#turn) return
    this.address.replace(lessonAddress(id))
    await this.#goToLesson(id, null)
  }

  async #goToCoded(code: string): Promise<void> {
    const turn = this.#turn
    await this.lessons.load()
    if (turn !== this.#turn) return
    const id = this.lessons.heads.find((head) => head.code === code)?.id
    if (id) this.address.replace(lessonAddress(id))
    await this.#goToLesson(id ?? code, null)
  }

  /** The list of all workshops is not one that somebody attends. */
  #keepWorkshop(place: string): void {
    this.#workshop = place
    try {
      this.memory?.setItem(WORKSHOP, place)
    } catch {
      // As above.
    }
  }

  async #goToLesson(id: string, link: string | null): Promise<void> {
    this.lessons.stop()
    if (this.#page === 'work' && this.session.lesson?.id === id && link === null) return
    this.desk.leave()
    this.#page = 'work'
    const turn = this.#turn
    const shared =
      link === null ? null : await import('./link/lesson-link.ts').then(({ readLessonLink }) => readLessonLink(link))
    if (turn !== this.#turn) return
    if (link !== null) this.address.replace(`#/lesson/${id}`)
    if (shared && !shared.ok)
      this.notices.show({ key: 'link', tone: 'warning', text: await linkProblemText(shared.problem) })
    const found = await this.lessons.start(id, shared?.ok ? shared.value : null)
    if (found) return
    this.address.replace(LESSONS_ADDRESS)
    this.#page = 'lessons'
    if (this.lessons.status === 'ready')
      this.notices.show({
        key: 'lesson',
        tone: 'warning',
        text: id.startsWith('made/') ? NOTICES.noMadeLesson : NOTICES.noSuchLesson,
      })
  }
}
