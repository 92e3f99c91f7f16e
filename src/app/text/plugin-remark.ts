import type { PluginRemark } from '../../engine/plugin-remark.ts'
import { NOTE } from './catalogue/en/note.ts'
import { capital, say, strong, type Sentence } from './sentence.ts'

/** What a plugin adds to a verdict. What is only believed says so first. */
export function remarkText({ remark, sureness }: PluginRemark): Sentence {
  const sentence = NOTE.remarks[remark]
  if (sureness === 'believed') return say`${strong(NOTE.believed)} ${sentence}`
  const [first, ...rest] = sentence
  return [{ ...first!, text: capital(first!.text) }, ...rest]
}
