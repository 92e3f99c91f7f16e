import type { ObjectRef } from '../../ground/diagnostic.ts'
import { code, say, type Sentence } from './sentence.ts'

/** The object that a diagnostic is about, in English; null: none is known. */
export function objectName(subject: ObjectRef | null): Sentence {
  if (!subject) return say`This object`
  return say`${subject.kind} ${code(subject.namespace === null ? subject.name : `${subject.namespace}/${subject.name}`)}`
}
