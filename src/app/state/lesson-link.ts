import { success, type Result } from '../../ground/result.ts'
import { isSameSetting } from '../../sim/cni/choice.ts'
import type { LessonId } from '../../lessons/lesson.ts'
import { INFLATED_LIMIT, LINK_LIMIT, unpackLink, type LinkProblem } from './link-codec.ts'
import type { LessonChange } from './lessons.svelte.ts'
import { crc32, packText } from './packed-text.ts'
import { lessonAddress } from './route.ts'
import { applyDifference, differenceOf, type Difference } from './text-difference.ts'
import { readWork, REFERENCE_CNI, type Work, type WorkDocument } from './work.ts'

/**
 * A lesson in the learner's state as an address: `#/lesson/<track>/<lesson>/v1.<packed JSON>`. It carries only what differs from
 * the lesson's start, so that a large world with one new policy stays a short link.
 */
const PREFIX = 'v1.'

/** One tab: as it was (`name` alone), as a difference, or whole. */
interface PackedTab {
  readonly name: string
  readonly change?: Difference
  readonly text?: string
}

/** Null: too large for a link. */
export async function encodeLessonLink(id: LessonId, start: readonly WorkDocument[], work: Work): Promise<string | null> {
  const documents = work.documents.map(({ name, text }): PackedTab => {
    const before = start.find((document) => document.name === name)
    return before === undefined ? { name, text } : before.text === text ? { name } : { name, change: differenceOf(before.text, text) }
  })
  const { active, cursor, question, view, policyApi, cni, assertions } = work
  const packed = await packText(JSON.stringify({ start: fingerprint(start), documents, active, cursor, question, view, ...(policyApi === 'both' ? {} : { policyApi }), ...(isSameSetting(cni, REFERENCE_CNI) ? {} : { cni }), ...(assertions.length > 0 && { assertions }) }), INFLATED_LIMIT)
  return packed === null || packed.length > LINK_LIMIT ? null : `${lessonAddress(id)}/${PREFIX}${packed}`
}

/** Reads the part behind the lesson's address. What comes of it is known when the lesson's start is. */
export async function readLessonLink(link: string): Promise<Result<LessonChange, LinkProblem>> {
  if (!link.startsWith(PREFIX)) return { ok: false, problem: 'newer' }
  const data = await unpackLink(link.slice(PREFIX.length))
  return data.ok ? success((start) => changedWork(data.value, start)) : data
}

/** Null: the lesson is not the one that the link was made of, or the link holds something else. */
function changedWork(data: unknown, start: readonly WorkDocument[]): Partial<Work> | null {
  if (!isRecord(data) || data.start !== fingerprint(start) || !Array.isArray(data.documents)) return null
  const documents = (data.documents as readonly unknown[]).map((tab) => {
    if (!isRecord(tab)) return null
    const before = start.find(({ name }) => name === tab.name)?.text
    if (tab.text !== undefined) return { name: tab.name, text: tab.text }
    const text = before === undefined ? null : tab.change === undefined ? before : isDifference(tab.change) ? applyDifference(before, tab.change) : null
    return text === null ? null : { name: tab.name, text }
  })
  const work = readWork({ ...data, documents })
  return work && { documents: work.documents, active: work.active, cursor: work.cursor, question: work.question, view: work.view, policyApi: work.policyApi, cni: work.cni, assertions: work.assertions }
}

function fingerprint(start: readonly WorkDocument[]): number {
  return crc32(new TextEncoder().encode(JSON.stringify(start.map(({ name, text }) => [name, text]))))
}

function isDifference(value: unknown): value is Difference {
  return Array.isArray(value) && value.every((step) => typeof step === 'string' || (Number.isInteger(step) && Math.abs(step as number) < 1_000_000))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
