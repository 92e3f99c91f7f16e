import { createStore, get, update, type UseStore } from 'idb-keyval'
import { packWork, readWork } from '../work.ts'
import type { ObjectMark, Version, VersionChange } from './version.ts'
import { isObject } from '../../../ground/json-object.ts'

/**
 * Where versions are kept, by the work they are of, the newest first. Both may reject: storage can be forbidden, or
 * full, or hold what a later version of Reachable wrote.
 */
export interface VersionStore {
  load(of: string): Promise<readonly Version[]>
  /**
   * Replaces the versions by what `change` makes of them, and nobody else comes in between. Resolves to what it made.
   */
  change(of: string, change: (versions: readonly Version[]) => readonly Version[]): Promise<readonly Version[]>
}

const FORMAT = 1
/** Milliseconds after which the browser is taken to give no answer: opening a database can hang for ever. */
const PATIENCE = 10_000
/** The latest time that there is, in milliseconds since 1970. */
const LAST_TIME = 8.64e15

/** In IndexedDB, which holds more than the storage that the work itself is in. */
export class BrowserVersions implements VersionStore {
  readonly #store: UseStore = createStore('reachable.history', 'versions')

  async load(of: string): Promise<readonly Version[]> {
    return readVersions(await inTime(get<unknown>(of, this.#store)))
  }

  async change(of: string, change: (versions: readonly Version[]) => readonly Version[]): Promise<readonly Version[]> {
    let made: readonly Version[] = []
    await inTime(
      update<unknown>(
        of,
        (kept) => {
          made = change(readVersions(kept))
          return { format: FORMAT, versions: made.map((version) => ({ ...version, work: packWork(version.work) })) }
        },
        this.#store,
      ),
    )
    return made
  }
}

/** Where nothing is kept: as long as the page is open. */
export class PageVersions implements VersionStore {
  readonly #versions = new Map<string, readonly Version[]>()

  async load(of: string): Promise<readonly Version[]> {
    return this.#versions.get(of) ?? []
  }
  async change(of: string, change: (versions: readonly Version[]) => readonly Version[]): Promise<readonly Version[]> {
    const made = change(this.#versions.get(of) ?? [])
    this.#versions.set(of, made)
    return made
  }
}

/**
 * Of unknown origin: what cannot be read is left out. Throws where a later version wrote it, so that nobody writes over
 * it.
 */
export function readVersions(data: unknown): readonly Version[] {
  if (isObject(data) && typeof data.format === 'number' && data.format > FORMAT)
    throw new Error('a later version of Reachable keeps these states')
  if (!isObject(data) || data.format !== FORMAT || !Array.isArray(data.versions)) return []
  const read = (data.versions as readonly unknown[]).flatMap((item): readonly Version[] => {
    const work = isObject(item) ? readWork(item.work) : null
    if (
      !isObject(item) ||
      !work ||
      typeof item.id !== 'string' ||
      typeof item.at !== 'number' ||
      !(Math.abs(item.at) <= LAST_TIME)
    )
      return []
    return [
      {
        id: item.id,
        at: item.at,
        name: text(item.name),
        title: text(item.title),
        work,
        objects: readObjects(item.objects),
        change: readChange(item.change),
      },
    ]
  })
  return [...new Map(read.map((version) => [version.id, version])).values()]
}

function inTime<Value>(promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE / 1000} s`)), PATIENCE)
    promise.finally(() => clearTimeout(timer)).then(resolve, reject)
  })
}

function readObjects(data: unknown): readonly ObjectMark[] {
  return Array.isArray(data)
    ? (data as readonly unknown[]).flatMap((item) =>
        isObject(item) && typeof item.name === 'string' && typeof item.sum === 'number'
          ? [{ name: item.name, sum: item.sum }]
          : [],
      )
    : []
}

function readChange(data: unknown): VersionChange | null {
  if (!isObject(data)) return null
  const names = (value: unknown) =>
    Array.isArray(value) ? (value as readonly unknown[]).filter((name) => typeof name === 'string') : []
  return {
    added: names(data.added),
    removed: names(data.removed),
    changed: names(data.changed),
    cni: data.cni === true,
    policyApi: data.policyApi === true,
    assertions: data.assertions === true,
    otherText: data.otherText === true,
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
