import type { VersionDifference } from '../../../worker/protocol.ts'
import type { Session } from '../session.svelte.ts'
import { changeBetween, isSameState, objectMarks, withVersion, type Version } from './version.ts'
import type { VersionStore } from './version-store.ts'

/** Milliseconds within which edits become one version. */
const ONE_VERSION = 60_000

/** Two versions side by side; null: the state on the screen. */
export interface VersionPair {
  readonly before: string | null
  readonly after: string | null
}

/**
 * The earlier states of the work on the screen. `of` names that work, in storage. States are kept by themselves when
 * somebody has stopped typing, and by name when somebody wants to find one again; bringing one back keeps what was
 * there first.
 */
export class History {
  #versions = $state.raw<readonly Version[]>([])
  #of: string | null = null
  #isKept = $state(true)
  #differences = $state.raw<ReadonlyMap<string, VersionDifference | 'failed'>>(new Map())
  #asking = new Set<string>()
  /** The versions that this page has kept: edits become one version with none of another tab. */
  readonly #own = new Set<string>()
  /**
   * States that storage did not take, by the work they are of: they are there as long as the page is open, and the next
   * write tries again.
   */
  #unkept = new Map<string, readonly Version[]>()
  /** One after the other, so that no write is lost. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly session: Session,
    private readonly store: VersionStore,
    private readonly workOf: () => string,
    private readonly now: () => number,
    private readonly newId: () => string,
  ) {}

  /** The newest first. */
  get versions(): readonly Version[] {
    return this.#versions
  }
  /** The browser takes them; false: they are there as long as the page is open. */
  get isKept(): boolean {
    return this.#isKept
  }

  /** Keeps the present state, unless the newest version is the same. */
  note(): Promise<void> {
    return this.#next(() => this.#keep('', true))
  }

  /** Keeps the present state under a name. */
  keepAs(name: string): Promise<void> {
    return this.#next(() => this.#keep(name.trim().slice(0, 80), false))
  }

  /** Brings a version back. What is on the screen is kept first; the result is its id, to go back to. */
  restore(id: string): Promise<string | null> {
    return this.#next(async () => {
      await this.#keep('', false)
      const version = this.#versions.find((each) => each.id === id)
      const was = this.#versions[0] ?? null
      if (version) this.session.restore(version.work)
      return was && isSameState(was.work, this.session.work) ? null : (was?.id ?? null)
    })
  }

  rename(id: string, name: string): Promise<void> {
    return this.#next(() =>
      this.#write((versions) =>
        versions.map((version) => (version.id === id ? { ...version, name: name.trim().slice(0, 80) } : version)),
      ),
    )
  }

  remove(id: string): Promise<void> {
    return this.#next(() => this.#write((versions) => versions.filter((version) => version.id !== id)))
  }

  /** Reads the versions of the work on the screen; another tab may have kept some. */
  open(): Promise<void> {
    return this.#next(() => {
      this.#of = null
      return this.#read()
    })
  }

  /** What differs between two versions; null: not known yet. It is asked for when it is first wanted. */
  difference({ before, after }: VersionPair): VersionDifference | 'failed' | null {
    return this.#differences.get(keyOf({ before, after })) ?? null
  }

  /** Has the engine compare two versions, unless it did. */
  async compare(pair: VersionPair): Promise<void> {
    const key = keyOf(pair)
    const before = this.workAt(pair.before)
    const after = this.workAt(pair.after)
    // What is on the screen may be another state the next time.
    const isPresent = pair.before === null || pair.after === null
    if (!before || !after || this.#asking.has(key) || (!isPresent && this.#differences.has(key))) return
    this.#asking.add(key)
    const difference = await this.session.picture.difference(before, after).catch(() => 'failed' as const)
    this.#asking.delete(key)
    this.#differences = new Map(this.#differences).set(key, difference)
  }

  /** The work of a version; null: there is none of this id. */
  workAt(id: string | null): Version['work'] | null {
    return id === null ? this.session.work : (this.#versions.find((version) => version.id === id)?.work ?? null)
  }

  async #keep(name: string, isOneWithLast: boolean): Promise<void> {
    await this.#read()
    const { session } = this
    const { work, snapshot, title } = session
    if (work.documents.length === 0 || snapshot === null) return
    const [newest, older] = this.#versions
    if (newest && isSameState(newest.work, work)) {
      if (name !== '' && newest.name !== name)
        await this.#write((versions) =>
          versions.map((version) => (version.id === newest.id ? { ...version, name } : version)),
        )
      return
    }
    const objects = objectMarks(work.documents, snapshot.outline)
    const at = this.now()
    const replaces =
      isOneWithLast &&
      newest !== undefined &&
      older !== undefined &&
      newest.name === '' &&
      this.#own.has(newest.id) &&
      isWithinOne(newest.at, at)
    const before = replaces ? older : newest
    const version: Version = {
      id: replaces ? newest.id : this.newId(),
      at: replaces ? newest.at : at,
      name,
      title,
      work,
      objects,
      change: before ? changeBetween(before, { work, objects }) : null,
    }
    this.#own.add(version.id)
    if (replaces) this.#differences = new Map([...this.#differences].filter(([key]) => !key.includes(newest.id)))
    await this.#write((versions) =>
      withVersion(
        versions.filter(({ id }) => id !== version.id),
        version,
      ),
    )
  }

  /** Reading takes a while; when another work is on the screen by then, that one is read. */
  async #read(): Promise<void> {
    for (let of = this.workOf(); of !== this.#of; of = this.workOf()) {
      const kept = await this.store.load(of).catch(() => {
        this.#isKept = false
        return []
      })
      this.#of = of
      this.#versions = withUnkept(kept, this.#unkept.get(of))
    }
  }

  /** A change is made to what is in storage by then: another tab may have kept states of the same lesson. */
  async #write(change: (versions: readonly Version[]) => readonly Version[]): Promise<void> {
    const of = this.#of
    const made = change(this.#versions)
    this.#versions = made
    if (of === null) return
    try {
      this.#versions = await this.store.change(of, (kept) => change(withUnkept(kept, this.#unkept.get(of))))
      this.#unkept.delete(of)
      this.#isKept = true
    } catch {
      this.#unkept.set(of, made)
      this.#isKept = false
    }
  }

  #next<Result>(action: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(action)
    this.#last = result.catch(() => {})
    return result
  }
}

/** Whether a state is one with that of `before`. A clock that was put back tells nothing, and so keeps both. */
function isWithinOne(before: number, now: number): boolean {
  return now >= before && now - before < ONE_VERSION
}

function withUnkept(kept: readonly Version[], unkept: readonly Version[] = []): readonly Version[] {
  return [...unkept, ...kept.filter(({ id }) => !unkept.some((version) => version.id === id))]
}

function keyOf({ before, after }: VersionPair): string {
  return `${before ?? 'now'} ${after ?? 'now'}`
}
