import { zipSync, type Zippable } from 'fflate'
import type { ImportProblem, OfferedFile } from '../../../../src/app/state/import/file.ts'
import { readImport, type Imported } from '../../../../src/app/state/import/read.ts'
import type { Result } from '../../../../src/ground/result.ts'

const bytesOf = (text: string | Uint8Array) => (typeof text === 'string' ? new TextEncoder().encode(text) : text)

/** A file that was picked by itself. */
export function direct(path: string, text: string | Uint8Array): OfferedFile {
  return { path, isDirect: true, blob: new Blob([bytesOf(text) as Uint8Array<ArrayBuffer>]) }
}

/** The files of a folder that was picked. */
export function folder(files: Readonly<Record<string, string | Uint8Array>>): readonly OfferedFile[] {
  return Object.entries(files).map(([path, text]) => ({ ...direct(path, text), isDirect: false }))
}

export function zipBytes(files: Readonly<Record<string, string | Uint8Array>>, level: 0 | 6 = 6): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, bytesOf(text)])) satisfies Zippable,
    { level },
  )
}

export function read(
  files: readonly OfferedFile[],
  signal = new AbortController().signal,
): Promise<Result<Imported, ImportProblem>> {
  return readImport(files, { signal, progress: () => {} })
}

/** What opened, as names with texts, and what did not. Fails where the whole was refused. */
export async function opened(
  ...files: readonly OfferedFile[]
): Promise<{ readonly documents: Readonly<Record<string, string>>; readonly imported: Imported }> {
  const result = await read(files)
  if (!result.ok) throw new Error(`refused: ${result.problem}`)
  return {
    documents: Object.fromEntries(result.value.documents.map(({ name, text }) => [name, text])),
    imported: result.value,
  }
}

/** The least that is taken for an object. */
export const POLICY = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: p\n'
