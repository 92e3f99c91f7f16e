import { failure, success, type Result } from '../../../ground/result.ts'
import type { LessonFiles } from '../../../lessons/lesson-file.ts'
import { LINK_LIMIT, type LinkProblem } from '../link/packed-link.ts'
import { packText, unpackText } from '../link/packed-text.ts'
import { isObject } from '../../../ground/json-object.ts'

/** The folder of a lesson that somebody made: its name, and its files by path in it. */
export interface MadeFolder {
  readonly name: string
  readonly files: LessonFiles
}

/** A lesson as an address: `#/made/v1.<packed JSON>`. It is its files, in the form that the lessons of ours have. */
const PREFIX = 'v1.'
/** Bytes that a link may become when inflated, and characters that all files together may have. */
const BYTES = 1_500_000
const CHARACTERS = 500_000
const FILES = 100
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/
/** What a lesson's folder may hold; nothing that leads out of it, or into the curriculum. */
const PATH =
  /^(?:lesson\.md|goals\.yaml|(?:start|solution|before)\/[\w][\w. -]{0,99}\.yaml|wrong\/[a-z0-9-]{1,64}(?:\/[\w][\w. -]{0,99})?\.yaml)$/

/** Null: too large for a link. */
export async function encodeMadeLink(folder: MadeFolder): Promise<string | null> {
  if (readFolder(folder) === null) return null
  const packed = await packText(JSON.stringify(folder), BYTES)
  return packed === null || packed.length > LINK_LIMIT ? null : `#/made/${PREFIX}${packed}`
}

/** Reads what stands behind `#/made/`. Whether the files make a lesson is for the reader of lessons to tell. */
export async function readMadeLink(link: string): Promise<Result<MadeFolder, LinkProblem>> {
  if (!link.startsWith(PREFIX)) return failure('newer')
  if (link.length > LINK_LIMIT) return failure('too-large')
  const text = await unpackText(link.slice(PREFIX.length), BYTES)
  if (!text.ok) return failure(text.problem === 'not-a-text' ? 'not-a-work' : text.problem)
  try {
    const folder = readFolder(JSON.parse(text.value))
    return folder ? success(folder) : failure('not-a-work')
  } catch {
    return failure('not-a-work')
  }
}

/** A folder from data of unknown origin; null: it is none, or larger than any lesson is. */
export function readFolder(data: unknown): MadeFolder | null {
  if (!isObject(data) || typeof data.name !== 'string' || !NAME.test(data.name) || !isObject(data.files)) return null
  const files = Object.entries(data.files)
  if (
    files.length > FILES ||
    !files.every((file): file is [string, string] => PATH.test(file[0]) && typeof file[1] === 'string')
  )
    return null
  return files.reduce((sum, [, text]) => sum + text.length, 0) > CHARACTERS
    ? null
    : { name: data.name, files: Object.fromEntries(files) }
}
