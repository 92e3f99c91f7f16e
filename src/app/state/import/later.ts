import type { Result } from '../../../ground/result.ts'
import type { ImportProblem, OfferedFile } from './file.ts'
import type { Imported, ImportWatch } from './read.ts'

/**
 * Reads files with what is fetched when the first ones come: most people type. `not-fetched`: it was not to be had,
 * because the network is gone.
 */
export async function importFiles(
  files: readonly OfferedFile[],
  watch: ImportWatch,
): Promise<Result<Imported, ImportProblem | 'not-fetched'>> {
  let tools: typeof import('./read.ts')
  try {
    tools = await import('./read.ts')
  } catch {
    return { ok: false, problem: 'not-fetched' }
  }
  return tools.readImport(files, watch)
}
