import { lineStarts } from '../ground/line-starts.ts'
import type { TextEdit } from '../ground/text-edit.ts'
import { editsFor, type ManifestChange } from '../manifests/change.ts'
import type { DocumentText, Manifest } from '../manifests/read.ts'

/**
 * Changes of one object as edits of the document that it stands in. Null: one of them cannot be made in the text as it
 * is written.
 */
export function documentEdits(
  { object, document: name, line }: Manifest,
  changes: readonly ManifestChange[],
  documents: readonly DocumentText[],
): readonly TextEdit[] | null {
  const document = documents.find((each) => each.name === name)
  if (!document) return null
  const start = lineStarts(document.text)[line]!
  const edits: TextEdit[] = []
  for (const change of changes) {
    const made = editsFor(object, change)
    if (!made) return null
    edits.push(
      ...made.map((edit) => ({ document: name, start: start + edit.start, end: start + edit.end, text: edit.text })),
    )
  }
  return edits
}
