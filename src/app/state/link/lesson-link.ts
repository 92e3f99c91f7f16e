import { success, type Result } from '../../../ground/result.ts'
import { isSameSetting } from '../../../sim/cni/choice.ts'
import type { LessonId } from '../../../lessons/lesson.ts'
import { INFLATED_LIMIT, LINK_LIMIT, unpackLink, type LinkProblem } from './packed-link.ts'
import type { LessonChange } from '../lesson/lessons.svelte.ts'
import { packText } from './packed-text.ts'
import { lessonAddress } from '../route.ts'
import { fingerprint, packTabs, unpackTabs } from './tab-difference.ts'
import { readWork, REFERENCE_CNI, type Work, type WorkDocument } from '../work.ts'
import { isObject } from '../../../ground/json-object.ts'

/**
 * A lesson in the learner's state as an address: `#/lesson/<track>/<lesson>/v1.<packed JSON>`. It carries only what
 * differs from the lesson's start, so that a large world with one new policy stays a short link.
 */
const PREFIX = 'v1.'

/** Null: too large for a link. */
export async function encodeLessonLink(
  id: LessonId,
  start: readonly WorkDocument[],
  work: Work,
): Promise<string | null> {
  const { active, cursor, question, view, policyApi, cni, assertions } = work
  const packed = await packText(
    JSON.stringify({
      start: fingerprint(start),
      documents: packTabs(work.documents, start),
      active,
      cursor,
      question,
      view,
      ...(policyApi === 'both' ? {} : { policyApi }),
      ...(isSameSetting(cni, REFERENCE_CNI) ? {} : { cni }),
      ...(assertions.length > 0 && { assertions }),
    }),
    INFLATED_LIMIT,
  )
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
  if (!isObject(data) || data.start !== fingerprint(start)) return null
  const work = readWork({ ...data, documents: unpackTabs(data.documents, start) })
  return (
    work && {
      documents: work.documents,
      active: work.active,
      cursor: work.cursor,
      question: work.question,
      view: work.view,
      policyApi: work.policyApi,
      cni: work.cni,
      assertions: work.assertions,
    }
  )
}
