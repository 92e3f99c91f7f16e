import type { Lesson, LessonId, Track } from '../../../lessons/lesson.ts'
import { crc32 } from '../link/packed-text.ts'
import { isObject } from '../../../ground/json-object.ts'
import type { KeyValueStore } from '../work-store.ts'
import { readFolder, type MadeFolder } from './made-link.ts'

const KEY = 'reachable.made'
/** Lessons of others that a browser keeps, the newest first. */
const KEPT = 20
/** What a lesson from a link may ask of the checker at every key press: many times what any of ours does. */
const GOALS = 40
const LINES = 200
const DECOYS = 10
const MISSES = 30

/**
 * Lessons that came by link, so that a reload finds them again. Where storage takes nothing they are there for as long
 * as the page is open.
 */
export class MadeStore {
  #folders: readonly MadeFolder[]

  constructor(private readonly local: KeyValueStore | null) {
    this.#folders = this.#read()
  }

  /** The lesson's address from now on: its name, with a number that is another one for other files. */
  keep(folder: MadeFolder): LessonId {
    const id = idOf(folder)
    this.#folders = [folder, ...this.#folders.filter((each) => idOf(each) !== id)].slice(0, KEPT)
    try {
      this.local?.setItem(KEY, JSON.stringify({ version: 1, folders: this.#folders }))
    } catch {
      // A full storage: the link brings it back.
    }
    return id
  }

  /** Null: it is not in this browser. */
  folder(id: LessonId): MadeFolder | null {
    return this.#folders.find((each) => idOf(each) === id) ?? null
  }

  #read(): readonly MadeFolder[] {
    try {
      const data: unknown = JSON.parse(this.local?.getItem(KEY) ?? 'null')
      return isObject(data) && data.version === 1 && Array.isArray(data.folders)
        ? data.folders.slice(0, KEPT).flatMap((each) => readFolder(each) ?? [])
        : []
    } catch {
      return []
    }
  }
}

function idOf({ name, files }: MadeFolder): LessonId {
  return `made/${name}-${crc32(new TextEncoder().encode(JSON.stringify(Object.entries(files).sort()))).toString(36)}`
}

/** Whether a lesson can be checked at every key press. */
export function isBounded({ goals, decoys, nearMisses }: Lesson): boolean {
  const lines = [...goals.map((goal) => goal.lines), ...decoys.map((decoy) => decoy.goals)].reduce(
    (sum, each) => sum + each.length,
    0,
  )
  return goals.length <= GOALS && lines <= LINES && decoys.length <= DECOYS && nearMisses.length <= MISSES
}

/** The track in which a lesson of somebody's stands alone. */
export function trackOf(lesson: Lesson): Track {
  return {
    id: 'made',
    letter: 'M',
    title: 'Made by hand',
    about: '',
    group: '',
    isPuzzles: lesson.attack !== null,
    lessons: [lesson],
  }
}
