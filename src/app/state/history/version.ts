import { isSameData } from '../../../ground/same-data.ts'
import { isSameSetting } from '../../../sim/cni/choice.ts'
import { sameDocuments } from '../documents.ts'
import { crc32 } from '../link/packed-text.ts'
import type { Work, WorkDocument } from '../work.ts'

/** An object of a work, by what it is called and a sum of its text. */
export interface ObjectMark {
  /** `NetworkPolicy shop/allow-web`; without a namespace `Namespace shop`. */
  readonly name: string
  readonly sum: number
}

/** What differs from the version before, for one line. */
export interface VersionChange {
  /** Names of objects, in the order of the documents. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
  /** The network plugin is another, or set otherwise. */
  readonly cni: boolean
  readonly policyApi: boolean
  readonly assertions: boolean
  /** Something between the objects, or in documents that cannot be read. */
  readonly otherText: boolean
}

/** A work as it was at some time, to be brought back. */
export interface Version {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** What somebody called it; empty: it was kept by itself. */
  readonly name: string
  /** What the work was called then. */
  readonly title: string
  readonly work: Work
  readonly objects: readonly ObjectMark[]
  /** Null: the first that is known of this work. */
  readonly change: VersionChange | null
}

/**
 * Versions that are kept without a name; those with one are kept until somebody deletes them, or there are too many of
 * them too.
 */
export const KEPT_VERSIONS = 30
/** So many versions with a name are kept, the newest. */
export const KEPT_SNAPSHOTS = 50
/** Characters of all versions of a work together. The newest is always kept. */
const KEPT_CHARACTERS = 40_000_000

/** Where the outline says that objects begin. */
interface Outline {
  readonly document: string
  readonly objects: readonly {
    readonly kind: string
    readonly namespace: string | null
    readonly name: string
    readonly line: number
  }[]
}

/** The objects of the documents, each from its first line to where the next one's `---` stands. */
export function objectMarks(documents: readonly WorkDocument[], outline: readonly Outline[]): readonly ObjectMark[] {
  return outline.flatMap(({ document, objects }) => {
    const lines = documents.find(({ name }) => name === document)?.text.split('\n')
    if (!lines) return []
    return objects.map(({ kind, namespace, name, line }, index) => {
      const own = lines.slice(line - 1, (objects[index + 1]?.line ?? lines.length + 1) - 1)
      const end = own.findIndex((each) => each.startsWith('---'))
      const text = (end < 0 ? own : own.slice(0, end)).join('\n').trimEnd()
      return {
        name: `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`,
        sum: crc32(new TextEncoder().encode(text)),
      }
    })
  })
}

/** Whether bringing back one would give what the other is: where the cursor is and what is looked at do not count. */
export function isSameState(a: Work, b: Work): boolean {
  return (
    sameDocuments(a.documents, b.documents) &&
    isSameSetting(a.cni, b.cni) &&
    a.policyApi === b.policyApi &&
    isSameData(a.assertions, b.assertions)
  )
}

/** What became of documents and objects from one version to another. */
export function changeBetween(
  before: Pick<Version, 'work' | 'objects'>,
  after: Pick<Version, 'work' | 'objects'>,
): VersionChange {
  const old = sumsOf(before.objects)
  const now = sumsOf(after.objects)
  const added = [...now.keys()].filter((name) => !old.has(name))
  const removed = [...old.keys()].filter((name) => !now.has(name))
  const changed = [...now].flatMap(([name, sums]) => (old.has(name) && old.get(name) !== sums ? [name] : []))
  const isTextual = !sameDocuments(before.work.documents, after.work.documents)
  return {
    added,
    removed,
    changed,
    cni: !isSameSetting(before.work.cni, after.work.cni),
    policyApi: before.work.policyApi !== after.work.policyApi,
    assertions: !isSameData(before.work.assertions, after.work.assertions),
    otherText: isTextual && added.length + removed.length + changed.length === 0,
  }
}

/** With a version in front, and without those for which there is no room any more. The newest comes first. */
export function withVersion(versions: readonly Version[], version: Version): readonly Version[] {
  let named = 0
  let unnamed = 0
  let characters = 0
  return [version, ...versions].filter(({ name, work }, index) => {
    const isWanted = name === '' ? ++unnamed <= KEPT_VERSIONS : ++named <= KEPT_SNAPSHOTS
    if (isWanted) characters += work.documents.reduce((sum, { text }) => sum + text.length, 0)
    return index === 0 || (isWanted && characters <= KEPT_CHARACTERS)
  })
}

/** Objects may share a name by mistake; they count together. */
function sumsOf(marks: readonly ObjectMark[]): ReadonlyMap<string, string> {
  const sums = new Map<string, string>()
  for (const { name, sum } of marks) sums.set(name, `${sums.get(name) ?? ''} ${sum}`)
  return sums
}
