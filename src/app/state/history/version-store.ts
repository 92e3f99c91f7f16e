import { createStore, get, set, type UseStore } from 'idb-keyval'
import { packWork, readWork } from '../work.ts'
import type { ObjectMark, Version, VersionChange } from './version.ts'
import { isRecord } from '../record.ts'

/** Where versions are kept, by the work they are of. Both may reject: storage can be forbidden, or full. */
export interface VersionStore {
  load(of: string): Promise<readonly Version[]>
  save(of: string, versions: readonly Version[]): Promise<void>
}

const FORMAT = 1

/** In IndexedDB, which holds more than the storage that the work itself is in. */
export class BrowserVersions implements VersionStore {
  #store: UseStore = createStore('reachable.history', 'versions')

  async load(of: string): Promise<readonly Version[]> {
    return readVersions(await get<unknown>(of, this.#store))
  }

  async save(of: string, versions: readonly Version[]): Promise<void> {
    await set(of, { format: FORMAT, versions: versions.map((version) => ({ ...version, work: packWork(version.work) })) }, this.#store)
  }
}

/** Where nothing is kept: as long as the page is open. */
export class PageVersions implements VersionStore {
  readonly #versions = new Map<string, readonly Version[]>()

  async load(of: string): Promise<readonly Version[]> { return this.#versions.get(of) ?? [] }
  async save(of: string, versions: readonly Version[]): Promise<void> { this.#versions.set(of, versions) }
}

/** Of unknown origin: what cannot be read is left out. */
export function readVersions(data: unknown): readonly Version[] {
  if (!isRecord(data) || data.format !== FORMAT || !Array.isArray(data.versions)) return []
  return (data.versions as readonly unknown[]).flatMap((item): readonly Version[] => {
    const work = isRecord(item) ? readWork(item.work) : null
    if (!isRecord(item) || !work || typeof item.id !== 'string' || typeof item.at !== 'number') return []
    return [{ id: item.id, at: item.at, name: text(item.name), title: text(item.title), work, objects: readObjects(item.objects), change: readChange(item.change) }]
  })
}

function readObjects(data: unknown): readonly ObjectMark[] {
  return Array.isArray(data) ? (data as readonly unknown[]).flatMap((item) => (isRecord(item) && typeof item.name === 'string' && typeof item.sum === 'number' ? [{ name: item.name, sum: item.sum }] : [])) : []
}

function readChange(data: unknown): VersionChange | null {
  if (!isRecord(data)) return null
  const names = (value: unknown) => (Array.isArray(value) ? (value as readonly unknown[]).filter((name) => typeof name === 'string') : [])
  return { added: names(data.added), removed: names(data.removed), changed: names(data.changed), cni: data.cni === true, policyApi: data.policyApi === true, assertions: data.assertions === true, otherText: data.otherText === true }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
