import type { LessonEvent, Prediction } from '../../../lessons/goal.ts'
import type { LessonId } from '../../../lessons/lesson.ts'
import { CNI_OFFERS, type CniSetting } from '../../../sim/cni/choice.ts'
import { packWork, readQuestion, readWork, type Work } from '../work.ts'
import type { KeyValueStore } from '../work-store.ts'
import { isObject } from '../../../ground/json-object.ts'

/** What a learner has of one lesson. */
export interface LessonDraft {
  readonly work: Work
  /** Hints that were opened, by number from 1. */
  readonly hints: readonly number[]
  readonly events: readonly LessonEvent[]
  readonly predictions: Readonly<Record<string, Prediction>>
  /** What was predicted first, which is what counts. */
  readonly firstPredictions: Readonly<Record<string, Prediction>>
  /** The solution has been looked at. */
  readonly solved: boolean
  /** Which goals held when it was left, in their order. */
  readonly met: readonly boolean[]
}

/** `passed`: by the learner's own answer; `seen`: with the solution. */
export interface LessonResult {
  readonly state: 'passed' | 'seen'
  /** So many hints were read. */
  readonly hints: number
  /** So many tabs the best answer changed. */
  readonly documents: number
  /** So many lines the best answer changed. */
  readonly lines: number
}

/** What was done of each lesson; one that is missing was not begun. */
export type Progress = Readonly<Record<LessonId, LessonResult>>

const DRAFT = 'reachable.lesson.'
const ASIDE = 'reachable.lesson-aside.'
const PROGRESS = 'reachable.progress'
const LAST = 'reachable.lesson-last'
const VERSION = 1
const ID = /^[a-z0-9-]{1,80}\/[a-z0-9-]{1,80}$/

/**
 * What became of a draft. `over`: saved, in place of what another tab had written since. `full`: storage took nothing,
 * or a later version of Reachable keeps something there; `unavailable`: there is no storage.
 */
export type DraftOutcome = 'saved' | 'over' | 'full' | 'unavailable'

/**
 * Drafts and progress in this browser. Texts in storage may be anything: what cannot be read is as if it were not
 * there, but what a later version wrote is never written over.
 */
export class LessonStore {
  /** Of each draft, the text in storage that this tab has read or written last, and what it made of it. */
  readonly #known = new Map<LessonId, { readonly text: string | null; readonly made: string }>()

  constructor(readonly local: KeyValueStore | null) {}

  draft(id: LessonId): LessonDraft | null {
    const draft = this.#draftIn(DRAFT + id)
    this.#known.set(id, { text: this.#text(DRAFT + id), made: draft ? madeOf(draft) : '' })
    return draft
  }

  #draftIn(key: string): LessonDraft | null {
    const data = this.#read(key)
    const work = data && readWork(data.work)
    if (!data || !work) return null
    return {
      work,
      hints: Array.isArray(data.hints)
        ? data.hints.filter((hint): hint is number => [1, 2, 3].includes(hint as number))
        : [],
      events: Array.isArray(data.events) ? data.events.flatMap(readEvent) : [],
      predictions: readPredictions(data.predictions),
      firstPredictions: readPredictions(data.firstPredictions),
      solved: data.solved === true,
      met: Array.isArray(data.met) ? data.met.map((met) => met === true) : [],
    }
  }

  /** Keeps a draft, unless another tab went on with it and nothing was done in this one. */
  saveDraft(id: LessonId, draft: LessonDraft): DraftOutcome {
    const known = this.#known.get(id)
    const found = this.#text(DRAFT + id)
    const made = madeOf(draft)
    const isForeign = known !== undefined && found !== null && found !== known.text
    if (isForeign && made === known.made) return 'saved'
    this.#write(LAST, id)
    if (!this.#write(DRAFT + id, { ...draft, work: packWork(draft.work) }))
      return this.local === null ? 'unavailable' : 'full'
    this.#known.set(id, { text: this.#text(DRAFT + id), made })
    return isForeign ? 'over' : 'saved'
  }

  /** Keeps the draft as it is in a second place, because a state that somebody shared takes the first one. */
  setAside(id: LessonId): void {
    const draft = this.#read(DRAFT + id)
    if (draft) this.#write(ASIDE + id, draft)
  }

  /** The draft that was set aside; null: none was. */
  aside(id: LessonId): LessonDraft | null {
    return this.#draftIn(ASIDE + id)
  }

  dropAside(id: LessonId): void {
    try {
      this.local?.removeItem(ASIDE + id)
    } catch {
      // Storage can be forbidden; then there is nothing to drop.
    }
  }

  /** The lesson that was worked on last; null: none. */
  last(): LessonId | null {
    const id = this.#read(LAST)?.value
    return typeof id === 'string' && ID.test(id) ? id : null
  }

  progress(): Progress {
    return readProgress(this.#read(PROGRESS)?.lessons)
  }

  saveProgress(progress: Progress): boolean {
    return this.#write(PROGRESS, { lessons: progress })
  }

  #read(key: string): Readonly<Record<string, unknown>> | null {
    const data = this.#data(key)
    return data?.version === VERSION ? data : null
  }

  #data(key: string): Readonly<Record<string, unknown>> | null {
    try {
      const data: unknown = JSON.parse(this.#text(key) ?? 'null')
      return isObject(data) ? data : null
    } catch {
      return null
    }
  }

  #text(key: string): string | null {
    try {
      return this.local?.getItem(key) ?? null
    } catch {
      return null
    }
  }

  #write(key: string, value: object | string): boolean {
    const found = this.#data(key)?.version
    if (typeof found === 'number' && found > VERSION) return false
    try {
      this.local?.setItem(
        key,
        JSON.stringify(typeof value === 'string' ? { version: VERSION, value } : { version: VERSION, ...value }),
      )
      return this.local !== null
    } catch {
      return false
    }
  }
}

/** What a learner made: where the cursor is and what is looked at are nothing to lose. */
function madeOf({
  work: { documents, cni, policyApi, assertions },
  hints,
  events,
  predictions,
  solved,
}: LessonDraft): string {
  return JSON.stringify([documents, cni, policyApi, assertions, hints, events, predictions, solved])
}

/** The progress as a file that another browser can take. */
export function progressFile(progress: Progress): Blob {
  return new Blob([`${JSON.stringify({ reachable: 'progress', version: VERSION, lessons: progress }, null, 2)}\n`], {
    type: 'application/json',
  })
}

/** The progress in a file that `progressFile` made; null: it is none. */
export function readProgressFile(text: string): Progress | null {
  if (text.length > 1_000_000) return null
  try {
    const data: unknown = JSON.parse(text)
    return isObject(data) && data.reachable === 'progress' && data.version === VERSION && isObject(data.lessons)
      ? readProgress(data.lessons)
      : null
  } catch {
    return null
  }
}

/** Both together: of a lesson that both have, the better result. */
export function mergedProgress(a: Progress, b: Progress): Progress {
  const merged: Record<LessonId, LessonResult> = { ...a }
  for (const [id, result] of Object.entries(b)) merged[id] = merged[id] ? betterResult(merged[id], result) : result
  return merged
}

/** Passed before seen, then with fewer hints, then in fewer lines. */
export function betterResult(a: LessonResult, b: LessonResult): LessonResult {
  const rank = ({ state, hints, documents, lines }: LessonResult) => [
    state === 'passed' ? 0 : 1,
    hints,
    documents,
    lines,
  ]
  const [first, second] = [rank(a), rank(b)]
  const at = first.findIndex((value, index) => value !== second[index])
  return at < 0 || first[at]! < second[at]! ? a : b
}

function readProgress(data: unknown): Progress {
  if (!isObject(data)) return {}
  return Object.fromEntries(
    Object.entries(data)
      .slice(0, 1000)
      .flatMap(([id, value]) => {
        if (!ID.test(id) || !isObject(value) || (value.state !== 'passed' && value.state !== 'seen')) return []
        const number = (each: unknown) =>
          Number.isInteger(each) && (each as number) >= 0 && (each as number) < 100_000 ? (each as number) : 0
        return [
          [
            id,
            {
              state: value.state,
              hints: number(value.hints),
              documents: number(value.documents),
              lines: number(value.lines),
            },
          ] as const,
        ]
      }),
  )
}

function readPredictions(data: unknown): Readonly<Record<string, Prediction>> {
  if (!isObject(data)) return {}
  return Object.fromEntries(
    Object.entries(data)
      .slice(0, 50)
      .flatMap(([text, said]) => (said === 'allowed' || said === 'denied' ? [[text, said] as const] : [])),
  )
}

function readEvent(data: unknown): readonly LessonEvent[] {
  if (!isObject(data)) return []
  if (data.event === 'select' && typeof data.ref === 'string') return [{ event: 'select', ref: data.ref }]
  if (data.event === 'loot' && typeof data.loot === 'string') return [{ event: 'loot', loot: data.loot }]
  if (data.event === 'view' && typeof data.view === 'string') return [{ event: 'view', view: data.view }]
  if (data.event === 'export') return [{ event: 'export' }]
  if (data.event === 'red' && typeof data.number === 'number') return [{ event: 'red', number: data.number }]
  if (data.event === 'run' && typeof data.tool === 'string') return [{ event: 'run', tool: data.tool }]
  const question = data.event === 'trace' || data.event === 'walk' ? readQuestion(data.question) : null
  if (question === null || typeof question === 'string') return []
  return data.event === 'trace'
    ? [{ event: 'trace', question }]
    : [{ event: 'walk', question, cni: readPlugin(data.cni) }]
}

function readPlugin(data: unknown): Pick<CniSetting, 'name' | 'mode'> | null {
  const offer = isObject(data) ? CNI_OFFERS.find(({ name }) => name === data.name) : undefined
  const mode = isObject(data) ? offer?.modes.find(({ id }) => id === data.mode) : undefined
  return offer && mode ? { name: offer.name, mode: mode.id } : null
}
