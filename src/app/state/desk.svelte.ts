import { NOTICES } from '../text/catalogue/en/notices.ts'
import { exampleWords } from '../text/example-words.ts'
import { say, type Sentence } from '../text/sentence.ts'
import { listExamples, loadExamples, type Example, type ListedExample } from './example/examples.ts'
import type { FirstOpen } from './first-open.svelte.ts'
import { decodeLink } from './link/codec.ts'
import type { Notices } from './notices.svelte.ts'
import type { Session } from './session.svelte.ts'
import { EMPTY_WORK, type Work } from './work.ts'
import type { KeptWork, SaveOutcome, WorkStore } from './work-store.ts'
import { linkProblemText } from './link/problem.ts'

/**
 * Which work lies on the desk. It resumes what was there, puts examples and links on top, and never loses the user's
 * own: what has been edited stays in its slot, and "Back to my work" brings it back.
 */
export class Desk {
  #examples = $state.raw<readonly ListedExample[]>([])
  #exampleId = $state<string | null>(null)
  #outcome = $state<SaveOutcome>('saved')
  /** Called when a work of the user's own, an example or a shared one is opened. */
  onopened = () => {}
  /** A link that waits for the user's word, because the work on the desk has been edited. */
  #offered = $state.raw<Work | null>(null)
  #turn = 0

  constructor(
    private readonly session: Session,
    private readonly store: WorkStore,
    private readonly notices: Notices,
    private readonly firstOpen: FirstOpen,
    /** Works are to be kept; false inside another page. */
    private readonly keeps = true,
  ) {}

  get examples(): readonly ListedExample[] {
    return this.#examples
  }
  /** The example that is open; null: something else is. */
  get exampleId(): string | null {
    return this.#exampleId
  }
  /** What the work is called on the screen, in the language that is spoken; never empty. */
  get title(): string {
    const example = this.#examples.find(({ id }) => id === this.#exampleId)
    return (example ? exampleWords(example).title : this.session.title) || NOTICES.myWork
  }
  get saved(): SaveOutcome {
    return this.#outcome
  }
  get offered(): Work | null {
    return this.#offered
  }

  /** The first picture: a link, else what was here before, else the first example. */
  async start(fragment: string | null): Promise<void> {
    const turn = ++this.#turn
    const kept = this.store.resume()
    if (this.store.hasLater) this.notices.show({ key: 'later', tone: 'plain', text: NOTICES.laterWorks })
    if (fragment !== null) {
      const link = await decodeLink(fragment)
      if (link.ok) {
        this.#open(link.value, NOTICES.sharedWork)
        if (kept) this.#putAway(kept, NOTICES.fromLink)
      } else this.#refuse(await linkProblemText(link.problem))
    }
    const examples = listExamples().catch(() => null)
    if ((this.session.documents.length === 0 || this.session.lesson) && kept) this.#resume(kept)
    const found = await examples
    if (!found) this.notices.show({ key: 'examples', tone: 'warning', text: NOTICES.noExamples })
    this.#examples = found?.all ?? []
    if (kept) this.#exampleId = this.#examples.find(({ title }) => title === this.session.title)?.id ?? null
    // A lesson may have been opened while the examples were on their way.
    if (turn !== this.#turn || (this.session.documents.length > 0 && !this.session.lesson) || kept) return
    if (!found?.first) return this.openEmpty()
    this.#openExample(found.first)
    this.firstOpen.start()
  }

  /** Saves what is on the desk before something that is kept elsewhere, a lesson, takes its place. */
  leave(): void {
    this.#turn++
    this.#endFirstTask()
    this.save()
    this.#exampleId = null
  }

  /** Back from a lesson: what was here before. */
  async comeBack(): Promise<void> {
    await this.start(null)
  }

  async openExample({ id }: ListedExample): Promise<void> {
    // The first task was about another work.
    this.firstOpen.dismiss()
    // Whatever else was on its way is not wanted any more.
    const turn = ++this.#turn
    this.onopened()
    const example = (await loadExamples().catch(() => [])).find((each) => each.id === id)
    if (turn !== this.#turn) return
    if (!example) return this.notices.show({ key: 'examples', tone: 'warning', text: NOTICES.noExamples })
    this.#setAside(NOTICES.openedExample(exampleWords(example).title))
    this.#openExample(example)
  }

  /** A work of the user's own, with one empty tab. */
  openEmpty(): void {
    this.#setAside(NOTICES.newWork)
    this.#open({ ...EMPTY_WORK, documents: [{ name: 'untitled', text: '' }], active: 'untitled' }, '')
  }

  /** Documents from files, as a work of their own. */
  openImported(work: Work, title: string): void {
    this.#setAside(NOTICES.openedExample(title))
    this.#open(work, title)
  }

  /** The address changed while we were open. Edited work is not covered without a word. */
  async followLink(fragment: string): Promise<void> {
    const link = await decodeLink(fragment)
    if (!link.ok) {
      this.#refuse(await linkProblemText(link.problem))
      if (this.session.lesson) await this.comeBack()
    } else if (this.session.edited && !this.session.lesson) this.#offered = link.value
    else this.#openShared(link.value)
  }

  acceptOffer(): void {
    const work = this.#offered
    this.#offered = null
    if (work) this.#openShared(work)
  }

  declineOffer(): void {
    this.#offered = null
  }

  save(): void {
    if (this.session.documents.length === 0 || this.session.lesson) return
    const { work, title, edited } = this.session
    const before = this.#outcome
    this.#outcome = this.store.save({ work, title, edited })
    if (this.#outcome === 'moved') this.noteForeignWrite()
    if (this.#outcome === 'crowded') this.notices.show({ key: 'room', tone: 'warning', text: NOTICES.madeRoom })
    const problem = this.#outcome === 'full' || (this.#outcome === 'unavailable' && this.keeps) ? this.#outcome : null
    // Once; whoever put it away has read it, and the line at the foot says it on.
    if (problem && problem !== before)
      this.notices.show({
        key: 'storage',
        tone: 'warning',
        text: problem === 'full' ? NOTICES.storageFull : NOTICES.storageOff,
      })
    else if (!problem) this.notices.dismiss('storage')
  }

  /** Another tab of this browser writes to the same slot; from now on this one has its own. */
  noteForeignWrite(): void {
    this.notices.show({ key: 'tabs', tone: 'plain', text: NOTICES.otherTab })
  }

  #openShared(work: Work): void {
    this.#setAside(NOTICES.fromLink)
    this.#open(work, NOTICES.sharedWork)
  }

  #openExample(example: Example): void {
    this.#open(example.work, example.title)
    this.#exampleId = example.id
  }

  #open(work: Work, title: string): void {
    // An example that is still being fetched does not come up over it.
    this.#turn++
    this.#exampleId = null
    this.#endFirstTask()
    this.session.open(work, { title, start: work.documents })
    this.onopened()
  }

  /** The task of the first visit is about the work that it came with. */
  #endFirstTask(): void {
    if (this.firstOpen.isOpen) this.firstOpen.dismiss()
  }

  #resume({ work, title, edited }: KeptWork): void {
    this.session.open(work, { title, start: edited ? [] : work.documents })
    this.onopened()
    this.#exampleId = this.#examples.find((example) => example.title === title)?.id ?? null
  }

  /**
   * Puts edited work away and says how to come back. Under a lesson, whose draft is kept elsewhere, lies what was open
   * before it.
   */
  #setAside(what: Sentence): void {
    const { work, title, edited, documents, lesson } = this.session
    const own = lesson ? this.store.resume() : documents.length > 0 ? { work, title, edited } : null
    if (own?.edited) this.#putAway(own, what)
  }

  /**
   * Leaves a work in its slot. Where storage did not take it, this page holds it for as long as it is open, and says
   * so.
   */
  #putAway(kept: KeptWork, what: Sentence): void {
    this.#outcome = this.store.save(kept)
    const isStored = this.#outcome !== 'full' && this.#outcome !== 'unavailable'
    const slot = this.store.startOver()
    const goBack = () => {
      const stored = this.store.goBack(slot)
      // Deleted by hand, or never taken: then what is in memory is the newest there is.
      this.#resume(stored ?? kept)
      this.notices.dismiss('set-aside')
    }
    const held = isStored ? NOTICES.kept : NOTICES.keptForNow
    this.notices.show({
      key: 'set-aside',
      tone: isStored ? 'plain' : 'warning',
      text: say`${what} ${held}`,
      action: { label: NOTICES.backToWork, run: goBack },
    })
  }

  #refuse(text: Sentence): void {
    this.notices.show({ key: 'link', tone: 'warning', text })
  }
}
